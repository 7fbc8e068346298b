"""The form a customer is given: what it asks, how long, and what becomes of the answers."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from makegood.cases.access import facts_asked_by_link
from makegood.cases.actions.asking import OPEN_FOR, ask_for_facts, tell_facts
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.linking import revoke_link
from makegood.cases.actions.merging import merge_case
from makegood.cases.models import FactRequest
from makegood.cases.queries import facts_url
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotFound
from makegood.kernel.models import Happening
from makegood.testing.cast import cast
from makegood.testing.makers import make_case

pytestmark = pytest.mark.django_db


def token_of(request: FactRequest) -> str:
    return urlsplit(facts_url(request.pk)).path.split("/")[-2]


def test_the_link_leads_to_the_questions_for_thirty_days() -> None:
    case, agent = make_case(), cast().agent

    request = ask_for_facts(case, agent, ["product", "what_happened", "shoe_size"])

    assert request.keys == ["what_happened", "product"]
    assert facts_asked_by_link(token_of(request)) == (request, case)
    assert Happening.objects.get(name="FactsAsked").by_id == agent.pk
    with clock.frozen(clock.now() + OPEN_FOR + timedelta(seconds=1)), pytest.raises(NotFound):
        facts_asked_by_link(token_of(request))


def test_asking_the_same_again_is_the_same_form() -> None:
    case = make_case()

    first, again = (ask_for_facts(case, None, ["product"]) for _ in range(2))
    other = ask_for_facts(case, None, ["product", "expectation"])

    assert first == again != other
    assert Happening.objects.filter(name="FactsAsked").count() == 2


def test_there_is_nothing_to_ask_when_all_is_known() -> None:
    with pytest.raises(BadInput):
        ask_for_facts(make_case(), None, [])

    assert FactRequest.objects.count() == 0


def test_a_forged_or_revoked_link_leads_nowhere() -> None:
    case = make_case()
    request = ask_for_facts(case, None, ["product"])
    token = token_of(request)
    revoke_link(case, None)

    for one in (token, token[:-1] + "x", "x"):
        with pytest.raises(NotFound):
            facts_asked_by_link(one)


def test_answers_become_facts_of_the_customers() -> None:
    case = make_case()
    request = ask_for_facts(case, None, ["product", "expectation"])
    set_fact(case, "product", "Lamp", "staff")

    tell_facts(request, case, {"product": "Mug", "expectation": "A new one"})

    facts = {fact.key: (fact.value, fact.source) for fact in case.facts.all()}
    assert facts == {"product": ("Lamp", "staff"), "expectation": ("A new one", "customer")}
    assert Happening.objects.get(name="FactsTold").facts["keys"] == ["expectation"]


def test_the_form_of_a_joined_case_asks_for_the_one_that_stays() -> None:
    case, into = make_case(), make_case()
    request = ask_for_facts(case, None, ["product"])
    merge_case(case, into, None)

    assert facts_asked_by_link(token_of(request))[1] == into
