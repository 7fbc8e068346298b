"""Reminding owners that the law of a country is past its day of review."""

from collections import defaultdict
from datetime import date

from django.db import transaction

from makegood.kernel import clock
from makegood.notify.actions.telling import tell_all
from makegood.notify.models import Notice
from makegood.people.models import Role, Staff
from makegood.policy.queries import packs
from makegood.policy.rules.reading import overdue


@transaction.atomic
def remind_of_review() -> int:
    """Tell every owner once of each day of review that has passed, whichever countries it is of; how many were told.

    Who has read of it is not told again: a day that passed stays passed.
    """
    days: dict[date, list[str]] = defaultdict(list)
    for pack in overdue(list(packs().values()), clock.today()):
        days[pack.next_review].append(pack.country)
    return sum(_tell(day, countries) for day, countries in sorted(days.items()))


def _tell(day: date, countries: list[str]) -> int:
    about = f"law:{day}"
    told = Notice.objects.filter(kind=Notice.Kind.LAW_REVIEW, about=about).values("staff")
    owners = list(Staff.objects.filter(role=Role.OWNER, is_active=True).exclude(pk__in=told))
    named = ",".join(sorted(countries))
    tell_all(owners, Notice.Kind.LAW_REVIEW, about=about, day=day, countries=named)
    return len(owners)
