"""Where a page starts, read from an address: whatever is not one of ours is refused in words."""

from datetime import datetime
from uuid import UUID

from makegood.kernel.errors import BadInput


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    """An instant and an id."""
    at, _, case_id = cursor.partition("_")
    return read_instant(at), read_uuid("after", case_id)


def read_instant(text: str) -> datetime:
    """An instant with its zone."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput("after", "a cursor from an earlier page") from error
    if instant.tzinfo is None:
        raise BadInput("after", "a cursor from an earlier page")
    return instant


def read_uuid(field: str, text: str) -> UUID:
    """An id."""
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(field, "an id") from error
