"""From a query to its cases: each field finds what it says, a minus what it does not, and nobody sees more than they may."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cases.desk_of_all_sorts import furnish, queries, terms

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.following import follow
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.snoozing import snooze
from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case
from makegood.cases.queries import cases_matching, cases_visible_to, names_unknown
from makegood.cases.rules.asking import read_query
from makegood.kernel import clock
from makegood.shops.models import Parcel
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
with_the_desk_kept = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture(params=[1, 2])
def full_desk(people: Cast, request: pytest.FixtureRequest) -> Cast:
    with clock.frozen(MONDAY):
        furnish(people, request.param)
    return people


def found(people: Cast, text: str) -> set[int]:
    return {case.number for case in cases_matching(people.owner, text)}


@pytest.mark.thorough
@with_the_desk_kept
@given(terms, queries)
def test_a_term_and_its_contrary_share_out_the_cases_one_may_see(
    full_desk: Cast, term: str, rest: str
) -> None:
    with clock.frozen(MONDAY):
        for staff in (full_desk.owner, full_desk.agent):
            around = f"{rest} state:any" if "state:" not in rest else rest
            everything = set(cases_matching(staff, around).values_list("pk", flat=True))
            met = set(cases_matching(staff, f"{around} {term}").values_list("pk", flat=True))
            others = set(cases_matching(staff, f"{around} -{term}").values_list("pk", flat=True))

            assert everything <= set(cases_visible_to(staff).values_list("pk", flat=True))
            assert not met & others
            if ":" in term:
                assert met | others == everything


@with_the_desk_kept
@given(st.one_of(st.text(max_size=60), queries))
def test_there_are_as_many_as_are_counted_whatever_is_asked(full_desk: Cast, text: str) -> None:
    with clock.frozen(MONDAY):
        matching = cases_matching(full_desk.agent, text)

        assert matching.count() == len(matching) == len({case.pk for case in matching})
        if read_query(text).unclear:
            assert len(matching) == 0


def test_each_field_finds_what_it_says(people: Cast) -> None:
    with clock.frozen(MONDAY - 3 * DAY):
        order = make_order("W-1001")
        Parcel.objects.create(order=order, number="JJ 1234-567", number_key="JJ1234567")
        late = make_case(kind="late", language="it", channel="handed", order=order)
        tag(late, people.agent, "vip")
    with clock.frozen(MONDAY):
        rossi = make_customer("anna@rossi.example", name="Anna Rossi")
        other = make_case(
            customer=rossi, assignee=people.agent, team=people.team, turn="customer", kind="lost"
        )
        make_promise(late, due_at=MONDAY + 2 * HOUR)
        make_promise(other, due_at=MONDAY - HOUR)
        make_message(other, "The handle of the teapot came off")

        for text in [
            "kind:late",
            "kind:late,damaged",
            "lang:it",
            "channel:email -channel:portal lang:it",
            "tag:VIP",
            "-tag:none",
            "order:w1001",
            "parcel:jj1234",
            "assignee:none",
            "team:none",
            "turn:us",
            "broken:no",
            "due:>1h",
            "due:today -broken:yes",
            "lane:today",
            "opened:>2d",
            f"case:{late.number}",
            "-teapot",
            "-customer:rossi",
        ]:
            assert found(people, text) == {late.number}, text
        for text in [
            'customer:"anna rossi"',
            "customer:anna@rossi",
            "assignee:ana",
            "assignee:ana.agent@shop.example",
            "team:returns",
            "-turn:us,others",
            "broken:yes",
            "lane:broken",
            "due:<1h",
            "opened:<1h",
            "order:none",
            "teapot handle",
            "kind:lost teapot",
        ]:
            assert found(people, text) == {other.number}, text
        mine = cases_matching(people.agent, "assignee:me team:mine")
        assert [case.number for case in mine] == [other.number]


def test_cases_one_follows_are_asked_for(people: Cast) -> None:
    mine, hers, nobodys = make_case(), make_case(), make_case()
    follow(mine, people.owner)
    follow(hers, people.agent)

    assert found(people, "follower:me") == {mine.number}
    assert found(people, "follower:ana") == {hers.number}
    assert found(people, "follower:none") == {nobodys.number}
    assert found(people, "-follower:me,ana") == {nobodys.number}


def test_open_cases_are_meant_unless_a_state_is_named(people: Cast) -> None:
    with clock.frozen(MONDAY):
        here, aside, over, gone = make_case(), make_case(), make_case(), make_case()
        snooze(aside, None, MONDAY + DAY)
        close_case(over, None, "Done.")
        merge_case(gone, here, None)

    assert found(people, "") == {here.number}
    assert found(people, "state:snoozed") == {aside.number}
    assert found(people, "state:closed") == {over.number}
    assert found(people, "state:open,closed") == {here.number, over.number}
    assert found(people, "-state:open") == {aside.number, over.number}
    assert found(people, "state:any") == {here.number, aside.number, over.number}


def test_another_teams_case_is_not_found_by_any_query(people: Cast) -> None:
    case = make_case(team=people.other_team, subject="Secret")

    for text in ["", "team:repairs", f"case:{case.number}", "state:any", "-team:mine"]:
        assert not cases_matching(people.agent, text).exists(), text
    assert cases_matching(people.owner, "team:repairs").get() == case


def test_what_cannot_be_understood_finds_nothing(people: Cast) -> None:
    make_case(kind="late")

    assert found(people, "kind:late")
    assert found(people, "kind:late supplyer:acme") == set()
    assert found(people, "kind:late -kind:nonsense") == set()


def test_a_name_the_desk_has_not_is_told(people: Cast) -> None:
    case = make_case()
    tag(case, None, "vip")

    told = names_unknown(read_query('tag:vip,gone team:Returns assignee:"Nobody At All",me'))

    assert [str(one).split(":")[0].split(" (")[0] for one in told] == [
        "There is no tag “gone”",
        "Nobody here is called “Nobody At All”. Take it out, or choose somebody else.",
    ]
    assert found(people, "-tag:gone") == {case.number}


def test_days_are_those_of_the_reader(people: Cast) -> None:
    case = make_case(queue_at=MONDAY.replace(hour=23, minute=30))

    with clock.frozen(MONDAY):
        assert found(people, "due:today") == {case.number}
        people.owner.timezone = "Europe/Vilnius"
        assert found(people, "due:today") == set()
        assert found(people, "due:tomorrow") == {case.number}


def test_a_query_is_one_statement_unless_words_are_to_be_found(people: Cast) -> None:
    make_case()

    with CaptureQueriesContext(connection) as asked:
        list(cases_matching(people.agent, "kind:late tag:vip assignee:me supplier:acme team:mine"))
    with CaptureQueriesContext(connection) as with_words:
        list(cases_matching(people.agent, "kind:late teapot"))

    assert (len(asked), len(with_words)) == (1, 2)
    assert Case.objects.count() == 1
