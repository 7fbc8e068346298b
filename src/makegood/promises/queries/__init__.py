"""Reads: what is owed on a case, next, and by whom; and when the shop works."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from makegood.cases.models import Case
from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.asking import Question, answers, number_of
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.errors import BadInput
from makegood.kernel.mail.language import language_of
from makegood.kernel.money import Money
from makegood.kernel.written import written, written_rows
from makegood.messages.models import Dispatch, Template
from makegood.messages.rules.filling import is_made_from
from makegood.people.models import Customer, Staff
from makegood.promises.models import Promise
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
from makegood.promises.rules.passing_on import Expected
from makegood.promises.rules.warning import Burden
from makegood.promises.rules.working_time import Slot
from makegood.shops.models import Parcel, Shop
from makegood.shops.rules.public_holidays import observed

BY_A_WORD = (Promise.Kind.ANSWER, Promise.Kind.NEWS)
"""What any word of ours keeps."""
GIVEN = (Promise.Source.PERSON, Promise.Source.TEMPLATE, Promise.Source.CARRIER)
"""Sources of what our messages promise: another message may name another time for it, or be taken back."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def open_promises(case: Case) -> QuerySet[Promise]:
    """What the case still owes, the next to fall due first."""
    return case.promises.filter(end=Promise.End.OPEN).order_by("due_at", "id")


def is_owed_beyond_a_word(case: Case) -> bool:
    """Whether something is promised that an answer alone does not keep."""
    return open_promises(case).exclude(kind__in=BY_A_WORD).exists()


def promises_of(case: Case) -> QuerySet[Promise]:
    """Everything ever promised on the case, open ones first, each with its owner."""
    return case.promises.select_related("owner").order_by("ended_at", "due_at", "id")


def promised_on(case: Case) -> list[Promise]:
    """The rows of `promises_of`, each with this very case."""
    found = _promised_on(case.pk)
    for one in found:
        one.case = case
    return found


@written_rows
def _promised_on(case_id: UUID) -> QuerySet[Promise]:
    promises = Promise.objects.filter(case=case_id).select_related("owner")
    return promises.order_by("ended_at", "due_at", "id")


def promises_told(case: Case) -> QuerySet[Promise]:
    """As `promises_of`, without what is promised in a message that has not left: its writer may still take it back."""
    unsent = Dispatch.objects.exclude(state=Dispatch.State.SENT).values("message")
    told = promises_of(case).exclude(made_in__in=unsent.filter(message__case=case))
    return told.select_related("made_in", "replaced_by__made_in__dispatch")


def promises_told_of(case_ids: Collection[UUID]) -> QuerySet[Promise]:
    """What is owed on these cases, as their customers were told; earliest due first."""
    unsent = Dispatch.objects.exclude(state=Dispatch.State.SENT).values("message")
    told = Promise.objects.filter(case__in=case_ids, end=Promise.End.OPEN)
    told = told.exclude(made_in__in=unsent.filter(message__case__in=case_ids))
    return told.select_related("made_in", "replaced_by__made_in__dispatch").order_by("due_at")


def replaceable_promises(
    case: Case, kind: str, known: Iterable[Promise] | None = None
) -> list[Promise]:
    """What was promised of this kind in our words and is still owed: the next answer may name another time for it. Answers and
    news owed are kept by any answer, so that none is left to replace. `known`: the case's promises, where they were read already.
    """
    if kind in BY_A_WORD:
        return []
    owed = open_promises(case) if known is None else known
    replaceable = {*GIVEN, Promise.Source.PLAYBOOK}
    return [one for one in owed if one.is_open and one.kind == kind and one.source in replaceable]


def boxes_expected(case: Case) -> list[Expected]:
    """The parcels of its order that are still to come, each with the day its carrier expects it; the shop's day."""
    if case.order_id is None:
        return []
    zone = ZoneInfo(case.shop.timezone)
    parcels = Parcel.objects.filter(order=case.order_id, delivered_at=None)
    known = parcels.exclude(expected_at=None).exclude(
        state__in=[Parcel.State.LOST, Parcel.State.RETURNING]
    )
    return [
        Expected(one.number, one.expected_at.astimezone(zone).date())
        for one in known
        if one.expected_at
    ]


@dataclass(frozen=True)
class Record:
    """How well our word to somebody was kept, over all their cases."""

    kept: int
    broken: int


def record_of(customer: Customer) -> Record:
    """Promises kept in time and promises broken (also those kept late); one query."""
    return Record(*answers(*kept_and_broken(customer)))


def kept_and_broken(customer: Customer) -> tuple[Question, Question]:
    """What makes a `Record`."""
    return _kept(customer.pk), _broken(customer.pk)


@written
def _kept(customer_id: UUID) -> Question:
    kept = Promise.objects.filter(case__customer=customer_id, end=Promise.End.KEPT)
    return number_of(kept.values("pk"))


@written
def _broken(customer_id: UUID) -> Question:
    broken = Promise.objects.filter(case__customer=customer_id, broken_at__isnull=False)
    return number_of(broken.values("pk"))


@dataclass(frozen=True)
class PromisePage:
    """Some promises, each with its case, customer and owner, and where the next ones start."""

    rows: tuple[Promise, ...]
    next: str | None


@dataclass(frozen=True)
class Asked:
    """Which open promises; each narrows. `state` as `Promise.state_at` says it; due from `due_after` on and before `due_before`."""

    owner: UUID | None = None
    team: UUID | None = None
    kind: str | None = None
    source: str | None = None
    state: str | None = None
    due_after: datetime | None = None
    due_before: datetime | None = None


EVERY = Asked()


def promises_page(
    staff: Staff, asked: Asked = EVERY, *, after: str | None = None, limit: int = 50
) -> PromisePage:
    """Open promises of every case `staff` may see, the next to fall due first."""
    promises = _visible(staff).select_related("case__customer", "owner").order_by("due_at", "id")
    promises = promises.filter(_as_asked(asked))
    if after:
        promises = _after(promises, after)
    return cut(list(promises[: limit + 1]), limit, "due_at")


def _as_asked(asked: Asked) -> Q:
    same = {
        "owner": asked.owner,
        "case__team": asked.team,
        "kind": asked.kind,
        "source": asked.source,
        "due_at__gte": asked.due_after,
        "due_at__lt": asked.due_before,
    }
    wanted = Q(**{name: value for name, value in same.items() if value is not None})
    return wanted & _in_state(asked.state) if asked.state else wanted


def _in_state(state: str) -> Q:
    if state == "paused":
        return Q(paused_at__isnull=False)
    is_over = Q(paused_at=None, due_at__lte=clock.now())
    if state == "broken":
        return is_over
    to_come = Q(paused_at=None, due_at__gt=clock.now())
    return to_come & Q(warned_at__isnull=state == "made")


def promise_counts() -> dict[str, int]:
    """How many promises are open, and how many of these are broken; one query."""
    owed = Promise.objects.filter(end=Promise.End.OPEN)
    late = Count("pk", filter=Q(due_at__lte=clock.now(), paused_at=None))
    return owed.aggregate(open=Count("pk"), broken=late)


def ended_page(
    staff: Staff, *, is_kept: bool, after: str | None = None, limit: int = 50
) -> PromisePage:
    """What was kept, or what was broken (still open or kept late), the latest first."""
    column = "ended_at" if is_kept else "broken_at"
    promises = Promise.objects.filter(**{f"{column}__isnull": False})
    if is_kept:
        promises = promises.filter(end=Promise.End.KEPT)
    if not staff.may("others"):
        promises = promises.filter(case__in=cases_visible_to(staff))
    if after:
        at, last = read_cursor(after)
        earlier = Q(**{f"{column}__lt": at}) | Q(id__lt=last)
        promises = promises.filter(**{f"{column}__lte": at}).filter(earlier)
    promises = promises.select_related("case__customer", "owner").order_by(f"-{column}", "-id")
    return cut(list(promises[: limit + 1]), limit, column)


def cut(found: list[Promise], limit: int, column: str) -> PromisePage:
    """The first `limit` of one more than was asked for, and where the next ones start by that column."""
    rows = tuple(found[:limit])
    last = rows[-1] if len(found) > limit else None
    more = f"{getattr(last, column).isoformat()}_{last.pk.hex}" if last else None
    return PromisePage(rows, more)


def calendar_of(shop: Shop) -> Calendar:
    """When the shop works: its hours, closed and special days, and the holidays it keeps."""
    country = shop.country if shop.observes_holidays else ""
    return _calendar(
        shop.timezone,
        json.dumps(shop.hours),
        tuple(shop.closed_days),
        json.dumps(shop.special_days),
        (country, shop.holiday_region, tuple(shop.worked_holidays)),
    )


MOST_WEIGHED = 40
"""Promises of an owner that are counted as their load: with more, everything is urgent."""


def burden_of(promise: Promise) -> Burden:
    """What else may stand in its way: its owner's load, hours and absence, and what must happen first."""
    first = promise.waits_for
    first_due_at = first.due_at if first is not None and first.is_open else None
    if first_due_at is not None and first is not None and first.is_paused:
        first_due_at = FAR_FUTURE
    owner = promise.owner
    if owner is None:
        return Burden(first_due_at=first_due_at)
    before = Promise.objects.filter(owner=owner, end=Promise.End.OPEN, paused_at=None)
    owed = before.filter(due_at__lte=promise.due_at).exclude(pk=promise.pk)
    return Burden(
        owed_before=len(owed.values_list("pk")[:MOST_WEIGHED]),
        hours=_hours_of(owner) if owner.hours else None,
        away_until=owner.away_until,
        first_due_at=first_due_at,
    )


def _hours_of(person: Staff) -> Calendar:
    return _calendar(person.timezone, json.dumps(person.hours), (), "{}", ("", "", ()))


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


def today_at(shop: Shop) -> date:
    """The day it is now for the shop: what "tomorrow" is counted from."""
    return clock.today(shop.timezone)


def _read(found: Found, now: datetime, calendar: Calendar) -> Read:
    return Read(found.kind, found.text, due_at(found, now, calendar))


def _visible(staff: Staff) -> QuerySet[Promise]:
    promises = Promise.objects.filter(end=Promise.End.OPEN)
    return promises if staff.may("others") else promises.filter(case__in=cases_visible_to(staff))


def _after(promises: QuerySet[Promise], cursor: str) -> QuerySet[Promise]:
    due_at, last = read_cursor(cursor)
    return promises.filter(due_at__gte=due_at).filter(Q(due_at__gt=due_at) | Q(id__gt=last))


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    at, _, promise_id = cursor.partition("_")
    try:
        instant, last = datetime.fromisoformat(at), UUID(promise_id)
    except ValueError as error:
        raise BadInput("after", "a cursor from an earlier page") from error
    if instant.tzinfo is None:
        raise BadInput("after", "a cursor from an earlier page")
    return instant, last


@lru_cache(maxsize=64)
def _calendar(
    zone: str,
    hours: str,
    closed: tuple[date, ...],
    special: str,
    kept: tuple[str, str, tuple[str, ...]],
) -> Calendar:
    by_day, own = json.loads(hours), json.loads(special)
    week = tuple(_slots(by_day.get(day, ())) for day in _DAYS)
    days = {date.fromisoformat(day): _slots(spans) for day, spans in own.items()}
    return Calendar(zone, week, frozenset(closed), observed(*kept), days)


def _slots(spans: Collection[list[str]]) -> tuple[Slot, ...]:
    return tuple(sorted(_slot(*span) for span in spans))


def _slot(begins: str, ends: str) -> tuple[int, int]:
    return _minutes(begins), _minutes(ends) or 1440


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
