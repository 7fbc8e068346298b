"""When what stands in a draft is worth keeping before it is written over. Pure."""

from datetime import datetime, timedelta

MOST_KEPT = 20
PAUSE = timedelta(seconds=20)
"""Who stops for so long had a thought there."""
MUCH = 40
"""Letters; deleting fewer at once is writing."""


def worth_keeping(before: str, after: str, changed_at: datetime, now: datetime) -> str:
    """`pause`, `shortened`, or "" when `after` only goes on with `before`."""
    if not before.strip() or before == after:
        return ""
    if len(before) - len(after) >= MUCH and len(after) < len(before) * 2 / 3:
        return "shortened"
    return "pause" if now - changed_at >= PAUSE else ""
