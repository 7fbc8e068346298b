"""The rounds of the sync benchmark, on a desk of their own: prints orders a second as JSON."""

import json
import os
import sys
import time
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from makegood.kernel.calling import Reply

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


class Shop:
    """A `Caller`: pages of orders made before the clock runs, one changed every twenty seconds."""

    def __init__(self, count: int) -> None:
        from makegood.testing.woo_shop import WooShop  # noqa: PLC0415  after the environment

        woo = WooShop()
        self.dates, self.words = [], []
        for number in range(count):
            woo.now = BEGAN + timedelta(seconds=20 * number)
            order = woo.new_order(f"buyer{number % 7000}@example.com")
            self.dates.append(order["date_modified_gmt"])
            self.words.append(json.dumps(order))

    def call(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        user: tuple[str, str] | None = None,
    ) -> Reply:
        asked = params or {}
        if not url.endswith("/orders"):
            return Reply(200, b"[]")
        start = bisect_right(self.dates, str(asked.get("modified_after", "")))
        size = int(asked["per_page"])
        start += (int(asked["page"]) - 1) * size
        page = self.words[start : start + size]
        total = {"x-wp-total": str(len(self.words) - start)}
        return Reply(200, f"[{','.join(page)}]".encode(), total)


def main(count: int, rounds: int) -> None:
    from makegood.project.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415  after the environment

    server = EmbeddedPostgres(Path(os.environ["MAKEGOOD_DATA"]))
    with ExitStack() as stack:
        stack.enter_context(server.running())
        import django  # noqa: PLC0415  after the environment

        django.setup()
        from makegood.project.prepare import prepare  # noqa: PLC0415  app registry

        prepare()
        shop = Shop(count)
        found: dict[str, list[float]] = {"bare": [], "ours": [], "again": []}
        for _number in range(rounds):
            found["bare"].append(count / _bare(shop))
            took, again = _ours(shop, count)
            found["ours"].append(count / took)
            found["again"].append(count / again)
    print(json.dumps(found))


def _ours(shop: Shop, count: int) -> tuple[float, float]:
    """Seconds of the first import, and of reading it all once more."""
    from makegood.shops.actions.syncing import sync  # noqa: PLC0415  app registry
    from makegood.shops.models import Order  # noqa: PLC0415  app registry

    connection = _connection()
    began = time.monotonic()
    while sync(connection.pk, shop):
        pass
    took = time.monotonic() - began
    assert Order.objects.filter(connection=connection).count() == count
    type(connection).objects.filter(pk=connection.pk).update(orders_cursor={})
    began = time.monotonic()
    while sync(connection.pk, shop):
        pass
    return took, time.monotonic() - began


def _bare(shop: Shop) -> float:
    from django.db import connection, transaction  # noqa: PLC0415  app registry

    into = _connection()
    insert = """
        INSERT INTO shops_document (connection_id, kind, external_id, changed_at, read_at, digest, raw)
        SELECT %s, 'order', id, now(), now(), '', raw FROM unnest(%s::text[], %s::text[]) AS told (id, raw)
    """
    began = time.monotonic()
    for start in range(0, len(shop.words), 100):
        page = shop.words[start : start + 100]
        ids = [str(json.loads(words)["id"]) for words in page]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(insert, [into.pk, ids, page])
    return time.monotonic() - began


def _connection():  # type: ignore[no-untyped-def]  # the models are there only after set-up
    from makegood.kernel import clock  # noqa: PLC0415  app registry
    from makegood.shops.actions.opening import open_shop  # noqa: PLC0415  app registry
    from makegood.shops.models import Connection, Shop  # noqa: PLC0415  app registry
    from makegood.testing.woo_shop import SETTINGS  # noqa: PLC0415  app registry

    shop = Shop.objects.first() or open_shop("Bench", "GB", ["en"])
    now, plain = clock.now(), {"url": SETTINGS["url"], "key": SETTINGS["key"]}
    return Connection.objects.create(
        shop=shop, kind="woocommerce", name="Bench", settings=plain, created_at=now, due_at=now
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
