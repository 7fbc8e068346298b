"""Trying the desk without a mailbox: the post office and the mail log."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from makegood.cases.actions.assigning import hand_to_team
from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.sending import send_notice, send_reply
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Arrival, Message
from makegood.people.models import Staff, Team
from makegood.testing.cast import cast
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = {
    "name": "Zsófia Kovács",
    "email": "Zsofia@Customer.example",
    "subject": "Hol a csomagom?",
    "text": "Jó napot! Egy hete rendeltem, és a csomag még nem érkezett meg. Köszönöm!",
}


@pytest.fixture
def agent(client: Client) -> Staff:
    make_shop(languages=["en", "hu"])
    agent = cast().agent
    client.force_login(agent)
    return agent


def _write(client: Client) -> Case:
    client.post(reverse("console:postoffice_new"), LETTER)
    settle_arrivals()
    dispatch_due()
    return Case.objects.get()


def test_a_letter_written_as_a_customer_becomes_a_case_by_the_real_intake(
    client: Client, agent: Staff
) -> None:
    case = _write(client)

    assert (case.subject, case.language) == ("Hol a csomagom?", "hu")
    assert case.customer
    assert case.customer.name == "Zsófia Kovács"
    assert Arrival.objects.get().outcome == "opened"
    listed = client.get(reverse("console:postoffice")).content.decode()
    assert f"case {case.number}" in listed, "the acknowledgement lies in the post office"


def test_a_letter_is_seen_as_the_customer_sees_it_and_answered_for_them(
    client: Client, agent: Staff
) -> None:
    case = _write(client)
    answer = send_reply(case, agent, "It is on its way, by Friday.")
    page = reverse("console:postoffice_letter", args=[answer.pk])

    shown = client.get(page).content.decode()
    assert re.search(r"<iframe[^>]* sandbox ", shown)
    html = client.get(reverse("console:postoffice_html", args=[answer.pk]))
    assert "It is on its way, by Friday." in html.content.decode()
    assert html["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert html["X-Frame-Options"] == "SAMEORIGIN"
    assert "It is on its way" in client.get(page + "?text").content.decode()

    photo = SimpleUploadedFile("door.png", b"\x89PNG...", "image/png")
    client.post(page, {"text": "Köszönöm, megjött!", "attachments": [photo]})
    settle_arrivals()

    heard = Message.objects.filter(direction="in").latest("at")
    assert (heard.case_id, heard.reply_text) == (case.pk, "Köszönöm, megjött!")
    assert [a.name for a in heard.attachments.all()] == ["door.png"]
    assert Arrival.objects.latest("arrived_at").reason == "token"


def test_an_empty_answer_is_refused_and_nothing_comes_in(client: Client, agent: Staff) -> None:
    case = _write(client)
    answer = send_reply(case, agent, "Hello.")

    refused = client.post(reverse("console:postoffice_letter", args=[answer.pk]), {"text": " "})

    assert refused.status_code == 422
    assert 'id="id_text-error"' in refused.content.decode()
    assert Arrival.objects.count() == 1


def test_a_message_in_quarantine_is_looked_at_and_opened_by_hand(
    client: Client, agent: Staff
) -> None:
    shop = make_shop()
    raw = b"Subject: <script>alert(1)</script>\r\n\r\nNobody wrote this."
    deliver(post_office(shop), raw)
    settle_arrivals()
    arrival = Arrival.objects.get()
    assert arrival.outcome == "quarantined"

    page = client.get(reverse("console:arrival", args=[arrival.pk])).content.decode()
    assert "nobody is named as its sender" in page
    assert "&lt;script&gt;alert(1)" in page
    assert client.get(reverse("console:arrival_raw", args=[arrival.pk])).getvalue() == raw
    listed = client.get(reverse("console:intake") + "?outcome=quarantined").content.decode()
    assert str(arrival.pk) in listed

    decision = reverse("console:arrival_decision", args=[arrival.pk])
    client.post(decision, {"do": "ignore"})
    arrival.refresh_from_db()
    assert (arrival.outcome, arrival.reason) == ("ignored", "by_hand")
    client.post(decision, {"do": "open"})
    arrival.refresh_from_db()
    assert arrival.outcome == "opened"
    assert arrival.message
    assert arrival.message.case == Case.objects.get()


def test_a_message_in_a_case_cannot_be_opened_again(client: Client, agent: Staff) -> None:
    _write(client)
    arrival = Arrival.objects.get()

    client.post(reverse("console:arrival_decision", args=[arrival.pk]), {"do": "open"})

    assert Case.objects.count() == 1


def test_the_lists_show_nothing_of_another_teams_cases(client: Client, agent: Staff) -> None:
    case = _write(client)
    pages = [reverse("console:postoffice"), reverse("console:intake")]
    assert all(str(case.number) in client.get(page).content.decode() for page in pages)

    hand_to_team(case, agent, Team.objects.exclude(staff=agent).get())

    for page in pages:
        shown = client.get(page).content.decode()
        assert str(case.number) not in shown
        assert "Hol a csomagom?" not in shown


def test_a_manager_cannot_read_an_owners_new_password_in_the_post_office(client: Client) -> None:
    people, shop = cast(), make_shop()
    letter = {}
    for person in (people.owner, people.agent):
        letter[person] = send_notice(shop, person.email, "Choose a new password", "Here", "en")
    client.force_login(people.manager)

    answers = [
        client.get(reverse("console:postoffice_letter", args=[letter[person].pk])).status_code
        for person in (people.owner, people.agent)
    ]

    assert answers == [404, 200]
