"""When a new promise stands in the place of an earlier one of its kind."""

from datetime import datetime


def takes_its_place(kind: str, earlier_due_at: datetime, due_at: datetime, now: datetime) -> bool:
    """What was not kept in time is named anew by the next date, and the same date said twice is one promise. Beside
    one that is still to come there may well be another, and of two other things nobody knows that they are the same:
    there its writer says so.
    """
    if kind == "other":
        return False
    return earlier_due_at <= now or earlier_due_at == due_at
