"""A matter begins."""

from datetime import timedelta

import pytest

from makegood.cases.access import case_by_link
from makegood.cases.actions.hearing import heard, told
from makegood.cases.queries import status_url
from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.models import Happening
from makegood.testing.cast import cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_order, make_promise

pytestmark = pytest.mark.django_db


def test_a_case_gets_the_next_number_and_it_is_our_turn() -> None:
    with clock.frozen(MONDAY):
        first, second = make_case(), make_case(order=make_order(), preview="Hello")

    assert first.number >= 10001
    assert second.number == first.number + 1
    assert (second.turn, second.opened_at, second.queue_at) == ("us", MONDAY, FAR_FUTURE)
    assert second.order is not None
    opened = Happening.objects.get(topic=f"case:{first.pk}")
    assert (opened.name, opened.facts["channel"]) == ("CaseOpened", "email")


def test_the_status_link_leads_to_the_case() -> None:
    case = make_case()

    url = status_url(case)

    token = url.rstrip("/").rsplit("/s/", 1)[1]
    assert case_by_link(token) == case


def test_whoever_spoke_last_leaves_the_turn_to_the_other() -> None:
    cast()
    case = make_case()

    told(case, MONDAY)
    assert (case.turn, case.told_at) == ("customer", MONDAY)

    heard(case, MONDAY + timedelta(hours=1), "And now?")
    assert (case.turn, case.heard_at is not None, case.preview) == ("us", True, "And now?")


def test_a_promise_puts_its_case_into_the_queue() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        make_message(case)
        later = make_promise(case, kind="money", due_at=MONDAY + timedelta(days=5))
        sooner = make_promise(case, due_at=MONDAY + timedelta(days=1))

    case.refresh_from_db()
    assert (case.queue_at, case.queue_kind, case.owed) == (sooner.due_at, "answer", 2)
    assert later.warn_at < later.due_at
