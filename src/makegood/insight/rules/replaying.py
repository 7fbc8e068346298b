"""A past case judged by two books: the one in force on its day, and another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from makegood.rulebook.rules.granting import Incident, judge_compensation
from makegood.rulebook.rules.judging import Known, Moment, judge_return, judge_times
from makegood.rulebook.rules.tables import Book


@dataclass(frozen=True, slots=True)
class SendingBack:
    """A case of goods to be sent back: when it was opened, since when the customer had the goods, and what is known of each."""

    case_id: UUID
    number: int
    subject: str
    opened_at: datetime
    opened_on: date
    had_since: date
    lines: Sequence[Known]
    law_days: int
    """What the law gives where the customer lives; 0: not known. The house's rules come on top of it."""
    value: int
    """Of the order, in minor units of the shop's currency; 0 where it is in another."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was promised: when, by when, how it ended (`ended_at` None: still open), and whether it broke."""

    case_id: UUID
    number: int
    subject: str
    moment: Moment
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None
    is_broken: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Money that was given for an incident, by somebody of `role`; `by_table`: what the rules of its day had for it."""

    case_id: UUID
    number: int
    subject: str
    at: datetime
    incident: Incident
    role: str
    by_table: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the goods may come back, and whether the shop pays the way."""

    may: bool
    we_pay: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A case that would have ended otherwise. `what`: let_in, kept_out, we_pay, they_pay, kept, broken, more, less."""

    case_id: UUID
    number: int
    subject: str
    at: datetime
    what: str
    value: int = 0
    """More (or less) that would have come back, or been given, in minor units."""


def returned_otherwise(case: SendingBack, then: Book, draft: Book) -> Changed | None:
    """What differs for goods to be sent back; None where nothing does."""
    before, after = _outcome(case, then), _outcome(case, draft)
    told = Changed(case.case_id, case.number, case.subject, case.opened_at, "")
    if before.may != after.may:
        value = case.value if after.may else -case.value
        return replace(told, what="let_in" if after.may else "kept_out", value=value)
    if before.may and before.we_pay != after.we_pay:
        return replace(told, what="we_pay" if after.we_pay else "they_pay")
    return None


def answered_otherwise(
    answer: Answer,
    hours: tuple[int, int],
    now: datetime,
    due_after: Callable[[Answer, int, int], datetime],
) -> Changed | None:
    """Whether the promise would have broken, or been kept, had the answer been due after `hours[1]` and not `hours[0]`.

    The answer itself is taken as it was: that people would have hurried more, or less, nobody knows.
    """
    before, after = hours
    # More time breaks nothing that was kept, less keeps nothing that broke: most need no arithmetic.
    if before == after or (after > before) != answer.is_broken:
        return None
    is_broken = (answer.ended_at or now) > due_after(answer, before, after)
    if is_broken == answer.is_broken:
        return None
    what = "broken" if is_broken else "kept"
    return Changed(answer.case_id, answer.number, answer.subject, answer.made_at, what)


def given_otherwise(given: Given, draft: Book) -> Changed | None:
    """What the draft's table would have had for the incident, where that is another sum."""
    more = judge_compensation(draft, given.incident, given.role).amount - given.by_table
    if not more:
        return None
    what = "more" if more > 0 else "less"
    return Changed(given.case_id, given.number, given.subject, given.at, what, more)


def hours_by(book: Book, moment: Moment, otherwise: int) -> int:
    """Working hours for an answer; `otherwise`: what the shop's settings say."""
    return judge_times(book, moment).answer_hours or otherwise


def _outcome(case: SendingBack, book: Book) -> Outcome:
    """The best any of its products gets; what would have to be asked is taken for a no."""
    law = case.opened_on <= case.had_since + timedelta(days=case.law_days)
    rows = [row for known in case.lines if (row := judge_return(book, known).row)]
    inside = [
        row
        for row in rows
        if row.days is None or case.opened_on <= case.had_since + timedelta(days=row.days)
    ]
    by_law = [row for row in rows if law]
    return Outcome(
        may=law or bool(inside),
        we_pay=any(row.pays == "shop" for row in (inside or by_law)),
    )
