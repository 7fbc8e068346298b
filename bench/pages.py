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
from urllib.parse import quote

import psycopg

from bench.desks import ROOT, Desk, free_ports, wait_for
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


def run_small(report: Report, desk: Desk, rounds: int) -> None:
    """The inbox of a small desk: what the large one is compared with."""
    p50s, p95s = _rounds(desk, lambda dice: "/", 1, rounds)
    report.add("queue.p50_ms.2k.1", p50s, "ms")
    report.add("queue.p95_ms.2k.1", p95s, "ms")
    _p50, p95s = _rounds(desk, lambda dice: "/", CLIENTS, rounds)
    report.add("queue.p95_ms.2k.8", p95s, "ms")
    for name, path_of in _paths(desk).items():
        p50s, p95s = _rounds(desk, path_of, 1, rounds)
        report.add(f"{name}.p50_ms.2k.1", p50s, "ms")
        report.add(f"{name}.p95_ms.2k.1", p95s, "ms")


def run_large(report: Report, desk: Desk, groups: Sequence[str], rounds: int) -> None:
    """Inbox, case page and search at full size, each against its reference."""
    paths = _paths(desk)
    if "queue" in groups:
        _queue(report, desk, rounds)
    if "case" in groups:
        for clients in (1, CLIENTS):
            p50s, p95s = _rounds(desk, paths["case"], clients, rounds)
            bare = _bare(desk, clients, rounds)
            report.add(f"case.p50_ms.100k.{clients}", p50s, "ms", bare[0], "bare view")
            report.add(f"case.p95_ms.100k.{clients}", p95s, "ms", bare[1], "bare view")
    if "search" in groups:
        for name, reference in (("search", _raw_words), ("search_email", _raw_emails)):
            for clients in (1, CLIENTS):
                p50s, p95s = _rounds(desk, paths[name], clients, rounds)
                raw = reference(desk)
                report.add(
                    f"{name}.p50_ms.100k.{clients}", p50s, "ms", percentile(raw, 0.5), "raw SQL"
                )
                report.add(
                    f"{name}.p95_ms.100k.{clients}", p95s, "ms", percentile(raw, 0.95), "raw SQL"
                )


def _queue(report: Report, desk: Desk, rounds: int) -> None:
    small = [m for m in report.metrics if m.name == "queue.p50_ms.2k.1"]
    for clients in (1, CLIENTS):
        p50s, p95s = _rounds(desk, lambda dice: "/", clients, rounds)
        bare = _bare(desk, clients, rounds)
        report.add(f"queue.p50_ms.100k.{clients}", p50s, "ms", bare[0], "bare view")
        report.add(f"queue.p95_ms.100k.{clients}", p95s, "ms", bare[1], "bare view")
        if clients == 1 and small:
            reference = small[0].value
            report.add("queue.growth", [p50 / reference for p50 in p50s], "×", 1.0, "2,000 cases")


def _paths(desk: Desk) -> dict[str, Callable[[random.Random], str]]:
    facts = desk.facts
    return {
        "case": lambda dice: f"/cases/{dice.choice(facts['numbers'])}/",
        "search": lambda dice: f"/search/?q={quote(dice.choice(facts['words']))}",
        "search_email": lambda dice: f"/search/?q={quote(dice.choice(facts['emails']))}",
    }


def _rounds(
    desk: Desk, path_of: Callable[[random.Random], str], clients: int, rounds: int
) -> tuple[list[float], list[float]]:
    """p50 and p95 in milliseconds, of each round."""
    cookies = _cookies(desk)
    ask(desk.port, path_of, cookies[:clients], WARM_UP * clients)
    total = SINGLE if clients == 1 else MANY
    found = [ask(desk.port, path_of, cookies[:clients], total) for _ in range(rounds)]
    return [percentile(f, 0.5) for f in found], [percentile(f, 0.95) for f in found]


def _cookies(desk: Desk) -> list[str]:
    return [f"makegood_session_{desk.port}={key}" for key in desk.facts["sessions"]]


def _bare(desk: Desk, clients: int, rounds: int) -> tuple[float, float]:
    """The bare view's p50 and p95 with as many clients: the median of the rounds."""
    with _bare_server(desk) as port:
        cookies = _cookies(desk)[:clients]
        ask(port, lambda dice: "/", cookies, WARM_UP * clients)
        total = SINGLE if clients == 1 else MANY
        found = [ask(port, lambda dice: "/", cookies, total) for _ in range(rounds)]
    p50s = sorted(percentile(f, 0.5) for f in found)
    p95s = sorted(percentile(f, 0.95) for f in found)
    return p50s[rounds // 2], p95s[rounds // 2]


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
        headers = {"Cookie": cookies[number], "Accept-Encoding": "identity"}
        for _ in range(total // len(cookies)):
            path = path_of(dice)
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            found.append((time.perf_counter() - began) * 1000)
            if response.status != 200:
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
