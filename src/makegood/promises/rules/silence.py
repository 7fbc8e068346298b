"""How long an open case may be without word to the customer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.promises.rules.working_time import Calendar, add_working_hours


@dataclass(frozen=True)
class SilenceFacts:
    """When the customer last had word, and what the shop allows itself."""

    last_word_at: datetime
    silence_days: int
    answer_within_hours: int
    calendar: Calendar


def silence_due_at(facts: SilenceFacts, now: datetime) -> datetime:
    """So many days after the last word; if that is over already, as soon as an answer would be due."""
    due_at = facts.last_word_at + timedelta(days=facts.silence_days)
    if due_at > now:
        return due_at
    return add_working_hours(now, facts.answer_within_hours, facts.calendar)
