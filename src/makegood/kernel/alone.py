"""One process at a time, for work that is longer than a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from makegood.kernel.errors import Conflict


@contextmanager
def alone(key: UUID, code: str, message: str) -> Iterator[None]:
    """Nobody else is in a block of this key; `Conflict` when somebody is.

    The lock goes with the connection, so a killed process holds nothing.
    """
    number = key.int & (1 << 63) - 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        row = cursor.fetchone()
    if not row or not row[0]:
        raise Conflict(code, message)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
