"""Telling a connected shop to do something: exactly once, whatever the line does."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.models import Happening
from makegood.kernel.web import Web
from makegood.people.actions.anonymising import anonymise
from makegood.shops.actions.commanding import carry_out, draft_command, offered
from makegood.shops.actions.connecting import change_connection, connect_shop, disconnect_shop
from makegood.shops.actions.documents import note_unread
from makegood.shops.actions.looking_again import look_again
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Command, Document, Hint, Order, Refusal
from makegood.shops.ports import AddressSeen, ChangeAddress, GiveRefund, SetState, Unread
from makegood.shops.queries import commands_due
from makegood.shops.rules.commands import KINDS, MOST_TRIES, command_of
from makegood.testing.makers import MONDAY, make_order, make_shop
from makegood.testing.woo_shop import SETTINGS
from makegood.testing.woo_teller import Teller

pytestmark = pytest.mark.django_db

REFUND: dict[str, Any] = {"amount_minor": 2000, "currency": "USD", "reason": "damaged"}


@pytest.fixture
def woo() -> Teller:
    return Teller()


@pytest.fixture
def web(woo: Teller) -> Iterator[Web]:
    with Web(transport=woo.transport()) as opened:
        yield opened


@pytest.fixture
def order(woo: Teller, web: Web) -> Order:
    woo.new_order()
    connection = connect_shop(make_shop(), None, "woocommerce", "Our shop", SETTINGS)
    sync(connection.pk, web)
    woo.now += timedelta(minutes=1)
    return Order.objects.select_related("connection").get()


def test_what_is_done_is_in_the_mirror_at_once(order: Order, woo: Teller, web: Web) -> None:
    drafted = draft_command(order, None, GiveRefund, **REFUND)
    assert woo.refunds == {}, "nothing is told by drafting"

    done = carry_out(drafted.pk, web)

    assert (done.outcome, done.due_at) == ("done", None)
    assert done.external_id == str(woo.refunds[int(order.external_id)][0]["id"])
    assert order.entries.get(kind="refund").amount_minor == 2000
    assert Happening.objects.filter(name="CommandAnswered", facts__outcome="done").count() == 1
    assert carry_out(drafted.pk, web).tries == 1, "told once, whoever asks again"
    assert len(woo.refunds[int(order.external_id)]) == 1


def test_an_answer_that_got_lost_is_found_out_and_not_repeated(
    order: Order, woo: Teller, web: Web
) -> None:
    woo.loses = 1
    drafted = draft_command(order, None, GiveRefund, **REFUND)

    with clock.frozen(MONDAY):
        assert carry_out(drafted.pk, web).outcome == "unknown"
        assert commands_due() == []
    with clock.frozen(MONDAY + timedelta(minutes=1)):
        assert commands_due() == [drafted.pk]
        assert carry_out(drafted.pk, web).outcome == "done"

    assert len(woo.refunds[int(order.external_id)]) == 1


def test_who_died_on_the_way_leaves_it_to_be_found_out(order: Order, woo: Teller, web: Web) -> None:
    told = draft_command(order, None, GiveRefund, **REFUND)
    carry_out(told.pk, web)
    # As the row stands when the process is killed between the shop's answer and ours.
    Command.objects.update(outcome="under_way", answered_at=None, external_id="")
    unheard = draft_command(order, None, GiveRefund, **REFUND)
    Command.objects.filter(pk=unheard.pk).update(outcome="under_way", tries=1)

    assert carry_out(told.pk, web).outcome == "done"
    assert len(woo.refunds[int(order.external_id)]) == 1
    assert carry_out(unheard.pk, web).outcome == "done"
    assert len(woo.refunds[int(order.external_id)]) == 2, "this one the shop had not heard of"


def test_a_shop_that_is_not_there_is_told_later(order: Order, woo: Teller, web: Web) -> None:
    drafted = draft_command(order, None, SetState, state="completed")
    woo.fails = httpx.ConnectError("refused")

    with clock.frozen(MONDAY):
        waiting = carry_out(drafted.pk, web)
        assert (waiting.outcome, waiting.code) == ("drafted", "refused")
        assert waiting.due_at == MONDAY + timedelta(seconds=30)
    woo.fails = None
    assert carry_out(drafted.pk, web).outcome == "done"
    order.refresh_from_db()
    assert order.standing == "sent"


def test_while_nothing_may_leave_no_shop_is_told_or_asked(
    order: Order, woo: Teller, web: Web, settings: Any
) -> None:
    drafted = draft_command(order, None, GiveRefund, **REFUND)
    assert order.connection
    woo.fails = AssertionError("somebody called")
    settings.MAKEGOOD_TRAINING = True

    assert carry_out(drafted.pk, web).outcome == "drafted"
    sync(order.connection.pk, web)
    assert look_again(order.connection.pk, web) == 0

    woo.fails, settings.MAKEGOOD_TRAINING = None, False
    assert carry_out(drafted.pk, web).outcome == "done"


def test_a_shop_that_was_disconnected_is_told_nothing_that_was_drafted_before(
    order: Order, woo: Teller, web: Web
) -> None:
    drafted = draft_command(order, None, GiveRefund, **REFUND)
    assert order.connection
    disconnect_shop(order.connection, None)

    assert commands_due() == []
    assert carry_out(drafted.pk, web).outcome == "drafted"
    assert woo.refunds == {}

    change_connection(order.connection, None, "", SETTINGS)
    assert commands_due() == [drafted.pk]
    assert carry_out(drafted.pk, web).outcome == "done"


def test_a_no_is_for_good_and_says_why(order: Order, woo: Teller, web: Web) -> None:
    drafted = draft_command(order, None, GiveRefund, **REFUND)
    woo.fails = httpx.Response(400, json={"code": "no_way", "message": "Too late."})

    refused = carry_out(drafted.pk, web)

    assert (refused.outcome, refused.code, refused.why) == ("refused", "no_way", "HTTP 400 Too late.")  # fmt: skip
    woo.fails = None
    assert carry_out(drafted.pk, web).outcome == "refused"
    assert woo.refunds == {}


def test_what_stays_unknown_becomes_a_persons(order: Order, woo: Teller, web: Web) -> None:
    drafted = draft_command(order, None, GiveRefund, **REFUND)
    woo.fails = httpx.ReadTimeout("slow")
    for _try in range(MOST_TRIES):
        found = carry_out(drafted.pk, web)

    assert (found.outcome, found.due_at) == ("unknown", None)
    assert commands_due() == []


def test_what_a_shop_never_heard_becomes_a_persons_who_is_told(
    order: Order, woo: Teller, web: Web
) -> None:
    drafted = draft_command(order, None, GiveRefund, **REFUND)
    woo.fails = httpx.ConnectError("refused")
    for _try in range(MOST_TRIES - 1):
        assert not carry_out(drafted.pk, web).is_for_a_person
    assert not Happening.objects.filter(name="CommandAnswered").exists()

    found = carry_out(drafted.pk, web)

    assert (found.is_for_a_person, found.code) == (True, "refused")
    assert Happening.objects.get(name="CommandAnswered").facts["outcome"] == "unknown"


def test_only_what_the_shop_can_be_told_is_offered(order: Order) -> None:
    assert set(offered(order)) == set(KINDS) - {"swap"}
    assert offered(make_order("W-9")) == ()

    assert order.connection
    disconnect_shop(order.connection, None)
    order.connection.refresh_from_db()
    with pytest.raises(Refused):
        draft_command(order, None, SetState, state="completed")
    assert not Command.objects.exists()


def test_a_command_is_kept_whole(order: Order) -> None:
    home = AddressSeen(name="Ann", street="9 New Road", country="GB")

    row = draft_command(order, None, ChangeAddress, address=home)

    row.refresh_from_db()
    again = command_of(row.kind, row.arguments, str(row.pk), order.external_id, row.drafted_at)
    assert again == ChangeAddress(
        key=str(row.pk), order_id=order.external_id, drafted_at=row.drafted_at, address=home
    )


def test_with_the_customer_go_the_words_shops_said_and_were_told(
    order: Order, woo: Teller, web: Web
) -> None:
    refund = draft_command(order, None, GiveRefund, **REFUND | {"reason": "Anna's lamp"})
    carry_out(refund.pk, web)
    waiting = draft_command(order, None, SetState, state="completed")
    note_unread(order.connection, "order", [Unread(order.external_id, "Anna", "Anna")])
    hint = {"connection": order.connection, "order_id": order.external_id, "body": b"Anna"}
    Hint.objects.create(**hint, event_id="1", digest="1", received_at=MONDAY)
    Hint.objects.create(
        **hint | {"order_id": "other"}, event_id="2", digest="2", received_at=MONDAY
    )
    assert order.customer_id

    anonymise([order.customer_id])

    refund.refresh_from_db()
    waiting.refresh_from_db()
    assert refund.arguments["amount_minor"] == 2000
    assert "Anna" not in str(refund.arguments)
    assert (waiting.arguments, waiting.is_open) == ({"state": "completed"}, True)
    assert Refusal.objects.values_list("why", "raw").get() == ("", "")
    assert [bytes(one.body) for one in Hint.objects.order_by("pk")] == [b"", b"Anna"]
    assert Document.objects.get(kind="order", external_id=order.external_id).raw == ""
