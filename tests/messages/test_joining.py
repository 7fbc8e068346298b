"""Which case a mail joins, from raw bytes to rows: signs, guards and linked cases."""

import base64
from datetime import timedelta
from email.message import EmailMessage

import pytest

from makegood.cases.actions.closing import close_case
from makegood.cases.models import Case, LinkedCase
from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival, Message, OtherId
from makegood.messages.ports import Fetched
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_order, make_shop

pytestmark = pytest.mark.django_db
GUID = bytes(range(1, 17))


@pytest.fixture
def mailbox() -> Account:
    settings = {"address": "help@shop.example", "plus_addressing": True}
    return connect_mailbox(make_shop(), None, settings, "x", kind="email")


def arrive(account: Account, text: str = "Where is it?", **headers: str) -> Arrival:
    letter = EmailMessage()
    number = Arrival.objects.count() + 1
    given = {
        "From": "Carla Customer <carla@customer.example>",
        "To": "help@shop.example",
        "Subject": "My parcel",
        "Message-ID": f"<{number}@customer.example>",
        "Date": "Mon, 02 Mar 2026 09:00:00 +0000",
    }
    for name, value in (given | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        if value:
            letter[name] = value
    letter.set_content(text)
    fetched = Fetched(f"INBOX/1/{number}", letter.as_bytes(), clock.now(), {})
    arrival = store_arrival(account, fetched)
    assert arrival is not None
    settle_arrivals()
    arrival.refresh_from_db()
    return arrival


def outcome(arrival: Arrival) -> tuple[str, str]:
    return arrival.outcome, arrival.reason


def case_of(arrival: Arrival) -> Case:
    return Case.objects.get(messages=arrival.message)


def thread_index(guid: bytes, answers: int = 0) -> str:
    return base64.b64encode(
        b"\x01\xd9\x11\x22\x33\x44" + guid + b"\x10\x00\x00\x00\x00" * answers
    ).decode()


def linked(case: Case) -> list[tuple[int, str]]:
    return [(link.other.number, link.why) for link in LinkedCase.objects.filter(case=case)]


def test_an_answer_to_the_customers_own_mail_joins_its_case(mailbox: Account) -> None:
    first = arrive(mailbox, Message_ID="<own@customer.example>")

    more = arrive(mailbox, "And a photo", Subject="Photo", References="<own@customer.example>")

    assert outcome(more) == ("joined", "references")
    assert case_of(more) == case_of(first)


def test_a_colleague_in_copy_joins_when_answering_the_original(mailbox: Account) -> None:
    first = arrive(mailbox, Message_ID="<own@customer.example>", Cc="Cora <cora@customer.example>")

    answer = arrive(
        mailbox,
        "I am at home all day.",
        From="Cora <cora@customer.example>",
        Subject="Re: My parcel",
        In_Reply_To="<own@customer.example>",
    )

    assert outcome(answer) == ("joined", "references")
    assert case_of(answer) == case_of(first)


def test_a_stranger_who_refers_to_a_case_gets_a_case_of_their_own_linked_to_it(
    mailbox: Account,
) -> None:
    case = case_of(arrive(mailbox, Message_ID="<own@customer.example>"))

    answer = arrive(
        mailbox,
        "What was this about?",
        From="Eve <eve@evil.example>",
        Subject="Re: My parcel",
        In_Reply_To="<own@customer.example>",
    )

    assert outcome(answer) == ("opened", "stranger")
    own = case_of(answer)
    assert own != case
    assert own.customer != case.customer
    assert linked(own) == [(case.number, "stranger")]
    told = Happening.objects.filter(name="CaseLinked").order_by("id")
    assert [(h.topic, h.facts["other_number"]) for h in told] == [
        (f"case:{own.pk}", case.number),
        (f"case:{case.pk}", own.number),
    ]


def test_a_stranger_who_refers_to_our_message_does_not_join_either(mailbox: Account) -> None:
    case = case_of(arrive(mailbox))
    ours = send_reply(case, make_staff(), "Hello")

    answer = arrive(
        mailbox, From="eve@evil.example", Subject=ours.subject, In_Reply_To=f"<{ours.message_id}>"
    )

    assert outcome(answer) == ("opened", "stranger")
    assert case.messages.filter(direction="in").count() == 1


def test_who_was_let_in_by_the_token_is_known_from_then_on(mailbox: Account) -> None:
    case = case_of(arrive(mailbox))
    ours = send_reply(case, make_staff(), "Hello")
    assert ours.thread
    husband = {"From": "husband@other.example", "Subject": ours.subject}

    arrive(mailbox, "It came", To=f"help+{ours.thread.token}@shop.example", **husband)
    again = arrive(mailbox, "Broken", In_Reply_To=f"<{ours.message_id}>", **husband)

    assert outcome(again) == ("joined", "references")
    assert case_of(again) == case


def test_a_report_on_a_message_of_ours_joins_whoever_sent_it(mailbox: Account) -> None:
    case = case_of(arrive(mailbox))
    ours = send_reply(case, make_staff(), "Hello")

    away = arrive(
        mailbox,
        "I am on holiday.",
        From="office@customer.example",
        Subject="Out of office",
        In_Reply_To=f"<{ours.message_id}>",
        Auto_Submitted="auto-replied",
    )

    assert outcome(away) == ("joined", "references")
    assert case_of(away) == case


def test_an_outlook_answer_without_references_joins_by_its_conversation(mailbox: Account) -> None:
    first = arrive(mailbox, Thread_Index=thread_index(GUID), Thread_Topic="My parcel")
    case = case_of(first)

    answer = arrive(
        mailbox,
        "Any news?",
        Subject="WG: something",
        Thread_Index=thread_index(GUID, 2),
        Thread_Topic="My parcel",
    )
    other = arrive(mailbox, "Another", Subject="Lamp", Thread_Index=thread_index(GUID[::-1]))

    assert first.message
    assert first.message.conversation == GUID.hex()
    assert outcome(answer) == ("joined", "conversation")
    assert case_of(answer) == case
    assert outcome(other) == ("opened", "new")


def test_an_answer_to_the_id_a_server_gave_our_mail_joins(mailbox: Account) -> None:
    case = case_of(arrive(mailbox))
    ours = send_reply(case, make_staff(), "Hello")
    OtherId.objects.create(message=ours, mail_id="0102-1@amazonses.com")

    answer = arrive(mailbox, Subject="", In_Reply_To="<0102-1@eu-west-1.amazonses.com>")

    assert outcome(answer) == ("joined", "references")
    assert case_of(answer) == case


def test_an_answer_to_a_letter_nobody_has_any_more_joins_by_the_token_in_its_id(
    mailbox: Account,
) -> None:
    case = case_of(arrive(mailbox))
    ours = send_reply(case, make_staff(), "Hello")
    lost = ours.message_id
    ours.delete()

    answer = arrive(mailbox, "Yes", In_Reply_To=f"<{lost.upper()}>")
    stranger = arrive(mailbox, "No", From="eve@evil.example", In_Reply_To=f"<{lost}>")

    assert outcome(answer) == ("joined", "references")
    assert case_of(answer) == case
    assert outcome(stranger) == ("opened", "stranger")


def test_a_strangers_conversation_is_not_joined(mailbox: Account) -> None:
    case = case_of(arrive(mailbox, Thread_Index=thread_index(GUID)))

    answer = arrive(mailbox, From="eve@evil.example", Thread_Index=thread_index(GUID, 1))

    assert outcome(answer) == ("opened", "stranger")
    assert linked(case_of(answer)) == [(case.number, "stranger")]


def test_another_subject_on_a_closed_case_opens_a_linked_one(mailbox: Account) -> None:
    case = case_of(arrive(mailbox, Message_ID="<own@customer.example>"))
    close_case(case, None, "done")

    late = arrive(
        mailbox, "Now this", Subject="A broken lamp", In_Reply_To="<own@customer.example>"
    )

    assert outcome(late) == ("opened", "new_after_closed")
    assert linked(case_of(late)) == [(case.number, "new_after_closed")]
    case.refresh_from_db()
    assert case.is_closed


def test_another_order_under_another_subject_opens_a_linked_case(mailbox: Account) -> None:
    make_order("W-1001")
    other = make_order("W-2002")
    first = arrive(
        mailbox, "W-1001 is late", Subject="Order W-1001", Message_ID="<own@customer.example>"
    )

    second = arrive(
        mailbox,
        "W-2002 is broken",
        Subject="Order W-2002 came broken",
        In_Reply_To="<own@customer.example>",
    )

    assert outcome(second) == ("opened", "other_order")
    assert case_of(second).order == other
    assert linked(case_of(second)) == [(case_of(first).number, "other_order")]


def test_of_two_open_cases_about_one_order_the_newest_goes_on(mailbox: Account) -> None:
    make_order("W-1001")
    first = arrive(mailbox, "W-1001 is late", Subject="Order W-1001")
    invoice = arrive(mailbox, "Invoice for W-1001", Subject="The paper for the tax office")
    Case.objects.filter(pk=case_of(invoice).pk).update(subject="Order W-1001")
    Case.objects.filter(pk=case_of(first).pk).update(changed_at=clock.now() + timedelta(minutes=1))

    third = arrive(mailbox, "W-1001?", Subject="Order W-1001")

    assert outcome(third) == ("joined", "same_order")
    assert case_of(third) == case_of(invoice)


def test_the_number_in_the_subject_is_believed_of_who_was_in_copy(mailbox: Account) -> None:
    case = case_of(arrive(mailbox, Cc="cora@customer.example"))

    answer = arrive(mailbox, From="cora@customer.example", Subject=f"Parcel [#{case.number}]")

    assert outcome(answer) == ("joined", "case_number")


def test_a_case_number_without_brackets_is_believed_unless_it_is_an_orders(
    mailbox: Account,
) -> None:
    case = case_of(arrive(mailbox))

    told = arrive(mailbox, "The photo", Subject=f"Photo for case {case.number}")
    stranger = arrive(mailbox, "A", Subject=f"Case {case.number}", From="eve@evil.example")
    make_order(str(case.number))
    order = arrive(mailbox, "The invoice", Subject=f"Invoice for #{case.number}")

    assert outcome(told) == ("joined", "case_number")
    assert outcome(stranger) == outcome(order) == ("opened", "new")


def test_anothers_case_number_hides_no_order_of_ones_own(mailbox: Account) -> None:
    make_order("W-1001")
    others = case_of(arrive(mailbox, From="dan@customer.example"))
    case = case_of(arrive(mailbox, "W-1001?", Subject="Order W-1001 is late"))

    more = arrive(mailbox, "W-1001?", Subject=f"Order W-1001 is late [#{others.number}]")

    assert outcome(more) == ("joined", "same_order")
    assert case_of(more) == case


def test_an_address_of_ours_in_copy_lets_nobody_in(mailbox: Account) -> None:
    case = case_of(arrive(mailbox, Cc="help@shop.example", Message_ID="<own@customer.example>"))

    ours = arrive(mailbox, From="help@shop.example", In_Reply_To="<own@customer.example>")

    assert outcome(ours) == ("quarantined", "own_address")
    assert Message.objects.filter(case=case, direction="in").count() == 1
