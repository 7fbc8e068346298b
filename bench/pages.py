"""Pages of a running desk, asked for by one and by eight signed-in clients at once."""

import http.client
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

import psycopg

from bench import browser, freshness
from bench.desks import FORM, ROOT, TOKEN, Desk, free_ports, wait_for
from bench.report import Report, percentile

WARM_UP, SINGLE, MANY = 12, 120, 320
CLIENTS = 8


class Memory:
    """What the whole group takes, measured when it has just started and when it has worked."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        time.sleep(1)
        self.before = pss_mb(desk)

    def tell(self, report: Report) -> None:
        time.sleep(2)
        after = pss_mb(self.desk)
        report.add(
            "memory.pss_mb", [sum(after.values())], "MB", sum(self.before.values()), "just started"
        )
        for name, size in sorted(after.items()):
            report.add(
                f"memory.{name}_mb", [size], "MB", self.before.get(name, 0.0), "just started"
            )


def run(report: Report, small: Desk, large: Desk, groups: Sequence[str], rounds: int) -> None:
    """Inbox, case page and search, small desk and large in turn: what else the machine does then strikes both alike."""
    with _bare_server(large) as bare:
        for clients in (1, CLIENTS):
            if "queue" in groups:
                _queue(report, small, large, bare, clients, rounds)
            if "case" in groups:
                _case(report, small, large, clients, rounds)
            if "search" in groups:
                _search(report, small, large, clients, rounds)
            if "action" in groups:
                _action(report, small, large, clients, rounds)
            if "order_page" in groups:
                _order_page(report, small, large, clients, rounds)
        if "fresh" in groups:
            freshness.run(report, large, bare, rounds)
        if "page" in groups:
            browser.run(report, large, bare)


def _queue(report: Report, small: Desk, large: Desk, bare: int, clients: int, rounds: int) -> None:
    few, many, least = _Side(small), _Side(large), _Side(large, bare)
    _in_turn([few, many, least], lambda desk: lambda dice: "/", clients, rounds)
    few.tell(report, f"queue.{{}}_ms.2k.{clients}")
    many.tell(report, f"queue.{{}}_ms.100k.{clients}", least, "bare view")
    if clients == 1:
        growth = [b / a for a, b in zip(few.p50s, many.p50s, strict=True)]
        report.add("queue.growth", growth, "×", 1.0, "2,000 cases")


def _case(report: Report, small: Desk, large: Desk, clients: int, rounds: int) -> None:
    few, many = _Side(small), _Side(large)
    _in_turn([few, many], lambda desk: _paths(desk)["case"], clients, rounds)
    few.tell(report, f"case.{{}}_ms.2k.{clients}")
    many.tell(report, f"case.{{}}_ms.100k.{clients}", few, "2,000 cases")


def _search(report: Report, small: Desk, large: Desk, clients: int, rounds: int) -> None:
    for name, reference in (("search", _raw_words), ("search_email", _raw_emails)):
        few, many, raw = _Side(small), _Side(large), _Side(large)
        _in_turn([few, many], lambda desk, name=name: _paths(desk)[name], clients, rounds)  # type: ignore[misc]
        raw.note(reference(large))
        few.tell(report, f"{name}.{{}}_ms.2k.{clients}")
        many.tell(report, f"{name}.{{}}_ms.100k.{clients}", raw, "raw SQL")


def _action(report: Report, small: Desk, large: Desk, clients: int, rounds: int) -> None:
    """What an agent does most beside answering: a tag put on, the kind changed, a note written; the redirect is not followed."""
    few, many = _Side(small), _Side(large)
    _in_turn([few, many], _actions, clients, rounds)
    few.tell(report, f"action.{{}}_ms.2k.{clients}")
    many.tell(report, f"action.{{}}_ms.100k.{clients}", few, "2,000 cases")


def _order_page(report: Report, small: Desk, large: Desk, clients: int, rounds: int) -> None:
    """What a customer sees of their order, by its link."""
    few, many = _Side(small), _Side(large)
    links = {desk.cases: desk.order_links() for desk in (small, large)}
    _in_turn([few, many], lambda desk: lambda dice: dice.choice(links[desk.cases]), clients, rounds)
    few.tell(report, f"order_page.{{}}_ms.2k.{clients}")
    many.tell(report, f"order_page.{{}}_ms.100k.{clients}", few, "2,000 cases")


def _actions(desk: Desk) -> Callable[[random.Random], str]:
    def one(dice: random.Random) -> str:
        kind, name = dice.choice(("late", "lost", "damaged")), f"seen{dice.randrange(9)}"
        form = dice.choice((f"tags/?name={name}", f"cover/?kind={kind}", "notes/?body=Rang+back"))
        return f"POST /cases/{dice.choice(desk.facts['numbers'])}/{form}"

    return one


class _Side:
    """One of the things compared: its figures, a round each."""

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk, self.port = desk, port or desk.port
        self.p50s: list[float] = []
        self.p95s: list[float] = []

    def ask(self, path_of: Callable[[random.Random], str], clients: int, total: int) -> None:
        cookies = [self.desk.cookie(number) for number in range(clients)]
        self.note(ask(self.port, path_of, cookies, total))

    def note(self, found: list[float]) -> None:
        self.p50s.append(percentile(found, 0.5))
        self.p95s.append(percentile(found, 0.95))

    def forget(self) -> None:
        self.p50s, self.p95s = [], []

    def tell(
        self, report: Report, name: str, reference: "_Side | None" = None, called: str = ""
    ) -> None:
        report.add(
            name.format("p50"), self.p50s, "ms", median(reference.p50s) if reference else 0, called
        )
        report.add(
            name.format("p95"), self.p95s, "ms", median(reference.p95s) if reference else 0, called
        )


def _in_turn(
    sides: Sequence[_Side],
    path_of: Callable[[Desk], Callable[[random.Random], str]],
    clients: int,
    rounds: int,
) -> None:
    for side in sides:
        side.ask(path_of(side.desk), clients, WARM_UP * clients)
        side.forget()
    for _ in range(rounds):
        for side in sides:
            side.ask(path_of(side.desk), clients, SINGLE if clients == 1 else MANY)


def _paths(desk: Desk) -> dict[str, Callable[[random.Random], str]]:
    facts = desk.facts
    return {
        "case": lambda dice: f"/cases/{dice.choice(facts['numbers'])}/",
        "search": lambda dice: f"/search/?q={quote(dice.choice(facts['words']))}",
        "search_email": lambda dice: f"/search/?q={quote(dice.choice(facts['emails']))}",
    }


@contextmanager
def _bare_server(desk: Desk) -> Iterator[int]:
    port = free_ports(1)
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.bare", str(port)],
        env=desk.environment,
        cwd=ROOT,
        stderr=(desk.folder / "bare.log").open("w"),
        text=True,
    )
    try:
        wait_for(port, server, desk.folder / "bare.log")
        yield port
    finally:
        server.terminate()
        server.wait(20)


def ask(
    port: int, path_of: Callable[[random.Random], str], cookies: Sequence[str], total: int
) -> list[float]:
    """Milliseconds of `total` requests by as many clients as there are cookies, each with its own connection."""
    found: list[float] = []
    failures: list[str] = []

    def client(number: int) -> None:
        dice = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Cookie": cookies[number], "Accept-Encoding": "gzip", "X-CSRFToken": TOKEN}
        for _ in range(total // len(cookies)):
            path = path_of(dice)
            method, address, form = _request(path)
            began = time.perf_counter()
            connection.request(method, address, form, headers | FORM if form else headers)
            response = connection.getresponse()
            response.read()
            found.append((time.perf_counter() - began) * 1000)
            if response.status != (302 if form else 200):
                failures.append(f"{path} answered {response.status}")
                return

    threads = [threading.Thread(target=client, args=(n,)) for n in range(len(cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(failures[0])
    return found


def _request(path: str) -> tuple[str, str, str | None]:
    """Method, address and form: what begins with POST carries its form behind the question mark."""
    if not path.startswith("POST "):
        return "GET", path, None
    address, _, form = path.removeprefix("POST ").partition("?")
    return "POST", address, form


def _raw_words(desk: Desk) -> list[float]:
    """The least a search by word can be: the index, the latest fifty."""
    query = (
        "SELECT m.id, m.case_id, left(m.text, 300) FROM messages_message m "
        "WHERE m.words @@ plainto_tsquery('simple', makegood_latin(%s)) ORDER BY m.at DESC LIMIT 50"
    )
    return _raw(desk, query, desk.facts["words"])


def _raw_emails(desk: Desk) -> list[float]:
    query = (
        "SELECT c.id, c.number, c.subject FROM people_identity i JOIN cases_case c ON c.customer_id = i.customer_id "
        "WHERE i.kind = 'email' AND i.value = %s ORDER BY c.changed_at DESC LIMIT 50"
    )
    return _raw(desk, query, desk.facts["emails"])


def _raw(desk: Desk, query: str, values: Sequence[str]) -> list[float]:
    found = []
    dice = random.Random(1)
    with psycopg.connect(desk.database()) as connection:
        for _ in range(SINGLE):
            began = time.perf_counter()
            connection.execute(query, [dice.choice(values)]).fetchall()  # type: ignore[arg-type]
            found.append((time.perf_counter() - began) * 1000)
    return found


def pss_mb(desk: Desk) -> dict[str, float]:
    """Proportional set size of every process of the group, database included, by part."""
    assert desk.group is not None
    found: dict[str, float] = {}
    for pid in descendants(desk.group.pid):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
            command += " " + Path(f"/proc/{pid}/comm").read_text()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        size = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
        name = _part(command)
        found[name] = found.get(name, 0.0) + size / 1024
    return found


def _part(command: str) -> str:
    for name in ("web", "stream", "worker"):
        if f"makegood.project.cli {name}" in command or f"makegood:{name}" in command:
            return name
    return "postgres" if "postgres" in command else "supervisor"


def descendants(pid: int) -> list[int]:
    """The process and all its children's children."""
    found, todo = [], [pid]
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    while todo:
        one = todo.pop()
        found.append(one)
        todo += [child for child, parent in parents.items() if parent == one]
    return found


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


assert os.name == "posix"
