"""How the sending of a message stands, as the page tells it: the state, what can be done, every attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.kernel import clock
from makegood.messages.models import Delivery, Dispatch, Message

SOON = timedelta(minutes=1)
UNDO, LATER = "undo", "later"


@dataclass(frozen=True)
class Sending:
    """`state`: `undo` while it can be taken back with one key, `later` when it waits for a chosen time, else as in
    `Dispatch.State`.
    """

    state: str
    undo_until: datetime | None
    goes_at: datetime | None
    """When it goes, or goes again; None when nothing is to come."""
    words: str
    """What the other side said last, if it was no yes."""
    reason: str | None
    """Why it came back, as a code; None when it did not."""
    refused: Mapping[str, str]
    """Recipients who do not have it though others do, with the server's words."""
    late: str | None
    """What their server said of a delay; None when there is none."""
    can_cancel: bool
    """Whether it can still be taken back: nobody has it."""
    attempts: list[Delivery]


def sending(message: Message) -> Sending | None:
    """None for what came in."""
    dispatch = getattr(message, "dispatch", None)
    if dispatch is None:
        return None
    until = _undo_until(dispatch, message)
    is_waiting = dispatch.state == Dispatch.State.WAITING
    error = dispatch.error
    return Sending(
        state=_state(dispatch, until),
        undo_until=until,
        goes_at=dispatch.not_before if is_waiting else None,
        words=str(error.get("detail", "")),
        reason=error.get("reason"),
        refused=error.get("refused", {}),
        late=error.get("delayed", {}).get("words"),
        can_cancel=is_waiting and not dispatch.only and message.purpose == Message.Purpose.WORD,
        attempts=sorted(dispatch.deliveries.all(), key=lambda one: one.started_at),
    )


def _state(dispatch: Dispatch, undo_until: datetime | None) -> str:
    if undo_until is None:
        return dispatch.state
    return LATER if undo_until - clock.now() > SOON else UNDO


def _undo_until(dispatch: Dispatch, message: Message) -> datetime | None:
    # While its mailbox is down no try counts, and the next one is no time to think it over.
    is_untried = dispatch.attempts == 0 and not dispatch.error
    is_waiting = dispatch.state == Dispatch.State.WAITING and is_untried
    if not is_waiting or message.purpose != Message.Purpose.WORD:
        return None
    # A second less than there is: a button that comes too late is worse than none.
    until = dispatch.not_before - timedelta(seconds=1)
    return until if until > clock.now() else None
