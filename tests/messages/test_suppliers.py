"""Conversations with suppliers and carriers: apart from the customer's in every way out and in."""

from datetime import timedelta
from typing import Any

import pytest

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.messages.actions.accounts import connect_mailbox, post_office
from makegood.messages.actions.composing import compose
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.drafting import save_draft
from makegood.messages.actions.merging import bring_messages
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.sending import send_notice, send_reply, withdraw
from makegood.messages.actions.storing import store_arrival
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Account, Arrival, Attachment, Dispatch, Message, Thread
from makegood.messages.ports import Fetched
from makegood.messages.queries import conversation
from makegood.messages.rules.recipients import Recipients
from makegood.people.actions.recognising import add_identity
from makegood.people.models import Staff
from makegood.portal.shown import said_to_customer
from makegood.promises.models import Promise
from makegood.shops.models import Supplier
from makegood.testing.cast import make_staff
from makegood.testing.makers import (
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

pytestmark = pytest.mark.django_db
CARLA = ("Carla", "carla@customer.example")
MAKER = ("Lamp Makers", "claims@maker.example")
NOW = timedelta(0)


@pytest.fixture
def agent() -> Staff:
    return make_staff()


@pytest.fixture
def case() -> Case:
    post_office(make_shop())
    case = make_case(order=make_order())
    make_message(case, from_address=CARLA[1], to=[["", "help@shop.example"]], from_name="Carla")
    return case


@pytest.fixture
def thread(case: Case, agent: Staff) -> Thread:
    return open_thread(case, agent, "supplier", *MAKER)


def arrive(account: Account, raw: str) -> Arrival:
    number = Arrival.objects.count() + 1
    fetched = Fetched(f"INBOX/1/{number}", raw.encode(), clock.now(), {})
    arrival = store_arrival(account, fetched)
    assert arrival is not None
    settle_arrivals()
    arrival.refresh_from_db()
    return arrival


def answer_of(ours: Message, sender: str, *, to: str = "", text: str = "We send a new one.") -> str:
    return (
        f"From: {sender}\nTo: {to or 'help@shop.example'}\nSubject: {ours.subject}\n"
        f"In-Reply-To: <{ours.message_id}>\nMessage-ID: <{clock.now().timestamp()}@maker.example>\n\n{text}\n"
    )


def test_a_conversation_is_begun_with_an_address_that_is_remembered(
    case: Case, agent: Staff
) -> None:
    maker = Supplier.objects.create(shop=case.shop, name="Lamp Makers")

    thread = open_thread(case, agent, "supplier", "", "Claims@Maker.example", supplier=maker)

    assert (thread.name, thread.address, thread.subject) == (*MAKER, "Order W-1001")
    assert thread.token != case.threads.get(side="customer").token
    maker.refresh_from_db()
    assert maker.email == "claims@maker.example"
    assert open_thread(case, agent, "supplier", "", MAKER[1], supplier=maker) == thread


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"side": "customer"}, "side"),
        ({"name": " "}, "name"),
        ({"address": "nobody"}, "address"),
    ],
)
def test_a_conversation_needs_somebody_to_speak_with(
    case: Case, agent: Staff, given: dict[str, Any], field: str
) -> None:
    facts = {"side": "carrier", "name": "DPD", "address": "claims@dpd.example"} | given

    with pytest.raises(BadInput) as refused:
        open_thread(case, agent, **facts)

    assert refused.value.field == field
    assert case.threads.exclude(side="customer").count() == 0


def test_what_is_written_to_a_supplier_says_nothing_of_the_customer(
    case: Case, agent: Staff, thread: Thread
) -> None:
    ours = send_reply(case, agent, "Please send a new one.", thread=thread)
    letter = compose(ours, ours.dispatch.account)

    assert [one.address for one in letter.to] == [MAKER[1]]
    assert ours.subject == f"Order W-1001 [#{case.number}]"
    assert letter.reply_to
    assert thread.token in letter.reply_to.address
    written = f"{letter.subject}{letter.text}{letter.html}"
    assert "/s/" not in written
    assert "carla" not in written.lower()
    assert case.subject not in written


def test_a_suppliers_answer_is_nobodys_word_but_theirs(agent: Staff) -> None:
    settings = {"address": "help@shop.example", "plus_addressing": True}
    mailbox = connect_mailbox(make_shop(), None, settings, "x", kind="email")
    case = make_case(turn=Case.Turn.OTHERS)
    make_message(case, from_address=CARLA[1])
    thread = open_thread(case, agent, "supplier", *MAKER)
    ours = send_reply(case, agent, "Please send a new one.", thread=thread)
    before = (case.heard_at, case.preview, Promise.objects.count())

    arrival = arrive(mailbox, answer_of(ours, "colleague@maker.example"))

    assert (arrival.outcome, arrival.reason) == ("joined", "references")
    message = arrival.message
    assert message
    assert (message.thread, message.case) == (thread, case)
    case.refresh_from_db()
    assert case.turn == Case.Turn.US
    assert (case.heard_at, case.preview, Promise.objects.count()) == before
    assert not Message.objects.filter(purpose="acknowledgement").exists()
    said = said_to_customer(conversation(case))
    assert [one.text for one in said] == ["Where is it?"]


def test_the_customer_with_a_suppliers_mail_in_hand_still_speaks_for_themselves(
    agent: Staff,
) -> None:
    settings = {"address": "help@shop.example", "plus_addressing": True}
    mailbox = connect_mailbox(make_shop(), None, settings, "x", kind="email")
    case = make_case()
    make_message(case, from_address=CARLA[1])
    thread = open_thread(case, agent, "supplier", *MAKER)
    ours = send_reply(case, agent, "Please send a new one.", thread=thread)
    to = f"help+{thread.token}@shop.example"

    arrival = arrive(mailbox, answer_of(ours, CARLA[1], to=to, text="They say it is your fault."))

    assert arrival.message
    assert arrival.message.thread
    assert arrival.message.thread.side == "customer"
    assert Promise.objects.filter(case=case, source="acknowledgement").count() == 1


def test_the_turn_is_others_while_their_answer_is_waited_for(
    case: Case, agent: Staff, thread: Thread
) -> None:
    send_reply(case, agent, "Please send a new one.", thread=thread, undo_for=NOW)
    dispatch_due()
    case.refresh_from_db()
    assert case.turn == Case.Turn.US  # the customer has no word yet

    send_reply(case, agent, "We asked the maker.", undo_for=NOW)
    dispatch_due()

    case.refresh_from_db()
    assert case.turn == Case.Turn.OTHERS
    assert case.told_at is not None


def test_nothing_is_promised_or_kept_by_writing_to_a_supplier(
    case: Case, agent: Staff, thread: Thread
) -> None:
    owed = make_promise(case)

    send_reply(case, agent, "We need it by Friday.", thread=thread, close=True, undo_for=NOW)
    dispatch_due()

    owed.refresh_from_db()
    assert owed.is_open
    case.refresh_from_db()
    assert not case.is_closed
    assert case.told_at is None


def by_reply(case: Case, agent: Staff, thread: Thread, address: str) -> None:
    send_reply(case, agent, "Hello", thread=thread, to=[MAKER, ("", address)])


def by_copy(case: Case, agent: Staff, thread: Thread, address: str) -> None:
    send_reply(case, agent, "Hello", thread=thread, cc=[("", address)])


def by_closing(case: Case, agent: Staff, thread: Thread, address: str) -> None:
    send_reply(case, agent, "Hello", thread=thread, to=[("", address)], close=True)


def by_undo_and_again(case: Case, agent: Staff, thread: Thread, address: str) -> None:
    draft = withdraw(send_reply(case, agent, "Hello", thread=thread), agent)
    send_reply(case, agent, draft.body, thread=draft.thread, to=draft.to, cc=[("", address)])


def by_restored_draft(case: Case, agent: Staff, thread: Thread, address: str) -> None:
    chosen = Recipients((MAKER,), (("", address),))
    draft = save_draft(case, agent, 0, "Hello", thread=thread, recipients=chosen)
    send_reply(case, agent, draft.body, thread=thread, to=draft.to, cc=draft.cc)


def by_changed_thread(case: Case, agent: Staff, thread: Thread, address: str) -> None:
    Thread.objects.filter(pk=thread.pk).update(address=address)
    thread.refresh_from_db()
    send_reply(case, agent, "Hello", thread=thread)


def by_passing_on(case: Case, agent: Staff, thread: Thread, address: str) -> None:
    make_message(case, thread=thread, from_address=address, cc=[["", address]])
    sent = send_reply(case, agent, "See this", thread=thread)
    assert address not in str([*sent.to, *sent.cc])
    send_reply(case, agent, "See this", thread=thread, to=[("", address)])


@pytest.mark.parametrize(
    "way",
    [
        by_reply,
        by_copy,
        by_closing,
        by_undo_and_again,
        by_restored_draft,
        by_changed_thread,
        by_passing_on,
    ],
)
@pytest.mark.parametrize(
    "address",
    [
        "carla@customer.example",
        "Carla+lamp@Customer.example",
        "carla@work.example",
        "buyer@x.example",
    ],
)
def test_the_customer_is_never_written_to_in_a_suppliers_conversation(
    case: Case, agent: Staff, thread: Thread, way: Any, address: str
) -> None:
    """By each way of sending: an address of the customer's, a second one, another buyer's."""
    assert case.customer
    add_identity(case.customer, "email", "carla@work.example")
    make_order("W-2002", customer=make_customer("buyer@x.example"))

    with pytest.raises(Refused) as refused:
        way(case, agent, thread, address)

    assert refused.value.code in {"customers_address", "no_address"}
    assert not any(
        one.lower().replace("+lamp", "")
        in {"carla@customer.example", "carla@work.example", "buyer@x.example"}
        for message in Message.objects.filter(thread=thread, direction="out")
        for _name, one in (*message.to, *message.cc)
    )


def test_the_customer_is_refused_where_a_conversation_begins(case: Case, agent: Staff) -> None:
    with pytest.raises(Refused) as refused:
        open_thread(case, agent, "carrier", "DPD", CARLA[1])

    assert refused.value.code == "customers_address"
    assert "is never sent to a customer" in " ".join(refused.value.reasons)


def test_a_supplier_is_never_written_to_in_the_customers_conversation(
    case: Case, agent: Staff, thread: Thread
) -> None:
    make_message(case, from_address=CARLA[1], cc=[list(MAKER)])

    ours = send_reply(case, agent, "Hello")
    with pytest.raises(Refused) as refused:
        send_reply(case, agent, "Hello", cc=[MAKER])
    with pytest.raises(Refused) as noticed:
        send_notice(case.shop, MAKER[1], "News", "Hello", "en", case)

    assert (ours.to, ours.cc) == ([["", CARLA[1]]], [])
    assert (refused.value.code, noticed.value.code) == ("suppliers_address",) * 2
    assert Dispatch.objects.count() == 1


def test_who_became_a_customer_while_it_waited_does_not_get_it(
    case: Case, agent: Staff, thread: Thread
) -> None:
    ours = send_reply(case, agent, "Hello", thread=thread, undo_for=NOW)
    assert case.customer
    add_identity(case.customer, "email", MAKER[1])

    dispatch_due()

    dispatch = Dispatch.objects.get(message=ours)
    assert (dispatch.state, dispatch.error["code"]) == ("failed", "customers_address")
    assert not dispatch.deliveries.filter(outcome="accepted").exists()


def test_files_are_passed_on_only_when_chosen(case: Case, agent: Staff, thread: Thread) -> None:
    heard = case.messages.get()
    photo = Attachment.objects.create(message=heard, name="a.jpg", type="image/jpeg", size=1)
    other = Attachment.objects.create(message=make_message(make_case()), name="b.jpg", size=1)

    without = send_reply(case, agent, "Hello", thread=thread)
    with_it = send_reply(case, agent, "See the photo", thread=thread, passed_on=[photo.pk])
    with pytest.raises(BadInput):
        send_reply(case, agent, "And this", thread=thread, passed_on=[other.pk])

    assert without.attachments.count() == 0
    assert [one.name for one in with_it.attachments.all()] == ["a.jpg"]
    assert heard.attachments.get() == photo


def test_each_conversation_has_a_draft_of_its_own(case: Case, agent: Staff, thread: Thread) -> None:
    save_draft(case, agent, 0, "Dear Carla")
    save_draft(case, agent, 0, "Dear makers", thread=thread)

    send_reply(case, agent, "Dear makers", thread=thread)

    assert [draft.body for draft in agent.drafts.all()] == ["Dear Carla"]


def test_a_merged_case_brings_its_conversations_with_others(
    case: Case, agent: Staff, thread: Thread
) -> None:
    into = make_case()
    save_draft(case, agent, 0, "Dear makers", thread=thread)

    bring_messages(case.pk, into.pk)

    thread.refresh_from_db()
    assert thread.case == into
    assert agent.drafts.get().case == into
