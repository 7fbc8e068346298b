"""Somebody's session ends while they write: the words go through the sign-in with them."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from makegood.cases.models import Case
from makegood.console.signed_out import KEPT, written_by
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.drafting import save_draft
from makegood.messages.models import Dispatch, Draft
from makegood.messages.queries import earlier_drafts
from makegood.playbooks.models import Practice
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = pytest.mark.django_db
WORDS = 'Dear Carla,\n\n"sorry" <for> the mug.'
SAID = "What you typed before you were signed out is here again.<"
"""As the page tells people; every page also holds it for its scripts."""

SAID_TO_OTHERS = "while writing. You do not see their words, and nothing was sent."


@pytest.fixture
def case(settings: Any, tmp_path: Path) -> Case:
    settings.MEDIA_ROOT = tmp_path
    post_office(make_shop())
    case = make_case()
    make_message(case, from_address="carla@customer.example")
    return case


def typed(people: Cast, body: str = WORDS, **more: str) -> dict[str, str]:
    """What the agent's page sends."""
    return {"body": body, "written_by": written_by(people.agent)} | more


def signed_in_with_what_the_page_holds(client: Client, page: str, **more: str) -> str:
    hidden = re.findall(r'type="hidden" name="(kept_\w+|next)" value="([^"]*)"', page)
    form = {name: html.unescape(value) for name, value in hidden}
    form |= {"login": "ana.agent@shop.example", "password": "correct horse 42"} | more
    return client.post("/sign-in/", form, follow=True).content.decode()


def test_words_sent_too_late_are_the_draft_after_the_sign_in(
    client: Client, people: Cast, case: Case
) -> None:
    asked = client.post(f"/cases/{case.number}/messages/", typed(people, action="send"))

    assert asked.status_code == 401
    page = signed_in_with_what_the_page_holds(client, asked.content.decode())

    assert SAID in page
    assert SAID_TO_OTHERS not in page
    assert Draft.objects.get(staff=people.agent).body == WORDS
    assert not Dispatch.objects.exists()


def test_a_wrong_password_does_not_lose_them(client: Client, people: Cast, case: Case) -> None:
    asked = client.post(f"/cases/{case.number}/draft/", typed(people)).content.decode()
    again = signed_in_with_what_the_page_holds(client, asked, password="wrong")

    signed_in_with_what_the_page_holds(client, again)

    assert Draft.objects.get(staff=people.agent).body == WORDS


def test_a_note_comes_back_as_a_note(client: Client, people: Cast, case: Case) -> None:
    asked = client.post(f"/cases/{case.number}/notes/", typed(people, "Not for the customer"))

    page = signed_in_with_what_the_page_holds(client, asked.content.decode())

    assert "Not for the customer</textarea>" in page
    assert re.search(r'id="mode-note" checked', page)
    assert not Draft.objects.exclude(body="").exists()


def test_what_another_computer_saved_meanwhile_is_kept_as_well(
    client: Client, people: Cast, case: Case
) -> None:
    save_draft(case, people.agent, 0, "From elsewhere")
    asked = client.post(f"/cases/{case.number}/messages/", typed(people, action="send"))

    signed_in_with_what_the_page_holds(client, asked.content.decode())

    assert Draft.objects.get().body == WORDS
    assert [one.body for one in earlier_drafts(case, people.agent)] == ["From elsewhere"]


def test_words_for_a_case_one_may_not_see_lead_nowhere(
    client: Client, people: Cast, case: Case
) -> None:
    Case.objects.filter(pk=case.pk).update(team=people.other_team)
    asked = client.post(f"/cases/{case.number}/messages/", typed(people, action="send"))

    page = signed_in_with_what_the_page_holds(client, asked.content.decode())

    assert "Dear Carla" not in page
    assert not Draft.objects.exists()


def test_a_script_is_told_that_the_session_is_over(client: Client, case: Case) -> None:
    answer = client.post(
        f"/cases/{case.number}/draft/", {"body": WORDS}, headers={"HX-Request": "true"}
    )

    assert (answer.status_code, answer.content) == (401, b"")


def test_another_form_sent_too_late_comes_back_to_its_case(client: Client, case: Case) -> None:
    answer = client.post(f"/cases/{case.number}/closure/")

    assert answer["Location"].endswith(f"?next=/cases/{case.number}/")
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/incidents/new/?case=1", "/incidents/new/"),
        ("http://evil.example/x", "/"),
    ],
)
def test_any_form_sent_too_late_comes_back_to_its_page(
    client: Client, page: str, back: str
) -> None:
    answer = client.post("/incidents/new/", {"title": "Lamps"}, headers={"Referer": page})

    assert answer["Location"].endswith(f"?next={back}")


def test_nothing_is_kept_for_who_is_not_signed_in(client: Client, people: Cast, case: Case) -> None:
    client.post(f"/cases/{case.number}/messages/", typed(people, action="send"))

    assert dict(client.session) == {}


def test_a_practice_answer_stands_there_again(client: Client, people: Cast, case: Case) -> None:
    practice = Practice.objects.create(
        case=case, staff=people.agent, begun_at=clock.now(), left_out=["promise"]
    )
    asked = client.post(f"/training/{practice.pk}/", typed(people, do="hand_in"))

    assert asked.status_code == 401
    page = signed_in_with_what_the_page_holds(client, asked.content.decode())

    assert SAID in page
    practice.refresh_from_db()
    assert (practice.text, practice.left_out, practice.done_at) == (WORDS, ["promise"], None)


def test_practised_words_are_nobody_elses(client: Client, people: Cast, case: Case) -> None:
    practice = Practice.objects.create(case=case, staff=people.owner, begun_at=clock.now())
    asked = client.post(f"/training/{practice.pk}/", typed(people, do="hand_in"))

    signed_in_with_what_the_page_holds(client, asked.content.decode())

    practice.refresh_from_db()
    assert practice.text == ""


@pytest.mark.parametrize("where", ["messages", "draft", "notes"])
def test_who_else_signs_in_there_gets_none_of_the_words(
    client: Client, people: Cast, case: Case, where: str
) -> None:
    asked = client.post(f"/cases/{case.number}/{where}/", typed(people)).content.decode()

    shown = signed_in_with_what_the_page_holds(client, asked, login=people.manager.email)

    assert f"#{case.number}" in shown, "the manager sees the case, and not the words"
    assert shown.count(SAID_TO_OTHERS) == 1
    assert "Dear Carla" not in shown
    assert not Draft.objects.exclude(body="").exists()
    assert KEPT not in client.session


@pytest.mark.parametrize("mark", ["", "nonsense", "of the manager, unsigned"])
def test_words_nobody_proves_to_have_written_are_not_carried(
    client: Client, people: Cast, case: Case, mark: str
) -> None:
    mark = str(people.manager.pk) if "manager" in mark else mark

    answer = client.post(f"/cases/{case.number}/messages/", typed(people, written_by=mark))

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next=/cases/{case.number}/")


def test_a_sign_in_left_halfway_leaves_no_words_to_the_next(
    client: Client, people: Cast, case: Case
) -> None:
    TOTP.activate(people.agent, "JBSWY3DPEHPK3PXP")
    asked = client.post(f"/cases/{case.number}/messages/", typed(people)).content.decode()
    halfway = signed_in_with_what_the_page_holds(client, asked)
    assert 'autocomplete="one-time-code"' in halfway

    form = {"login": people.manager.email, "password": "correct horse 42"}
    client.post("/sign-out/")
    client.post("/sign-in/", form | {"next": f"/cases/{case.number}/"}, follow=True)

    assert client.session["_auth_user_id"] == str(people.manager.pk)
    assert KEPT not in client.session
    assert not Draft.objects.exclude(body="").exists()


def test_every_form_whose_words_are_carried_says_who_writes(
    client: Client, people: Cast, case: Case
) -> None:
    practice = Practice.objects.create(case=case, staff=people.agent, begun_at=clock.now())
    client.force_login(people.agent)

    for page, forms in ((f"/cases/{case.number}/", 2), (f"/training/{practice.pk}/", 1)):
        shown = client.get(page).content.decode()
        assert shown.count(f'name="written_by" value="{written_by(people.agent)}"') == forms, page
