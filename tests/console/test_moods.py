"""A customer's mood on the case page and in the inbox."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.entering import receive_from_portal
from makegood.moods.models import Finding
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_shop

pytestmark = pytest.mark.django_db
THREAT = "I will open a dispute with my bank. This is a scam, and <b>ridiculous</b>."


@pytest.fixture
def case(people: Cast) -> Case:
    post_office(make_shop())
    made = make_case()
    receive_from_portal(made, THREAT)
    return made


def page(desk: Client, case: Case) -> str:
    return desk.get(f"/cases/{case.number}/").content.decode()


def test_the_words_are_listed_and_marked_and_stay_words(desk: Client, case: Case) -> None:
    shown = page(desk, case)

    assert "threatens with a chargeback" in shown
    assert re.search(r'<mark class="found"[^>]*>open a dispute with my bank</mark>', shown)
    assert "<b>ridiculous</b>" not in shown
    assert "Weight 6." in shown


def test_a_calm_case_shows_nothing_of_it(desk: Client, people: Cast) -> None:
    shown = page(desk, make_case())

    assert 'id="moods"' not in shown
    assert "A threat or anger was missed" in shown


def test_not_so_is_one_press_and_is_taken_back_by_another(desk: Client, case: Case) -> None:
    one = Finding.objects.get(kind="chargeback")
    address = f"/cases/{case.number}/findings/{one.pk}/refusal/"

    refused = desk.post(address, {"way": "refuse"}, follow=True).content.decode()
    assert "not so, says Ana Agent" in refused
    assert "Not so: threatens with a chargeback" in refused
    again = desk.post(address, {"way": "back"}, follow=True).content.decode()

    assert "not so, says Ana Agent" not in again


def test_a_finding_of_another_case_is_as_good_as_absent(desk: Client, case: Case) -> None:
    one = Finding.objects.get(kind="chargeback")

    answer = desk.post(f"/cases/{make_case().number}/findings/{one.pk}/refusal/")

    assert answer.status_code == 404
    assert not Finding.objects.filter(refused_at__isnull=False).exists()


def test_what_was_missed_must_be_something_there_is(desk: Client, case: Case) -> None:
    answer = desk.post(f"/cases/{case.number}/findings/", {"kind": "sad"}, follow=True)

    assert "Choose what was missed." in answer.content.decode()
    assert not Finding.objects.filter(phrase="").exists()


def test_the_page_asks_no_more_however_much_was_found(desk: Client, case: Case) -> None:
    calm = make_case()
    receive_from_portal(calm, "Where is it?")
    asked = []
    for one in (calm, case):
        page(desk, one)
        with CaptureQueriesContext(connection) as queries:
            page(desk, one)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 25


def test_the_inbox_says_it_in_a_word_and_asks_for_it_in_its_menus(desk: Client, case: Case) -> None:
    shown = desk.get("/").content.decode()

    assert "Threats and anger" in shown
    assert re.search(r'badge-bad"[^>]*>.*?Chargeback', shown, re.DOTALL)
    assert 'value="risk:chargeback"' in shown
    found = desk.get("/", {"q": "risk:chargeback mood:angry"}).content.decode()
    assert f'id="row-{case.number}"' in found
    assert f'id="row-{case.number}"' not in desk.get("/", {"q": "risk:none"}).content.decode()
