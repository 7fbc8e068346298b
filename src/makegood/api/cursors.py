"""Where the next page starts, as a word without meaning to the client, so that we may change what it means."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from makegood.kernel.errors import BadInput


def closed(position: object | None) -> str | None:
    """`position` as a cursor; None stays None: there is no next page."""
    return None if position is None else urlsafe_b64encode(str(position).encode()).decode()


def opened(cursor: str | None) -> str | None:
    """The position in a cursor made by `closed`."""
    if not cursor:
        return None
    try:
        position = urlsafe_b64decode(cursor.encode("ascii")).decode()
    except ValueError as error:
        raise _unknown() from error
    if not position or "\x00" in position:
        raise _unknown()
    return position


def opened_id(cursor: str | None) -> UUID | None:
    """The id in a cursor."""
    try:
        return UUID(position) if (position := opened(cursor)) else None
    except ValueError as error:
        raise _unknown() from error


def opened_number(cursor: str | None) -> int | None:
    """The number in a cursor."""
    try:
        number = int(position) if (position := opened(cursor)) else None
    except ValueError as error:
        raise _unknown() from error
    if number is not None and not 0 <= number < 2**63:
        raise _unknown()
    return number


def _unknown() -> BadInput:
    return BadInput("after", "take it from `next` of the page before, unchanged")
