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


def undo_for(request: HttpRequest) -> Undo | None:
    """What this person may still take back."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return None
    number, message_id, until = kept[0], kept[1], datetime.fromisoformat(kept[2])
    if until <= clock.now():  # left there: to forget it is a write, for nothing
        return None
    words = _("Your answer in case %(number)s is on its way.") % {"number": number}
    return Undo(words, reverse("console:withdrawal", args=[number, message_id]), until)


def forget_undo(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
