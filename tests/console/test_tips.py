"""Tips: one at a time where somebody comes first, gone for good when put away or when the thing was done."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case
from makegood.console.tips import NAMES, TIPS
from makegood.console.urls import urlpatterns
from makegood.messages.actions.accounts import post_office
from makegood.people.actions.tips import bring_tips_back, put_tip_away
from makegood.people.models import Staff
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(people: Cast) -> Case:
    post_office(make_shop())
    found = make_case()
    make_message(found, from_address="carla@customer.example")
    bring_tips_back(people.agent)
    return found


def shown(client: Client, address: str) -> list[str]:
    """The names of the tips on a page."""
    page = client.get(address).content.decode()
    assert page.count('class="tip"') <= 1
    return [name for name in NAMES if f'action="/tips/{name}/removal/"' in page]


def gone(staff: Staff) -> list[str]:
    return Staff.objects.get(pk=staff.pk).tips_gone


def test_each_page_shows_one_tip_until_it_is_put_away(desk: Client, case: Case) -> None:
    assert shown(desk, "/") == ["inbox"]

    back = desk.post("/tips/inbox/removal/", headers={"Referer": "http://testserver/?q=x"})

    assert back["Location"] == "/?q=x"
    assert shown(desk, "/") == ["palette"]
    assert shown(desk, "/promises/") == ["promises"]
    assert shown(desk, "/notices/") == []


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://elsewhere.example/x", "/"),
        ("http://testserver//elsewhere.example/x", "/elsewhere.example/x"),
        ("http://testserver/\\elsewhere.example", "/elsewhere.example"),
        ("", "/"),
    ],
)
def test_one_comes_back_to_the_desk_and_to_no_other_site(
    desk: Client, came_from: str, back: str
) -> None:
    answer = desk.post("/tips/inbox/removal/", headers={"Referer": came_from})

    assert answer["Location"] == back


def test_a_tip_goes_when_the_thing_was_done(desk: Client, case: Case, people: Cast) -> None:
    page = f"/cases/{case.number}/"

    assert shown(desk, page) == ["case"]
    assert gone(people.agent) == ["inbox"]
    desk.post(f"{page}notes/", {"body": "She called."})
    assert shown(desk, page) == ["composer"]
    desk.post(f"{page}messages/", {"body": "Dear Carla, it is on its way.", "action": "send"})
    assert shown(desk, page) == ["palette"]
    desk.get("/palette/")
    assert shown(desk, page) == []


def test_what_was_refused_was_not_done(desk: Client, case: Case, people: Cast) -> None:
    desk.get("/cases/99999/")
    desk.get(f"/cases/{case.number}/")
    desk.post("/cases/99999/notes/", {"body": "x"})

    assert gone(people.agent) == ["inbox"]


def test_with_htmx_a_word_stands_where_the_tip_was(desk: Client, case: Case) -> None:
    answer = desk.post("/tips/inbox/removal/", headers={"HX-Request": "true"})

    assert "Put away." in answer.content.decode()
    assert "autofocus" in answer.content.decode()


def test_the_profile_brings_them_back(desk: Client, case: Case, people: Cast) -> None:
    for name in NAMES:
        put_tip_away(people.agent, name)
    assert "Show the tips again" in desk.get("/profile/").content.decode()

    page = desk.post("/tips/", follow=True).content.decode()

    assert "The tips show again" in page
    assert "Show the tips again" not in page
    assert shown(desk, "/") == ["inbox"]


def test_there_is_no_other_tip(desk: Client, case: Case, people: Cast) -> None:
    assert desk.post("/tips/nonsense/removal/").status_code == 404
    assert gone(people.agent) == []


def test_putting_away_twice_and_from_two_pages_keeps_both(people: Cast) -> None:
    bring_tips_back(people.agent)
    other = Staff.objects.get(pk=people.agent.pk)

    put_tip_away(people.agent, "inbox")
    put_tip_away(other, "case")
    put_tip_away(people.agent, "inbox")

    assert gone(people.agent) == ["inbox", "case"]


def test_those_who_only_look_on_are_told_nothing_of_writing(case: Case, people: Cast) -> None:
    light = Client()
    light.force_login(people.light)
    Staff.objects.filter(pk=people.light.pk).update(tips_gone=["case"])

    assert shown(light, f"/cases/{case.number}/") == ["palette"]


def test_whoever_knows_all_is_asked_for_nothing(desk: Client, case: Case, people: Cast) -> None:
    desk.get(f"/cases/{case.number}/")
    Staff.objects.filter(pk=people.agent.pk).update(tips_gone=[*NAMES])

    with CaptureQueriesContext(connection) as asked:
        desk.get(f"/cases/{case.number}/")

    assert not [one for one in asked if "tips_gone" in one["sql"] and "UPDATE" in one["sql"]]


def test_every_page_a_tip_names_exists() -> None:
    known = {f"console:{one.name}" for one in urlpatterns if hasattr(one, "name")}

    for tip in TIPS:
        assert tip.pages <= known
        assert {page for _method, page in tip.done_by} <= known


def test_whoever_was_here_before_is_spared(people: Cast) -> None:
    migration = import_module("makegood.people.migrations.0011_tips")
    bring_tips_back(people.agent)

    migration.spare_old_hands(apps, None)

    assert sorted(gone(people.agent)) == sorted(NAMES)
