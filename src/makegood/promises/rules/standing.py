"""How a promise stands, in one word."""

from datetime import datetime


def standing(
    end: str, due_at: datetime, now: datetime, *, is_paused: bool = False, is_warned: bool = False
) -> str:
    """Made, paused, at_risk, broken; or how it ended (`Promise.End`): kept, kept_late, replaced, released.

    While it rests its time does not pass; one that is overdue is no longer at risk.
    """
    if end:
        return end
    if is_paused:
        return "paused"
    if due_at <= now:
        return "broken"
    return "at_risk" if is_warned else "made"
