"""Where an order stands, in its buyer's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.kernel import clock
from makegood.portal.journey import Journey
from makegood.shops.models import Order, Parcel, TrackingEvent
from makegood.shops.queries import troubles_of
from makegood.ui.formats import day, local

State = Parcel.State
_WORRIES = ("late", "stuck", "failed", "returning", "lost")
_OVER = {
    "cancelled": gettext_lazy("This order was cancelled."),
    "refunded": gettext_lazy("This order was paid back."),
    "failed": gettext_lazy("This order could not be placed, and nothing is on its way."),
}
_PREPARED = ("preparing", "waiting")


@dataclass(frozen=True)
class Box:
    """A parcel: its stops, which of them it is at, and what its buyer should know of it."""

    parcel: Parcel
    at: int
    stops: tuple[str, ...]
    sentence: str
    is_worry: bool
    pieces: tuple[str, ...]
    scans: tuple[TrackingEvent, ...]
    """What the carrier told of it, the latest first."""


def order_journey(order: Order, parcels: Sequence[Parcel]) -> Journey:
    """From the order to the door. Of several parcels the last counts: it is not there before all of it is."""
    if ended := _OVER.get(order.standing):
        return Journey(0, (), _("Nothing more will be sent"), str(ended), is_over=True)
    steps = (_("Ordered"), _("Being prepared"), _("On its way"), _("Delivered"))
    return Journey(*_stage(order, parcels, steps))


def box_of(parcel: Parcel, scans: Sequence[TrackingEvent] = ()) -> Box:
    """One parcel, as its buyer sees it."""
    stops = (_("Handed over"), _("On its way"), _("Out for delivery"), _("Delivered"))
    at = {
        State.NOT_HANDED_OVER: -1,
        State.UNKNOWN: 0,
        State.OUT_FOR_DELIVERY: 2,
        State.DELIVERED: 3,
    }.get(State(parcel.state), 1)
    if parcel.state == State.READY:
        at, stops = 2, (*stops[:2], _("Ready to collect"), _("Collected"))
    pieces = tuple(
        f"{one.quantity} × {one.line.name}" if one.quantity else one.line.name
        for one in parcel.packed_set.all()
    )
    sentence = _sentence(parcel)
    return Box(parcel, at, stops, sentence, _is_worry(parcel), pieces, tuple(scans))


def _stage(
    order: Order, parcels: Sequence[Parcel], steps: tuple[str, ...]
) -> tuple[int, tuple[str, ...], str, str, bool]:
    there = [one for one in parcels if one.state == State.DELIVERED]
    if (
        order.delivered_at
        or order.standing == "delivered"
        or (parcels and len(there) == len(parcels))
    ):
        text = _("All of it has arrived. Something is not right? Tell us below.")
        return 3, steps, steps[3], text, True
    if troubled := next((one for one in parcels if _is_worry(one)), None):
        at = 2 if there or any(one.is_on_its_way for one in parcels) else 1
        return at, steps, steps[at], _sentence(troubled), False
    if there:
        text = _("A part of it has arrived, the rest is still on its way.")
        return 2, steps, steps[2], text, False
    if order.standing == "sent" or any(one.is_on_its_way for one in parcels):
        return 2, steps, steps[2], _expected(parcels), False
    if order.standing in _PREPARED:
        return 1, steps, steps[1], _("We are getting it ready for you."), False
    if order.standing == "unpaid":
        return 0, steps, steps[0], _("We have your order, and wait for the payment."), False
    return 0, steps, steps[0], _("We have your order."), False


def _expected(parcels: Sequence[Parcel]) -> str:
    days = [one.expected_at for one in parcels if one.expected_at and one.state != State.DELIVERED]
    if not days or _is_past(max(days)):
        return _("We have handed it over. Below you see how far it is.")
    return _("Expected at your door: %(day)s.") % {"day": day(max(days))}


def _is_worry(parcel: Parcel) -> bool:
    """An order that arrived late has arrived: that is no worry any more."""
    if parcel.state == State.DELIVERED:
        return False
    return parcel.state == State.DELAYED or any(one in _WORRIES for one in _wrong_with(parcel))


def _is_overdue(parcel: Parcel) -> bool:
    """By the first day that was promised: a day named later makes nobody's parcel punctual."""
    return parcel.state != State.DELIVERED and "late" in _wrong_with(parcel)


def _wrong_with(parcel: Parcel) -> set[str]:
    return {one.code for one in troubles_of(parcel, timezone.get_current_timezone_name())}


def _is_past(at: datetime) -> bool:
    """On the day itself it may still come."""
    return local(at).date() < local(clock.now()).date()


def _sentence(parcel: Parcel) -> str:
    """What is known of it now; a day that went by is said to have."""
    match State(parcel.state):
        case State.DELIVERED:
            return _arrived(parcel)
        case State.LOST:
            return _("The carrier can't find it. Tell us below, and we make it good.")
        case State.RETURNING:
            return _("It is on its way back to us. Tell us below what we shall do.")
        case State.FAILED:
            return _("The carrier was there and could not hand it over.")
        case State.READY:
            return _ready(parcel)
        case State.OUT_FOR_DELIVERY:
            return _("It comes to you today.")
        case State.NOT_HANDED_OVER if not _is_overdue(parcel):
            return _("It is packed, and not handed over yet.")
        case _:
            return _on_its_way(parcel)


def _arrived(parcel: Parcel) -> str:
    if parcel.delivered_at is None:
        return _("It has arrived.")
    return _("Arrived: %(day)s.") % {"day": day(parcel.delivered_at)}


def _ready(parcel: Parcel) -> str:
    if parcel.collect_until is None:
        return _("It waits for you to be collected.")
    return _("It waits for you to be collected. Until: %(day)s.") % {
        "day": day(parcel.collect_until)
    }


def _on_its_way(parcel: Parcel) -> str:
    expected, promised = parcel.expected_at, parcel.promised_at
    if promised and _is_overdue(parcel):
        if expected and not _is_past(expected):
            days = {"first": day(promised), "day": day(expected)}
            return _("It is late. First promised: %(first)s. Expected now: %(day)s.") % days
        return _("It is late. Promised: %(day)s.") % {"day": day(promised)}
    if expected and not _is_past(expected):
        return _("Expected: %(day)s.") % {"day": day(expected)}
    return _("It is on its way.")
