"""What is wrong with a parcel, by what is known of it, with the reason: late, stuck, failed, on its way back, lost."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from makegood.kernel.text import Phrase, _
from makegood.shops.ports.carriers import CAUSES, Fault

Code = Literal["late", "not_handed_over", "stuck", "failed", "returning", "lost", "left_lying"]

STUCK_AFTER = timedelta(days=5)
HANDED_OVER_WITHIN = timedelta(days=3)
LEFT_LYING = timedelta(days=2)
"""So long before its collection ends a parcel that waits is worth a word."""
_OVER = frozenset({"delivered", "returning", "lost"})
_LIES_STILL = frozenset({"ready", "not_handed_over", "unknown", *_OVER})


@dataclass(frozen=True)
class Known:
    """What is known of a parcel. `promised_at` is the first day that was said, never a later one."""

    state: str
    state_at: datetime | None = None
    moved_at: datetime | None = None
    shipped_at: datetime | None = None
    promised_at: datetime | None = None
    collect_until: datetime | None = None
    delivered_at: datetime | None = None
    known_at: datetime | None = None
    cause: str = ""


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong, since when, why, and whose fault it is where somebody said so."""

    code: Code
    since: datetime
    reason: Phrase
    fault: Fault | None = None


def troubles(of: Known, now: datetime, zone: str) -> list[Trouble]:
    """All that is wrong with it now, the worst first; nothing of a parcel that arrived, but that it came late."""
    fault = CAUSES.get(of.cause)
    found = [_ended_badly(of, fault), _late(of, now, zone, fault)]
    if of.state not in _OVER:
        found += [_not_handed_over(of, now), _stuck(of, now, fault), _left_lying(of, now)]
    return [one for one in found if one]


def is_late(of: Known, now: datetime, zone: str) -> bool:
    """Whether the first day that was promised is over, by the customer's clock, and it was not there by then."""
    return _late(of, now, zone, None) is not None


def _ended_badly(of: Known, fault: Fault | None) -> Trouble | None:
    since = of.state_at or of.moved_at
    if since is None:
        return None
    if of.state == "lost":
        return Trouble("lost", since, _("The carrier says that it is lost."), fault or "carrier")
    if of.state == "returning":
        return Trouble("returning", since, _("It is on its way back to the shop."), fault)
    if of.state == "failed":
        return Trouble("failed", since, _("The carrier could not deliver it."), fault)
    return None


def _late(of: Known, now: datetime, zone: str, fault: Fault | None) -> Trouble | None:
    """The whole promised day counts; one that arrived within it was in time."""
    if of.promised_at is None:
        return None
    promised, then = _day(of.promised_at, zone), _day(of.delivered_at or now, zone)
    days = (then - promised).days
    if days < 1:
        return None
    if of.delivered_at:
        reason = _("It arrived after the first day promised. Days late: %(days)s.", days=days)
    else:
        reason = _("The first day promised is over. Days late: %(days)s.", days=days)
    over = datetime.combine(promised + timedelta(days=1), datetime.min.time(), ZoneInfo(zone))
    return Trouble("late", over, reason, fault)


def _not_handed_over(of: Known, now: datetime) -> Trouble | None:
    since = of.state_at or of.known_at
    if of.state != "not_handed_over" or since is None or now - since < HANDED_OVER_WITHIN:
        return None
    reason = _("It was announced, and the carrier does not have it yet.")
    return Trouble("not_handed_over", since + HANDED_OVER_WITHIN, reason, "shop")


def _stuck(of: Known, now: datetime, fault: Fault | None) -> Trouble | None:
    heard_at = of.moved_at or of.shipped_at
    if of.state in _LIES_STILL or heard_at is None or now - heard_at < STUCK_AFTER:
        return None
    days = (now - heard_at).days
    reason = _("Nothing was heard of it lately. Days of silence: %(days)s.", days=days)
    return Trouble("stuck", heard_at + STUCK_AFTER, reason, fault)


def _left_lying(of: Known, now: datetime) -> Trouble | None:
    if of.state != "ready" or of.collect_until is None or now < of.collect_until - LEFT_LYING:
        return None
    reason = _("It waits to be collected, and not for much longer.")
    return Trouble("left_lying", of.collect_until - LEFT_LYING, reason, "customer")


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
