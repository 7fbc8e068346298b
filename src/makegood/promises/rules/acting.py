"""When the desk itself does something about a promise, instead of only telling of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.promises.rules.working_time import Calendar, subtract_working_time

TWO_WEEKS = timedelta(days=14)
"""A repair that takes longer is no way out by itself: others are offered beside it."""
BEFORE_SILENCE = timedelta(hours=1)
"""Of working time, that is left when the desk writes the news nobody wrote."""


def news_at(due_at: datetime, calendar: Calendar) -> datetime:
    """When news are sent by themselves, where the owner allows it."""
    return subtract_working_time(due_at, BEFORE_SILENCE, calendar)


@dataclass(frozen=True)
class NewsFacts:
    """What decides whether the desk may write by itself."""

    is_allowed: bool
    """The shop's setting."""
    is_our_turn: bool
    """The customer wrote last, and wants an answer."""
    is_being_written: bool
    """A colleague has words of their own in a draft."""


def may_send_news(facts: NewsFacts) -> bool:
    """News are no answer: who asked something gets one from a person, and nobody is written past."""
    return facts.is_allowed and not facts.is_our_turn and not facts.is_being_written
