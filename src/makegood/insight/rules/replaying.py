"""A past case judged by two books: the one in force on its day, and another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from makegood.rulebook.rules.granting import Incident, judge_compensation, limit_of
from makegood.rulebook.rules.judging import (
    Known,
    Moment,
    exception_for,
    judge_repair,
    judge_return,
    judge_times,
    judge_warranty,
    months_after,
)
from makegood.rulebook.rules.tables import Book, WarrantyRow


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
class Faulty:
    """A case of goods that had a fault: when it was opened, since when the customer had them, and what is known of each."""

    case_id: UUID
    number: int
    subject: str
    opened_at: datetime
    opened_on: date
    had_since: date
    bought_on: date
    lines: Sequence[Known]
    law_months: int
    """For how long the law stands for faults where the customer lives; 0: it does not say."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What was promised: when, how it ended (`ended_at` None: still open), and whether it broke."""

    case_id: UUID
    number: int
    subject: str
    made_at: datetime
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
class Asked:
    """Something given beyond the law, or refused by a second person. `total`: with it and what was given on the case before, by
    whoever gave it without asking; None: nobody knew what it is worth.
    """

    case_id: UUID
    number: int
    subject: str
    at: datetime
    total: int | None
    needed_second: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the goods may come back, and whether the shop pays the way."""

    may: bool
    we_pay: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A case that would have ended otherwise. `what`: let_in, kept_out, we_pay, they_pay, covered, not_covered, kept, broken,
    more, less, asked, not_asked.
    """

    case_id: UUID
    number: int
    subject: str
    at: datetime
    what: str
    value: int = 0
    """More (or less) that would have come back, or been given, in minor units."""


@dataclass
class Replay:
    """How many of each were looked at, and what came of it; `unclear`: cases without an order."""

    returns: int = 0
    faults: int = 0
    answers: int = 0
    repairs: int = 0
    goodwill: int = 0
    """Times money was given for an incident."""
    limits: int = 0
    """Times something was given beyond the law, or refused by a second person."""
    unclear: int = 0
    changed: list[Changed] = field(default_factory=list)
    """The latest first, once it is whole."""

    @property
    def looked_at(self) -> int:
        """How much there was to try the draft on."""
        return self.returns + self.faults + self.answers + self.repairs + self.limits

    @property
    def value(self) -> int:
        """By how much the worth of orders that may come back would have grown, in minor units."""
        return sum(one.value for one in self.changed if one.what in ("let_in", "kept_out"))

    @property
    def cost(self) -> int:
        """By how much what is given for incidents would have grown, in minor units."""
        return sum(one.value for one in self.changed if one.what in ("more", "less"))

    @property
    def broken(self) -> int:
        """How many more promises would have broken; fewer where it is below nothing."""
        return sum({"broken": 1, "kept": -1}.get(one.what, 0) for one in self.changed)


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


def covered_otherwise(case: Faulty, then: Book, draft: Book) -> Changed | None:
    """Whether the shop would have stood for the fault, where it did not, or the other way round."""
    before, after = _is_covered(case, then), _is_covered(case, draft)
    if before == after:
        return None
    what = "covered" if after else "not_covered"
    return Changed(case.case_id, case.number, case.subject, case.opened_at, what)


def kept_otherwise(
    owed: Owed, times: tuple[int, int], now: datetime, due_after: Callable[[], datetime]
) -> Changed | None:
    """Whether the promise would have broken, or been kept, had it been due after `times[1]` and not `times[0]`: hours or days.

    When it was kept is taken as it was: that people would have hurried more, or less, nobody knows.
    """
    before, after = times
    # More time breaks nothing that was kept, less keeps nothing that broke: most need no arithmetic.
    if before == after or (after > before) != owed.is_broken:
        return None
    is_broken = (owed.ended_at or now) > due_after()
    if is_broken == owed.is_broken:
        return None
    what = "broken" if is_broken else "kept"
    return Changed(owed.case_id, owed.number, owed.subject, owed.made_at, what)


def asked_otherwise(asked: Asked, before: int | None, after: int | None) -> Changed | None:
    """Whether a second person would have been asked, had the limit been `after` and not `before`; None: no limit."""
    # As above: a higher limit asks nobody more, a lower one nobody less. What the law owed beside it, the record alone knows.
    is_higher = after is None or (before is not None and after > before)
    if before == after or is_higher != asked.needed_second:
        return None
    is_above = after is not None and (asked.total is None or asked.total > after)
    if is_above == asked.needed_second:
        return None
    what = "asked" if is_above else "not_asked"
    return Changed(asked.case_id, asked.number, asked.subject, asked.at, what)


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


def repair_days_by(book: Book, goods: Sequence[Known], kind: str) -> int | None:
    """Working days for a repair; None where no row surely fits, or nobody knows which of several products it is."""
    row = judge_repair(book, goods[0], kind).row if len(goods) == 1 else None
    return row.days if row else None


def limit_by(book: Book, role: str, goods: Sequence[Known]) -> int | None:
    """How much somebody of `role` gives without asking; nothing to who gets nothing beyond the law. None: no limit."""
    found = [exception_for(book, one) for one in goods] if role != "owner" else [None]
    if all(one is not None and one.verdict == "never" for one in found):
        return 0
    return limit_of(book, role)


def _is_covered(case: Faulty, book: Book) -> bool:
    """By the law, or by the best any of its products gets; what would have to be asked is taken for a no."""
    if case.opened_on <= months_after(case.had_since, case.law_months) and case.law_months:
        return True
    rows = [row for known in case.lines if (row := judge_warranty(book, known).row)]
    return any(case.opened_on <= _ends_on(row, case) for row in rows)


def _ends_on(row: WarrantyRow, case: Faulty) -> date:
    since = case.had_since if row.start == "delivery" else case.bought_on
    return months_after(since, row.months)


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
