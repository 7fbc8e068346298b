"""Twenty-five inboxes open while three agents act at once: how long until no page shows what is over.

Each page does what the browser's does: it hears the news, waits a moment for more of them, and asks for its rows again; what it
hears meanwhile makes it ask once more. The reference is as many bare views asked for at once.
"""

import http.client
import threading
import time
from dataclasses import dataclass, field

from bench.desks import FORM, TOKEN, Desk
from bench.report import Report

PAGES, AGENTS = 25, 3
GATHERING = 0.12
"""Seconds for which a page waits for more news (`ui/live.js`)."""
LONGEST = 30.0


def run(report: Report, desk: Desk, bare: int, rounds: int) -> None:
    pages = [_Page(desk, n) for n in range(PAGES)]
    worst, reference = [], []
    for number in range(max(3, rounds) + 1):
        reference.append(_at_once(desk, bare))
        over = _act(desk, number)
        told = AGENTS * (number + 1)
        worst.append(max(page.fresh_after(told) for page in pages) - over)
    for page in pages:
        page.close()
    report.add(
        f"fresh.worst_s.{PAGES}",
        worst[1:],
        "s",
        sorted(reference)[len(reference) // 2],
        "bare views",
    )


def _act(desk: Desk, number: int) -> float:
    """Notes by three agents at once; when the last of them was answered."""
    answered: list[float] = []

    def act(agent: int) -> None:
        case = desk.facts["numbers"][number * AGENTS + agent]
        headers = {"Cookie": desk.cookie(agent), "X-CSRFToken": TOKEN} | FORM
        connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
        connection.request("POST", f"/cases/{case}/notes/", f"body=Rang+back+{number}", headers)
        assert connection.getresponse().status == 302
        answered.append(time.monotonic())

    _in_threads([threading.Thread(target=act, args=(n,)) for n in range(AGENTS)])
    return max(answered)


@dataclass
class _Page:
    """One open inbox: a thread hears the news, another asks again."""

    desk: Desk
    number: int
    told: int = 0
    heard_at: float = 0.0
    asked_at: float = 0.0
    shown_at: float = 0.0
    is_open: bool = True
    news: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.cookie = self.desk.cookie(self.number)
        self.stream = http.client.HTTPConnection("127.0.0.1", self.desk.port + 1)
        self.stream.request("GET", "/stream/?topics=inbox", headers={"Cookie": self.cookie})
        self.answer = self.stream.getresponse()
        for work in (self._hear, self._show):
            threading.Thread(target=work, daemon=True).start()

    def fresh_after(self, told: int) -> float:
        """When the rows came that were asked for after the page was told of so many notes in all."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if self.told >= told and self.shown_at >= self.asked_at >= self.heard_at:
                return self.shown_at
            time.sleep(0.005)
        raise SystemExit(f"a page was told of {self.told} notes of {told}, or never fresh again")

    def close(self) -> None:
        self.is_open = False
        self.news.set()

    def _hear(self) -> None:
        while self.is_open and (line := self.answer.readline()):
            if line.startswith(b"data:"):
                self.told += b"CaseNoted" in line
                self.heard_at = time.monotonic()
                self.news.set()

    def _show(self) -> None:
        pages = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=60)
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip", "HX-Request": "true"}
        while self.news.wait() and self.is_open:
            time.sleep(GATHERING)
            self.news.clear()
            asked_at = time.monotonic()
            pages.request("GET", "/?q=&part=news&shown=50", headers=headers)
            answer = pages.getresponse()
            answer.read()
            assert answer.status == 200
            self.shown_at, self.asked_at = time.monotonic(), asked_at


def _at_once(desk: Desk, bare: int) -> float:
    """Seconds until the last of as many bare views, all asked for at once, was answered."""

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", bare, timeout=60)
        connection.request("GET", "/", headers={"Cookie": desk.cookie(0)})
        connection.getresponse().read()

    began = time.monotonic()
    _in_threads([threading.Thread(target=ask) for _ in range(PAGES)])
    return time.monotonic() - began


def _in_threads(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
