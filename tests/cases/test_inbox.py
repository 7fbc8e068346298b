"""The inbox: what falls due first comes first, at the same cost in a big shop as in a small one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.access import view_for
from makegood.cases.actions.assigning import assign, hand_to_team
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.snoozing import snooze
from makegood.cases.actions.tagging import tag
from makegood.cases.actions.views import delete_view, save_view
from makegood.cases.models import Case
from makegood.cases.queries import InboxQuery, inbox, inbox_counts, saved_views
from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.errors import BadInput, NotAllowed, NotFound
from makegood.testing.cast import Cast, cast, make_staff
from makegood.testing.makers import MONDAY, make_case, make_order, make_promise

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_promise_most_at_risk_comes_first_and_a_row_has_all_the_page_shows(
    people: Cast,
) -> None:
    with clock.frozen(MONDAY - DAY):
        later, nothing, sooner = (
            make_case(),
            make_case(),
            make_case(order=make_order(), kind="late"),
        )
        make_promise(later, due_at=MONDAY + 2 * DAY)
        make_promise(sooner, kind="money", due_at=MONDAY)
        assign(sooner, people.owner, people.agent, people.team)
        tag(sooner, people.agent, "urgent")
        tag(sooner, people.agent, "glass")
    with clock.frozen(MONDAY):
        rows = inbox(people.agent, InboxQuery()).rows

    assert [row.number for row in rows] == [sooner.number, later.number, nothing.number]
    first = rows[0]
    assert (first.customer_name, first.order_number, first.kind) == (
        "Carla Customer",
        "W-1001",
        "late",
    )
    assert (first.due_at, first.due_kind, first.is_broken, first.owed) == (MONDAY, "money", True, 1)
    assert (first.assignee_name, first.team_name) == ("Ana Agent", "Returns")
    assert (first.tags, first.turn, first.channel) == (("glass", "urgent"), "us", "email")
    assert (rows[1].is_broken, rows[2].due_at, rows[2].is_broken) == (False, None, False)


def test_pages_follow_each_other_without_gap_or_repeat(people: Cast) -> None:
    with clock.frozen(MONDAY):
        cases = [make_case(queue_at=MONDAY + (n % 3) * HOUR) for n in range(7)]

    seen, after = [], None
    while True:
        page = inbox(people.owner, InboxQuery(), after, limit=2)
        seen += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break

    assert seen == [case.pk for case in sorted(cases, key=lambda c: (c.queue_at, c.pk))]


@pytest.mark.parametrize("view", ["closed", "snoozed"])
def test_closed_and_snoozed_cases_have_pages_too(people: Cast, view: str) -> None:
    cases = []
    for hours in range(3):
        with clock.frozen(MONDAY + hours * HOUR):
            cases.append(make_case())
            if view == "closed":
                close_case(cases[-1], None, "Done.")
            else:
                snooze(cases[-1], None, MONDAY + (hours + 1) * DAY)

    first = inbox(people.owner, InboxQuery(view=view), limit=2)
    then = inbox(people.owner, InboxQuery(view=view), first.next, limit=2)

    expected = cases[::-1] if view == "closed" else cases
    assert [row.id for row in first.rows + then.rows] == [case.pk for case in expected]
    assert then.next is None
    assert inbox(people.owner, InboxQuery()).rows == ()


def test_views_and_filters_narrow_the_inbox(people: Cast) -> None:
    mine = make_case(assignee=people.agent, kind="late", language="it")
    unassigned, ours = make_case(language="hu"), make_case(team=people.team)
    theirs = make_case(assignee=people.other_agent)
    tag(theirs, None, "urgent")

    def seen(**query: object) -> set[object]:
        return {row.id for row in inbox(people.agent, InboxQuery(**query)).rows}  # type: ignore[arg-type]

    assert seen(view="mine") == {mine.pk}
    assert seen(view="unassigned") == {unassigned.pk, ours.pk}
    assert seen(view="team") == {ours.pk}
    assert seen(kind="late") == {mine.pk}
    assert seen(language="hu") == {unassigned.pk}
    assert seen(tag="urgent") == {theirs.pk}
    assert seen(assignee=people.other_agent.pk) == {theirs.pk}
    assert seen(team=people.team.pk) == {ours.pk}


def test_a_teams_case_is_seen_by_the_team_its_assignee_and_who_leads(people: Cast) -> None:
    case = make_case()
    assign(case, people.owner, None)
    hand_to_team(case, people.owner, people.team)

    def sees(staff: object) -> bool:
        return bool(inbox(staff, InboxQuery()).rows)  # type: ignore[arg-type]

    assert [sees(p) for p in (people.owner, people.manager, people.agent)] == [True, True, True]
    assert not sees(people.other_agent)
    assign(case, people.owner, people.other_agent)
    assert sees(people.other_agent)


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_page_costs_the_same_queries_however_many_rows(people: Cast, count: int) -> None:
    for number in range(count):
        case = make_case(order=make_order(f"W-{number}"), assignee=people.agent)
        tag(case, None, "urgent")

    with CaptureQueriesContext(connection) as asked:
        page = inbox(people.agent, InboxQuery())
        counts = inbox_counts(people.agent)

    assert (len(page.rows), counts["mine"]) == (count, count)
    assert len(asked) == 3


def test_lanes_are_counted_up_to_a_hundred(people: Cast) -> None:
    with clock.frozen(MONDAY):
        cases = [make_case() for _ in range(3)]
        make_promise(cases[0], due_at=MONDAY + HOUR)
        make_promise(cases[1], due_at=MONDAY + 6 * HOUR)
        make_promise(cases[2], due_at=MONDAY + 2 * DAY)
        assign(cases[0], None, people.agent)
        base = Case.objects.get(pk=cases[0].pk)
        snoozed = make_case()
        snooze(snoozed, None, MONDAY + DAY)
    with clock.frozen(MONDAY + 2 * HOUR):
        counts = inbox_counts(people.agent)

    assert counts == {
        "broken": 1,
        "today": 1,
        "waiting": 3,
        "mine": 1,
        "unassigned": 2,
        "snoozed": 1,
    }
    many = [
        Case(
            number=20_000 + n,
            shop_id=base.shop_id,
            language="en",
            channel="email",
            opened_at=MONDAY,
            changed_at=MONDAY,
        )
        for n in range(120)
    ]
    Case.objects.bulk_create(many)
    assert inbox_counts(people.owner)["unassigned"] == 100


@pytest.mark.parametrize("after", ["", "x", "2026-01-01_x", "2026-01-01T00:00:00_" + "0" * 32])
def test_a_foreign_cursor_is_refused(people: Cast, after: str) -> None:
    if not after:
        assert inbox(people.agent, InboxQuery(), after).rows == ()
        return
    with pytest.raises(BadInput) as refused:
        inbox(people.agent, InboxQuery(), after)
    assert refused.value.field == "after"


def test_a_question_is_kept_under_a_name(people: Cast) -> None:
    query = InboxQuery(view="mine", tag="urgent", assignee=people.agent.pk)

    save_view(people.agent, "My fires", InboxQuery())
    mine = save_view(people.agent, "My fires", query)
    shared = save_view(people.owner, "Fires", query, is_shared=True)

    assert list(saved_views(people.agent)) == [shared, mine]
    assert list(saved_views(people.other_agent)) == [shared]
    assert InboxQuery.from_plain(mine.query) == query
    with pytest.raises(NotAllowed):
        save_view(people.agent, "For all", query, is_shared=True)
    with pytest.raises(NotFound):
        view_for(people.other_agent, mine.pk)
    with pytest.raises(NotFound):
        view_for(people.agent, shared.pk)
    delete_view(view_for(people.agent, mine.pk))
    assert list(saved_views(people.agent)) == [shared]


def test_a_question_from_an_address_is_checked() -> None:
    assert InboxQuery.from_plain({"view": "", "strange": "x"}) == InboxQuery()
    with pytest.raises(BadInput):
        InboxQuery.from_plain({"view": "everything"})
    with pytest.raises(BadInput):
        InboxQuery.from_plain({"assignee": "me"})
    assert InboxQuery.from_plain({"team": str(uuid4())}).team is not None


def test_the_queue_is_read_from_its_index() -> None:
    base = make_case()
    rows = [
        Case(
            number=20_000 + n,
            shop_id=base.shop_id,
            customer_id=base.customer_id,
            language="en",
            channel="email",
            opened_at=MONDAY,
            changed_at=MONDAY,
            queue_at=MONDAY + n * HOUR if n % 2 else FAR_FUTURE,
            closed_at=MONDAY if n % 10 else None,
        )
        for n in range(5000)
    ]
    Case.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
    owner = make_staff("Olga Owner", "owner")

    with CaptureQueriesContext(connection) as asked:
        inbox(owner, InboxQuery())
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "case_queue" in plan
    assert "Sort" not in plan
