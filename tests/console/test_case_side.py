"""The side of the case page: facts that clash, questions in one click, the mark, similar cases, what can be undone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.console.test_case import part, post, words

from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.noting import note
from makegood.cases.models import Case, FactRequest
from makegood.console.urls import CASE, urlpatterns
from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.messages.actions.drafting import save_draft
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Draft
from makegood.people.actions.marking import mark_customer
from makegood.people.models import Mark
from makegood.testing.cast import Cast
from makegood.testing.makers import (
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
)

pytestmark = pytest.mark.django_db
CARDS = ("promises", "person", "order", "facts", "tags", "history")


def under_htmx(client: Client, case: Case, place: str, target: str, **form: object):
    headers = {"HX-Request": "true", "HX-Target": target}
    return client.post(f"/cases/{case.number}/{place}/", form, headers=headers, follow=True)


def later(days: int = 30) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


@pytest.mark.parametrize("name", CARDS)
def test_each_card_can_be_read_again_alone(desk: Client, name: str) -> None:
    shown = part(desk, make_case(), name)

    assert shown.count("<section") == 1
    assert f'id="{name}"' in shown
    assert "data-hears=" in shown


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_the_same_on_the_page_as_alone(desk: Client, name: str) -> None:
    # Cards and composer share the names of one page: one that took another's drew "(Promise.Kind.ANSWER, 'An answer')".
    case = make_case(order=make_order("W-77"))
    make_promise(case, due_at=clock.now() + timedelta(days=1))

    with clock.frozen(clock.now()):
        alone = _without_tokens(part(desk, case, name))
        whole = _without_tokens(desk.get(f"/cases/{case.number}/").content.decode())

    assert alone in whole


def _without_tokens(shown: str) -> str:
    return " ".join(re.sub(r'value="[A-Za-z0-9]{64}"', "", shown).split())


def test_the_similar_cases_say_why(desk: Client) -> None:
    case = make_case(kind="damaged", subject="Broken glass shade")
    like = make_case(
        kind="damaged", subject="The glass is broken", customer=make_customer("x@customer.example")
    )

    page = words(desk, case)

    assert f"#{like.number}" in page
    assert "same kind, same words (broken, glass)" in page


def test_a_promise_by_law_names_what_it_rests_on_in_words(desk: Client) -> None:
    case = make_case()
    make_promise(case, kind="decision", source="law", basis="complaint.resolve:2")

    said = words(desk, case)

    assert "by law (Settling the complaint)" in said
    assert "complaint.resolve" not in said


def test_the_value_of_the_person_is_what_their_orders_come_to(desk: Client) -> None:
    case = make_case()
    for number, minor in (("W-1", 1000), ("W-2", 2550)):
        make_order(number, customer=case.customer, total_minor=minor)

    assert "€35.50</strong> in 2 orders" in part(desk, case, "person")


def test_responsibility_is_told_with_what_it_rests_on(desk: Client, people: Cast) -> None:
    case = make_case()
    message = make_message(case, "The box was torn open.")
    kept = note(case, people.agent, "The driver said so on the phone.")

    shown = part(desk, case, "facts")
    page = post(
        desk, case, "facts", key="responsibility", value="carrier", evidence=f"note:{kept.pk}"
    )

    assert f'value="message:{message.pk}"' in shown
    assert "Whose responsibility it is: The carrier" in page
    assert f'<a href="#note-{kept.pk}">' in page


def test_what_was_said_in_another_case_is_no_evidence_here(desk: Client) -> None:
    case, other = make_case(), make_message(make_case())

    page = post(
        desk, case, "facts", key="responsibility", value="carrier", evidence=f"message:{other.pk}"
    )

    assert "Choose a message, a file or a note of this case." in page
    assert case.facts.count() == 0


@pytest.mark.parametrize("is_htmx", [True, False])
def test_two_tell_the_same_fact_and_one_chooses(desk: Client, people: Cast, is_htmx: bool) -> None:
    case = make_case()
    set_fact(case, "product", "Blue lamp", "staff", people.owner)
    form = {"key": "product", "value": "Red lamp", "seen": "none"}

    if is_htmx:
        answer = under_htmx(desk, case, "facts", "facts", **form)
    else:
        answer = desk.post(f"/cases/{case.number}/facts/", form)
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert ("<html" in shown) is not is_htmx
    for expected in ("Nothing is overwritten: choose.", "Blue lamp", "Red lamp", "Olga Owner"):
        assert expected in shown
    assert case.facts.get().value == "Blue lamp"

    seen = re.search(r'name="seen" value="([0-9a-f.]+)"', shown)
    assert seen
    post(desk, case, "facts", key="product", value="Red lamp", seen=seen[1])

    assert case.facts.get().value == "Red lamp"


def test_two_change_different_words_on_the_cover_and_both_stay(desk: Client) -> None:
    case = make_case(subject="Lamp", kind="")
    was = {"was_subject": "Lamp", "was_kind": ""}

    post(desk, case, "cover", subject="Broken lamp", kind="", **was)
    post(desk, case, "cover", subject="Lamp", kind="damaged", **was)

    case.refresh_from_db()
    assert (case.subject, case.kind) == ("Broken lamp", "damaged")


def test_two_change_the_same_word_on_the_cover_and_one_chooses(desk: Client) -> None:
    case = make_case(subject="Lamp", kind="")
    post(desk, case, "cover", subject="Broken lamp", was_subject="Lamp")
    mine = {"subject": "Torn lamp", "was_subject": "Lamp", "kind": "damaged", "was_kind": ""}

    answer = under_htmx(desk, case, "cover", "cover", **mine)
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#cover"
    assert "As it is now: Broken lamp" in shown
    assert "As you wrote it: Torn lamp" in shown
    assert 'type="hidden" name="kind" value="damaged"' in shown
    case.refresh_from_db()
    assert (case.subject, case.kind) == ("Broken lamp", "")

    chosen = {"subject": "Torn lamp", "was_subject": "Broken lamp"}
    post(desk, case, "cover", kind="damaged", was_kind="", **chosen)

    case.refresh_from_db()
    assert (case.subject, case.kind) == ("Torn lamp", "damaged")


def test_missing_facts_are_asked_for_in_the_answer_in_the_customers_language(
    desk: Client, people: Cast
) -> None:
    case = make_case(language="it")
    save_draft(case, people.agent, 0, "Dear Carla,")
    set_fact(case, "product", "Lamp", "staff")

    page = post(desk, case, "questions", way="text")

    body = Draft.objects.get().body
    assert body.startswith("Dear Carla,\n\n")
    assert "Che cosa è successo?" in body
    assert body.count("– ") == 4
    assert "Che cosa è successo?" in page


def test_a_form_is_given_by_its_link_and_stays_in_sight(desk: Client, people: Cast) -> None:
    case = make_case()

    answer = under_htmx(
        desk, case, "questions", "composer", way="form", body="Dear Carla,", version="0"
    )

    link = re.search(r"http\S+/s/facts/\S+/", Draft.objects.get().body)
    assert link
    assert link[0] in answer.content.decode()
    assert FactRequest.objects.get().by == people.agent
    page = words(desk, case)
    assert "A form is with the customer since" in page
    assert "Gave the customer a form: What happened, Which order" in page


def test_questions_never_go_to_a_supplier(desk: Client, people: Cast) -> None:
    case = make_case()
    maker = open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")
    save_draft(case, people.agent, 0, "To the maker", thread=maker)

    form = {"way": "text", "body": "To the maker", "thread": str(maker.pk)}
    under_htmx(desk, case, "questions", "composer", **form)

    bodies = {draft.thread_id: draft.body for draft in Draft.objects.all()}
    assert bodies[maker.pk] == "To the maker"
    assert "What happened?" in bodies[None]


def test_a_customer_is_marked_and_every_page_says_so_until_it_is_lifted(desk: Client) -> None:
    case = make_case(subject="Lamp")

    page = post(desk, case, "mark", reason="Returns worn shoes", until=later())
    queue = desk.get("/").content.decode()
    lifted = post(desk, case, "mark", way="lift")

    assert "Marked the customer for abuse until" in page
    assert page.count("Returns worn shoes") >= 2
    assert "Marked for abuse" in queue
    assert "The customer&#39;s mark for abuse is lifted" in lifted
    assert 'class="badge badge-bad" href="#person"' not in lifted
    assert "Marked for abuse" not in desk.get("/").content.decode()


def test_a_mark_whose_time_is_up_is_shown_nowhere(desk: Client, people: Cast) -> None:
    case = make_case()
    mark_customer(case.customer, people.agent, "Worn shoes", clock.now() + timedelta(minutes=1))

    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert "Marked for abuse" not in desk.get("/").content.decode()
        assert "Marked for abuse until" not in part(desk, case, "person")


def test_a_mark_needs_a_reason_and_a_day_to_come(desk: Client) -> None:
    case = make_case()

    assert "Say why" in post(desk, case, "mark", reason="", until=later())
    assert "Choose an end" in post(desk, case, "mark", reason="Why", until=later(-9))
    assert Mark.objects.count() == 0


def test_the_history_says_who_when_and_from_where(desk: Client, people: Cast) -> None:
    case = make_case()
    set_fact(case, "product", "Lamp", "desk")
    post(desk, case, "tags", name="fragile")

    shown = part(desk, case, "history")

    assert f"{people.agent.name} · at the desk" in shown
    assert " · by itself" in shown


def test_a_change_is_undone_from_the_history(desk: Client) -> None:
    case = make_case()
    post(desk, case, "tags", name="fragile")
    offered = part(desk, case, "history")
    address = re.search(r"/cases/\d+/history/\d+/undoing/", offered)
    assert address

    page = desk.post(address[0], follow=True).content.decode()

    assert "Undone." in page
    assert case.tags.count() == 0
    assert "Tag fragile removed" in page


def test_a_happening_of_another_case_is_not_undone_here(desk: Client) -> None:
    case, other = make_case(), make_case()
    post(desk, other, "tags", name="fragile")
    tagged = Happening.objects.get(name="CaseChanged")

    answer = desk.post(f"/cases/{case.number}/history/{tagged.pk}/undoing/")

    assert answer.status_code == 404
    assert other.tags.count() == 1


POSTED = [
    pattern.name
    for pattern in urlpatterns
    if str(getattr(pattern, "pattern", "")).startswith(CASE)
    and not re.search(r"<uuid|<int:happening", str(pattern.pattern))
]


@pytest.mark.parametrize("name", POSTED)
def test_a_hand_made_form_for_a_case_one_may_not_see_finds_nothing(
    desk: Client, people: Cast, name: str
) -> None:
    case = make_case(team=people.other_team)
    before = Happening.objects.count()

    form = {"name": "x", "body": "x"}
    answer, absent = (
        desk.post(reverse(f"console:{name}", args=[number]), form) for number in (case.number, 999)
    )

    assert answer.status_code == absent.status_code
    assert answer.status_code in (403, 404, 405)
    if answer.status_code == 405:
        assert desk.get(reverse(f"console:{name}", args=[case.number])).status_code == 404
    assert Happening.objects.count() == before


def test_a_promise_says_by_which_version_of_the_house_rules(desk: Client) -> None:
    case = make_case()
    make_promise(case, source="acknowledgement", basis="rules:3")

    page = desk.get(f"/cases/{case.number}/").content.decode()

    assert "promised when the mail came in (house rules, version 3)" in page
