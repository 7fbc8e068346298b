"""A notice in words: what it says, its picture, where it leads."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.console.commandwords import in_short
from makegood.console.frame import address_of
from makegood.kernel.money import Money
from makegood.notify.models import Notice
from makegood.ui import formats
from makegood.ui.lawwords import law_word
from makegood.ui.words import word

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
    "case_alarmed": "risk",
    "handed_over": "person",
    "followed": "eye",
    "practice_given": "play",
    "practice_done": "play",
    "practice_reviewed": "play",
    "law_review": "shield",
    "approval_asked": "promise",
    "approval_decided": "promise",
    "hook_off": "plug",
    "shop_task": "shop",
    "shop_answered": "shop",
}


def words_of(notice: Notice) -> str:
    """What it says, in a sentence."""
    facts: dict[str, Any] = notice.facts
    match notice.kind:
        case "assigned":
            return _assigned(facts.get("by", ""), facts.get("count", 1))
        case "handed_over":
            name = facts.get("by") or _("Somebody")
            return _("%(name)s hands you a case: %(why)s") % {"name": name, "why": facts["why"]}
        case "followed":
            return _followed(facts)
        case "practice_given":
            return _("%(name)s picked a past case for you to practise on.") % _by(facts)
        case "practice_done":
            return _("%(name)s handed in a practice answer.") % _by(facts)
        case "practice_reviewed":
            return _("%(name)s reviewed your practice answer.") % _by(facts)
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
        case "case_alarmed":
            kinds = facts.get("kinds", "").split(",")
            what = ", ".join(word("finding", kind) for kind in kinds)
            return _("For a senior: the customer %(what)s.") % {"what": what}
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
        case "law_review":
            return _law_review(facts)
        case "approval_asked" if facts.get("due_at"):
            return _(
                "%(name)s still waits for your yes: %(what)s. Something is owed on this case by %(day)s."
            ) % (
                _approval(facts)
                | {"day": formats.day_time(datetime.fromisoformat(facts["due_at"]))}
            )
        case "approval_asked" if facts.get("waits"):
            return _("%(name)s still waits for your yes: %(what)s") % _approval(facts)
        case "approval_asked":
            return _("%(name)s asks you for a yes: %(what)s") % _approval(facts)
        case "approval_decided" if facts["is_granted"]:
            return _("%(name)s granted what you asked: %(what)s") % _approval(facts)
        case "approval_decided":
            return _("%(name)s refused what you asked (%(what)s): %(why)s") % _approval(facts)
        case "hook_off":
            return _hook_off(facts)
        case "shop_task":
            return _("To be done by hand in the shop: %(what)s, order %(order)s") % _command(facts)
        case "shop_answered":
            return _shop_answered(facts)
        case _:
            return notice.kind


def _by(facts: dict[str, Any]) -> dict[str, str]:
    return {"name": facts.get("by") or _("Somebody")}


def _approval(facts: dict[str, Any]) -> dict[str, str]:
    money = Money(facts["minor"], facts["currency"])
    right = facts.get("right")
    what = law_word("right", right) if right else formats.money(money)
    return _by(facts) | {"what": what, "why": facts.get("why", "")}


def _promise(facts: dict[str, Any]) -> dict[str, str]:
    due_at = datetime.fromisoformat(facts["due_at"])
    return {"what": word("promise", facts["promise"]), "day": formats.day_time(due_at)}


def _law_review(facts: dict[str, Any]) -> str:
    day = formats.date(date.fromisoformat(facts["day"]))
    countries = ", ".join(sorted(map(formats.country_name, facts["countries"].split(","))))
    said = {"day": day, "countries": countries}
    return _("The law was to be reviewed by %(day)s: %(countries)s.") % said


def _hook_off(facts: dict[str, Any]) -> str:
    place = {"address": facts["url"]}
    match facts["why"]:
        case "gone":
            return _("Webhook switched off: %(address)s says that it is gone for good.") % place
        case "left":
            return (
                _("Webhook to %(address)s switched off: who added it may not do so any more.")
                % place
            )
        case _:
            return _("Webhook switched off: %(address)s has not taken anything for days.") % place


def _shop_answered(facts: dict[str, Any]) -> str:
    place = _command(facts)
    match facts["outcome"], bool(facts["by"]):
        case "done", _somebody:
            return _("%(name)s has done it in the shop: %(what)s, order %(order)s") % place
        case "refused", True:
            return _("%(name)s: it will not be done in the shop (%(what)s, order %(order)s). %(why)s") % place  # fmt: skip
        case "refused", _the_shop:
            return _("The shop said no: %(what)s, order %(order)s (%(why)s)") % place
    return _("Look in the shop whether it was done: %(what)s, order %(order)s") % place


def _command(facts: dict[str, Any]) -> dict[str, str]:
    what = in_short(facts["what"], facts["minor"], facts["currency"])
    return _by(facts) | {"what": what, "order": facts["order"], "why": facts.get("why", "")}


def _assigned(by: str, count: int) -> str:
    place = {"name": by, "count": count}
    if not by:
        words = ngettext("A case is yours now.", "%(count)s cases are yours now.", count)
    elif count > 1:
        words = ngettext(
            "%(name)s gave you %(count)s case.", "%(name)s gave you %(count)s cases.", count
        )
    else:
        words = _("%(name)s gave you a case.")
    return words % place


def _followed(facts: dict[str, Any]) -> str:
    name = facts.get("by") or _("Somebody")
    match facts["what"]:
        case "wrote":
            return _("New words on a case you follow.")
        case "answered":
            return _("%(name)s answered on a case you follow.") % {"name": name}
        case "noted":
            return _("%(name)s left a note on a case you follow.") % {"name": name}
        case "closed":
            return _("A case you follow was closed.")
        case _:
            return _("A case you follow was reopened.")


def place_of(notice: Notice) -> str:
    """The address it leads to."""
    if notice.kind == "approval_asked":
        return reverse("console:approval", args=[notice.about.partition(":")[2]])
    if notice.case:
        return reverse("console:case", args=[notice.case.number])
    thing, _colon, key = notice.about.partition(":")
    if thing == "command":
        return reverse("console:command", args=[key])
    if thing == "practice":
        return reverse("console:practice", args=[key])
    if notice.kind == "assigned":
        return f"{reverse('console:inbox')}?q=assignee:me"
    places = {
        "answers_paused": "console:mailboxes",
        "law_review": "console:laws",
        "hook_off": "console:hooks",
        "channel_failed": "console:mailboxes",
        "mail_missing": "console:counts",
        "mail_quarantined": "console:intake",
    }
    return address_of(places.get(notice.kind, "")) or reverse("console:notices")
