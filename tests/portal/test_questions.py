"""The form a customer is given: the questions, and nothing else of the case."""

from urllib.parse import urlsplit

import pytest
from tests.portal.conftest import Reader

from makegood.cases.actions.asking import ask_for_facts
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.linking import revoke_link
from makegood.cases.queries import facts_url
from makegood.kernel.models import Happening
from makegood.messages.models import Message

ASKED = ("what_happened", "product", "expectation")


@pytest.fixture
def form(case):
    return Reader(urlsplit(facts_url(ask_for_facts(case, None, ASKED).pk)).path)


def test_it_asks_what_was_asked_for_and_shows_nothing_else(form, case):
    set_fact(case, "product", "A lamp", "staff")

    page = form.get().content.decode()

    assert "What happened?" in page
    assert "What would make it good for you?" in page
    for other in ("Which product", "Where did it go wrong?", "My lamp is broken.", "A lamp"):
        assert other not in page


def test_answers_become_facts_and_a_message_of_the_case(form, case):
    once = "n1"

    for _ in range(2):
        told = form.post("", {"what_happened": "It fell apart", "once": once})
        assert told.status_code == 302

    fact = case.facts.get()
    assert (fact.key, fact.value, fact.source) == ("what_happened", "It fell apart", "customer")
    said = Message.objects.filter(case=case, direction="in").latest("id")
    assert "What happened?" in said.text
    assert "It fell apart" in said.text
    assert case.messages.count() == 2
    via = set(Happening.objects.filter(name__in=("CaseChanged", "FactsTold")).values_list("via"))
    assert via == {("portal",)}
    assert "What would make it good for you?" in form.get().content.decode()


def test_when_all_is_told_it_says_thank_you(form, case):
    for key in ASKED:
        set_fact(case, key, "Known", "staff")

    page = form.get().content.decode()

    assert "Thank you. It is with us." in page
    assert "<form" not in page


def test_what_a_colleague_found_out_meanwhile_stays_and_the_words_are_kept(form, case):
    set_fact(case, "product", "A lamp", "staff")

    assert form.post("", {"product": "A mug", "once": "n1"}).status_code == 302

    assert case.facts.get().value == "A lamp"
    assert "A mug" in Message.objects.filter(case=case).latest("id").text


def test_nothing_told_is_told_back(form, case):
    answer = form.post("", {"once": "n1"})

    assert answer.status_code == 422
    assert "Answer at least one of the questions." in answer.content.decode()
    assert case.facts.count() == 0


def test_it_speaks_the_customers_language(form, case):
    case.language = "it"
    case.save(update_fields=["language"])

    assert 'lang="it"' in form.get().content.decode()
    assert 'lang="es"' in form.get(lang="es").content.decode()


def test_nobody_can_pour_answers_in(form, case):
    for number in range(9):
        form.post("", {"what_happened": f"Word {number}", "once": f"n{number}"})
        case.facts.all().delete()

    answer = form.post("", {"what_happened": "One too many", "once": "n99"})

    assert answer.status_code == 429
    assert "Wait ten minutes" in answer.content.decode()
    assert "One too many" in answer.content.decode()
    assert case.facts.count() == 0


def test_a_revoked_link_looks_like_any_that_leads_nowhere(form, case):
    revoke_link(case, None)

    shown, sent = form.get(), form.post("", {"what_happened": "Hello"})

    assert (shown.status_code, sent.status_code) == (404, 404)
    assert "This link does not work" in shown.content.decode()
    assert case.facts.count() == 0


def test_the_page_keeps_to_itself(form):
    answer = form.get()

    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies


def test_what_the_law_asks_is_chosen_dated_and_kept_in_codes(case):
    keys = ("country", "delivered_on", "buyer")
    form = Reader(urlsplit(facts_url(ask_for_facts(case, None, keys).pk)).path)

    page = form.get().content.decode()
    refused = form.post("", {"country": "Atlantis", "delivered_on": "soon", "once": "n1"})
    told = {"country": "Francia", "delivered_on": "2026-11-23", "buyer": "business", "once": "n2"}
    form.post("", told)

    assert 'type="date"' in page
    assert '<option value="business" >a company or organisation</option>' in page
    assert "What happened?" not in page
    assert refused.status_code == 422
    assert "We don&#39;t know this country." in refused.content.decode()
    kept = dict(case.facts.values_list("key", "value"))
    assert kept == {"country": "FR", "delivered_on": "2026-11-23", "buyer": "business"}
    said = Message.objects.filter(case=case).latest("id").text
    for words in ("In which country do you live?\nFrance", "23 Nov 2026", "a company"):
        assert words in said
    assert "Thank you. It is with us." in form.get().content.decode()
