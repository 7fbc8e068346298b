"""What waits for a yes is reminded of, before it holds up a promise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.kernel.money import Money
from makegood.notify.models import Notice
from makegood.promises.rules.working_time import Calendar
from makegood.remedies.actions.deciding import grant
from makegood.remedies.actions.giving import give_money
from makegood.remedies.actions.reminding import remind_due
from makegood.remedies.models import Approval
from makegood.remedies.rules.reminding import remind_at
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_promise, make_shop

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("owed_in", "reminded_in"),
    [(None, 8), (100, 8), (16, 8), (6, 3), (1.5, 1), (0.5, 1), (-1, 8)],
)
def test_one_is_reminded_after_a_day_and_before_something_is_owed(
    owed_in: float | None, reminded_in: float
) -> None:
    due_at = None if owed_in is None else NOW + owed_in * HOUR

    assert remind_at(NOW, Calendar(zone="UTC"), due_at) == NOW + reminded_in * HOUR


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def asked(people: Cast, **promise: timedelta) -> Approval:
    """Above the agent's limit, asked on Monday morning."""
    shop = make_shop()
    with clock.frozen(MONDAY):
        for role, most in (("agent", 2000), ("manager", 10000)):
            row = {"role": role, "most": most}
            save_row(shop, people.owner, "limits", row, stamp_of(shop, draft_of(shop)))
        publish_draft(shop, people.owner, "Fair", stamp_of(shop, draft_of(shop)))
        case = make_case(team=people.team, shop=shop)
        for kind, due_in in promise.items():
            make_promise(case, kind=kind, due_at=MONDAY + due_in)
        case.shop.refresh_from_db()
        return give_money(case, people.agent, Money(5000, "EUR"), "refund", 3, "Lost twice")


def test_those_who_may_say_yes_hear_of_it_again_with_what_is_owed(people: Cast) -> None:
    approval = asked(people, answer=4 * HOUR)
    Notice.objects.update(read_at=MONDAY)

    with clock.frozen(MONDAY + HOUR):
        assert remind_due() == 0
    with clock.frozen(MONDAY + 2 * HOUR):
        assert (remind_due(), remind_due()) == (1, 0)
        reader = Client()
        reader.force_login(people.manager)
        page = reader.get("/notices/").content.decode()

    approval.refresh_from_db()
    assert (approval.reminded, approval.remind_at) == (1, MONDAY + 3 * HOUR)
    unread = Notice.objects.filter(read_at=None, kind="approval_asked")
    assert sorted(unread.values_list("staff__name", flat=True)) == ["Marko Manager", "Olga Owner"]
    assert "Ana Agent still waits for your yes: €50.00. Something is owed on this case by" in page
    assert Happening.objects.filter(name="ApprovalWaits").count() == 1


def test_what_was_decided_is_not_reminded_of_and_nobody_for_ever(people: Cast) -> None:
    approval = asked(people)
    times = []
    for day in range(1, 12):
        with clock.frozen(MONDAY + timedelta(days=day)):
            times.append(remind_due())
    assert sum(times) == 5

    Approval.objects.update(remind_at=MONDAY, reminded=0)
    with clock.frozen(MONDAY + HOUR):
        grant(Approval.objects.get(pk=approval.pk), people.manager)
        assert remind_due() == 0
