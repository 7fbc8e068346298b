"""The pages of practice: what may be taken, writing, the score, the review."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from makegood.cases.models import Case
from makegood.messages.models import Message
from makegood.notify.models import Notice
from makegood.people.models import Staff
from makegood.playbooks.actions.practising import begin_practice, hand_in, write_practice
from makegood.playbooks.actions.writing import make_playbook
from makegood.playbooks.models import Practice
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db


def browser(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def past(people: Cast) -> Case:
    """A closed case the owner answered."""
    make_playbook(make_shop(), "damaged", "en")
    case = make_case(kind="damaged", subject="Broken lamp", order=make_order("W-7"))
    make_message(case, "My lamp arrived broken.")
    make_message(case, "Dear Carla, a new one comes.", direction="out", author=people.owner)
    case.closed_at = case.opened_at
    case.save(update_fields=["closed_at"])
    return case


def test_one_takes_a_case_writes_and_sees_the_score(desk: Client, past: Case) -> None:
    assert "Broken lamp" in desk.get("/training/").content.decode()

    taken = desk.post("/training/", {"case": past.number})
    page = desk.get(taken["Location"]).content.decode()
    form = {"body": "Dear Carla, sorry! By Friday.", "left_out": "ask_photos", "do": "hand_in"}
    scored = desk.post(taken["Location"], form, follow=True).content.decode()

    assert "My lamp arrived broken." in page
    assert "a new one comes" not in page
    assert "known already" in page
    assert "a new one comes" in scored
    assert "marked as not needed here" in scored
    assert re.search(r"point-yes.*?by a day", scored, re.S)


def test_the_page_keeps_what_is_typed(desk: Client, past: Case, people: Cast) -> None:
    practice = begin_practice(past, people.agent)

    kept = desk.post(f"/training/{practice.pk}/", {"body": "Dear"}, headers={"HX-Request": "true"})

    assert "Kept at" in kept.content.decode()
    assert 'id="practice"' not in kept.content.decode()
    assert Practice.objects.get().text == "Dear"


def test_the_words_of_a_step_are_put_below_what_was_written(
    desk: Client, past: Case, people: Cast
) -> None:
    practice = begin_practice(past, people.agent)
    address = f"/training/{practice.pk}/"

    there = desk.post(address, {"body": "Dear Carla,", "put": "say_sorry"})

    assert there["Location"] == f"{address}#answer"
    assert Practice.objects.get().text.startswith("Dear Carla,\n\nI am sorry this happened")


def test_nobody_looks_over_ones_shoulder(past: Case, people: Cast) -> None:
    practice = begin_practice(past, people.agent)

    owner = browser(people.owner)

    assert owner.get(f"/training/{practice.pk}/").status_code == 404
    hand_in(write_practice(practice, "Hello"))
    assert "Hello" in owner.get(f"/training/{practice.pk}/").content.decode()


def test_a_leader_picks_a_case_and_reviews(past: Case, people: Cast) -> None:
    owner, agent = browser(people.owner), browser(people.agent)

    owner.post("/training/", {"case": f"#{past.number}", "staff": str(people.agent.pk)})
    told = agent.get("/notices/").content.decode()
    practice = Practice.objects.get()
    opened = agent.post(f"/notices/{Notice.objects.get().pk}/")
    agent.post(f"/training/{practice.pk}/", {"body": "Hello", "do": "hand_in"})
    listed = owner.get("/training/").content.decode()
    form = {"comment": "Use her name.", "held": ["language", "places"]}
    owner.post(f"/training/{practice.pk}/review/", form)
    read = agent.get(f"/training/{practice.pk}/").content.decode()

    assert "Olga Owner picked a past case for you to practise on." in told
    assert opened["Location"] == f"/training/{practice.pk}/"
    assert "not reviewed yet" in listed
    assert "Use her name." in read
    assert "Olga Owner reviewed your practice answer." in agent.get("/notices/").content.decode()


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "999"])
def test_a_number_that_is_no_case_is_told(desk: Client, past: Case, number: str) -> None:
    answer = desk.post("/training/", {"case": number}, follow=True)

    assert answer.status_code == 200
    assert "case" in answer.content.decode()
    assert not Practice.objects.exists()


def test_a_case_the_colleague_may_not_see_is_not_picked_for_them(past: Case, people: Cast) -> None:
    Case.objects.update(team=people.other_team)
    form = {"case": past.number, "staff": str(people.agent.pk)}

    answer = browser(people.owner).post("/training/", form, follow=True)

    assert "may not see this case" in answer.content.decode()
    assert not Practice.objects.exists()


def test_an_agent_picks_for_nobody(desk: Client, past: Case, people: Cast) -> None:
    form = {"case": past.number, "staff": str(people.light.pk)}

    assert desk.post("/training/", form).status_code == 403
    assert not Practice.objects.exists()
    assert "Pick a case for a colleague" not in desk.get("/training/").content.decode()


def test_those_who_only_look_on_may_practise(past: Case, people: Cast) -> None:
    light = browser(people.light)

    taken = light.post("/training/", {"case": past.number})

    assert light.post(taken["Location"], {"body": "Hi", "do": "hand_in"}).status_code == 302
    assert Practice.objects.get().done_at
    assert Message.objects.count() == 2


def test_putting_back(desk: Client, past: Case, people: Cast) -> None:
    practice = begin_practice(past, people.agent)

    page = desk.post(f"/training/{practice.pk}/removal/", follow=True).content.decode()

    assert "Put back." in page
    assert "Broken lamp" in page


def test_the_list_asks_as_much_for_three_as_for_one(past: Case, people: Cast) -> None:
    owner = browser(people.owner)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            owner.get("/training/")
        return len(queries)

    hand_in(write_practice(begin_practice(past, people.agent), "Hello"))
    first = asked()
    for _ in range(2):
        hand_in(write_practice(begin_practice(past, people.agent), "Hello"))

    assert asked() == first


def test_what_was_written_is_text_and_nothing_else(desk: Client, past: Case, people: Cast) -> None:
    words = "<script>x</script> \u202e [name] 👩‍👩‍👧"
    hand_in(write_practice(begin_practice(past, people.agent), words))

    page = desk.get(f"/training/{Practice.objects.get().pk}/").content.decode()

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_colleague_of_another_language_reads_the_steps_in_their_own(
    desk: Client, past: Case, people: Cast
) -> None:
    people.agent.language = "it"
    people.agent.save(update_fields=["language"])
    practice = begin_practice(past, people.agent)
    address = f"/training/{practice.pk}/"

    with translation.override("en"):  # the language of a page stays behind in the thread
        writing = desk.get(address).content.decode()
        scored = desk.post(address, {"body": "Dear Carla", "do": "hand_in"}, follow=True)

    theirs = "Che cosa è danneggiato"
    assert theirs in writing
    assert "What is damaged: the box, the item, or both?" in writing
    assert theirs in scored.content.decode()
