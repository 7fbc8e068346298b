"""What broken promises cost: contacts after they broke, the minutes and money these took, and what the law adds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.messages.models import Call
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.watching import break_due
from makegood.promises.models import Promise
from makegood.promises.queries.figures import costs_by, figure_page
from makegood.promises.rules.costing import Cost, Work, cost_of, together
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise, make_shop

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WINDOW = (MONDAY - DAY, MONDAY + 20 * DAY)
EUR, RUB = Money(250, "EUR"), Money(9900, "RUB")


@pytest.mark.parametrize(
    ("messages", "calls", "hour", "penalty", "minutes", "sums"),
    [
        (0, [], 2400, None, 0, ()),
        (2, [], 2400, None, 20, (Money(800, "EUR"),)),
        (0, [61, 0], 2400, None, 3, (Money(120, "EUR"),)),
        (1, [], 2501, None, 10, (Money(417, "EUR"),)),  # 416.8 cents: begun ones count
        (1, [], None, None, 10, ()),
        (1, [], 0, EUR, 10, (EUR,)),
        (1, [], 2400, EUR, 10, (Money(650, "EUR"),)),
        (1, [], 2400, RUB, 10, (Money(400, "EUR"), RUB)),
    ],
)
def test_one_promise(
    messages: int,
    calls: list[int],
    hour: int | None,
    penalty: Money | None,
    minutes: int,
    sums: tuple[Money, ...],
) -> None:
    cost = cost_of(messages, calls, Work(10, hour, "EUR"), penalty)

    assert (cost.contacts, cost.minutes, cost.sums) == (messages + len(calls), minutes, sums)


def test_several_add_up_by_currency() -> None:
    whole = together([Cost(1, 10, (EUR,), ()), Cost(2, 7, (EUR,), (RUB,))])

    assert whole == Cost(3, 17, (Money(500, "EUR"),), (RUB,))
    assert whole.sums == (Money(500, "EUR"), RUB)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def writes(case: Case, hours: int, **facts: object) -> None:
    make_message(case, "And?", at=MONDAY + hours * HOUR, **facts)


@pytest.fixture
def case(people: Cast) -> Case:
    """Due on Monday at noon, kept on Wednesday; the customer wrote before, twice in between, phoned once, and wrote after."""
    make_shop()
    Shop.objects.update(contact_minutes=10, hour_cost_minor=2400)
    with clock.frozen(MONDAY):
        case = make_case(team=people.team)
        promise = make_promise(case, kind="money", due_at=MONDAY + 3 * HOUR, owner=people.agent)
    with clock.frozen(MONDAY + 4 * HOUR):
        break_due()
    for hours in (1, 5, 20, 60):
        writes(case, hours)
    writes(case, 6, auto="replied")
    writes(case, 7, direction="out")
    call = make_message(case, "", at=MONDAY + 8 * HOUR, channel="phone")
    Call.objects.create(
        shop=case.shop,
        case=case,
        direction="in",
        message=call,
        started_at=call.at - timedelta(minutes=4, seconds=5),
        ended_at=call.at,
    )
    with clock.frozen(MONDAY + 48 * HOUR):
        keep(promise, note="Bank.")
    return case


def test_what_a_customer_says_between_the_breaking_and_the_keeping_counts(
    people: Cast, case: Case
) -> None:
    with clock.frozen(WINDOW[1]):
        for group, name in (("kind", "money"), ("team", "Returns"), ("owner", people.agent.name)):
            cost = costs_by(group, *WINDOW)[name]
            assert (cost.contacts, cost.minutes) == (3, 25)
            assert cost.sums == (Money(1000, "EUR"),)
        assert costs_by("kind", MONDAY + DAY, WINDOW[1]) == {}


def test_a_word_after_two_broke_counts_for_the_later_one_alone(people: Cast, case: Case) -> None:
    with clock.frozen(MONDAY + 4 * HOUR):
        make_promise(case, kind="parcel", due_at=MONDAY + 10 * HOUR)
    with clock.frozen(MONDAY + 11 * HOUR):
        break_due()
    with clock.frozen(WINDOW[1]):
        costs = costs_by("kind", *WINDOW)

    assert {name: one.contacts for name, one in costs.items()} == {"money": 2, "parcel": 2}


def test_what_the_law_adds_is_part_of_it(people: Cast, case: Case) -> None:
    Promise.objects.update(penalty_minor=250, penalty_currency="EUR")

    with clock.frozen(WINDOW[1]), CaptureQueriesContext(connection) as asked:
        cost = costs_by("kind", *WINDOW)["money"]

    assert (cost.penalties, cost.sums) == ((EUR,), (Money(1250, "EUR"),))
    assert len(asked) == 4


def test_each_figure_opens_what_it_counts_to_those_who_may_see_it(people: Cast, case: Case) -> None:
    with clock.frozen(WINDOW[1]):
        seen = figure_page(people.owner, ("kind", "money"), "costly", WINDOW).rows
        assert [one.case_id for one in seen] == [case.pk]
        assert figure_page(people.owner, ("kind", None), "late", WINDOW).rows
        assert not figure_page(people.owner, ("kind", None), "kept", WINDOW).rows
        assert not figure_page(people.owner, ("kind", "parcel"), "due", WINDOW).rows
        assert not figure_page(people.other_agent, ("kind", "money"), "due", WINDOW).rows


def test_a_figures_promises_come_in_pages(people: Cast) -> None:
    with clock.frozen(MONDAY):
        for hours in (1, 2, 3):
            make_promise(make_case(), kind="money", due_at=MONDAY + hours * HOUR)
    with clock.frozen(WINDOW[1]):
        first = figure_page(people.owner, ("kind", None), "due", WINDOW, limit=2)
        rest = figure_page(people.owner, ("kind", None), "due", WINDOW, limit=2, after=first.next)

    assert [len(first.rows), len(rest.rows), rest.next] == [2, 1, None]
    assert not {one.pk for one in first.rows} & {one.pk for one in rest.rows}


def test_the_page_says_what_it_cost_and_how_that_is_counted(people: Cast, case: Case) -> None:
    client = Client()
    client.force_login(people.owner)
    with clock.frozen(WINDOW[1]):
        page = client.get("/promises/figures/?days=30").content.decode()
        opened = client.get(
            "/promises/figures/cases/?days=30&by=kind&of=costly&group=money"
        ).content.decode()
        unknown = client.get("/promises/figures/cases/?of=blue")

    assert "25 min" in page
    assert "€10.00" in page
    assert "of=costly&amp;group=money" in page
    assert "A message counts as 10 minutes" in page
    assert "An hour of work costs €24.00." in page
    assert f"#{case.number}" in opened
    assert unknown.status_code == 404
