"""The inbox: what falls due first comes first, at the same cost in a big shop as in a small one."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext
from tests.cases.desk_of_all_sorts import furnish

from makegood.cases.access import view_for
from makegood.cases.actions.assigning import assign, hand_to_team
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.looks import open_with, set_look
from makegood.cases.actions.snoozing import snooze
from makegood.cases.actions.tagging import tag
from makegood.cases.actions.views import delete_view, rename_view, save_view
from makegood.cases.models import Case, SavedView
from makegood.cases.queries import (
    HERE,
    case_count,
    inbox,
    look_of,
    queue_counts,
    queue_in_groups,
    saved_views,
)
from makegood.cases.rules.asking import LANES, read_query
from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
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
        rows = inbox(people.agent, "").rows

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
        page = inbox(people.owner, "", after, limit=2)
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

    first = inbox(people.owner, f"state:{view}", limit=2)
    then = inbox(people.owner, f"state:{view}", first.next, limit=2)

    expected = cases[::-1] if view == "closed" else cases
    assert [row.id for row in first.rows + then.rows] == [case.pk for case in expected]
    assert then.next is None
    assert inbox(people.owner, "").rows == ()


def test_lane_follows_lane_and_within_one_the_most_urgent_comes_first(people: Cast) -> None:
    with clock.frozen(MONDAY):
        made = {
            ("free", 1): make_case(),
            ("others", 1): make_case(queue_at=MONDAY + 2 * DAY, turn="customer"),
            ("us", 2): make_case(queue_at=MONDAY + 5 * DAY),
            ("us", 1): make_case(queue_at=MONDAY + 3 * DAY),
            ("today", 1): make_case(queue_at=MONDAY + 5 * HOUR, turn="others"),
            ("now", 1): make_case(queue_at=MONDAY + HOUR),
            ("broken", 1): make_case(queue_at=MONDAY),
            ("broken", 2): make_case(queue_at=MONDAY, alarm_at=MONDAY, told_at=MONDAY),
            ("alarm", 2): make_case(queue_at=MONDAY + DAY, alarm_at=MONDAY, told_at=MONDAY - DAY),
            ("alarm", 1): make_case(queue_at=MONDAY - HOUR, alarm_at=MONDAY, turn="customer"),
        }
        expected = sorted(made, key=lambda named: (LANES.index(named[0]), named[1]))

        rows, after = [], None
        while True:
            page = inbox(people.agent, "", after, limit=2)
            rows += page.rows
            if (after := page.next) is None:
                break

        assert [row.lane for row in rows] == [lane for lane, _place in expected]
        assert [row.number for row in rows] == [made[named].number for named in expected]
        for lane in LANES:
            found = inbox(people.agent, f"lane:{lane}").rows
            assert {row.lane for row in found} == {lane}, lane
        counted = queue_counts(people.agent, read_query(""), [], []).lanes
        assert counted == {lane: 2 if lane in ("alarm", "broken", "us") else 1 for lane in LANES}


def test_a_page_after_midnight_goes_on_in_the_order_of_the_one_before(people: Cast) -> None:
    with clock.frozen(MONDAY):
        theirs = make_case(queue_at=MONDAY + DAY, turn="customer")
        ours = [make_case(queue_at=MONDAY + days * DAY) for days in (2, 3)]
        first = inbox(people.agent, "", limit=2)
    with clock.frozen(MONDAY + 16 * HOUR):
        rest = inbox(people.agent, "", first.next)

    assert [row.number for row in first.rows] == [case.number for case in ours]
    assert [row.number for row in rest.rows] == [theirs.number]


def test_cases_of_more_than_one_state_come_latest_change_first(people: Cast) -> None:
    with clock.frozen(MONDAY):
        here, over = make_case(), make_case()
    with clock.frozen(MONDAY + HOUR):
        close_case(over, None, "Done.")

    page = inbox(people.agent, "state:any", limit=1)
    rest = inbox(people.agent, "state:any", page.next)

    assert [page.is_in_lanes, *[row.number for row in (*page.rows, *rest.rows)]] == [
        False,
        over.number,
        here.number,
    ]


def test_a_teams_case_is_seen_by_the_team_its_assignee_and_who_leads(people: Cast) -> None:
    case = make_case()
    assign(case, people.owner, None)
    hand_to_team(case, people.owner, people.team)

    def sees(staff: object) -> bool:
        return bool(inbox(staff, "").rows)  # type: ignore[arg-type]

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
        page = inbox(people.agent, "")
        counts = queue_counts(people.agent, read_query(""), ["mine"], [])

    assert (len(page.rows), counts.views["mine"]) == (count, count)
    assert len(asked) == 4


def test_every_list_of_open_cases_is_counted_to_its_end(people: Cast) -> None:
    base = make_case()
    view = save_view(people.owner, "All of them", "lang:en")
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
    with CaptureQueriesContext(connection) as queries:
        counts = queue_counts(people.owner, read_query(""), [HERE, "unassigned", "mine"], [view])
    assert counts.views == {HERE: 121, "unassigned": 121, "mine": 0}
    assert len(queries) == 1
    assert (counts.saved, counts.lanes["free"]) == ({view.pk: 121}, 121)


@pytest.mark.parametrize("after", ["", "x", "9~x~y", "0~2026-01-01~2026-01-01_x", "0~~"])
def test_a_foreign_cursor_is_refused(people: Cast, after: str) -> None:
    if not after:
        assert inbox(people.agent, "", after).rows == ()
        return
    with pytest.raises(BadInput) as refused:
        inbox(people.agent, "", after)
    assert refused.value.field == "after"


def test_a_question_is_kept_under_a_name(people: Cast) -> None:
    save_view(people.agent, "My fires", "")
    mine = save_view(people.agent, "My fires", " KIND:late  tag:hot", "order")
    shared = save_view(people.owner, "Fires", "tag:hot", is_shared=True)

    assert list(saved_views(people.agent)) == [shared, mine]
    assert list(saved_views(people.other_agent)) == [shared]
    assert (mine.text, mine.group) == ("kind:late tag:hot", "order")
    with pytest.raises(NotAllowed):
        save_view(people.agent, "For all", "", is_shared=True)
    with pytest.raises(NotFound):
        view_for(people.other_agent, mine.pk)
    with pytest.raises(NotFound):
        view_for(people.agent, shared.pk)
    delete_view(view_for(people.agent, mine.pk))
    assert list(saved_views(people.agent)) == [shared]


def test_views_saved_before_ask_the_same_as_texts(people: Cast) -> None:
    asked = [
        ({}, ""),
        ({"view": "mine", "kind": "late"}, "assignee:me kind:late"),
        (
            {"view": "closed", "language": "it", "tag": "late one"},
            'state:closed lang:it tag:"late one"',
        ),
        ({"assignee": str(people.agent.pk)}, "assignee:ana.agent@shop.example"),
        ({"view": "team", "team": str(people.team.pk)}, "team:mine team:Returns"),
        ({"tag": 'a "b" \\ none'}, 'tag:"a \\"b\\" \\\\ none"'),
    ]
    then = MigrationLoader(connection).project_state(("cases", "0010_views_are_queries")).apps
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_savedview ADD COLUMN query jsonb NOT NULL DEFAULT '{}'")
    views = [
        then.get_model("cases", "SavedView").objects.create(
            staff_id=people.agent.pk, name=str(number), query=query
        )
        for number, (query, _text) in enumerate(asked)
    ]

    migration = import_module("makegood.cases.migrations.0010_views_are_queries")
    migration.write_as_texts(then, None)

    for old, (_query, text) in zip(views, asked, strict=True):
        view = SavedView.objects.get(pk=old.pk)
        assert view.text == text
        assert str(read_query(view.text)) == text


def test_a_view_gets_another_name_unless_it_is_taken(people: Cast) -> None:
    one, other = save_view(people.agent, "One", ""), save_view(people.agent, "Other", "")

    rename_view(one, "  First  one ")
    with pytest.raises(Conflict):
        rename_view(other, "First one")
    with pytest.raises(BadInput):
        rename_view(other, " ")

    assert [view.name for view in saved_views(people.agent)] == ["First one", "Other"]


def test_how_somebody_likes_the_queue_is_kept(people: Cast) -> None:
    set_look(people.agent, "compact", ["order", "words", "strange"])
    open_with(people.agent, "assignee:ME")

    look = look_of(people.agent)
    assert (look.density, look.opens_with) == ("compact", "assignee:me")
    assert look.hidden == ["turn", "kind", "tags", "team", "assignee", "channel", "language"]
    assert look_of(people.owner).density == "comfortable"
    with pytest.raises(BadInput):
        set_look(people.agent, "huge", [])


@pytest.mark.parametrize("by", ["order", "customer", "product"])
def test_a_group_has_as_many_cases_as_its_own_query(people: Cast, by: str) -> None:
    with clock.frozen(MONDAY):
        furnish(people, 3, count=40)
        groups, after = [], None
        while True:
            page = queue_in_groups(people.owner, read_query("-kind:late"), by, after, limit=2)
            groups += page.groups
            if (after := page.next) is None:
                break

        assert len({group.term for group in groups if group.term}) >= 2
        for group in groups:
            assert len(group.rows) == min(group.count, 3)
            if group.term:
                query = read_query(f"-kind:late {group.term}")
                assert case_count(people.owner, query) == group.count, group
        if by != "product":
            assert sum(group.count for group in groups) == case_count(people.owner, "-kind:late")


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
        inbox(owner, "")
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "case_queue" in plan
    # What the indexes gave of each stretch is put in order together; beneath, nothing is.
    _above, _, beneath = plan.partition("Append")
    assert beneath
    assert "Sort" not in beneath


@pytest.mark.parametrize("role", ["owner", "agent"])
def test_no_open_case_is_read_to_be_counted(people: Cast, role: str) -> None:
    base = make_case(closed_at=MONDAY)
    same = {"shop_id": base.shop_id, "channel": "email", "language": "it"}
    days = {"opened_at": MONDAY, "changed_at": MONDAY}
    many = [
        Case(number=20_000 + n, closed_at=MONDAY if n % 10 else None, **same, **days)
        for n in range(5000)
    ]
    Case.objects.bulk_create(many, batch_size=1000)
    staff = getattr(people, role)
    asked = ["lang:it turn:us", "channel:email -kind:late", "-tag:vip", "team:none", "lane:us"]
    views = [save_view(staff, text, text) for text in asked]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
        # As the planner finds it after a sweep, which no transaction can do.
        cursor.execute("UPDATE pg_class SET relallvisible = relpages WHERE relname = 'cases_case'")

    with CaptureQueriesContext(connection) as queries:
        counts = queue_counts(staff, read_query(""), ["all", "team", HERE], views)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert counts.views[HERE] == counts.views["all"] == 500
    scans = [line for line in plan.splitlines() if re.search(r" on cases_case\b", line)]
    assert len(scans) == 2, plan
    assert all("Index Only Scan using case_queue_asked on cases_case" in one for one in scans), plan


def test_cases_are_swept_long_before_all_the_open_ones_have_changed() -> None:
    # With the usual fifth the count of the open list looked into every row's page: 58 ms of 100,000 cases, 4 ms now.
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'cases_case'")
        options = dict(option.split("=") for option in cursor.fetchone()[0])

    assert float(options["autovacuum_vacuum_scale_factor"]) <= 0.01
