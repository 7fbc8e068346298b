"""The ten seconds in which a sent message can be taken back, whatever page one has gone on to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from makegood.kernel import clock

SESSION_KEY = "undo"


@dataclass(frozen=True)
class Undo:
    """What can be taken back until when, and where to ask for it."""

    words: str
    url: str
    until: datetime


def offer_undo(request: HttpRequest, number: int, message_id: UUID, until: datetime) -> None:
    """Remember the message just sent; only the last one is offered."""
    request.session[SESSION_KEY] = [number, str(message_id), until.isoformat()]


def offer_undo_of_macro(
    request: HttpRequest, number: int, bulk_id: UUID, name: str, until: datetime
) -> None:
    """Remember the macro just run on a case."""
    request.session[SESSION_KEY] = [number, str(bulk_id), until.isoformat(), name]


def undo_for(request: HttpRequest) -> Undo | None:
    """What this person may still take back."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return None
    number, thing_id, until = kept[0], kept[1], datetime.fromisoformat(kept[2])
    if until <= clock.now():  # left there: to forget it is a write, for nothing
        return None
    if macro := kept[3:]:
        words = _("“%(name)s” was run on case %(number)s.") % {"name": macro[0], "number": number}
        return Undo(words, reverse("console:bulk_undoing", args=[thing_id]), until)
    words = _("Your answer in case %(number)s is on its way.") % {"number": number}
    return Undo(words, reverse("console:withdrawal", args=[number, thing_id]), until)


def forget_undo(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
