"""Servers that are down, put off, refuse or fall silent; and a desk that dies in the middle of sending."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.messages.conftest import Tray, happened, later

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import Conflict, ProviderFailed
from makegood.kernel.models import Happening
from makegood.messages.actions import dispatching
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.resolving import resolve_unknown, retry_failed
from makegood.messages.actions.sending import send_reply, withdraw
from makegood.messages.models import Account, Dispatch, Message
from makegood.messages.queries import account_tiles
from makegood.messages.rules.retrying import wait_after
from makegood.people.models import Identity, Staff

pytestmark = pytest.mark.django_db


def test_a_server_that_is_down_makes_the_outbox_wait_and_is_told_once(
    case: Case, ana: Staff, tray: Tray, mailbox: Account
) -> None:
    send_reply(case, ana, "One")
    send_reply(case, ana, "Two")
    tray.failure = ProviderFailed("no", permanent=True, step="smtp.login", code="wrong_password")

    with clock.frozen(later()) as first:
        assert dispatch_due() == 1
    with clock.frozen(later(60)):
        dispatch_due()

    (tile,) = [t for t in account_tiles() if t.account == mailbox]
    assert (tile.waiting, tile.failed) == (2, 0)
    assert tile.account.sending_failed_at == first
    assert tile.account.sending_error["code"] == "wrong_password"
    assert happened("AccountFailed") == 1

    tray.failure = None
    with clock.frozen(later(3600)):
        dispatch_due()
    mailbox.refresh_from_db()
    assert [m.subject for m in tray.sent] == [
        m.subject for m in Message.objects.filter(direction="out")
    ]
    assert mailbox.sending_failed_at is None
    assert happened("AccountRecovered") == 1


def test_a_message_put_off_is_tried_again_with_the_same_id(
    case: Case, ana: Staff, tray: Tray
) -> None:
    message = send_reply(case, ana, "One")
    tray.failure = ProviderFailed("greylisted", permanent=False, step="smtp.rcpt")

    with clock.frozen(later()):
        dispatch_due()
    tray.failure = None
    with clock.frozen(later(30)):
        dispatch_due()
    assert tray.sent == []
    with clock.frozen(later(90)):
        dispatch_due()

    assert [letter.message_id for letter in tray.sent] == [message.message_id]
    outcomes = message.dispatch.deliveries.order_by("started_at").values_list("outcome", flat=True)
    assert list(outcomes) == ["failed", "accepted"]


def test_a_message_refused_for_good_fails_and_can_be_tried_again(
    case: Case, ana: Staff, tray: Tray
) -> None:
    message = send_reply(case, ana, "One")
    tray.failure = ProviderFailed("no such user", permanent=True, step="smtp.rcpt", code="refused")

    with clock.frozen(later()):
        dispatch_due()

    dispatch = Dispatch.objects.get(message=message)
    assert (dispatch.state, dispatch.error["code"]) == ("failed", "refused")
    assert happened("SendingFailed") == 1
    tray.failure = None
    retry_failed(dispatch, ana)
    dispatch_due()
    assert len(tray.sent) == 1


def to_chef_too(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(cc=[["Chef", "chef@customer.example"]])


def test_who_is_put_off_gets_it_later_and_nobody_twice(case: Case, ana: Staff, tray: Tray) -> None:
    message = send_reply(case, ana, "One")
    to_chef_too(message)
    tray.deferred = {"chef@customer.example": "451 greylisted"}

    with clock.frozen(later()) as first:
        dispatch_due()
    message.refresh_from_db()
    assert (message.at, message.dispatch.state) == (first, "waiting")
    assert happened("MessageSent") == 1  # the customer has it
    with pytest.raises(Conflict):
        withdraw(message, ana)
    tray.deferred = {}
    with clock.frozen(later(120)):
        dispatch_due()

    assert [letter.only for letter in tray.sent] == [(), ("chef@customer.example",)]
    message = Message.objects.get(pk=message.pk)
    assert (message.at, message.dispatch.state, message.dispatch.error) == (first, "sent", {})
    assert happened("MessageSent") == 1


def test_a_customer_who_is_put_off_has_had_no_word_yet(case: Case, ana: Staff, tray: Tray) -> None:
    message = send_reply(case, ana, "One")
    to_chef_too(message)
    tray.deferred = {"carla@customer.example": "452 full"}

    with clock.frozen(later()):
        dispatch_due()
    assert happened("MessageSent") == 0
    tray.deferred = {}
    with clock.frozen(later(120)):
        dispatch_due()

    assert Dispatch.objects.get(message=message).state == "sent"
    assert happened("MessageSent") == 1


def test_a_message_only_its_readers_in_copy_got_has_failed(
    case: Case, ana: Staff, tray: Tray
) -> None:
    message = send_reply(case, ana, "One")
    to_chef_too(message)
    tray.refused = {"carla@customer.example": "550 5.1.1 unknown"}

    with clock.frozen(later()):
        dispatch_due()

    dispatch = Dispatch.objects.get(message=message)
    assert (dispatch.state, dispatch.only) == ("failed", ["carla@customer.example"])
    assert (happened("MessageSent"), happened("SendingFailed")) == (0, 1)


def test_a_copy_that_is_refused_is_noted(case: Case, ana: Staff, tray: Tray) -> None:
    message = send_reply(case, ana, "One")
    to_chef_too(message)
    tray.refused = {"chef@customer.example": "550 5.1.1 unknown"}

    with clock.frozen(later()):
        dispatch_due()

    dispatch = Dispatch.objects.get(message=message)
    assert (dispatch.state, dispatch.error) == ("sent", {"refused": tray.refused})
    assert happened("MessageSent") == 1


def test_an_address_refused_as_unknown_is_marked(case: Case, ana: Staff, tray: Tray) -> None:
    send_reply(case, ana, "One")
    tray.failure = ProviderFailed(
        "550 5.1.1 no such user here", permanent=True, step="smtp.send", code="rejected"
    )

    with clock.frozen(later()):
        dispatch_due()

    marked = Identity.objects.get(value="carla@customer.example")
    assert marked.unreachable_why == "user_unknown"


def test_a_full_mailbox_is_tried_again_when_the_server_refuses_at_once(
    case: Case, ana: Staff, tray: Tray
) -> None:
    message = send_reply(case, ana, "One")
    tray.failure = ProviderFailed(
        "552 5.2.2 mailbox full", permanent=True, step="smtp.send", code="rejected"
    )

    at, waits = later(), []
    for _try in range(4):
        with clock.frozen(at):
            dispatch_due()
        dispatch = Dispatch.objects.get(message=message)
        waits.append((dispatch.state, dispatch.not_before - at))
        at = dispatch.not_before

    marked = Identity.objects.get(value="carla@customer.example")
    assert marked.unreachable_why == "mailbox_full"
    assert waits[:3] == [("waiting", timedelta(hours=h)) for h in (4, 12, 24)]
    assert waits[3][0] == "bounced"
    assert happened("MessageBounced") == 4


@pytest.mark.parametrize(
    ("code", "attempts", "minutes"),
    [
        ("", 1, 1),
        ("deferred", 2, 5),
        ("deferred", 99, 480),
        ("greylisted", 1, 2),
        ("greylisted", 3, 10),
        ("busy", 1, 5),
        ("busy", 0, 5),
    ],
)
def test_how_long_it_waits(code: str, attempts: int, minutes: int) -> None:
    assert wait_after(code, attempts) == timedelta(minutes=minutes)


def unclear(tray: Tray) -> None:
    tray.failure = ProviderFailed("lost", permanent=False, unclear=True, step="smtp.data")


def broken(tray: Tray) -> None:
    tray.failure = ZeroDivisionError("a bug in an adapter")


@pytest.mark.parametrize("breaks", [unclear, broken])
def test_an_unclear_message_is_not_sent_again_by_itself(
    case: Case, ana: Staff, tray: Tray, breaks: Callable[[Tray], None]
) -> None:
    message = send_reply(case, ana, "One")
    breaks(tray)
    with clock.frozen(later()):
        dispatch_due()
    tray.failure = None

    for hours in range(1, 9):
        with clock.frozen(later(hours * 3600)):
            dispatch_due()

    dispatch = Dispatch.objects.get(message=message)
    assert (dispatch.state, tray.sent) == ("unknown", [])
    assert happened("SendingFailed") == 1
    resolve_unknown(dispatch, ana, was_sent=False)
    dispatch_due()
    assert len(tray.sent) == 1
    told = Happening.objects.get(name="SendingDecided")
    assert (told.facts["decision"], told.by_id) == ("again", ana.pk)


@pytest.mark.parametrize(("knows", "state", "letters"), [(True, "sent", 0), (False, "sent", 1)])
def test_a_server_that_knows_settles_what_is_unclear(
    case: Case, ana: Staff, tray: Tray, knows: bool, state: str, letters: int
) -> None:
    message = send_reply(case, ana, "One")
    unclear(tray)
    with clock.frozen(later()):
        dispatch_due()
    tray.failure, tray.knows = None, knows

    with clock.frozen(later(60)):
        dispatch_due()
    assert Dispatch.objects.get(message=message).state == "unknown"
    with clock.frozen(later(150)):
        dispatch_due()

    assert Dispatch.objects.get(message=message).state == state
    assert len(tray.sent) == letters
    assert happened("MessageSent") == 1


def crashed(message: Message, outcome: str) -> Dispatch:
    """As a killed process leaves it: claimed, its try under way or just noted."""
    with clock.frozen(later()):
        dispatch = dispatching._claim()
    assert dispatch is not None
    dispatch.deliveries.update(outcome=outcome)
    return dispatch


def test_after_a_crash_in_the_middle_the_message_is_unclear(
    case: Case, ana: Staff, tray: Tray
) -> None:
    dispatch = crashed(send_reply(case, ana, "One"), "")

    with clock.frozen(later(30)):
        dispatch_due()
    dispatch.refresh_from_db()
    assert dispatch.state == "sending"
    with clock.frozen(later(300)):
        dispatch_due()

    dispatch.refresh_from_db()
    assert (dispatch.state, tray.sent) == ("unknown", [])
    assert dispatch.deliveries.get().outcome == "unknown"


def test_after_a_crash_past_the_servers_answer_the_message_is_sent(
    case: Case, ana: Staff, tray: Tray
) -> None:
    dispatch = crashed(send_reply(case, ana, "One"), "accepted")

    with clock.frozen(later(300)):
        dispatch_due()

    dispatch.refresh_from_db()
    assert (dispatch.state, tray.sent) == ("sent", [])
    assert happened("MessageSent") == 1
