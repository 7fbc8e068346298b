"""How a message's sending stands is read on the case, and what can be done about it is done there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Delivery, Dispatch, Message
from makegood.people.actions.reaching import mark_unreachable
from makegood.people.actions.recognising import add_identity
from makegood.people.models import Identity
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_customer, make_message, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(people: Cast) -> Iterator[Case]:
    with clock.frozen(MONDAY):
        post_office(make_shop())
        opened = make_case()
        make_message(opened, from_address="carla@customer.example")
        yield opened


def ours(case: Case, people: Cast, state: str, **fields: object) -> Dispatch:
    """An answer of the agent's whose sending stands so, after one attempt."""
    office = post_office(case.shop)
    message = make_message(
        case,
        "On Friday.",
        direction="out",
        author=people.agent,
        account=office,
        to=[["Carla", "carla@customer.example"]],
    )
    facts = {"not_before": clock.now(), "attempts": 1} | fields
    dispatch = Dispatch.objects.create(message=message, account=office, state=state, **facts)
    Delivery.objects.create(
        dispatch=dispatch,
        started_at=clock.now(),
        outcome="accepted",
        response="250 2.0.0 queued as 4X",
    )
    return dispatch


def page(client: Client, case: Case) -> str:
    answer = client.get(f"/cases/{case.number}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def decide(client: Client, case: Case, dispatch: Dispatch, way: str) -> int:
    place = f"/cases/{case.number}/messages/{dispatch.message_id}/delivery/"
    return client.post(place, {"way": way}).status_code


def page_after(client: Client, case: Case, dispatch: Dispatch, way: str) -> str:
    decide(client, case, dispatch, way)
    return page(client, case)


def test_what_was_sent_shows_when_and_in_the_servers_words(
    desk: Client, case: Case, people: Cast
) -> None:
    ours(case, people, "sent")

    shown = page(desk, case)

    assert "Sent · today, 09:00" in shown
    assert "1 attempt" in shown
    assert "250 2.0.0 queued as 4X" in shown


def test_what_came_back_shows_why_and_can_be_sent_again(
    desk: Client, case: Case, people: Cast
) -> None:
    dispatch = ours(case, people, "bounced", error={"code": "bounced", "reason": "user_unknown"})
    facts = {"reason": "user_unknown", "words": "550 no such user"}
    dispatch.deliveries.update(bounced_at=clock.now(), bounce=facts)

    shown = page(desk, case)

    assert "<strong>Came back</strong>: there is no such address" in shown
    assert "550 no such user" in shown
    assert decide(desk, case, dispatch, "retry") == 302
    dispatch.refresh_from_db()
    assert dispatch.state == "waiting"


def test_what_comes_back_for_now_says_when_it_goes_again_and_can_be_stopped(
    desk: Client, case: Case, people: Cast
) -> None:
    dispatch = ours(
        case,
        people,
        "waiting",
        not_before=MONDAY + timedelta(hours=4),
        only=["carla@customer.example"],
        error={"code": "bounced", "reason": "mailbox_full"},
    )

    shown = page(desk, case)

    assert "Came back: the mailbox is full. Goes again: today, 13:00." in shown
    assert "withdrawal" not in shown  # it cannot be unsaid: it was out once
    assert decide(desk, case, dispatch, "stop") == 302
    dispatch.refresh_from_db()
    assert dispatch.state == "bounced"
    assert "does not wait any more" in page_after(desk, case, dispatch, "stop")


def test_what_is_not_taken_yet_says_why_and_can_go_now_or_be_cancelled(
    desk: Client, case: Case, people: Cast
) -> None:
    at = MONDAY + timedelta(minutes=15)
    dispatch = ours(case, people, "waiting", not_before=at, error={"detail": "451 greylisted"})

    shown = page(desk, case)

    assert "Not taken yet: 451 greylisted. Next try: today, 09:15." in shown
    assert decide(desk, case, dispatch, "now") == 302
    dispatch.refresh_from_db()
    assert dispatch.not_before == MONDAY
    desk.post(f"/cases/{case.number}/messages/{dispatch.message_id}/withdrawal/")
    assert not Message.objects.filter(direction="out").exists()


def test_while_the_mailbox_is_down_it_waits_and_is_not_about_to_leave(
    desk: Client, case: Case, people: Cast
) -> None:
    soon = MONDAY + timedelta(seconds=30)
    error = {"code": "refused", "step": "smtp.connect", "detail": "Connection refused"}
    ours(case, people, "waiting", not_before=soon, attempts=0, error=error)

    shown = page(desk, case)

    assert "Not taken yet: Connection refused. Next try: today, 09:00." in shown
    assert "Leaves in a moment" not in shown
    assert "data-countdown" not in shown


def test_who_does_not_have_it_and_what_is_late_are_named(
    desk: Client, case: Case, people: Cast
) -> None:
    error = {"refused": {"chef@x.example": "550 unknown"}, "delayed": {"words": "busy"}}
    ours(case, people, "sent", error=error)

    shown = page(desk, case)

    assert "chef@x.example does not have it: 550 unknown" in shown
    assert "still being tried. busy" in shown


def test_what_is_unclear_has_its_two_ways_out(desk: Client, case: Case, people: Cast) -> None:
    dispatch = ours(case, people, "unknown", error={"detail": "connection lost"})

    shown = page(desk, case)

    assert "Look into the Sent folder" in shown
    assert 'value="sent"' in shown
    assert 'value="again"' in shown
    assert decide(desk, case, dispatch, "sent") == 302
    dispatch.refresh_from_db()
    assert dispatch.state == "sent"


def test_an_address_that_does_not_work_is_shown_where_one_would_write_to_it(
    desk: Client, case: Case
) -> None:
    customer = make_customer()
    add_identity(customer, "phone", "+353 1 234567")
    mark_unreachable("carla@customer.example", "user_unknown", "550 no such user")

    shown = page(desk, case)

    assert (
        "Mail to carla@customer.example comes back since 2 Mar 2026: there is no such address."
        in shown
    )
    assert 'Try the phone: <a href="tel:+3531234567">' in shown


def test_an_address_is_taken_to_work_when_a_person_says_so(desk: Client, case: Case) -> None:
    identity = mark_unreachable("carla@customer.example", "user_unknown")
    assert identity is not None

    answer = desk.post(f"/cases/{case.number}/addresses/{identity.pk}/")

    assert answer.status_code == 302
    assert Identity.objects.get(pk=identity.pk).unreachable_at is None
    stranger = make_customer("sam@stranger.example")
    other = mark_unreachable("sam@stranger.example", "user_unknown")
    assert other is not None
    assert stranger != case.customer
    assert desk.post(f"/cases/{case.number}/addresses/{other.pk}/").status_code == 404
