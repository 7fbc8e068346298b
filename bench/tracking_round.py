"""The rounds of the tracking benchmark, on a desk of their own that is kept: prints events a second as JSON."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
WORKERS = 2
DUE = 50_000

_ORDERS = """
    INSERT INTO shops_order (id, shop_id, number, number_key, state, currency, total_minor, placed_at, address, said, updated_at)
    SELECT gen_random_uuid(), %s, 'T' || n, 'T' || n, '', 'EUR', 4990, %s::timestamptz - interval '2 days', '{}', '{}', %s
    FROM generate_series(1, %s) AS n
"""
_PARCELS = """
    INSERT INTO shops_parcel (id, order_id, number, number_key, carrier, state, state_at, moved_at, shipped_at, known_at)
    SELECT gen_random_uuid(), o.id, o.number || 'P' || n, o.number || 'P' || n, 'Bench', 'in_transit', t.at, t.at, t.at, t.at
    FROM shops_order o, (SELECT %s::timestamptz - interval '1 day' AS at) t,
        generate_series(1, CASE WHEN right(o.number, 1) IN ('0', '2', '4', '6', '8') THEN 2 ELSE 3 END) AS n
    WHERE o.number LIKE 'T%%'
"""
_DUE = """
    UPDATE shops_parcel SET account_id = %s, due_at = %s::timestamptz - interval '1 minute'
    WHERE id IN (SELECT id FROM shops_parcel WHERE carrier = 'Bench' ORDER BY number LIMIT %s)
"""
_AS_BEFORE = """
    UPDATE shops_parcel SET state = 'in_transit', state_at = shipped_at, moved_at = shipped_at
    WHERE carrier = 'Bench' AND state <> 'in_transit'
"""
_BARE = """
    WITH due AS (
        UPDATE shops_parcel SET state = 'out_for_delivery', state_at = %s, moved_at = %s, due_at = NULL
        WHERE account_id = %s AND due_at <= %s RETURNING id
    )
    INSERT INTO shops_trackingevent (id, parcel_id, mark, at, seen_at, state, cause, place, words, source)
    SELECT gen_random_uuid(), id, md5(id::text), %s, %s, 'out_for_delivery', '', 'Roma', 'Out', 'bench' FROM due
"""


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
        account_id = _make(count)
        due = min(DUE, count)
        found: dict[str, list[float]] = {"bare": [], "ours": []}
        for _number in range(rounds):
            _bring_about(account_id, due)
            found["bare"].append(due / _bare(account_id))
            _bring_about(account_id, due)
            found["ours"].append(due / _ours(account_id, due))
    print(json.dumps(found))


def _make(count: int) -> str:
    """Orders with two parcels or three; once a folder."""
    from makegood.shops.actions.carriers import add_carrier  # noqa: PLC0415  app registry
    from makegood.shops.actions.opening import open_shop  # noqa: PLC0415  app registry
    from makegood.shops.models import CarrierAccount, Shop  # noqa: PLC0415  app registry

    if account := CarrierAccount.objects.first():
        return str(account.pk)
    shop = Shop.objects.first() or open_shop("Bench", "IT", ["en"])
    _run(_ORDERS, [shop.pk, NOW, NOW, count])
    _run(_PARCELS, [NOW])
    settings = {"url": "https://carrier.example", "token": "x"}
    return str(add_carrier(shop, None, "generic", "Bench", settings).pk)


def _bring_about(account_id: str, due: int) -> None:
    _run("TRUNCATE shops_trackingevent", [])
    _run(_AS_BEFORE, [])
    _run(_DUE, [account_id, NOW, due])
    _run("VACUUM ANALYZE shops_parcel", [])


def _bare(account_id: str) -> float:
    began = time.monotonic()
    _run(_BARE, [NOW, NOW, account_id, NOW, NOW, NOW])
    return time.monotonic() - began


def _ours(account_id: str, due: int) -> float:
    """Seconds from the first question to the last answer kept, each told once."""
    from makegood.kernel.models import Happening  # noqa: PLC0415  app registry
    from makegood.shops.models import Parcel  # noqa: PLC0415  app registry

    last = Happening.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    command = [sys.executable, "-m", "bench.tracking_worker", account_id, NOW.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    workers = [subprocess.Popen(command, **pipes) for _number in range(WORKERS)]  # type: ignore[call-overload]
    for worker in workers:
        worker.stdout.readline()
    began = time.monotonic()
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.stdout.readline()
    took = time.monotonic() - began
    for worker in workers:
        worker.stdin.close()
        worker.wait()
    assert Parcel.objects.filter(state="out_for_delivery").count() == due
    told = Happening.objects.filter(pk__gt=last, name="ParcelMoved").values_list("facts", flat=True)
    ids = [pk for facts in told for pk in facts["parcel_ids"]]
    assert len(ids) == len(set(ids)) == due
    return took


def _run(statement: str, values: list[object]) -> None:
    from django.db import connection  # noqa: PLC0415  app registry

    with connection.cursor() as cursor:
        cursor.execute(statement, values)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
