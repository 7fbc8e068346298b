"""What a run does next. Everything known and the moment go in; what to do comes out, with the reason it is so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from makegood.flows.rules import steps
from makegood.flows.rules.journey import ON_ITS_WAY, Journey, Told, Way
from makegood.flows.rules.quiet import Quiet, may_write_at
from makegood.flows.rules.stations import OF_ORDER, RANKS
from makegood.flows.rules.steps import PARCEL, Plan, Step
from makegood.kernel.text import Phrase, _
from makegood.shops.rules.tracking import CLOCKS_DIFFER

FRESH = timedelta(days=3)
"""What happened longer ago is no news: a file of last year's orders tells nobody anything."""
FAILED_WITHIN = timedelta(days=7)

Do = Literal["act", "wait", "skip", "end"]

REASONS: dict[str, Phrase] = {
    "waits": _("Waits as the flow says."),
    "quiet": _("It is night or a holiday where the customer lives; it is told after that."),
    "told_before": _("The customer was told of this already."),
    "later_told": _("The customer was told of something later already."),
    "later_reached": _("It is past this: a later station is reached."),
    "is_case": _("There is an open case about this order already."),
    "is_over": _("The order was cancelled or paid back."),
    "no_address": _("There is no e-mail address to write to."),
    "dead_address": _("What is sent to this address comes back."),
    "declined": _("The customer does not want to be told by itself."),
    "switched_off": _("The flow was switched off."),
    "check_failed": _("The condition did not hold."),
    "no_day": _("Nobody has named a day to count from."),
    "no_words": _("There are no words in the customer's language."),
    "done": _("The flow has come to its end."),
    "stopped": _("Another flow of this parcel said to stop."),
    "told": _("Told."),
    "in_digest": _("Told, with other news in one message."),
    "opened": _("A case was opened."),
    "on_case": _("There is a case about it: it goes on there."),
    "promised": _("Promised on the case."),
    "noted": _("A task was left on the case."),
    "stops": _("All other flows of this parcel end here."),
    "broke": _("It could not be done; it is tried again."),
    "gone": _("What it was about is gone."),
}
"""Why a step did or did not happen; the log keeps the code."""


@dataclass(frozen=True)
class Decision:
    """What comes of a step: it is done, waited with, left out, or the run ends. `reason` is one of `REASONS`."""

    do: Do
    reason: str
    until: datetime | None = None


@dataclass(frozen=True)
class Scene:
    """All a step is decided on: the order's journey, which parcel it is about, and what its customer was told."""

    journey: Journey
    way_key: str
    begun_at: datetime
    now: datetime
    told: Told
    quiet: Quiet
    own_case: str = ""

    @property
    def way(self) -> Way:
        return self.journey.way(self.way_key)

    @property
    def promised_day(self) -> datetime | None:
        """When the first day that was promised begins, by the customer's clock: all of it counts."""
        at = self.way.first_expected_at
        if at is None:
            return None
        local = at.astimezone(ZoneInfo(self.journey.reader.zone))
        return local.replace(hour=0, minute=0, second=0, microsecond=0)


def decide(step: Step, scene: Scene) -> Decision:
    """What this step comes to now."""
    if scene.journey.is_over_at(scene.now):
        return Decision("end", "is_over")
    match step.do:
        case "wait":
            return _wait(step, scene)
        case "only":
            return (
                Decision("act", "done") if _holds(step, scene) else Decision("end", "check_failed")
            )
        case "tell":
            return _tell(step, scene)
        case "case" if scene.journey.is_case_at(scene.now, scene.own_case):
            return Decision("end", "is_case")
    return Decision("act", "done")


def _wait(step: Step, scene: Scene) -> Decision:
    """Waiting for silence goes on whenever the carrier says something."""
    counted = {
        "trigger": scene.begun_at,
        "last_move": scene.way.heard_at(scene.now) or scene.begun_at,
        "first_expected": scene.promised_day,
    }[step.since]
    if counted is None:
        return Decision("end", "no_day")
    until = counted + timedelta(hours=step.hours)
    return Decision("wait", "waits", until) if until > scene.now else Decision("act", "waits")


def _tell(step: Step, scene: Scene) -> Decision:
    if left_out := _why_not(step.station, scene):
        return Decision("skip", left_out)
    reader = scene.journey.reader
    at = may_write_at(scene.now, scene.quiet, reader.zone, reader.country)
    return Decision("wait", "quiet", at) if at > scene.now else Decision("act", "told")


def _why_not(station: str, scene: Scene) -> str:
    journey, now = scene.journey, scene.now
    key = "" if station in OF_ORDER else scene.way_key
    heard = {one for (way, one), at in scene.told.items() if way in {key, ""} and at <= now}
    if station in heard:
        return "told_before"
    rank = RANKS.get(station)
    if rank is not None and any(RANKS.get(one, 0) > rank for one in heard):
        return "later_told"
    if rank is not None and journey.reached_at(key, now) > rank:
        return "later_reached"
    if journey.is_case_at(now, scene.own_case):
        return "is_case"
    if journey.reader.has_declined:
        return "declined"
    if not journey.reader.address:
        return "no_address"
    return "dead_address" if journey.reader.is_dead else ""


def _holds(step: Step, scene: Scene) -> bool:
    way, journey, now = scene.way, scene.journey, scene.now
    state = way.state_at(now)
    match step.check:
        case "on_its_way":
            if state:
                return state in ON_ITS_WAY
            return journey.standing_now(now) == "sent"
        case "not_delivered":
            return "delivered" not in (state, journey.standing_now(now))
        case "late":
            promised = scene.promised_day
            return promised is not None and now >= promised + timedelta(days=1)
        case "has_link":
            return bool(way.link)
        case "can_be_collected":
            return state == "ready"
        case "at_a_place":
            return state in {"sorting", "ready"}
        case "still_failed":
            return journey.standing_now(now) in {"failed", "unpaid"}
        case "country":
            return journey.reader.country.upper() in step.value.upper().replace(",", " ").split()
        case "carrier":
            return step.value.casefold() in way.carrier.casefold()
        case "total_from":
            return journey.total.amount >= int(step.value)
    return False


def begins_at(plan: Plan, journey: Journey, way_key: str) -> datetime | None:
    """When what it begins with happened to this order or parcel; None: it has not, or nobody knows when."""
    way = journey.way(way_key)
    match plan.trigger:
        case steps.PLACED:
            refused = {"failed", "unpaid", "cancelled"}
            return None if journey.standing in refused else journey.placed_at
        case steps.PAYMENT_FAILED:
            return _since(journey, "failed")
        case steps.FAILED_THRICE:
            return _third_failure(journey)
        case steps.SENT:
            return way.sent_at() or _since(journey, "sent")
        case steps.DELIVERED:
            return way.first_in(frozenset({"delivered"})) or _since(journey, "delivered")
        case state if state.startswith(PARCEL):
            return way.first_in(frozenset({state.removeprefix(PARCEL)}))
    return None


def is_news(at: datetime, now: datetime, on_since: datetime) -> bool:
    """Whether a flow switched on at `on_since` still begins with what happened `at`; what is yet to happen is none."""
    return at >= on_since and -CLOCKS_DIFFER <= now - at <= FRESH


def _since(journey: Journey, standing: str) -> datetime | None:
    return journey.standing_at or journey.placed_at if journey.standing == standing else None


def _third_failure(journey: Journey) -> datetime | None:
    if journey.standing != "failed" or not journey.failed:
        return None
    last = max(journey.failed)
    lately = [at for at in journey.failed if last - at <= FAILED_WITHIN]
    return last if len(lately) >= 3 else None
