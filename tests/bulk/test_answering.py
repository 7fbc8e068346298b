"""One answer to many, each with its own facts, through the outbox like any other."""

from datetime import timedelta

from tests.bulk.conftest import a_case, became, done

from makegood.bulk.actions.steps import UNDO_FOR
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.templating import save_template
from makegood.messages.models import Dispatch, Message
from makegood.promises.models import Promise
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_order, make_shop

WORDS = {"en": "Dear {{ customer.first_name }}, it is found."}


def texts() -> list[str]:
    return sorted(Message.objects.filter(direction="out").values_list("text", flat=True))


def test_each_answer_has_the_facts_of_its_own_case(people: Cast, cases: list[Case]) -> None:
    done(people.agent, {"do": "answer", "bodies": WORDS})

    assert texts() == [f"Dear {name}, it is found." for name in ("Ann", "Ben", "Cy")]
    to = Message.objects.filter(direction="out").values_list("case__customer__name", "to")
    assert {name.split(" ")[0].lower() for name, _to in to} == {
        to[0][1].split("@")[0] for _name, to in to
    }


def test_it_waits_a_minute_so_that_it_can_be_undone(people: Cast, cases: list[Case]) -> None:
    with clock.frozen(MONDAY):
        done(people.agent, {"do": "answer", "bodies": WORDS})

    assert set(Dispatch.objects.values_list("not_before", "state")) == {
        (MONDAY + UNDO_FOR, "waiting")
    }
    assert timedelta(seconds=30) < UNDO_FOR


def test_a_field_nothing_is_known_for_is_a_refusal_and_no_blank(people: Cast) -> None:
    with_order, without = a_case("Ann Customer", order=make_order()), a_case("Ben Customer")

    bulk = done(people.agent, {"do": "answer", "bodies": {"en": "Order {{ order.number }}"}})

    assert became(bulk) == {
        with_order.number: ("done", ""),
        without.number: ("refused", "unfilled"),
    }
    assert texts() == ["Order W-1001"]


def test_everybody_is_answered_in_their_own_language_or_not_at_all(people: Cast) -> None:
    make_shop(languages=["en", "lt"])
    english, lithuanian = a_case("Ann Customer"), a_case("Jonas Customer", language="lt")
    italian = a_case("Ida Customer", language="it")
    template = save_template(
        make_shop(), people.owner, name="Rasta", language="lt", body="Gerb. {{ customer.name }}!"
    )

    bulk = done(
        people.agent,
        {"do": "answer", "bodies": WORDS, "templates": {"lt": str(template.pk)}},
    )

    assert became(bulk) == {
        english.number: ("done", ""),
        lithuanian.number: ("done", ""),
        italian.number: ("refused", "no_words_in_language"),
    }
    assert texts() == ["Dear Ann, it is found.", "Gerb. Jonas Customer!"]


def test_what_the_words_promise_is_a_promise_on_every_case(people: Cast, cases: list[Case]) -> None:
    with clock.frozen(MONDAY):
        done(people.agent, {"do": "answer", "bodies": {"en": "We write to you by Friday."}})

    promised = Promise.objects.filter(source="person")
    assert promised.count() == 3
    assert {row.due_at for row in promised} == {MONDAY + timedelta(days=4, hours=8)}


def test_an_answer_and_a_closing_close_the_case_once_the_answer_has_left(
    people: Cast, cases: list[Case]
) -> None:
    bulk = done(people.agent, {"do": "answer", "bodies": WORDS}, {"do": "close", "reason": ""})

    assert bulk.done == 3
    assert [case.is_closed for case in Case.objects.all()] == [False] * 3
    assert [row.wish for row in Dispatch.objects.all()] == [{"close": True}] * 3


def test_a_case_nobody_has_is_nobodys_afterwards(people: Cast, cases: list[Case]) -> None:
    done(people.agent, {"do": "answer", "bodies": WORDS})

    assert set(Case.objects.values_list("assignee", flat=True)) == {None}
