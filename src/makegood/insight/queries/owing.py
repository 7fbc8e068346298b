"""What was promised last year, by two books: answers, and repairs the rules said the time of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from makegood.cases.models import Case
from makegood.insight.queries.beside import Beside, Then, group_of
from makegood.insight.rules.replaying import (
    Owed,
    Replay,
    hours_by,
    kept_otherwise,
    repair_days_by,
)
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import add_working_hours, after_working_days
from makegood.promises.rules.working_time import working_time_between
from makegood.rulebook.rules.judging import Moment, way_of
from makegood.rulebook.rules.tables import Book
from makegood.shops.models import Shop

HOUR = timedelta(hours=1)
Later = Callable[[datetime, int], datetime]


def answers_since(cases: QuerySet[Case], since: datetime) -> QuerySet[Promise]:
    ended = (Promise.End.RELEASED, Promise.End.REPLACED)
    answers = Promise.objects.filter(
        case__in=cases, source=Promise.Source.ACKNOWLEDGEMENT, made_at__gte=since, paused_at=None
    )
    return answers.exclude(end__in=ended).select_related("case__customer").order_by("made_at", "pk")


def repairs_since(cases: QuerySet[Case], since: datetime) -> QuerySet[Promise]:
    """Those a row of the rules said the time of, and nobody agreed on another."""
    ended = (Promise.End.RELEASED, Promise.End.REPLACED)
    repairs = Promise.objects.filter(
        case__in=cases,
        kind=Promise.Kind.REPAIR,
        source=Promise.Source.PERSON,
        basis__startswith="rules:",
        made_at__gte=since,
        paused_at=None,
        replaces=None,
    )
    related = ("case__customer", "case__order")
    return repairs.exclude(end__in=ended).select_related(*related).order_by("made_at", "pk")


class Owing:
    """Promises by both books. What one rested meanwhile, it would have rested, too."""

    def __init__(self, shop: Shop, then: Then, draft: Book, now: datetime, found: Replay) -> None:
        self._shop, self._calendar = shop, calendar_of(shop)
        self._then, self._draft, self._now, self._found = then, draft, now, found
        self._met: set[UUID] = set()

    def look_at_answers(self, promises: list[Promise]) -> None:
        """The first promise of a case is taken for its first answer."""
        usual = self._shop.answer_within_hours
        for promise in promises:
            case, is_first = promise.case, promise.case_id not in self._met
            self._met.add(promise.case_id)
            moment = Moment(case.kind, way_of(case.channel), is_first, group_of(case))
            before = hours_by(self._then.book(promise.made_at), moment, usual)
            after = hours_by(self._draft, moment, usual)
            self._compare(promise, before, after, self._hours_later)
        self._found.answers += len(promises)

    def look_at_repairs(self, promises: list[Promise]) -> None:
        """Where one of the books leaves the day to a person, there is nothing to compare."""
        beside = Beside(self._shop, [promise.case for promise in promises])
        for promise in promises:
            goods, kind = beside.goods(promise.case), promise.case.kind
            before = repair_days_by(self._then.book(promise.made_at), goods, kind)
            after = repair_days_by(self._draft, goods, kind)
            if before and after:
                self._compare(promise, before, after, self._days_later)
        self._found.repairs += len(promises)

    def _compare(self, promise: Promise, before: int, after: int, later: Later) -> None:
        owed = Owed(
            promise.case_id,
            promise.case.number,
            promise.case.subject,
            promise.made_at,
            promise.ended_at,
            promise.broken_at is not None,
        )

        def due() -> datetime:
            return self._due(promise, later(promise.made_at, before), later(promise.made_at, after))

        if changed := kept_otherwise(owed, (before, after), self._now, due):
            self._found.changed.append(changed)

    def _due(self, promise: Promise, first: datetime, other: datetime) -> datetime:
        """When it would have been due, `first` being what its own rules said."""
        if promise.kind == Promise.Kind.REPAIR and promise.due_at < first:
            return min(other, promise.due_at)  # the law wanted it sooner
        rest = working_time_between(first, promise.due_at, self._calendar)
        return add_working_hours(other, rest / HOUR, self._calendar) if rest else other

    def _hours_later(self, at: datetime, hours: int) -> datetime:
        return add_working_hours(at, hours, self._calendar)

    def _days_later(self, at: datetime, days: int) -> datetime:
        return after_working_days(days, at, self._calendar)
