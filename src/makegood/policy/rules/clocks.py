"""A rule's clock for one line: when it starts, when it ends, and how it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from makegood.policy.ports import Rule
from makegood.policy.rules.counting import end_of
from makegood.policy.rules.events import DONE_SINCE, MET_BY, POSSESSION
from makegood.policy.rules.findings import Due, Sum
from makegood.policy.rules.situation import Situation, View
from makegood.policy.rules.standing_still import GOING, Stop

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Run:
    """All that a date depends on, but for whether the duty was done."""

    rule: Rule
    start: date
    event: str
    value: int
    unit: str
    stop: Stop
    extended: int
    not_before: date | None


def waiting(rule: Rule, event: str = "", *words: str) -> Due:
    """An end nobody knows: what it runs from has not happened, or nobody knows when."""
    event = event or rule.from_event
    value = rule.value if type(rule.value) is int else 0
    return Due(rule, f"waiting:{event}", Sum(None, event, value, rule.unit, words=words))


def clock(
    sit: Situation,
    view: View,
    rule: Rule,
    start: date,
    *,
    event: str = "",
    value: int | None = None,
    unit: str = "",
    stop: Stop = GOING,
    extended: int = 0,
    not_before: date | None = None,
) -> Due:
    """`value` and `unit` where they are not the rule's own; `not_before`: a day the legal end is not earlier than."""
    if value is None:
        assert type(rule.value) is int, rule.rule_id
        value = rule.value
    unit = unit or rule.unit
    event = event or rule.from_event
    if unit == "hours":
        return _hours(sit, view, rule, start, value)
    run = Run(rule, start, event, value, unit, stop, extended, not_before)
    done = fulfilled(view, rule, start)
    # Lines to which the same happened share their dates.
    due = sit.clocks.get((run, done))
    if due is None:
        due = sit.clocks[run, done] = _due(sit, run, done)
    return due


def _due(sit: Situation, run: Run, done: date | None) -> Due:
    rule, stop = run.rule, run.stop
    end = end_of(run.start, sit.term(rule, run.value, run.unit), stop.days, run.extended)
    legal = max(end.legal, run.not_before or end.legal)
    told = Sum(
        run.start, run.event, run.value, run.unit, end.legal, stop.days, run.extended, _words(run, legal)
    )  # fmt: skip
    target = end.target if rule.owner == "trader_duty" else None
    how = "running" if stop.waits_for and not done else state(sit, rule, legal, done)
    return Due(rule, how, told, end.nominal, legal, target, sit.over(legal))


def _words(run: Run, legal: date) -> tuple[str, ...]:
    if run.stop.waits_for:
        return (f"and a day more each day until {run.stop.waits_for}",)
    if run.not_before == legal:
        return (f"not before {legal}",)
    return ()


def state(sit: Situation, rule: Rule, legal: date, done: date | None) -> str:
    """A right runs or is over; a duty is met or missed, judged by its legal end."""
    if rule.rule_id not in MET_BY or rule.owner in ("consumer_right", "info"):
        return "running" if sit.today <= legal else "ended"
    if done:
        return "met" if done <= legal else "missed"
    return "running" if sit.today <= legal else "missed"


def fulfilled(view: View, rule: Rule, start: date) -> date | None:
    """The first day on or after the start on which the duty was done; sooner than it was owed is done as well."""
    events = MET_BY.get(rule.rule_id, ())
    if events == POSSESSION:
        return view.timeline.start(events[0])
    if since := DONE_SINCE.get(rule.rule_id):
        start = min(start, view.timeline.first(since) or start)
    days = [day for event in events for day in view.timeline.days(event) if day >= start]
    return min(days, default=None)


def begin(view: View, rule: Rule) -> date | None:
    """Where its time runs from. A claim after the last one was dealt with starts a clock of its own; what was repaired
    twice came back with the second repair.
    """
    if rule.from_event == "repair.goods_returned":
        return view.timeline.last(rule.from_event)
    starts = view.timeline.days(rule.from_event)
    if not starts or rule.from_event in POSSESSION:
        return view.timeline.start(rule.from_event)
    events = MET_BY.get(rule.rule_id, ())
    return _last_round(starts, sorted(day for each in events for day in view.timeline.days(each)))


def _last_round(starts: Sequence[date], ends: Sequence[date]) -> date:
    began = starts[0]
    for end in ends:
        if end >= began and (later := next((day for day in starts if day > end), None)):
            began = later
    return began


def _hours(sit: Situation, view: View, rule: Rule, start: date, value: int) -> Due:
    """Hours run as hours; the hour of the event is not counted (Regulation 1182/71 Art 3(1))."""
    known = view.timeline.instants.get(rule.from_event)
    if known:
        began = known.astimezone(sit.zone).replace(minute=0, second=0, microsecond=0) + _HOUR
        ends_at = began.astimezone(UTC) + timedelta(hours=value)
    else:
        ends_at = sit.over(start) + timedelta(hours=value)
    end = (ends_at.astimezone(sit.zone) - timedelta(microseconds=1)).date()
    target = sit.days.last_worked(end)
    over = "missed" if rule.rule_id in MET_BY else "ended"
    done = fulfilled(view, rule, start)
    open_state = "running" if sit.facts.now <= ends_at else over
    return Due(
        rule=rule,
        state="met" if done and done <= end else open_state,
        sum=Sum(start, rule.from_event, value, "hours", end),
        nominal=end,
        legal=end,
        target=target,
        ends_at=ends_at,
    )
