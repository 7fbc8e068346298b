"""kill -9 of anything at any moment, under load: nothing lost, nothing doubled, nothing sent twice.

The mail servers live outside what is killed and keep count. Every mail they were given must be one row of the ledger
and one message; every letter of ours must have reached them at most once, and exactly once where the outbox says "sent".
"""

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from makegood.project.embedded_postgres import EmbeddedPostgres, socket_folder
from makegood.testing.imap_server import ImapServer
from makegood.testing.smtp_server import SmtpServer

pytestmark = pytest.mark.xdist_group("up")
ROOT = Path(__file__).resolve().parents[2]
USER, SECRET = "desk@shop.example", "geheim"
TARGETS = ["worker"] * 5 + [
    "web",
    "stream",
    "backend",
    "backend",
    "postgres",
    "group",
    "supervisor",
]


def test_eight_kills_under_load(tmp_path: Path) -> None:
    kill_and_count(tmp_path, kills=8, seed=int(os.environ.get("KILL_SEED", "8")))


@pytest.mark.soak
def test_fifty_kills_under_load(tmp_path: Path) -> None:
    kill_and_count(
        tmp_path,
        kills=int(os.environ.get("KILLS", "50")),
        seed=int(os.environ.get("KILL_SEED", "50")),
    )


def kill_and_count(folder: Path, kills: int, seed: int) -> None:
    folder.chmod(0o755)
    dice = random.Random(seed)
    with ImapServer(user=USER, secret=SECRET) as imap, SmtpServer(user=USER, secret=SECRET) as smtp:
        smtp.faults.delay = 0.15
        desk = Desk(folder / "var")
        with desk.running(), agent(desk, imap, smtp):
            put, stop = Counter[str](), threading.Event()
            postman = threading.Thread(target=deliver_until, args=(imap, put, stop, dice.random()))
            postman.start()
            began = time.monotonic()
            struck = [strike(desk, dice) for _ in range(kills)]
            struck_for = time.monotonic() - began
            stop.set()
            postman.join()
            desk.make_sure_it_runs()
            began = time.monotonic()
            wait_until_settled(desk, len(put))
            settled_for = time.monotonic() - began
        with desk.database() as database:
            check(database, put, smtp)
            print(
                f"struck for {struck_for:.0f} s, settled after {settled_for:.0f} s:",
                summary(database, struck, smtp),
            )


class Desk:
    """`makegood up` in a data folder, started again whenever it is gone."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.parent / "up.log"
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("MAKEGOOD_")
        }
        self.environment = kept | {"MAKEGOOD_DATA": str(data), "MAKEGOOD_WEB_WORKERS": "1"}
        self.process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        self.make_sure_it_runs()
        try:
            yield
        finally:
            if self.process and self.process.poll() is None:
                self.process.send_signal(signal.SIGTERM)
                self.process.wait(90)

    def make_sure_it_runs(self) -> None:
        if self.process and self.process.poll() is None:
            return
        with self.log.open("ab") as log:
            start = log.tell()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "makegood.project.cli", "up"],
                stdout=log, stderr=log, cwd=ROOT, env=self.environment,
            )  # fmt: skip
        wait_for(lambda: b"Ctrl-C" in self.log.read_bytes()[start:], 90, self.log.read_text)

    def family(self) -> list[psutil.Process]:
        """Everything below the supervisor that is alive."""
        assert self.process
        with contextlib.suppress(psutil.Error):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def parts(self, name: str) -> list[psutil.Process]:
        return [one for one in self.family() if name in words_of(one)]

    @contextlib.contextmanager
    def database(self) -> Iterator["psycopg.Connection[Any]"]:
        """The desk's own database while it runs; started alone when it does not."""
        is_alone = self.process is None or self.process.poll() is not None
        postgres = EmbeddedPostgres(self.data)
        if is_alone:
            postgres.start()
        try:
            with psycopg.connect(
                host=str(socket_folder(self.data)),
                user="postgres",
                dbname="makegood",
                autocommit=True,
            ) as connection:
                yield connection
        finally:
            if is_alone:
                postgres.stop()


@contextlib.contextmanager
def agent(desk: Desk, imap: ImapServer, smtp: SmtpServer) -> Iterator[None]:
    mailbox = {
        "address": USER, "secret": SECRET, "imap_host": imap.host, "imap_port": imap.port, "imap_security": "none",
        "smtp_host": smtp.host, "smtp_port": smtp.port, "smtp_security": "none", "timeout": 10,
    }  # fmt: skip
    with (desk.data.parent / "agent.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("agent.py")), json.dumps(mailbox)],
            stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=ROOT, env=desk.environment,
        )  # fmt: skip
        said = Path(log.name)
        wait_for(lambda: b"ready" in said.read_bytes(), 60, said.read_text)
        wait_for(lambda: "IDLE" in imap.commands, 60, desk.log.read_text)
        try:
            yield
        finally:
            assert process.stdin
            process.stdin.close()
            assert process.wait(60) == 0, said.read_text()


def deliver_until(imap: ImapServer, put: Counter[str], stop: threading.Event, luck: float) -> None:
    """About four mails a second, some of them twice, some odd."""
    dice = random.Random(luck)
    number = 0
    while not stop.is_set():
        number += 1
        mail_id = f"{number}@customer.example"
        raw = (
            f"From: Customer {number} <c{number}@customer.example>\nTo: {USER}\nSubject: Matter {number}\n"
            f"Message-ID: <{mail_id}>\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\nWhere is my parcel {number}?\n"
        ).encode()
        times = 2 if dice.random() < 0.1 else 1
        for _ in range(times):
            imap.put(raw)
        put[mail_id] += times
        stop.wait(dice.uniform(0.05, 0.45))


def strike(desk: Desk, dice: random.Random) -> str:
    """Kill one thing, wherever it happens to be in its work."""
    time.sleep(dice.uniform(0.2, 3.0))
    target = dice.choice(TARGETS)
    if target == "group":
        victims = [*desk.family(), *([psutil.Process(desk.process.pid)] if desk.process else [])]
    elif target == "supervisor":
        victims = [psutil.Process(desk.process.pid)] if desk.process else []
    elif target == "backend":
        backends = [
            one
            for one in desk.family()
            if re.match(
                r"postgres: .*(idle|SELECT|INSERT|UPDATE|COMMIT|in transaction|\[local\])",
                words_of(one),
            )
        ]
        victims = dice.sample(backends, min(1, len(backends)))
    elif target == "postgres":
        victims = [one for one in desk.family() if "/postgres " in words_of(one)][:1]
    else:
        victims = desk.parts(f"cli {target}")
    for victim in victims:
        with contextlib.suppress(psutil.Error):
            victim.kill()
    if target in ("group", "supervisor") and desk.process:
        desk.process.wait(30)
        desk.make_sure_it_runs()
    return target if victims else f"no {target}"


def wait_until_settled(desk: Desk, expected: int) -> None:
    """All fetched and decided, all answered, nothing left in the outbox but what nobody can know."""

    def is_settled() -> bool:
        with contextlib.suppress(psycopg.Error), desk.database() as database:
            # What a crash cut off counts as lost after two minutes; here that time has passed at once.
            database.execute(
                "UPDATE messages_dispatch SET claimed_at = claimed_at - interval '5 minutes'"
                " WHERE state = 'sending' AND claimed_at BETWEEN now() - interval '5 minutes' AND now() - interval '15 seconds'"
            )
            # And what waits for its next try, waits no longer.
            database.execute(
                "UPDATE messages_dispatch SET not_before = now() WHERE state = 'waiting' AND not_before > now()"
            )
            return counts(database) == (expected, 0, expected, 0)
        return False

    wait_for(
        is_settled, 150, lambda: f"{desk.log.read_text()[-4000:]}\n{_counted(desk)}", pause=1.0
    )


def counts(database: "psycopg.Connection[Any]") -> tuple[int, ...]:
    """Messages in, arrivals undecided, words out, letters still on their way."""
    row = database.execute(
        "SELECT (SELECT count(*) FROM messages_message WHERE direction = 'in'),"
        " (SELECT count(*) FROM messages_arrival WHERE outcome = ''),"
        " (SELECT count(*) FROM messages_message WHERE direction = 'out' AND purpose = 'word'),"
        " (SELECT count(*) FROM messages_dispatch WHERE state IN ('waiting', 'sending'))"
    ).fetchone()
    assert row
    return tuple(row)


def _counted(desk: Desk) -> object:
    with contextlib.suppress(psycopg.Error), desk.database() as database:
        return counts(database)
    return "no database"


def check(database: "psycopg.Connection[Any]", put: Counter[str], smtp: SmtpServer) -> None:
    came = Counter(
        row[0]
        for row in database.execute(
            "SELECT message_id FROM messages_message WHERE direction = 'in'"
        )
    )
    assert came == Counter(put.keys())
    ledger = list(database.execute("SELECT server_id, outcome FROM messages_arrival"))
    assert len(ledger) == len({server_id for server_id, _ in ledger}) == sum(put.values())
    assert (
        Counter(outcome for _, outcome in ledger)
        == Counter({"opened": len(put), "ignored": sum(put.values()) - len(put)}) - Counter()
    )
    assert one(database, "SELECT count(*) FROM cases_case") == len(put)
    for purpose in ("word", "acknowledgement"):
        per_case = f"SELECT count(*), count(DISTINCT case_id) FROM messages_message WHERE direction = 'out' AND purpose = '{purpose}'"
        row = database.execute(per_case).fetchone()
        assert row == (len(put), len(put)), purpose
    check_sent(database, smtp)


def check_sent(database: "psycopg.Connection[Any]", smtp: SmtpServer) -> None:
    taken = Counter(message_id(one.content) for one in smtp.taken)
    assert [mail_id for mail_id, times in taken.items() if times > 1] == []
    states = dict(
        database.execute(
            "SELECT m.message_id, d.state FROM messages_dispatch d JOIN messages_message m ON m.id = d.message_id"
        )
    )
    assert set(taken) <= set(states)
    assert set(states.values()) <= {"sent", "unknown"}
    not_taken = {mail_id for mail_id, state in states.items() if state == "sent"} - set(taken)
    assert not_taken == set()


def summary(database: "psycopg.Connection[Any]", struck: list[str], smtp: SmtpServer) -> str:
    states = dict(database.execute("SELECT state, count(*) FROM messages_dispatch GROUP BY state"))
    mails = one(database, "SELECT count(*) FROM messages_arrival")
    return f"{len(struck)} kills {dict(Counter(struck))}: {mails} mails in, {len(smtp.taken)} letters taken, outbox {states}"


def one(database: "psycopg.Connection[Any]", query: str) -> Any:
    row = database.execute(query).fetchone()
    assert row
    return row[0]


def message_id(content: bytes) -> str:
    match = re.search(rb"(?mi)^message-id:\s*<([^>]+)>", content)
    assert match
    return match[1].decode()


def words_of(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        return " ".join(process.cmdline()) + " "
    return ""


def wait_for(
    is_so: Callable[[], bool], seconds: float, said: Callable[[], object], pause: float = 0.1
) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, said()
        time.sleep(pause)
