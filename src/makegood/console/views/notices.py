from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.console.access import for_staff, staff_of
from makegood.console.frame import address_of
from makegood.notify.access import notice_for
from makegood.notify.actions.telling import read, read_all
from makegood.notify.models import Notice
from makegood.notify.queries import notices as notices_of
from makegood.ui import formats
from makegood.ui.pages import render
from makegood.ui.words import word

SHOWN = 100
ICONS = {
    "assigned": "person",
    "mentioned": "note",
    "promise_at_risk": "promise",
    "promise_broken": "alert",
    "channel_failed": "plug",
    "delivery_failed": "send",
    "mail_missing": "alert",
    "mail_quarantined": "ledger",
    "message_bounced": "undo",
    "answers_paused": "alert",
    "case_left_open": "promise",
}


@dataclass(frozen=True)
class Told:
    """A notice in words."""

    notice: Notice
    words: str
    icon: str


@for_staff
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    found = list(notices_of(staff_of(request))[:SHOWN])
    told = [Told(one, words_of(one), ICONS.get(one.kind, "bell")) for one in found]
    return render(request, "console/notices.html", {"told": told})


@for_staff
@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/desk.html", {}, block="bell")


@for_staff
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    read_all(staff_of(request))
    return redirect("console:notices")


@for_staff
@require_POST
def opening(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Read it, and go where it leads."""
    notice = notice_for(staff_of(request), notice_id)
    read(notice)
    return redirect(_place(notice))


def words_of(notice: Notice) -> str:
    """What it says, in a sentence."""
    facts: dict[str, Any] = notice.facts
    match notice.kind:
        case "assigned":
            return _("%(name)s gave you a case.") % {"name": facts.get("by") or _("Somebody")}
        case "mentioned":
            return _("%(name)s named you in a note.") % {"name": facts.get("by") or _("Somebody")}
        case "promise_at_risk":
            return _("%(what)s is due %(day)s.") % _promise(facts)
        case "promise_broken":
            return _("%(what)s was due %(day)s and is not kept.") % _promise(facts)
        case "channel_failed":
            place = {"address": facts.get("address", "")}
            if facts.get("way") == "sending":
                return _("Mail from %(address)s can't be sent.") % place
            return _("Mail to %(address)s can't be fetched.") % place
        case "delivery_failed" if facts.get("unknown"):
            return _("It is not known whether a message arrived.")
        case "delivery_failed":
            return _("A message could not be sent.")
        case "case_left_open":
            return _("Your answer went out, but the case stays open: somebody is still waiting.")
        case "message_bounced":
            place = {
                "address": facts.get("address", ""),
                "reason": word("bounce", facts.get("reason", "")),
            }
            if facts.get("is_tried_again"):
                return (
                    _("Your answer to %(address)s came back (%(reason)s); it is sent again later.")
                    % place
                )
            return _("Your answer to %(address)s came back: %(reason)s. Try another way.") % place
        case "answers_paused":
            return _("%(address)s answers nobody by itself for now: too many mails at once.") % {
                "address": facts.get("address", "")
            }
        case "mail_missing":
            return _("Mail to %(address)s lies on the server and never came in: fetch it.") % {
                "address": facts.get("address", "")
            }
        case "mail_quarantined":
            return _("A mail to %(address)s could not become a case by itself.") % {
                "address": facts.get("address", "")
            }
        case _:
            return notice.kind


def _promise(facts: dict[str, Any]) -> dict[str, str]:
    due_at = datetime.fromisoformat(facts["due_at"])
    return {"what": word("promise", facts["promise"]), "day": formats.day_time(due_at)}


def _place(notice: Notice) -> str:
    if notice.case:
        return reverse("console:case", args=[notice.case.number])
    places = {
        "answers_paused": "console:mailboxes",
        "channel_failed": "console:mailboxes",
        "mail_missing": "console:counts",
        "mail_quarantined": "console:intake",
    }
    return address_of(places.get(notice.kind, "")) or reverse("console:notices")
