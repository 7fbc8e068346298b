"""What a draft of the house's rules would have changed last year, from what is recorded of its cases.

Looked at are cases of goods to be sent back (kinds return and exchange) that have an order, and promises of an answer. Of a case
its order, dates, country, customer group and tags count as they are recorded now. The newest `MOST` of each are read, in as many
queries whatever their number.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from makegood.cases.models import Case, Fact
from makegood.insight.rules.replaying import (
    Answer,
    Changed,
    SendingBack,
    answered_otherwise,
    hours_by,
    returned_otherwise,
)
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import add_working_hours
from makegood.promises.rules.working_time import working_time_between
from makegood.rulebook.models import Version
from makegood.rulebook.rules.judging import Known, Moment, way_of
from makegood.rulebook.rules.tables import NOTHING, Book
from makegood.shops.models import Line, Shop
from makegood.shops.rules.cells import country_code

YEAR, HOUR = timedelta(days=365), timedelta(hours=1)
MOST = 5_000
SENT_BACK = ("return", "exchange")


@dataclass(frozen=True)
class Replay:
    """`returns`, `answers`: how many were looked at; `unclear`: cases whose order or dates nobody knows."""

    returns: int
    answers: int
    unclear: int
    is_cut: bool
    """Whether there were more than were looked at."""
    changed: tuple[Changed, ...]
    """The latest first."""

    @property
    def value(self) -> int:
        """By how much the worth of orders that may come back would have grown, in minor units."""
        return sum(one.value for one in self.changed)

    @property
    def broken(self) -> int:
        """How many more promises would have broken; fewer where it is below nothing."""
        return sum({"broken": 1, "kept": -1}.get(one.what, 0) for one in self.changed)


def replay(shop: Shop, draft: Book) -> Replay:
    """The year until now, as it was judged and as `draft` would have judged it."""
    now = clock.now()
    then = _Then(shop)
    cases = Case.objects.filter(shop=shop, merged_into=None)
    returns = cases.filter(kind__in=SENT_BACK, opened_at__gte=now - YEAR)
    answers = Promise.objects.filter(
        case__in=cases, source=Promise.Source.ACKNOWLEDGEMENT, made_at__gte=now - YEAR
    )
    answers = answers.exclude(end__in=[Promise.End.RELEASED, Promise.End.REPLACED])
    answers = answers.filter(paused_at=None)
    sent, unclear, cut = _returns(shop, returns)
    asked, more = _answers(answers)
    found = [
        one for case in sent if (one := returned_otherwise(case, then.book(case.opened_at), draft))
    ]
    found += _answered(shop, then, asked, draft, now)
    changed = tuple(sorted(found, key=lambda one: one.at, reverse=True))
    return Replay(len(sent), len(asked), unclear, cut or more, changed)


class _Then:
    """What was in force when: every version once, in one query."""

    def __init__(self, shop: Shop) -> None:
        published = Version.objects.filter(shop=shop, number__isnull=False).order_by("number")
        found = list(published)
        self._since = [one.published_at for one in found]
        self._books = [NOTHING, *(one.book for one in found)]

    def book(self, at: datetime) -> Book:
        return self._books[bisect_right(self._since, at)]  # type: ignore[type-var]  # published ones have their day


def _answered(
    shop: Shop, then: _Then, answers: list[Answer], draft: Book, now: datetime
) -> Iterator[Changed]:
    calendar, usual = calendar_of(shop), shop.answer_within_hours

    def due_after(answer: Answer, before: int, after: int) -> datetime:
        """What it rested meanwhile, it would have rested, too."""
        first = add_working_hours(answer.made_at, before, calendar)
        rest = working_time_between(first, answer.due_at, calendar)
        due = add_working_hours(answer.made_at, after, calendar)
        return add_working_hours(due, rest / HOUR, calendar) if rest else due

    for answer in answers:
        hours = (
            hours_by(then.book(answer.made_at), answer.moment, usual),
            hours_by(draft, answer.moment, usual),
        )
        if changed := answered_otherwise(answer, hours, now, due_after):
            yield changed


def _answers(promises: QuerySet[Promise]) -> tuple[list[Answer], bool]:
    """The first promise of a case is taken for its first answer."""
    rows = list(
        promises.order_by("-made_at", "-id").values_list(
            "case_id",
            "case__number",
            "case__subject",
            "case__kind",
            "case__channel",
            "made_at",
            "due_at",
            "ended_at",
            "broken_at",
        )[: MOST + 1]
    )
    met: set[UUID] = set()
    found = []
    for case_id, number, subject, kind, channel, made, due, ended, broken in reversed(rows[:MOST]):
        moment = Moment(kind, way_of(channel), is_first=case_id not in met)
        met.add(case_id)
        answer = Answer(case_id, number, subject, moment, made, due, ended, broken is not None)
        found.append(answer)
    return found, len(rows) > MOST


def _returns(shop: Shop, cases: QuerySet[Case]) -> tuple[list[SendingBack], int, bool]:
    cases = cases.order_by("-opened_at", "-id")
    rows = list(cases.select_related("order", "customer")[: MOST + 1])
    beside = _Beside(rows[:MOST])
    found = [one for case in rows[:MOST] if (one := _sending_back(shop, case, beside))]
    return found, len(rows[:MOST]) - len(found), len(rows) > MOST


class _Beside:
    """Tags, customer groups and lines of many cases: a query each."""

    def __init__(self, cases: list[Case]) -> None:
        ids = [case.pk for case in cases]
        self.tags: dict[UUID, set[str]] = defaultdict(set)
        self.lines: dict[UUID | None, list[tuple[str, str]]] = defaultdict(list)
        through = Case.tags.through.objects.filter(case__in=ids)
        for case_id, name in through.values_list("case_id", "tag__name"):
            self.tags[case_id].add(name)
        groups = Fact.objects.filter(case__in=ids, key="customer_group")
        self.groups = dict(groups.values_list("case_id", "value"))
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
    country = _country(case)
    in_ours = order.currency == shop.currency
    known = Known(
        tags=frozenset(beside.tags[case.pk]),
        group=beside.groups.get(case.pk),
        country=country or None,
        value=order.total_minor if in_ours else None,
        bought_on=order.placed_at.astimezone(zone).date(),
        today=opened_on,
    )
    return SendingBack(
        number=case.number,
        subject=case.subject,
        opened_at=case.opened_at,
        opened_on=opened_on,
        had_since=had_since,
        lines=[replace(known, product=line) for line in beside.lines[order.pk]] or [known],
        law_days=_law_days(country, opened_on),
        value=order.total_minor if in_ours else 0,
    )


def _country(case: Case) -> str:
    """Where the order went, else where the customer lives."""
    address: dict[str, Any] = case.order.address if case.order else {}
    theirs = case.customer.country if case.customer else ""
    return country_code(str(address.get("country") or "")) or theirs


def _law_days(country: str, day: date) -> int:
    """What the law gives for sending back there; 0 where no pack says."""
    from makegood.policy.queries import law_of  # noqa: PLC0415  slow import

    try:
        period = law_of(country).rule("withdrawal.period", day)
    except BadInput:
        return 0
    return period.value if period and type(period.value) is int else 0
