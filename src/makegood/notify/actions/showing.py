"""What somebody owes, in their own calendar: its address made, ended, read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from makegood.kernel import audit, clock
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import BadInput
from makegood.kernel.ids import new_token
from makegood.kernel.log import record
from makegood.notify.events import CalendarEnded, CalendarShared
from makegood.notify.models import CalendarEntry, CalendarLink
from makegood.notify.queries import calendar_links_of, owed_by
from makegood.notify.rules import AHEAD, MOST_SHOWN, Owed
from makegood.people.access import require
from makegood.people.models import Staff, Team
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules.working_time import closing_time

_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def share_calendar(
    staff: Staff, *, names_customers: bool, team: Team | None = None
) -> CalendarLink:
    """An address for one's own calendar, or that of a team's people, for who sees everybody's cases. One there was is dead
    from now on, and what its calendar knew is forgotten.
    """
    if team is not None:
        require(staff, "others")
    CalendarLink.objects.filter(staff=staff, team=team).delete()
    token = new_token(40)
    link = CalendarLink.objects.create(
        staff=staff,
        team=team,
        token=seal(token),
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        names_customers=names_customers,
        made_at=clock.now(),
    )
    audit.made(_thing(link), staff.pk, names_customers=names_customers)
    record(CalendarShared(staff_id=staff.pk, by_id=staff.pk))
    return link


@transaction.atomic
def name_customers(link: CalendarLink, names_customers: bool) -> None:
    """Whether customers' names are shown there."""
    before, after = {"names_customers": link.names_customers}, {"names_customers": names_customers}
    if audit.changed(_thing(link), link.staff_id, before, after):
        link.names_customers = names_customers
        link.save(update_fields=["names_customers"])


@transaction.atomic
def end_calendar(link: CalendarLink) -> None:
    """The address is dead; ending it again changes nothing."""
    if CalendarLink.objects.filter(pk=link.pk).delete()[0]:
        audit.removed(_thing(link), link.staff_id)
        record(CalendarEnded(staff_id=link.staff_id, by_id=link.staff_id))


@transaction.atomic
def end_calendars_of(staff: Staff) -> None:
    """All of theirs."""
    for link in calendar_links_of(staff):
        end_calendar(link)


def token_of(link: CalendarLink) -> str:
    """What its address ends with; empty when it was sealed with another key, and only a new one helps."""
    try:
        return unseal(link.token)
    except BadInput:
        return ""


@dataclass(frozen=True)
class Shown:
    """One entry of the calendar, and since when it is as it is."""

    owed: Owed
    changed_at: datetime


@transaction.atomic
def read_calendar(link: CalendarLink) -> list[Shown]:
    """What is owed now and within 90 days, the nearest first, 500 at most; what changed since it was last read is noted."""
    now = clock.now()
    promises = owed_by(link, now + AHEAD, MOST_SHOWN)
    shown = [_shown(link, promise, now) for promise in promises]
    fresh = [
        one
        for one, promise in zip(shown, promises, strict=True)
        if promise.known_as != one.owed.fingerprint  # type: ignore[attr-defined]  # asked along
    ]
    if fresh:
        _note(link, fresh)
    if link.read_at is None or now - link.read_at > _NOTED_EVERY:
        CalendarLink.objects.filter(pk=link.pk).update(read_at=now)
    return shown


def _shown(link: CalendarLink, promise: Promise, now: datetime) -> Shown:
    owed = _owed(link, promise)
    known_as, since = promise.known_as, promise.known_since  # type: ignore[attr-defined]  # asked along
    if known_as == owed.fingerprint:
        return Shown(owed, since)
    # A calendar takes a change by its higher number, which counts seconds.
    return Shown(owed, max(now, since + timedelta(seconds=1)) if since else now)


def _owed(link: CalendarLink, promise: Promise) -> Owed:
    case = promise.case
    return Owed(
        promise_id=promise.pk,
        number=case.number,
        kind=promise.kind,
        text=promise.text,
        subject=case.subject,
        customer=case.customer.name if link.names_customers and case.customer else "",
        owner=promise.owner.name if link.team_id and promise.owner else "",
        due_at=promise.due_at,
        day=None if promise.kind == Promise.Kind.CALL_BACK else _day_of(promise),
    )


def _day_of(promise: Promise) -> date | None:
    """The shop's day, where it is owed until the shop closes or the day ends: that is what "by Friday" was made of."""
    calendar = calendar_of(promise.case.shop)
    local = promise.due_at.astimezone(ZoneInfo(calendar.zone))
    if promise.due_at == closing_time(local.date(), calendar) or local.time() >= time(23, 59):
        return local.date()
    return None


def _note(link: CalendarLink, fresh: Sequence[Shown]) -> None:
    CalendarEntry.objects.filter(link=link).exclude(promise__end=Promise.End.OPEN).delete()
    rows = [
        CalendarEntry(
            link=link,
            promise_id=one.owed.promise_id,
            fingerprint=one.owed.fingerprint,
            changed_at=one.changed_at,
        )
        for one in fresh
    ]
    CalendarEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["link", "promise"],
        update_fields=["fingerprint", "changed_at"],
    )


def _thing(link: CalendarLink) -> audit.Thing:
    name = link.team.name if link.team else link.staff.name
    return audit.Thing("calendar", link.pk, name)
