"""What somebody's words promise, and by when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.mail.language import language_of
from makegood.kernel.money import Money
from makegood.messages.models import Template
from makegood.messages.rules.filling import is_made_from
from makegood.promises.models import Promise
from makegood.promises.queries.calendars import calendar_of, today_at
from makegood.promises.rules import (
    Calendar,
    Found,
    after_working_days,
    due_at,
    is_over,
    promises_in,
    promises_noted,
)
from makegood.promises.rules.amounts import amount_near
from makegood.shops.models import Shop

MOST_IN_ONE = 8
"""Promises looked for in one answer: nobody makes more, and each is weighed against its sentence."""


@dataclass(frozen=True)
class Read:
    """A promise the desk read in somebody's words: what, in which words, and by when it is owed."""

    kind: str
    text: str
    due_at: datetime
    amount: Money | None = None
    """Of money, where the words say how much."""


def promise_in(case: Case, text: str, now: datetime | None = None) -> Read | None:
    """The first promise of an answer. `now`: the moment its words are counted from."""
    return next(_promises_of(case, text, now), None)


def promises_in_answer(case: Case, text: str, now: datetime | None = None) -> list[Read]:
    """All its promises, in their order. What is said again, the same by the same time, is one."""
    found: dict[tuple[str, datetime], Read] = {}
    for one in islice(_promises_of(case, text, now), MOST_IN_ONE):
        found.setdefault((one.kind, one.due_at), one)
    return list(found.values())


def _promises_of(case: Case, text: str, now: datetime | None) -> Iterator[Read]:
    now, calendar = now or clock.now(), calendar_of(case.shop)
    today = now.astimezone(ZoneInfo(calendar.zone)).date()
    for found in promises_in(text, case.language, today, spoken=language_of(text)):
        if not is_over(found, now, calendar):
            read = _read(found, now, calendar)
            if found.kind == Promise.Kind.MONEY:
                amount = amount_near(text, found.start, found.end, case.shop.currency)
                read = replace(read, amount=amount)
            yield read


def promise_of(
    template: Template | None,
    case: Case,
    text: str,
    said: Iterable[Read] = (),
    now: datetime | None = None,
) -> Read | None:
    """What the prepared answer that `text` is made from promises by itself, sent at `now`; nothing where the words have `said` by
    when, or are no longer its own.
    """
    if template is None or template.promise_days is None:
        return None
    if template.promise_kind in {one.kind for one in said} or not is_made_from(text, template.body):
        return None
    calendar = calendar_of(case.shop)
    due = after_working_days(template.promise_days, now or clock.now(), calendar)
    return Read(template.promise_kind, "", due)


def promise_noted(shop: Shop, text: str, *languages: str) -> Read | None:
    """The first promise a colleague noted of a talk, in their language or the customer's."""
    now, calendar = clock.now(), calendar_of(shop)
    spoken = (*languages[:1], language_of(text), *languages[1:])
    for found in promises_noted(text, spoken, today_at(shop)):
        if not is_over(found, now, calendar):
            return _read(found, now, calendar)
    return None


def _read(found: Found, now: datetime, calendar: Calendar) -> Read:
    return Read(found.kind, found.text, due_at(found, now, calendar))
