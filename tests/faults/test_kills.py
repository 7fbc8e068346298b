"""kill -9 of anything, at each step and at any moment under load: nothing lost, nothing doubled, nothing sent twice.

The mail servers live outside what is killed and keep count. Every mail they were given must be one row of the ledger
and one message, answered once and acknowledged once; every letter of ours must have reached them at most once, and
exactly once where the outbox says "sent".
"""

import contextlib
import json
import os
import random
import re
import signal
import smtplib
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import psutil
import psycopg
import pytest
from tests.project.places import open_folder
from tests.project.prepared import prepared

from makegood.project.embedded_postgres import EmbeddedPostgres, socket_folder
from makegood.testing.imap_server import ImapServer
from makegood.testing.mail_servers import MailServers, mail_servers
from makegood.testing.smtp_server import SmtpServer
from makegood.testing.sockets import Gate

pytestmark = pytest.mark.soak
ROOT = Path(__file__).resolve().parents[2]
USER, SECRET = "desk@shop.example", "geheim"
PATIENCE = 240.0
"""Seconds for a start or for settling: a machine may be busy with other things."""
KILLS = int(os.environ.get("KILLS", "200"))
TARGETS = ["worker"] * 5 + [
    "web",
    "stream",
    "house",
    "backend",
    "backend",
    "postgres",
    "group",
    "supervisor",
]


class Post(Protocol):
    """The world outside: it hands mail to our mailbox, takes our letters, and is never killed."""

    mailbox: dict[str, Any]

    def deliver(self, raw: bytes) -> None: ...

    def taken(self) -> Counter[str]:
        """Message-IDs of the letters it took, and how often."""
        ...


class OwnServers:
    """Ours, in this process; between a letter's last dot and the answer they take their time."""

    def __init__(self, imap: ImapServer, smtp: SmtpServer) -> None:
        self.imap, self.smtp = imap, smtp
        smtp.faults.delay = 0.15
        self.mailbox = {
            "address": USER, "secret": SECRET, "imap_host": imap.host, "imap_port": imap.port, "imap_security": "none",
            "smtp_host": smtp.host, "smtp_port": smtp.port, "smtp_security": "none", "timeout": 10,
        }  # fmt: skip

    def deliver(self, raw: bytes) -> None:
        self.imap.put(raw)

    def taken(self) -> Counter[str]:
        return Counter(message_id(one.content) for one in self.smtp.taken)


class DebianServers:
    """Dovecot and Postfix: letters are counted where they end up, in the customers' mailboxes."""

    def __init__(self, servers: MailServers) -> None:
        self.servers = servers
        self.mailbox = servers.settings(USER)

    def deliver(self, raw: bytes) -> None:
        with smtplib.LMTP("127.0.0.1", self.servers.lmtp_port) as lmtp:
            lmtp.sendmail("customer@example.org", [USER], raw)

    def taken(self) -> Counter[str]:
        boxes = (self.servers.folder / "mail").glob("*@example.org/*/*")
        return Counter(
            message_id(file.read_bytes()) for file in boxes if file.parent.name in ("new", "cur")
        )


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


def test_a_kill_at_each_step(place: Path) -> None:
    """The servers stand still at the step, or the database does, until the blow has fallen."""
    desk = Desk(prepared(place / "var"))
    with own_servers() as post, desk.running(), agent(desk, post):
        postman = Postman(post, luck=1)
        for step, victim in STEPS:
            wait_for(lambda: _has_begun(desk), PATIENCE, desk.log.read_text)
            step(desk, post, postman, victim)
        wait_until_settled(desk, len(postman.put))
        with desk.database() as database:
            check(database, postman.put, post)
            print(summary(database, [step.__name__ for step, _victim in STEPS], post))


def test_many_kills_under_load(place: Path) -> None:
    with own_servers() as post:
        kill_and_count(place, post, kills=KILLS, seed=int(os.environ.get("KILL_SEED", "50")))


@pytest.mark.mailservers
@pytest.mark.skipif(os.geteuid() != 0, reason="Postfix is started by root only")
def test_many_kills_with_debians_mail_servers(place: Path) -> None:
    with mail_servers() as servers:
        kill_and_count(
            place,
            DebianServers(servers),
            kills=KILLS,
            seed=int(os.environ.get("KILL_SEED", "51")),
        )


@contextlib.contextmanager
def own_servers() -> Iterator[OwnServers]:
    with ImapServer(user=USER, secret=SECRET) as imap, SmtpServer(user=USER, secret=SECRET) as smtp:
        yield OwnServers(imap, smtp)


def before_fetch(desk: "Desk", post: OwnServers, postman: "Postman", victim: str) -> None:
    """The mail is asked for, and the server has not given it yet."""
    post.imap.faults.gate = gate = Gate()
    postman.bring_next()
    assert gate.reached.wait(PATIENCE)
    kill(desk, victim)
    post.imap.faults.gate = None
    gate.is_open.set()


def after_store(desk: "Desk", post: OwnServers, postman: "Postman", victim: str) -> None:
    """The row is in the ledger; nobody can look who wrote it, so nothing has become of it."""
    with desk.database() as database, contextlib.suppress(psycopg.Error), database.transaction():
        database.execute("LOCK TABLE people_identity IN ACCESS EXCLUSIVE MODE")
        postman.bring_next()
        wait_for(lambda: is_waiting(desk), PATIENCE, desk.log.read_text)
        kill(desk, victim)


def in_parse(desk: "Desk", post: OwnServers, postman: "Postman", victim: str) -> None:
    """Claimed, and big; nothing it becomes can be written until the blow has fallen."""
    with desk.database() as database, database.transaction():
        database.execute("LOCK TABLE cases_case IN SHARE MODE")
        postman.bring_next(padding=b"Where is it, and when does it come?\n" * 700_000)
        wait_for(
            lambda: is_waiting(desk, "tried_at IS NOT NULL AND size > 20000000"),
            PATIENCE,
            desk.log.read_text,
            0.02,
        )
        kill(desk, victim)


def after_data(desk: "Desk", post: OwnServers, postman: "Postman", victim: str) -> None:
    """The server has the letter to its last dot, and has not said so yet."""
    post.smtp.faults.gate = gate = Gate()
    postman.bring_next()
    assert gate.reached.wait(PATIENCE)
    kill(desk, victim)
    post.smtp.faults.gate = None
    gate.is_open.set()


STEPS = [
    (before_fetch, "worker"),
    (after_store, "worker"),
    (in_parse, "worker"),
    (after_data, "worker"),
    (after_store, "postgres"),
    (after_data, "postgres"),
]


def is_waiting(desk: "Desk", where: str = "true") -> bool:
    with contextlib.suppress(psycopg.Error), desk.database() as database:
        query = f"SELECT count(*) FROM messages_arrival WHERE outcome = '' AND {where}"
        return bool(one(database, query))
    return False


def kill(desk: "Desk", target: str) -> None:
    """Kill it; where the blow before has only just fallen, as soon as it is there again."""
    dice = random.Random(1)
    wait_for(lambda: bool(victims_of(desk, target, dice)), PATIENCE, desk.log.read_text, 0.02)
    for victim in victims_of(desk, target, dice):
        victim.kill()


def kill_and_count(folder: Path, post: Post, kills: int, seed: int) -> None:
    dice, desk = random.Random(seed), Desk(prepared(folder / "var"))
    with desk.running(), agent(desk, post):
        postman = Postman(post, dice.random())
        postman.start()
        try:
            struck = [strike(desk, postman, dice) for _ in range(kills)]
        finally:
            postman.is_over.set()
            postman.join()
        put = postman.put
        desk.make_sure_it_runs()
        wait_until_settled(desk, len(put))
    with desk.database() as database:
        check(database, put, post)
        print(summary(database, struck, post))


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
        wait_for(lambda: b"Ctrl-C" in self.log.read_bytes()[start:], PATIENCE, self.log.read_text)

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
def agent(desk: Desk, post: Post) -> Iterator[None]:
    with (desk.data.parent / "agent.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("agent.py")), json.dumps(post.mailbox)],
            stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=ROOT, env=desk.environment,
        )  # fmt: skip
        said = Path(log.name)
        wait_for(lambda: b"ready" in said.read_bytes(), PATIENCE, said.read_text)
        wait_for(lambda: _has_begun(desk), PATIENCE, desk.log.read_text)
        try:
            yield
        finally:
            assert process.stdin
            process.stdin.close()
            assert process.wait(60) == 0, said.read_text()


def _has_begun(desk: Desk) -> bool:
    """The mailbox's "now" is known: what comes from here on has to come in."""
    with contextlib.suppress(psycopg.Error), desk.database() as database:
        return bool(
            one(
                database,
                "SELECT count(*) FROM messages_account WHERE kind = 'email' AND cursor <> '{}'",
            )
        )
    return False


class Postman(threading.Thread):
    """Brings some ten mails a second, some of them twice, and waits while the letter box is full."""

    def __init__(self, post: Post, luck: float) -> None:
        super().__init__(daemon=True)
        self.post, self.dice = post, random.Random(luck)
        self.put = Counter[str]()
        """Message-ID → how often it was brought."""
        self.is_over, self.may_bring = threading.Event(), threading.Event()
        self.may_bring.set()

    def run(self) -> None:
        while not self.is_over.wait(self.dice.uniform(0.02, 0.18)):
            if self.may_bring.is_set():
                self.bring(len(self.put) + 1, 2 if self.dice.random() < 0.1 else 1)

    def bring_next(self, padding: bytes = b"") -> None:
        self.bring(len(self.put) + 1, 1, padding)

    def bring(self, number: int, times: int, padding: bytes = b"") -> None:
        mail_id = f"{number}@customer.example"
        raw = (
            f"From: Customer {number} <c{number}@example.org>\nTo: {USER}\nSubject: Matter {number}\n"
            f"Message-ID: <{mail_id}>\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\nWhere is my parcel {number}?\n"
        ).encode() + padding
        for _ in range(times):
            self.post.deliver(raw)
        self.put[mail_id] += times


def wait_for_work(desk: Desk, postman: Postman) -> None:
    """A kill that hits nothing at work proves nothing: something must have been done since the last one."""
    done: int | None = None
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(psycopg.Error), desk.database() as database:
            settled = one(database, "SELECT count(*) FROM messages_arrival WHERE outcome <> ''")
            tried = one(database, "SELECT count(*) FROM messages_dispatch WHERE state <> 'waiting'")
            is_full = postman.put.total() - settled > 40
            (postman.may_bring.clear if is_full else postman.may_bring.set)()
            done = settled + tried if done is None else done
            if settled + tried > done:
                return
        time.sleep(0.1)


def strike(desk: Desk, postman: Postman, dice: random.Random) -> str:
    """Kill one thing, wherever it happens to be in its work."""
    wait_for_work(desk, postman)
    time.sleep(dice.uniform(0, 1.5))
    target, victims = "", list[psutil.Process]()
    while not victims:  # what lies down already is no victim; another one is
        target = dice.choice(TARGETS)
        victims = victims_of(desk, target, dice)
    for victim in victims:
        with contextlib.suppress(psutil.Error):
            victim.kill()
    postman.may_bring.clear()
    if target in ("group", "supervisor") and desk.process:
        desk.process.wait(30)
        desk.make_sure_it_runs()
    return target


def victims_of(desk: Desk, target: str, dice: random.Random) -> list[psutil.Process]:
    assert desk.process
    supervisor = psutil.Process(desk.process.pid)
    match target:
        case "group":
            return [*desk.family(), supervisor]
        case "supervisor":
            return [supervisor]
        case "backend":
            backends = [one for one in desk.family() if " [local] " in words_of(one)]
            return dice.sample(backends, min(1, len(backends)))
        case "postgres":
            return [one for one in desk.family() if "/postgres " in words_of(one)][:1]
        case "house":
            return desk.parts(" house ")
    return desk.parts(f"makegood:{target}")


def wait_until_settled(desk: Desk, expected: int) -> None:
    """All fetched and decided, all answered, nothing left in the outbox but what nobody can know."""

    counted: tuple[int, ...] = ()
    until = time.monotonic() + PATIENCE
    while counted != (expected, 0, expected, 0):
        now = counts_hurried(desk)
        if now and now != counted:
            counted, until = now, time.monotonic() + PATIENCE  # after many kills much is left to do
            continue
        said = f"{desk.log.read_text()[-4000:]}\nexpected {expected}, counted {counted}"
        assert time.monotonic() < until, said
        time.sleep(1)


def counts_hurried(desk: Desk) -> tuple[int, ...]:
    """As `counts`, with nothing left to wait for; empty while the database is not there."""
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
        return counts(database)
    return ()


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


def check(database: "psycopg.Connection[Any]", put: Counter[str], post: Post) -> None:
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
    answers, answered = per_case(database, "word")
    assert answers == answered == len(put)
    told, told_of = per_case(database, "acknowledgement")
    assert told == told_of == len(put)
    check_sent(database, post)


def per_case(database: "psycopg.Connection[Any]", purpose: str) -> tuple[int, int]:
    """How many letters of ours of this purpose there are, and of how many cases."""
    row = database.execute(
        "SELECT count(*), count(DISTINCT case_id) FROM messages_message"
        " WHERE direction = 'out' AND purpose = %s",
        [purpose],
    ).fetchone()
    assert row
    return tuple(row)


def check_sent(database: "psycopg.Connection[Any]", post: Post) -> None:
    states = dict(
        database.execute(
            "SELECT m.message_id, d.state FROM messages_dispatch d JOIN messages_message m ON m.id = d.message_id"
        )
    )
    sent = {mail_id for mail_id, state in states.items() if state == "sent"}
    wait_for(
        lambda: sent <= set(post.taken()),
        30,
        lambda: f"said to be sent, never taken: {sent - set(post.taken())}",
    )
    taken = post.taken()
    assert [mail_id for mail_id, times in taken.items() if times > 1] == []
    assert set(taken) <= set(states)
    assert set(states.values()) <= {"sent", "unknown"}


def summary(database: "psycopg.Connection[Any]", struck: list[str], post: Post) -> str:
    states = dict(database.execute("SELECT state, count(*) FROM messages_dispatch GROUP BY state"))
    mails = one(database, "SELECT count(*) FROM messages_arrival")
    return f"{len(struck)} kills {dict(Counter(struck))}: {mails} mails in, {post.taken().total()} letters taken, outbox {states}"


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
        # The house forks its parts: they share its command line and have names of their own.
        return " ".join([process.name(), *process.cmdline()]) + " "
    return ""


def wait_for(
    is_so: Callable[[], bool], seconds: float, said: Callable[[], object], pause: float = 0.1
) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, said()
        time.sleep(pause)
