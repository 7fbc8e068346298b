"""Flows in the reader's words: each step as a sentence, each reason as one reads it in a log."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from makegood.flows.models import Entry, Flow
from makegood.flows.rules.deciding import REASONS
from makegood.flows.rules.ready import READY_MADE, TASKS
from makegood.flows.rules.steps import Step
from makegood.ui.words import say, word

TRIGGERS: dict[str, str | Lazy] = {
    "placed": _("An order is placed"),
    "payment_failed": _("The payment of an order fails"),
    "failed_thrice": _("A customer's orders fail three times within a week"),
    "sent": _("A parcel leaves"),
    "parcel.sorting": _("A parcel is at a sorting centre"),
    "parcel.out_for_delivery": _("A parcel is out for delivery"),
    "parcel.ready": _("A parcel is ready to be collected"),
    "parcel.delayed": _("The carrier says that a parcel is delayed"),
    "parcel.failed": _("A parcel could not be delivered"),
    "parcel.returning": _("A parcel is on its way back"),
    "parcel.lost": _("A parcel is lost"),
    "delivered": _("A parcel is delivered"),
    "promise_at_risk": _("A promise on a case is at risk"),
    "case.closed": _("A case is closed"),
}
STATIONS: dict[str, str | Lazy] = {
    "payment": _("Payment failed"),
    "confirmed": _("Confirmed"),
    "sent": _("Sent"),
    "day_7": _("Day 7"),
    "stuck": _("Does not move"),
    "late": _("Late"),
    "day_14": _("Day 14"),
    "out": _("Out for delivery"),
    "ready": _("To be collected"),
    "failed": _("Not delivered"),
    "returning": _("On its way back"),
    "lost": _("Lost"),
    "delivered": _("Delivered"),
}
SORTS: dict[str, str | Lazy] = {
    "wait": _("Wait"),
    "only": _("Only if …"),
    "tell": _("Tell the customer"),
    "case": _("Open a case"),
    "promise": _("Promise on the case"),
    "task": _("Leave a task on the case"),
    "stop": _("End all other flows of this parcel"),
}
CHECKS: dict[str, str | Lazy] = {
    "on_its_way": _("it is still on its way"),
    "not_delivered": _("it is not delivered"),
    "late": _("the first day that was promised is over"),
    "has_link": _("there is a link to follow it"),
    "can_be_collected": _("it can be collected"),
    "at_a_place": _("it is at a sorting centre or collection point"),
    "still_failed": _("it is still not paid"),
    "country": _("the customer lives in one of these countries"),
    "carrier": _("the carrier is"),
    "total_from": _("the order comes to at least"),
}
FROM: dict[str, str | Lazy] = {
    "trigger": _("from the beginning"),
    "last_move": _("from the carrier's last word"),
    "first_expected": _("from the first day that was promised"),
}
DID: dict[str, str | Lazy] = {"act": _("done"), "skip": _("left out"), "end": _("ended here")}


def flow_name(flow: Flow) -> str:
    """As its owner calls it, else as it came."""
    if flow.name or flow.ready not in READY_MADE:
        return flow.name
    return say(READY_MADE[flow.ready].name)


def flow_about(flow: Flow) -> str:
    """What a ready-made one is good for."""
    return say(READY_MADE[flow.ready].about) if flow.ready in READY_MADE else ""


def sentence(step: Step) -> str:
    """A step as one line of the list."""
    match step.do:
        case "wait":
            return _waits(step)
        case "only" if step.value:
            return _now("Only if: %(condition)s: %(value)s") % {
                "condition": CHECKS.get(step.check, step.check),
                "value": step.value,
            }
        case "only":
            return _now("Only if: %(condition)s") % {
                "condition": CHECKS.get(step.check, step.check)
            }
        case "tell" if step.station:
            return _now("Tell the customer: %(station)s") % {
                "station": STATIONS.get(step.station, step.station)
            }
        case "case":
            return _now("Open a case: %(kind)s") % {"kind": word("kind", step.value)}
        case "promise":
            return _promises(step)
        case "task":
            return _now("Leave a task: %(words)s") % {"words": task_shown(step.value)}
    return str(SORTS.get(step.do, step.do))


def task_shown(value: str) -> str:
    """A task's words with stand-ins where the order's and parcel's numbers will be."""
    if value not in TASKS:
        return value
    return _now(TASKS[value].template) % {"parcel": "…", "order": "…"}


def _waits(step: Step) -> str:
    days, hours = divmod(step.hours, 24)
    if hours or not days:
        return _in_hours(step.hours, step.since)
    return _in_days(days, step.since)


def _in_days(num: int, since: str) -> str:
    match since:
        case "last_move":
            words = ngettext(
                "Wait until the carrier was silent for %(num)s day",
                "Wait until the carrier was silent for %(num)s days",
                num,
            )
        case "first_expected":
            words = ngettext(
                "Wait until %(num)s day after the first day that was promised",
                "Wait until %(num)s days after the first day that was promised",
                num,
            )
        case _:
            words = ngettext("Wait %(num)s day", "Wait %(num)s days", num)
    return words % {"num": num}


def _in_hours(num: int, since: str) -> str:
    match since:
        case "last_move":
            words = ngettext(
                "Wait until the carrier was silent for %(num)s hour",
                "Wait until the carrier was silent for %(num)s hours",
                num,
            )
        case "first_expected":
            words = ngettext(
                "Wait until %(num)s hour after the first day that was promised",
                "Wait until %(num)s hours after the first day that was promised",
                num,
            )
        case _:
            words = ngettext("Wait %(num)s hour", "Wait %(num)s hours", num)
    return words % {"num": num}


def _promises(step: Step) -> str:
    days = step.hours // 24
    return ngettext(
        "Promise on the case within %(num)s working day: %(what)s",
        "Promise on the case within %(num)s working days: %(what)s",
        days,
    ) % {"num": days, "what": word("promise", step.value)}


def reason_words(code: str) -> str:
    """Why a step did or did not happen."""
    return say(REASONS[code]) if code in REASONS else code


def entry_words(entry: Entry) -> str:
    """What a line of the log was about."""
    if entry.sort == "tell" and entry.station:
        return _now("Tell the customer: %(station)s") % {
            "station": STATIONS.get(entry.station, entry.station)
        }
    return str(SORTS.get(entry.sort, entry.sort))
