"""The rounds of the promises benchmark, on a desk of their own that is kept: prints seconds as JSON.

The desk's time is `NOW` for ever, so that a desk made once falls due in no other minute than the one that is measured.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HIT, SILENT = 4_500, 1_000
"""Cases of which one promise breaks and one is about to; cases that owe nothing."""
ASIDE = 10
"""Every so many of those that are hit is put aside, and has to come back."""
WORKERS = 2
BATCH = 500
SEED = 7


def main(count: int, rounds: int) -> None:
    from makegood.project.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415  after the environment

    server = EmbeddedPostgres(Path(os.environ["MAKEGOOD_DATA"]))
    with ExitStack() as stack:
        stack.enter_context(server.running())
        import django  # noqa: PLC0415  after the environment

        django.setup()
        from makegood.kernel import clock  # noqa: PLC0415  app registry
        from makegood.project.prepare import prepare  # noqa: PLC0415  app registry

        prepare()
        stack.enter_context(clock.frozen(NOW))
        _make(count // 2)
        found: dict[str, list[float]] = {"bare": [], "ours": [], "cpu": []}
        for number in range(rounds):
            _bring_about(number, count // 2)
            found["bare"].append(_bare())
            _bring_about(number, count // 2)
            took, cpu = _ours(server.folder)
            found["ours"].append(took)
            found["cpu"].append(cpu)
            _check()
    print(json.dumps(found))


def _make(cases: int) -> None:
    """Open cases with an answer and news owed on each, and those that owe nothing; once a folder."""
    from django.db import connection  # noqa: PLC0415  app registry

    from bench.generate import copy  # noqa: PLC0415  app registry
    from makegood.cases.models import Case  # noqa: PLC0415  app registry

    if Case.objects.exists():
        return
    began = time.monotonic()
    shop, staff = _shop_and_staff()
    dice = random.Random(SEED)
    ids = [_id(dice) for _ in range(cases + SILENT)]
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    copy("cases_case", _cases(ids, cases, shop, staff))
    copy("promises_promise", _promises(ids[:cases], staff, dice))
    print(f"  {2 * cases} promises made in {time.monotonic() - began:.0f} s", file=sys.stderr)


def _shop_and_staff() -> tuple[UUID, list[UUID]]:
    from makegood.people.actions.staffing import create_owner, seat_without_password  # noqa: PLC0415  app registry
    from makegood.shops.actions.opening import open_shop  # noqa: PLC0415  app registry

    shop = open_shop("Bench & Sons", "IT", ("en", "it"), email="help@bench.example")
    create_owner("owner@bench.example", "Olga", "correct horse 42 staple", "en", "Europe/Rome")
    roles = ["manager", *["agent"] * 20]
    seats = [
        seat_without_password(f"{n}@bench.example", f"Agent {n}", role, "en", "Europe/Rome")
        for n, role in enumerate(roles)
    ]
    return shop.pk, [seat.pk for seat in seats]


def _cases(ids: list[UUID], owing: int, shop: UUID, staff: list[UUID]) -> Iterator[dict[str, Any]]:
    from makegood.kernel.clock import FAR_FUTURE  # noqa: PLC0415  app registry

    opened = NOW - timedelta(days=2)
    for place, case in enumerate(ids):
        yield {
            "id": case,
            "number": place + 1,
            "shop_id": shop,
            "kind": "late",
            "subject": f"Where is parcel {place}?",
            "language": "en",
            "channel": "email",
            "turn": "us",
            "assignee_id": staff[place % len(staff)],
            "opened_at": opened,
            "heard_at": opened,
            "told_at": opened,
            "queue_at": NOW + timedelta(days=1) if place < owing else FAR_FUTURE,
            "queue_kind": "answer" if place < owing else "",
            "owed": int(place < owing),
            "changed_at": opened,
            "version": 1,
        }


def _promises(ids: list[UUID], staff: list[UUID], dice: random.Random) -> Iterator[dict[str, Any]]:
    for place, case in enumerate(ids):
        for kind, source in (("answer", "acknowledgement"), ("news", "silence")):
            due = NOW + timedelta(hours=dice.uniform(8, 7 * 24))
            yield {
                "id": _id(dice),
                "case_id": case,
                "kind": kind,
                "source": source,
                "made_at": NOW - timedelta(days=2),
                "due_at": due,
                "owner_id": staff[place % len(staff)],
                "warn_at": due - timedelta(hours=4),
                "end": "",
            }


def _id(dice: random.Random) -> UUID:
    stamp = int(NOW.timestamp() * 1000) - dice.randrange(86_400_000)
    value = stamp << 80 | 0x7 << 76 | dice.getrandbits(12) << 64 | 0b10 << 62
    return UUID(int=value | dice.getrandbits(62))


_RESTORE = """
    TRUNCATE kernel_happening, notify_notice CASCADE;
    DELETE FROM promises_promise USING cases_case
        WHERE cases_case.id = case_id AND cases_case.number > %(cases)s;
    UPDATE promises_promise SET warned_at = NULL, broken_at = NULL,
        due_at = %(now)s + interval '9 hours' + random() * interval '6 days', warn_at = %(now)s + interval '8 hours'
        WHERE warned_at IS NOT NULL OR broken_at IS NOT NULL;
    UPDATE cases_case SET queue_at = '9999-01-01 00:00+00', queue_kind = '', owed = 0 WHERE number > %(cases)s;
    UPDATE cases_case SET snoozed_until = NULL WHERE snoozed_until IS NOT NULL;
"""
_HIT = """
    CREATE TEMP TABLE hit ON COMMIT DROP AS
        SELECT id, row_number() OVER (ORDER BY number) AS place FROM cases_case
        WHERE number <= %(cases)s AND number %% %(step)s = %(number)s %% %(step)s ORDER BY number LIMIT %(hit)s;
    UPDATE promises_promise SET due_at = %(now)s - random() * interval '1 minute', warn_at = %(now)s - interval '4 hours',
        warned_at = %(now)s - interval '4 hours' FROM hit WHERE case_id = hit.id AND kind = 'answer';
    UPDATE promises_promise SET warn_at = %(now)s - random() * interval '1 minute', due_at = %(now)s + interval '4 hours'
        FROM hit WHERE case_id = hit.id AND kind = 'news';
    UPDATE cases_case SET snoozed_until = %(now)s + interval '1 day' FROM hit
        WHERE cases_case.id = hit.id AND place %% %(aside)s = 0;
"""


def _bring_about(number: int, cases: int) -> None:
    """Everything as it was, and then the minute in which other cases than last time are hit."""
    from django.db import connection, transaction  # noqa: PLC0415  app registry

    facts = {
        "now": NOW, "cases": cases, "step": cases // HIT, "number": number, "hit": HIT, "aside": ASIDE,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in f"{_RESTORE}{_HIT}".split(";")[:-1]:
            cursor.execute(statement, {name: facts[name] for name in facts if name in statement})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE promises_promise")
        cursor.execute("VACUUM ANALYZE cases_case")
        cursor.execute("CHECKPOINT")


_CLAIM = """
    WITH due AS (
        SELECT p.id, p.case_id, p.owner_id FROM promises_promise p JOIN cases_case c ON c.id = p.case_id
        WHERE p.{mark} IS NULL AND p.{due} <= %(now)s AND p."end" = '' AND p.paused_at IS NULL ORDER BY p.{due} LIMIT %(batch)s
        FOR NO KEY UPDATE OF p, c SKIP LOCKED
    ), marked AS (
        UPDATE promises_promise p SET {mark} = %(now)s FROM due WHERE p.id = due.id RETURNING p.id
    ), told AS (
        INSERT INTO notify_notice (id, staff_id, kind, case_id, about, facts, at)
        SELECT uuidv7(), s.id, %(kind)s, due.case_id, 'promise:' || due.id, '{{}}', %(now)s FROM due
        JOIN people_staff s ON s.id = due.owner_id {who}
    )
    INSERT INTO kernel_happening (name, topic, at, via, facts)
    SELECT %(kind)s, 'case:' || due.case_id, %(now)s, 'desk', '{{}}' FROM due
"""


def _bare() -> float:
    """The same marks, happenings and notices, nothing weighed and nobody asked; by one process."""
    from django.db import connection, transaction  # noqa: PLC0415  app registry

    breaking = _CLAIM.format(
        mark="broken_at", due="due_at", who="OR s.role IN ('owner', 'manager')"
    )
    warning = _CLAIM.format(mark="warned_at", due="warn_at", who="")
    began, handled = time.perf_counter(), 0
    for statement, kind in ((breaking, "promise_broken"), (warning, "promise_at_risk")):
        count = BATCH
        while count:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, {"now": NOW, "batch": BATCH, "kind": kind})
                count = cursor.rowcount
            handled += count
    assert handled == 2 * HIT, handled
    return time.perf_counter() - began


def _ours(server: Path) -> tuple[float, float]:
    """(seconds on the clock, seconds of processor of workers and database) until both have nothing left to do."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.promises_worker", NOW.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(WORKERS)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    before, began = _processor_time(server), time.perf_counter()
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    spent = [json.loads(worker.stdout.readline()) for worker in workers if worker.stdout]
    took = time.perf_counter() - began
    database = _processor_time(server) - before
    for worker in workers:
        worker.communicate("")
        assert worker.returncode == 0, worker.returncode
    return took, sum(spent) + database


def _processor_time(server: Path) -> float:
    """Of the database's processes, those that have ended included; in seconds."""
    first = psutil.Process(int((server / "postmaster.pid").read_text().splitlines()[0]))
    own = first.cpu_times()
    times = [one.cpu_times() for one in first.children(recursive=True)]
    ended: float = own.children_user + own.children_system
    return ended + own.user + own.system + sum(one.user + one.system for one in times)


def _check() -> None:
    """Each of the ten thousand was handled, and told of once."""
    from django.db import connection  # noqa: PLC0415  app registry

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, count(*), count(DISTINCT facts ->> 'promise_id') FROM kernel_happening "
            "WHERE name IN ('PromiseBroken', 'PromiseAtRisk', 'PromiseMade') GROUP BY name"
        )
        told = {name: (count, different) for name, count, different in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM cases_case WHERE snoozed_until IS NOT NULL")
        (aside,) = cursor.fetchone()
    expected = {"PromiseBroken": HIT, "PromiseAtRisk": HIT, "PromiseMade": SILENT}
    assert told == {name: (count, count) for name, count in expected.items()}, told
    assert aside == 0, aside


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
