"""Instants as the database says them, read by Python's own reader: a page has three hundred, and each took ten times as long.

Django reads them with psycopg's reader of every form PostgreSQL knows, and gives each the zone a second time. Ours are in UTC and
in ISO's form, which `datetime.fromisoformat` reads in C; whatever is not goes the old way.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import BaseTzLoader, get_adapters_template


class InstantLoader(BaseTzLoader):  # type: ignore[misc]  # the stubs don't know it
    """Reads one; `timezone` is what Django compares with a connection's."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        try:
            read = datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            read = None
        if read is not None and read.tzinfo is UTC:
            return read
        old_way: datetime = super().load(
            data
        )  # before Christ, after the year 9999, in another zone
        return old_way


def read_quickly() -> None:
    """On every connection opened from now on. It leans on Django making one map of readers for all of them."""
    readers = get_adapters_template(settings.USE_TZ, UTC)
    readers.register_loader("timestamptz", InstantLoader)
