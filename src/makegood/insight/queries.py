"""What a draft of the house's rules would have changed last year, from what is recorded of its cases; and the trials of drafts.

Looked at are cases of goods to be sent back (kinds return and exchange) that have an order, promises of an answer, and money given for
incidents. Of a case its order, dates, country, customer group and tags count as they are recorded now. They are read a slice at a time,
the oldest first, in as many queries for a slice whatever its length.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from makegood.cases.models import Case, Fact
from makegood.insight.models import Difference, Trial
from makegood.insight.rules.replaying import (
    Answer,
    Changed,
    Given,
    SendingBack,
    answered_otherwise,
    given_otherwise,
    hours_by,
    returned_otherwise,
)
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.models import Identity
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import add_working_hours
from makegood.promises.rules.working_time import working_time_between
from makegood.remedies.models import Approval
from makegood.remedies.queries import role_of
from makegood.rights.rules.gathering import country_told
from makegood.rulebook.models import Version
from makegood.rulebook.rules.granting import Incident
from makegood.rulebook.rules.judging import Known, Moment, way_of
from makegood.rulebook.rules.tables import NOTHING, Book
from makegood.shops.models import Line, Shop

YEAR, HOUR = timedelta(days=365), timedelta(hours=1)
SLICE = 1_000
SENT_BACK = ("return", "exchange")
Tell = Callable[[int, int], None]
"""How many of how many were looked at."""


@dataclass
class Replay:
    """`returns`, `answers`, `goodwill`: how many were looked at; `unclear`: cases whose order or dates nobody knows."""

    returns: int = 0
    answers: int = 0
    goodwill: int = 0
    unclear: int = 0
    changed: list[Changed] = field(default_factory=list)
    """The latest first, once it is whole."""

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


@dataclass(frozen=True)
class DifferencePage:
    rows: tuple[Difference, ...]
    next: str | None


def trial_of(shop: Shop, draft: Version) -> Trial | None:
    """The trial of the draft as it stands now."""
    return Trial.objects.filter(shop=shop, draft=draft, changes=draft.changes).first()


def unfinished_trials() -> list[UUID]:
    return list(Trial.objects.filter(ended_at=None).values_list("pk", flat=True)[:100])


def differences_page(trial: Trial, after: str | None = None, limit: int = 50) -> DifferencePage:
    """The latest first."""
    rows = trial.differences.select_related("case").order_by("-at", "-id")
    if after:
        at, last = _cursor(after)
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=last))
    found = list(rows[: limit + 1])
    last_row = found[limit - 1] if len(found) > limit else None
    more = f"{last_row.at.isoformat()}_{last_row.pk}" if last_row else None
    return DifferencePage(tuple(found[:limit]), more)


def _cursor(after: str) -> tuple[datetime, int]:
    at, _sep, last = after.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        return moment.replace(tzinfo=moment.tzinfo or clock.now().tzinfo), int(last[:18])
    except ValueError as error:
        raise BadInput("after", "no place in this list") from error


def replay(shop: Shop, draft: Book, tell: Tell | None = None, *, at_once: int = SLICE) -> Replay:
    """The year until now, as it was judged and as `draft` would have judged it."""
    now, then, found = clock.now(), _Then(shop), Replay()
    cases = Case.objects.filter(shop=shop, merged_into=None)
    since, answering = now - YEAR, _Answering(shop, then, draft, now, found)
    parts: tuple[tuple[QuerySet[Any], Callable[[list[Any]], None]], ...] = (
        (
            _returns_since(cases, since),
            lambda rows: _look_at_returns(shop, rows, then, draft, found),
        ),
        (_answers_since(cases, since), answering.look_at),
        (_money_since(cases, since), lambda rows: _look_at_goodwill(rows, draft, found)),
    )
    total, done = sum(rows.count() for rows, _look in parts), 0
    for rows, look in parts:
        for slice_ in _slices(rows, at_once):
            look(slice_)
            done += len(slice_)
            if tell:
                tell(done, total)
    found.changed.sort(key=lambda one: one.at, reverse=True)
    return found


def _slices(rows: QuerySet[Any], at_once: int) -> Iterator[list[Any]]:
    """One statement, read a slice at a time: a year of a large desk is not kept in memory."""
    read = rows.iterator(chunk_size=at_once)
    while found := list(islice(read, at_once)):
        yield found


def _returns_since(cases: QuerySet[Case], since: datetime) -> QuerySet[Case]:
    returns = cases.filter(kind__in=SENT_BACK, opened_at__gte=since)
    return returns.select_related("order", "customer").order_by("opened_at", "pk")


def _answers_since(cases: QuerySet[Case], since: datetime) -> QuerySet[Promise]:
    ended = (Promise.End.RELEASED, Promise.End.REPLACED)
    answers = Promise.objects.filter(
        case__in=cases, source=Promise.Source.ACKNOWLEDGEMENT, made_at__gte=since, paused_at=None
    )
    return answers.exclude(end__in=ended).select_related("case__customer").order_by("made_at", "pk")


def _money_since(cases: QuerySet[Case], since: datetime) -> QuerySet[Approval]:
    money = Approval.objects.filter(
        case__in=cases,
        kind=Approval.Kind.MONEY,
        decision=Approval.Decision.GRANTED,
        asked_at__gte=since,
    )
    return money.select_related("case", "asked_by__custom_role").order_by("asked_at", "pk")


class _Then:
    """What was in force when: every version once, in one query."""

    def __init__(self, shop: Shop) -> None:
        published = Version.objects.filter(shop=shop, number__isnull=False).order_by("number")
        found = list(published)
        self._since = [one.published_at for one in found]
        self._books = [NOTHING, *(one.book for one in found)]

    def book(self, at: datetime) -> Book:
        return self._books[bisect_right(self._since, at)]  # type: ignore[type-var]  # published ones have their day


class _Answering:
    """Promised answers by both books. The first promise of a case is taken for its first answer."""

    def __init__(self, shop: Shop, then: _Then, draft: Book, now: datetime, found: Replay) -> None:
        self._calendar, self._usual = calendar_of(shop), shop.answer_within_hours
        self._then, self._draft, self._now, self._found = then, draft, now, found
        self._met: set[UUID] = set()

    def look_at(self, promises: list[Promise]) -> None:
        for promise in promises:
            answer = self._answer(promise)
            hours = (
                hours_by(self._then.book(answer.made_at), answer.moment, self._usual),
                hours_by(self._draft, answer.moment, self._usual),
            )
            if changed := answered_otherwise(answer, hours, self._now, self._due_after):
                self._found.changed.append(changed)
        self._found.answers += len(promises)

    def _answer(self, promise: Promise) -> Answer:
        case, is_first = promise.case, promise.case_id not in self._met
        self._met.add(promise.case_id)
        return Answer(
            case.pk,
            case.number,
            case.subject,
            Moment(case.kind, way_of(case.channel), is_first, _group(case)),
            promise.made_at,
            promise.due_at,
            promise.ended_at,
            promise.broken_at is not None,
        )

    def _due_after(self, answer: Answer, before: int, after: int) -> datetime:
        """What it rested meanwhile, it would have rested, too."""
        first = add_working_hours(answer.made_at, before, self._calendar)
        rest = working_time_between(first, answer.due_at, self._calendar)
        due = add_working_hours(answer.made_at, after, self._calendar)
        return add_working_hours(due, rest / HOUR, self._calendar) if rest else due


def _look_at_goodwill(rows: list[Approval], draft: Book, found: Replay) -> None:
    for row in rows:
        given = Given(
            row.case_id,
            row.case.number,
            row.case.subject,
            row.asked_at,
            Incident(**row.incident),
            role_of(row.asked_by) if row.asked_by else "agent",
            row.table_minor or 0,
        )
        if changed := given_otherwise(given, draft):
            found.changed.append(changed)
    found.goodwill += len(rows)


def _look_at_returns(
    shop: Shop, cases: list[Case], then: _Then, draft: Book, found: Replay
) -> None:
    beside = _Beside(cases)
    for case in cases:
        back = _sending_back(shop, case, beside)
        if back is None:
            found.unclear += 1
            continue
        found.returns += 1
        if changed := returned_otherwise(back, then.book(case.opened_at), draft):
            found.changed.append(changed)


class _Beside:
    """What else is told of many cases: tags, facts, addresses and lines, a query each."""

    def __init__(self, cases: list[Case]) -> None:
        ids = [case.pk for case in cases]
        self.tags: dict[UUID, set[str]] = defaultdict(set)
        self.lines: dict[UUID | None, list[tuple[str, str]]] = defaultdict(list)
        through = Case.tags.through.objects.filter(case__in=ids)
        for case_id, name in through.values_list("case_id", "tag__name"):
            self.tags[case_id].add(name)
        facts = Fact.objects.filter(case__in=ids, key__in=("customer_group", "country"))
        self.facts = {
            (pk, key): value for pk, key, value in facts.values_list("case_id", "key", "value")
        }
        self.addresses: dict[UUID | None, set[str]] = defaultdict(set)
        theirs = Identity.objects.filter(kind=Identity.Kind.EMAIL)
        theirs = theirs.filter(customer__in={case.customer_id for case in cases})
        for customer_id, address in theirs.values_list("customer_id", "value"):
            self.addresses[customer_id].add(address)
        orders = {case.order_id for case in cases if case.order_id}
        for order_id, name, sku in Line.objects.filter(order__in=orders).values_list(
            "order_id", "name", "sku"
        ):
            self.lines[order_id].append((name, sku))


def _sending_back(shop: Shop, case: Case, beside: _Beside) -> SendingBack | None:
    order = case.order
    if order is None:
        return None
    zone = ZoneInfo(shop.timezone)
    opened_on = case.opened_at.astimezone(zone).date()
    had_since = (order.delivered_at or order.placed_at).astimezone(zone).date()
    theirs = case.customer.country if case.customer else ""
    told = country_told(beside.facts.get((case.pk, "country"), ""), order.address, theirs)
    country = told or shop.country
    in_ours = order.currency == shop.currency
    known = Known(
        tags=frozenset(beside.tags[case.pk]),
        addresses=frozenset(beside.addresses[case.customer_id]),
        group=beside.facts.get((case.pk, "customer_group")) or _group(case) or None,
        country=country,
        value=order.total_minor if in_ours else None,
        bought_on=order.placed_at.astimezone(zone).date(),
        today=opened_on,
    )
    return SendingBack(
        case_id=case.pk,
        number=case.number,
        subject=case.subject,
        opened_at=case.opened_at,
        opened_on=opened_on,
        had_since=had_since,
        lines=[replace(known, product=line) for line in beside.lines[order.pk]] or [known],
        law_days=_law_days(country, opened_on),
        value=order.total_minor if in_ours else 0,
    )


def _group(case: Case) -> str:
    return case.customer.group if case.customer else ""


def _law_days(country: str, day: date) -> int:
    """What the law gives for sending back there; 0 where no pack says."""
    from makegood.policy.queries import law_of  # noqa: PLC0415  slow import

    try:
        period = law_of(country).rule("withdrawal.period", day)
    except BadInput:
        return 0
    return period.value if period and type(period.value) is int else 0
