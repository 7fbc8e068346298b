"""Instants are read from the database as Django reads them, only quicker."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader

from makegood.kernel.instants import InstantLoader

pytestmark = pytest.mark.django_db
EVERY = (
    "2026-03-29 01:59:59.999999+00",
    "2026-03-29 12:00:00+00",
    "2026-03-29 12:00:00.5+00",
    "0044-03-15 12:00:00+00",
    "9999-12-31 23:59:59+00",
)


@pytest.mark.parametrize("written", EVERY)
def test_an_instant_is_read_as_django_reads_it(written: str) -> None:
    class Django(BaseTzLoader):  # type: ignore[misc]  # the stubs don't know it
        timezone = UTC

    data = written.encode()
    expected = Django(1184, _psycopg()).load(data)

    assert InstantLoader(1184, _psycopg()).load(data) == expected
    assert expected.tzinfo is InstantLoader(1184, _psycopg()).load(data).tzinfo is UTC


def test_every_statement_s_instants_are_read_so() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '2026-03-29 14:00:00.25+02'::timestamptz")

        assert cursor.fetchone() == (datetime(2026, 3, 29, 12, 0, 0, 250000, tzinfo=UTC),)
        assert cursor.adapters.get_loader(1184, 0) is InstantLoader


def _psycopg() -> object:
    connection.ensure_connection()
    return connection.connection
