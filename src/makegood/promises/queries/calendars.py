"""When the shop and its people work, and what else they owe by then."""

import json
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.promises.rules import Calendar
from makegood.promises.rules.warning import Burden
from makegood.promises.rules.working_time import Slot
from makegood.shops.models import Shop
from makegood.shops.rules.public_holidays import observed

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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


def today_at(shop: Shop) -> date:
    """The day it is now for the shop: what "tomorrow" is counted from."""
    return clock.today(shop.timezone)


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
