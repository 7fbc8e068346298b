"""The flows a desk comes with, all of them switched off: what they are for, and what they do."""

from dataclasses import dataclass

from makegood.flows.rules.stations import (
    CONFIRMED,
    DAY_7,
    DAY_14,
    FAILED,
    LATE,
    LOST,
    OUT,
    PAYMENT,
    READY,
    RETURNING,
    STUCK,
)
from makegood.flows.rules.stations import DELIVERED as THERE
from makegood.flows.rules.stations import SENT as LEFT
from makegood.flows.rules.steps import (
    DELIVERED,
    FAILED_THRICE,
    PARCEL,
    PAYMENT_FAILED,
    PLACED,
    SENT,
    Plan,
    Step,
)
from makegood.kernel.text import Phrase, _

_DAY = 24
_WEEK = 7 * _DAY


@dataclass(frozen=True)
class ReadyMade:
    """A flow as it comes: its name, what it is good for, and its plan."""

    name: Phrase
    about: Phrase
    plan: Plan


def _plan(trigger: str, *steps: Step) -> Plan:
    return Plan(trigger, tuple(_keyed(step, n) for n, step in enumerate(steps, 1)))


def _keyed(step: Step, number: int) -> Step:
    return Step(**{**vars(step), "key": f"s{number}"})


def _tell(station: str) -> Step:
    return Step("tell", station=station, ready=station)


def _wait(hours: int, since: str = "trigger") -> Step:
    return Step("wait", hours=hours, since=since)


def _only(check: str) -> Step:
    return Step("only", check=check)


READY_MADE: dict[str, ReadyMade] = {
    "confirmed": ReadyMade(
        _("Order confirmed"),
        _("Thanks for the order, as soon as the shop has it."),
        _plan(PLACED, _tell(CONFIRMED)),
    ),
    "sent": ReadyMade(
        _("Sent"),
        _("When a parcel leaves: its number, the link to follow it, the day it is expected."),
        _plan(SENT, _tell(LEFT)),
    ),
    "day_7": ReadyMade(
        _("Still on its way after a week"),
        _("On day 7, with the days that are left: most people ask at about this time."),
        _plan(SENT, _wait(_WEEK), _only("on_its_way"), _tell(DAY_7)),
    ),
    "day_14": ReadyMade(
        _("Near the customer after two weeks"),
        _("On day 14, when it is at a sorting centre or collection point: and how long it stays."),
        _plan(SENT, _wait(2 * _WEEK), _only("on_its_way"), _only("at_a_place"), _tell(DAY_14)),
    ),
    "ready": ReadyMade(
        _("Ready to be collected"),
        _("Where it waits, and until when."),
        _plan(PARCEL + "ready", _only("can_be_collected"), _tell(READY)),
    ),
    "out": ReadyMade(
        _("Out for delivery"),
        _("On the morning it arrives."),
        _plan(PARCEL + "out_for_delivery", _tell(OUT)),
    ),
    "delivered": ReadyMade(
        _("Delivered"),
        _("A thank you, and how to get help if something is wrong."),
        _plan(DELIVERED, _wait(2), _tell(THERE)),
    ),
    "late": ReadyMade(
        _("Later than promised"),
        _("The day after the first day that was promised, whatever was said since."),
        _plan(SENT, _wait(_DAY, "first_expected"), _only("on_its_way"), _tell(LATE)),
    ),
    "stuck": ReadyMade(
        _("Nobody has seen it move"),
        _("Five days without a word of the carrier: the customer hears first that we ask."),
        _plan(SENT, _wait(5 * _DAY, "last_move"), _only("on_its_way"), _tell(STUCK)),
    ),
    "failed": ReadyMade(
        _("Could not be delivered"),
        _("The carrier was there and could not hand it over: what to do now."),
        _plan(PARCEL + "failed", _wait(1), _only("not_delivered"), _tell(FAILED)),
    ),
    "returning": ReadyMade(
        _("On its way back"),
        _("The parcel comes back: the customer chooses between sending again and money."),
        _plan(PARCEL + "returning", _tell(RETURNING)),
    ),
    "lost": ReadyMade(
        _("Lost"),
        _("A case before the customer writes, the carrier asked, an apology and the ways out."),
        _plan(
            PARCEL + "lost",
            Step("case", value="lost"),
            Step("task", value="ask_carrier"),
            _tell(LOST),
            Step("promise", value="decision", hours=3 * _DAY),
            Step("stop"),
        ),
    ),
    "payment": ReadyMade(
        _("Payment did not go through"),
        _("Two hours later, if it was not paid meanwhile: nothing is lost, and how to go on."),
        _plan(PAYMENT_FAILED, _wait(2), _only("still_failed"), _tell(PAYMENT)),
    ),
    "failed_thrice": ReadyMade(
        _("Order failed three times"),
        _("Somebody wants to buy and can't: a case for a person to call."),
        _plan(
            FAILED_THRICE,
            Step("case", value="order_failed"),
            Step("task", value="call_buyer"),
            Step("promise", value="call_back", hours=_DAY),
        ),
    ),
}
"""In the order of an order's way."""

TASKS: dict[str, Phrase] = {
    "ask_carrier": _("Ask the carrier where parcel %(parcel)s is, and what they do about it."),
    "call_buyer": _(
        "Call the customer: order %(order)s failed three times within a week. Find out why, and help to finish it."
    ),
}
"""The words of ready-made tasks."""
