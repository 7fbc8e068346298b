"""Reading what happened in order, later, without missing any: for whoever must not slow down those who record it.

An id is drawn before its transaction commits, so that a lower one may become visible after a higher. Whoever draws one
holds a lock on the table from before that until the transaction ends: once all who held it when a mark was set are done,
nothing at or below the mark is still to come.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from makegood.kernel.models import Happening


@dataclass(frozen=True)
class Mark:
    """The highest id there was, and who was writing then."""

    id: int
    writers: tuple[str, ...]


_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'kernel_happening'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND mode = 'RowExclusiveLock' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
"""


def set_mark() -> Mark:
    """Up to here, as soon as those who write now are done."""
    last = last_id()  # first: who drew a lower id and is still at it is found below
    return Mark(last, tuple(sorted(_writing())))


def is_settled(mark: Mark) -> bool:
    """Whether everything up to the mark is there to be read, by a statement that begins after this."""
    return not mark.writers or not _writing().intersection(mark.writers)


def happenings_between(
    after: int, upto: int, names: Collection[str], limit: int
) -> list[Happening]:
    """What happened of these names, behind the one id and up to the other, in order."""
    found = Happening.objects.filter(id__gt=after, id__lte=upto, name__in=names)
    return list(found.order_by("id")[:limit])


def last_id() -> int:
    """The id of the last thing that happened; 0: nothing did."""
    return Happening.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _writing() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {row[0] for row in cursor.fetchall()}
