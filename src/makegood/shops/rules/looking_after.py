"""When a carrier is asked again how a parcel stands: often while much happens, ever more seldom when it is silent."""

from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_AFTER_SILENCE = (
    (2 * _DAY, 2 * _HOUR),
    (7 * _DAY, 6 * _HOUR),
    (30 * _DAY, _DAY),
    (90 * _DAY, 3 * _DAY),
)
"""Silent for less than this: asked again after that. Who was silent for longer tells nothing any more."""
_NOT_BEFORE = {"unknown": 4 * _HOUR, "not_handed_over": 4 * _HOUR, "returning": _DAY, "lost": _DAY}
"""Of what nobody waits for by the hour."""


def next_look(state: str, heard_at: datetime, now: datetime) -> datetime | None:
    """`heard_at`: when something was told of it last, or it became known; None: no more."""
    if state == "delivered":
        return None
    if state == "out_for_delivery" and now - heard_at < _DAY:
        return now + _HOUR
    silent = now - heard_at
    every = next((every for until, every in _AFTER_SILENCE if silent < until), None)
    if every is None:
        return None
    return now + max(every, _NOT_BEFORE.get(state, every))


def is_worth_a_look(state: str, sent_at: datetime, now: datetime) -> bool:
    """Whether a parcel that has just become known is asked about at all; `sent_at`: when it left or was ordered."""
    return state != "delivered" and now - sent_at < _AFTER_SILENCE[-1][0]
