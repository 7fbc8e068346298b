"""A promise at risk is told of early: by its owner's load and hours, by what must happen first, and step by step to others."""

from datetime import UTC, datetime, timedelta

import pytest

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.notify.models import Notice
from makegood.people.models import Team
from makegood.promises.actions.escalating import escalate_due
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.planning import wait_for
from makegood.promises.actions.renegotiating import replace
from makegood.promises.actions.watching import warn_due
from makegood.promises.models import Promise
from makegood.promises.rules import Calendar
from makegood.promises.rules.warning import Burden, step_at, warn_at
from makegood.promises.tasks import sweep_promises
from makegood.testing.cast import cast, make_staff
from makegood.testing.makers import MONDAY, make_case, make_promise

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFFICE = Calendar("UTC", week=(((540, 1020),),) * 5 + ((), ()))
MORNINGS = Calendar("UTC", week=(((540, 720),),) * 5 + ((), ()))


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)  # the 9th is a Monday


@pytest.mark.parametrize(
    ("burden", "warned"),
    [
        (Burden(), _at(13, 9)),  # the last quarter of 32 working hours
        (Burden(owed_before=4), _at(12, 16)),
        (
            Burden(hours=MORNINGS),
            _at(11, 10),
        ),  # eight working hours of somebody who works three a day
        (Burden(away_until=_at(12, 0)), _at(13, 9)),
        (Burden(away_until=_at(14, 0)), _at(9, 17)),
        (Burden(first_due_at=_at(12, 12)), _at(12, 12)),
        (Burden(first_due_at=_at(13, 12)), _at(9, 17)),
    ],
)
def test_how_early_its_owner_is_warned(burden: Burden, warned: datetime) -> None:
    assert warn_at(_at(9, 17), _at(13, 17), OFFICE, burden) == warned


def test_the_team_and_then_those_who_lead_hear_of_it_before_it_breaks() -> None:
    times = [step_at(step, _at(13, 9), _at(13, 17), OFFICE) for step in (0, 1)]

    assert times == [_at(13, 13), _at(13, 15)]
    # Where the shop is closed until it is due, plain time counts.
    assert step_at(0, _at(14, 10), _at(14, 18), OFFICE) == _at(14, 14)


@pytest.mark.django_db
def test_owner_then_team_then_those_who_lead() -> None:
    people = cast()
    team = Team.objects.create(name="Lamps")
    mate, away = make_staff("Mia Mate"), make_staff("Ava Away")
    team.staff.add(people.agent, mate, away)
    with clock.frozen(MONDAY):
        away.away_until = MONDAY + 9 * DAY
        away.save()
        case = make_case(team=team, assignee=people.agent)
        promise = make_promise(case, owner=people.agent, due_at=MONDAY + 8 * HOUR)
    told: list[set[str]] = []
    for hours in (
        5.9,
        6,
        7,
        7.5,
        7.9,
    ):  # warned two hours before, then after one, then after half of one more
        with clock.frozen(MONDAY + hours * HOUR):
            sweep_promises(0)
            told.append(set(Notice.objects.values_list("staff__name", flat=True)))

    owner = people.owner.name
    assert told[0] == set()
    assert told[1] == {people.agent.name}
    assert told[2] == {people.agent.name, mate.name}
    assert told[3] == told[4] == {people.agent.name, mate.name, owner} | told[3]
    assert {one.kind for one in Notice.objects.all()} == {"promise_at_risk"}
    steps = Happening.objects.filter(name="PromiseEscalated").order_by("id")
    assert [one.facts["to"] for one in steps] == ["team", "leaders"]
    promise.refresh_from_db()
    assert (promise.escalated, promise.escalate_at) == (2, None)


@pytest.mark.django_db
def test_what_is_overdue_or_rests_goes_no_further() -> None:
    with clock.frozen(MONDAY):
        make_promise(due_at=MONDAY + 8 * HOUR)
        Promise.objects.update(pause_reason="other", paused_at=MONDAY)
    with clock.frozen(MONDAY + 7 * HOUR):
        assert escalate_due() == 0
        Promise.objects.update(pause_reason="", paused_at=None)
    with clock.frozen(MONDAY + DAY):
        while escalate_due():
            pass
        assert escalate_due() == 0

    assert not Happening.objects.filter(name="PromiseEscalated").exists()


@pytest.mark.django_db
def test_a_refund_that_waits_for_a_parcel_is_at_risk_when_the_parcel_is_late() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        parcel = make_promise(case, kind="parcel", due_at=MONDAY + 2 * DAY)
        refund = make_promise(case, kind="money", due_at=MONDAY + 4 * DAY)
        usual = refund.warn_at

        wait_for(refund, parcel)

        assert refund.warn_at == parcel.due_at < usual
        later = replace(parcel, MONDAY + 7 * DAY, None, "The carrier lost a day.")
        refund.refresh_from_db()
        assert (refund.waits_for, warn_due()) == (later, 1)  # it can't be kept in time any more
        keep(later, note="It is here.")

    refund.refresh_from_db()
    assert refund.warn_at == usual


@pytest.mark.django_db
def test_two_promises_can_not_wait_for_each_other() -> None:
    case = make_case()
    one, two = (make_promise(case, kind="money") for _ in range(2))
    wait_for(one, two)

    for first in (one, two, make_promise(make_case(), kind="money")):
        with pytest.raises(BadInput):
            wait_for(two, first)
    two.refresh_from_db()
    assert two.waits_for is None
    wait_for(one, None)
    assert one.waits_for is None
