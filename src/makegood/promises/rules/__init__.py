"""Pure decisions about promises: working time, warnings, and the promise in a text."""

from makegood.promises.rules.doubting import doubts
from makegood.promises.rules.falling_due import after_working_days, due_at, due_by, is_over
from makegood.promises.rules.finding import (
    Found,
    find_promise,
    promised_sentence,
    promises_in,
    promises_noted,
)
from makegood.promises.rules.replacing import takes_its_place
from makegood.promises.rules.working_time import (
    Calendar,
    add_working_hours,
    closing_time,
    morning_from,
    subtract_working_time,
    working_time_between,
)

__all__ = [
    "Calendar",
    "Found",
    "add_working_hours",
    "after_working_days",
    "closing_time",
    "doubts",
    "due_at",
    "due_by",
    "find_promise",
    "is_over",
    "morning_from",
    "promised_sentence",
    "promises_in",
    "promises_noted",
    "subtract_working_time",
    "takes_its_place",
    "working_time_between",
]
