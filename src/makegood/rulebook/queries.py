"""Reads: the rules in force, the draft, the versions there were; and what they say of a case."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from makegood.cases.models import Case
from makegood.rulebook.models import Version
from makegood.rulebook.rules.judging import Moment, judge_times, way_of
from makegood.rulebook.rules.tables import NOTHING, Book
from makegood.shops.models import Shop


@dataclass(frozen=True, slots=True)
class Allowed:
    """Working hours until an answer is due, and days a case may be without word."""

    answer_hours: int
    news_days: int
    answer_basis: str = ""
    """The version of the house rules that says so ("rules:3"); empty where they say nothing, and the shop's hours hold."""
    news_basis: str = ""


def rules_in_force(shop: Shop) -> Book:
    """The published tables; a version never changes, so that it is read once in a process."""
    return _published(shop.pk, shop.rules_number) if shop.rules_number else NOTHING


def rules_on(shop: Shop, at: datetime) -> Book:
    """The tables that were in force at an instant: what happened then is judged by them."""
    published = shop.rule_versions.filter(published_at__lte=at).order_by("-number")
    number = published.values_list("number", flat=True).first()
    return _published(shop.pk, number) if number else NOTHING


def draft_of(shop: Shop) -> Version | None:
    return shop.rule_versions.filter(number=None).select_related("changed_by").first()


def stamp_of(shop: Shop, draft: Version | None) -> str:
    """What one looks at when one looks at the rules: another one once the draft was changed, begun, discarded or published."""
    return f"{draft.pk.hex}.{draft.changes}" if draft else str(shop.rules_number)


def versions_of(shop: Shop) -> QuerySet[Version]:
    """What was published, the newest first."""
    published = shop.rule_versions.filter(number__isnull=False)
    return published.select_related("published_by").order_by("-number")


def times_for(case: Case) -> Allowed:
    """By when the customer of this case has word: as the rules in force say, else as the shop's hours do."""
    # A mail on its way in asks for its customer only where a row is for some of them.
    has_groups = any(row.groups for row in rules_in_force(case.shop).times)
    group = case.customer.group if has_groups and case.customer else ""
    is_first = case.told_at is None
    return times_at(case.shop, case.kind, case.channel, is_first=is_first, group=group)


def times_at(shop: Shop, kind: str, channel: str, *, is_first: bool, group: str = "") -> Allowed:
    """The same of any case of this kind that came this way; `is_first`: its customer had no word from a person yet."""
    moment = Moment(kind, way_of(channel), is_first, group)
    said = judge_times(rules_in_force(shop), moment)
    basis = f"rules:{shop.rules_number}"
    return Allowed(
        answer_hours=said.answer_hours or shop.answer_within_hours,
        news_days=said.news_days or shop.silence_days,
        answer_basis=basis if said.answer_hours else "",
        news_basis=basis if said.news_days else "",
    )


@lru_cache(maxsize=256)
def _published(shop_id: UUID, number: int) -> Book:
    return Version.objects.get(shop=shop_id, number=number).book
