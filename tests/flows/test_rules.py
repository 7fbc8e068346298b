"""What a run does next, as a table of scenes: pure, without a database or a clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from makegood.flows.rules.deciding import REASONS, Decision, Scene, begins_at, decide, is_news
from makegood.flows.rules.journey import Journey, Move, Reader, Span, Way
from makegood.flows.rules.quiet import Quiet, may_write_at
from makegood.flows.rules.ready import READY_MADE, TASKS
from makegood.flows.rules.steps import Plan, Step, plan_of, tidy, trouble_with
from makegood.flows.rules.texts import TEXTS
from makegood.kernel.money import Money

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""
DAY = timedelta(days=1)
READER = Reader("Ann Lee", "ann@customer.example", country="IE", zone="UTC")
AT_ANY_HOUR = Quiet(0, 0, keeps_holidays=False)


def way(*moves: tuple[datetime, str], **facts: object) -> Way:
    return Way("p1", "RR1", "DPD", moves=tuple(Move(at, state) for at, state in moves), **facts)  # type: ignore[arg-type]


SENT = way((T0, "in_transit"))


def scene(journey_way: Way = SENT, *, now: datetime = T0 + DAY, **overrides: object) -> Scene:
    journey = Journey("o1", "W-1", T0 - DAY, standing="sent", reader=READER, ways=(journey_way,))
    facts: dict[str, object] = {"told": {}, "quiet": AT_ANY_HOUR, "own_case": ""}
    for name in list(overrides):
        if name in facts:
            facts[name] = overrides.pop(name)
    journey = replace(journey, **overrides)  # type: ignore[arg-type]
    return Scene(journey, "p1", T0, now, **facts)  # type: ignore[arg-type]


TELL = Step("tell", station="sent", ready="sent")
AFTER = [
    ("the first time", scene(), Decision("act", "told")),
    ("once told", scene(told={("p1", "sent"): T0}), Decision("skip", "told_before")),
    ("of another parcel", scene(told={("p2", "sent"): T0}), Decision("act", "told")),
    ("later told", scene(told={("p1", "out"): T0}), Decision("skip", "later_told")),
    (
        "delivered meanwhile",
        scene(way((T0, "in_transit"), (T0 + DAY, "delivered"))),
        Decision("skip", "later_reached"),
    ),
    (
        "delivered after now",
        scene(way((T0, "in_transit"), (T0 + 2 * DAY, "delivered"))),
        Decision("act", "told"),
    ),
    ("a case open", scene(cases=(Span(T0, None, "c1"),)), Decision("skip", "is_case")),
    ("its own case open", scene(cases=(Span(T0, None, "c1"),), own_case="c1"), Decision("act", "told")),
    ("a case closed", scene(cases=(Span(T0 - DAY, T0, "c1"),)), Decision("act", "told")),
    ("no address", scene(reader=Reader()), Decision("skip", "no_address")),
    (
        "a dead address",
        scene(reader=replace(READER, is_dead=True)),
        Decision("skip", "dead_address"),
    ),
    ("cancelled", scene(standing="cancelled"), Decision("end", "is_over")),
    (
        "at night there",
        scene(quiet=Quiet(), now=T0 + timedelta(hours=13)),
        Decision("wait", "quiet", T0 + timedelta(hours=23)),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given", "expected"), AFTER, ids=[row[0] for row in AFTER])
def test_a_station_is_told_once_and_never_after_a_later_one(
    what: str, given: Scene, expected: Decision
) -> None:
    assert decide(TELL, given) == expected


WAITS = [
    ("a week from the trigger", Step("wait", hours=168), T0 + 7 * DAY),
    ("from the last word", Step("wait", hours=48, since="last_move"), T0 + 2 * DAY),
    (
        "from the first day named, all of which counts",
        Step("wait", hours=24, since="first_expected"),
        T0 + 5 * DAY - timedelta(hours=9),
    ),
]


@pytest.mark.parametrize(("what", "step", "until"), WAITS, ids=[row[0] for row in WAITS])
def test_a_wait_ends_when_it_says(what: str, step: Step, until: datetime) -> None:
    expected = way((T0, "in_transit"), first_expected_at=T0 + 4 * DAY, expected_at=T0 + 9 * DAY)

    assert decide(step, scene(expected)) == Decision("wait", "waits", until)
    assert decide(step, scene(expected, now=until)).do == "act"


def test_silence_begins_anew_with_each_word_of_the_carrier() -> None:
    spoke = way((T0, "in_transit"), (T0 + 3 * DAY, "sorting"))
    step = Step("wait", hours=120, since="last_move")

    assert decide(step, scene(spoke, now=T0 + 5 * DAY)).until == T0 + 8 * DAY


def test_a_day_nobody_named_is_not_waited_for() -> None:
    step = Step("wait", hours=24, since="first_expected")

    assert decide(step, scene()) == Decision("end", "no_day")


CHECKED = [
    ("on_its_way", "", SENT, True),
    ("on_its_way", "", way((T0, "in_transit"), (T0, "delivered")), False),
    ("on_its_way", "", way((T0, "returning")), False),
    ("not_delivered", "", way((T0, "failed")), True),
    ("late", "", way((T0, "in_transit"), first_expected_at=T0), True),
    ("late", "", way((T0, "in_transit"), first_expected_at=T0 + DAY - timedelta(hours=2)), False),
    ("late", "", way((T0, "in_transit"), first_expected_at=T0 + 2 * DAY), False),
    ("has_link", "", way((T0, "in_transit"), link="https://c.example/1"), True),
    ("has_link", "", SENT, False),
    ("can_be_collected", "", way((T0, "ready")), True),
    ("at_a_place", "", way((T0, "sorting")), True),
    ("at_a_place", "", SENT, False),
    ("country", "it, ie", SENT, True),
    ("country", "LT", SENT, False),
    ("carrier", "dpd", SENT, True),
    ("carrier", "GLS", SENT, False),
    ("total_from", "50", SENT, True),
    ("total_from", "51", SENT, False),
]


@pytest.mark.parametrize(("check", "value", "given", "holds"), CHECKED)
def test_a_run_goes_on_only_while_its_condition_holds(
    check: str, value: str, given: Way, holds: bool
) -> None:
    step = Step("only", check=check, value=value)

    decision = decide(step, scene(given, total=Money(5000, "EUR")))

    assert decision == (Decision("act", "done") if holds else Decision("end", "check_failed"))


NIGHTS = [
    ("by day", datetime(2026, 3, 2, 12, tzinfo=UTC), "UTC", "IE", None),
    (
        "at night",
        datetime(2026, 3, 2, 22, tzinfo=UTC),
        "UTC",
        "IE",
        datetime(2026, 3, 3, 8, tzinfo=UTC),
    ),
    (
        "early",
        datetime(2026, 3, 2, 5, tzinfo=UTC),
        "UTC",
        "IE",
        datetime(2026, 3, 2, 8, tzinfo=UTC),
    ),
    (
        "by their clock",
        datetime(2026, 3, 2, 3, tzinfo=UTC),
        "Asia/Almaty",
        "KZ",
        None,
    ),
    (
        "Easter Monday in Italy",
        datetime(2026, 4, 6, 10, tzinfo=UTC),
        "Europe/Rome",
        "IT",
        datetime(2026, 4, 7, 6, tzinfo=UTC),
    ),
    (
        "through the change of the clock",
        datetime(2026, 3, 28, 21, tzinfo=UTC),
        "Europe/Rome",
        "IT",
        datetime(2026, 3, 29, 6, tzinfo=UTC),
    ),
]


@pytest.mark.parametrize(
    ("what", "now", "zone", "country", "then"), NIGHTS, ids=[row[0] for row in NIGHTS]
)
def test_nobody_is_written_to_at_night_or_on_a_holiday_of_theirs(
    what: str, now: datetime, zone: str, country: str, then: datetime | None
) -> None:
    assert may_write_at(now, Quiet(), zone, country) == (then or now)


def test_what_happened_before_a_flow_was_on_or_long_ago_begins_nothing() -> None:
    assert is_news(T0, T0 + DAY, T0)
    assert not is_news(T0 - DAY, T0, T0)
    assert not is_news(T0, T0 + 4 * DAY, T0 - DAY)
    assert not is_news(T0 + DAY, T0, T0 - DAY)


def test_three_failed_orders_within_a_week_are_one_trigger() -> None:
    journey = Journey("o1", "W-1", T0, standing="failed", failed=(T0, T0 - DAY, T0 - 2 * DAY))
    plan = READY_MADE["failed_thrice"].plan

    assert begins_at(plan, journey, "") == T0
    assert begins_at(plan, replace(journey, failed=(T0, T0 - DAY, T0 - 9 * DAY)), "") is None
    assert begins_at(plan, replace(journey, standing="preparing"), "") is None


def test_ready_made_flows_can_be_published_as_they_are() -> None:
    for name, one in READY_MADE.items():
        assert trouble_with(tidy(one.plan)) is None, name
        assert plan_of(tidy(one.plan).plain) == one.plan, name
        for step in one.plan.steps:
            assert not step.ready or step.ready in TEXTS
            assert step.do != "task" or step.value in TASKS


BROKEN = [
    (Plan("never", (TELL,)), "Choose what the flow begins with."),
    (Plan("sent"), "Add a step: so far the flow does nothing."),
    (Plan("sent", (Step("wait"),)), "Step 1: say how long to wait, up to 90 days."),
    (Plan("sent", (TELL, Step("task", value="x"))), "Step 2 needs a case: open one before it."),
    (Plan("sent", (Step("tell", station="sent"),)), "Step 1: write what the customer is told."),
    (
        Plan("sent", (Step("only", check="total_from", value="much"),)),
        "Step 1: the amount is a whole number.",
    ),
]


@pytest.mark.parametrize(("plan", "words"), BROKEN)
def test_a_flow_that_says_too_little_is_named_where_it_does(plan: Plan, words: str) -> None:
    assert str(trouble_with(plan)) == words


def test_every_reason_has_words() -> None:
    reasons = {"told", "told_before", "later_told", "later_reached", "is_case", "no_address"}

    assert reasons <= REASONS.keys()
