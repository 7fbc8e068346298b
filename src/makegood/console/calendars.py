"""What somebody owes, as their calendar program reads it (RFC 5545)."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from makegood.notify.actions.showing import Shown
from makegood.notify.models import CalendarLink
from makegood.notify.rules import Owed, sequence_of
from makegood.ui.words import word

if TYPE_CHECKING:
    from icalendar import Alarm, Event

ASK_AGAIN = timedelta(minutes=15)
"""How often a calendar program should come; most come more seldom, whatever they are told."""
_LASTS = timedelta(minutes=15)
_REMINDS = timedelta(minutes=10)
"""Before a call back is due: its entry begins then, for every program takes an alarm at the beginning."""
_FORM = "2"
"""Another one, as soon as the same promises would be written otherwise."""


def etag_of(link: CalendarLink, shown: Sequence[Shown]) -> str:
    """The same as long as the same is written."""
    told = [f"{one.owed.promise_id} {one.owed.fingerprint} {one.changed_at}" for one in shown]
    name = link.team.name if link.team else ""
    words = "\n".join([_FORM, link.staff.language, name, settings.MAKEGOOD_URL, *sorted(told)])
    return f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'


def as_ics(link: CalendarLink, shown: Sequence[Shown]) -> bytes:
    """A calendar of them, in the language that is active."""
    from icalendar import Calendar  # noqa: PLC0415  slow import, and most desks have no calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Makegood//Promises//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", link.team.name if link.team else _("Promises"))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for one in sorted(shown, key=lambda one: (one.owed.due_at, one.owed.promise_id)):
        calendar.add_component(_event(one))
    written: bytes = calendar.to_ical()
    return written


def _event(one: Shown) -> "Event":
    from icalendar import Event  # noqa: PLC0415  slow import, and most desks have no calendar

    owed, event = one.owed, Event()
    event.add("uid", f"{owed.promise_id}@promises.makegood")
    event.add("sequence", sequence_of(one.changed_at))
    event.add("dtstamp", one.changed_at.replace(microsecond=0))
    event.add("last-modified", one.changed_at.replace(microsecond=0))
    event.add("summary", _summary(owed))
    event.add("description", _description(owed))
    event.add("categories", [word("promise", owed.kind)])
    event.add("url", _url(owed))
    event.add("transp", "TRANSPARENT")
    if owed.day is not None:
        event.add("dtstart", owed.day)
        event.add("dtend", owed.day + timedelta(days=1))
        return event
    due_at, is_call = owed.due_at.replace(microsecond=0), owed.kind == "call_back"
    event.add("dtstart", due_at - (_REMINDS if is_call else _LASTS))
    event.add("dtend", due_at)
    if is_call:
        event.add_component(_alarm(owed))
    return event


def _alarm(owed: Owed) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415  slow import, and most desks have no calendar

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(owed))
    alarm.add("trigger", timedelta())
    return alarm


def _summary(owed: Owed) -> str:
    what = owed.text or word("promise", owed.kind)
    said = {"what": what, "number": owed.number, "name": owed.customer, "colleague": owed.owner}
    if owed.customer and owed.owner:
        return _("%(colleague)s – %(what)s: %(name)s, case %(number)s") % said
    if owed.owner:
        return _("%(colleague)s – %(what)s: case %(number)s") % said
    if owed.customer:
        return _("%(what)s: %(name)s, case %(number)s") % said
    return _("%(what)s: case %(number)s") % said


def _description(owed: Owed) -> str:
    lines = [word("promise", owed.kind), owed.subject, _url(owed)]
    return "\n".join(line for line in lines if line)


def _url(owed: Owed) -> str:
    return f"{settings.MAKEGOOD_URL}/cases/{owed.number}/"
