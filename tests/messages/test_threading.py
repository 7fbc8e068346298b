"""Which conversation a mail belongs to, as tables of examples."""

from dataclasses import replace
from uuid import uuid4

import pytest

from makegood.messages.rules import (
    Candidate,
    Incoming,
    case_numbers_in,
    match_thread,
    plain_subject,
)
from makegood.messages.rules.renaming import comparable, ids_given
from makegood.messages.rules.threading import is_similar

TOKEN = "23456789abcdefgh"
CARLA, HUSBAND, ORDER, OTHER_ORDER = uuid4(), uuid4(), uuid4(), uuid4()
CASE = Candidate(
    thread_id=uuid4(),
    case_id=uuid4(),
    token=TOKEN,
    number=10234,
    customer_id=CARLA,
    order_id=ORDER,
    subject="Where is my parcel?",
    is_closed=False,
    idle_days=2,
)
HERE = {CASE.thread_id}
MAIL = Incoming(
    subject="Re: Where is my parcel?",
    customer_id=CARLA,
    tokens=frozenset(),
    sender="carla@customer.example",
)
CC = {"participants": {"carla@customer.example", "colleague@customer.example"}}
COLLEAGUE = {"customer_id": None, "sender": "colleague@customer.example"}
STRANGER = {"customer_id": None, "sender": "eve@evil.example"}
ANOTHER = {"customer_id": HUSBAND, "sender": "husband@other.example"}
CHANGED = {"subject": "A broken lamp"}
CLOSED = {"is_closed": True}
SUPPLIER = {"is_with_customer": False}


@pytest.mark.parametrize(
    ("mail", "case", "rule"),
    [
        ({}, {}, "new"),
        # The token of a reply address: whoever has it may speak.
        ({"tokens": {TOKEN}}, {}, "token"),
        ({"tokens": {TOKEN}} | STRANGER, {}, "token"),
        ({"tokens": {TOKEN}} | CHANGED, {}, "token"),
        ({"moved": HERE, "tokens": {"another"}}, {}, "token"),
        # References: the customer, and who was in a message of the conversation.
        ({"referred": HERE}, {}, "references"),
        ({"referred": HERE} | CHANGED, {}, "references"),
        ({"referred": HERE} | COLLEAGUE, CC, "references"),
        ({"referred": HERE} | ANOTHER, {"participants": {"husband@other.example"}}, "references"),
        ({"referred": HERE} | STRANGER, CC, "stranger"),
        ({"referred": HERE} | ANOTHER, CC, "stranger"),
        ({"referred": HERE} | STRANGER | {"sender": ""}, {"participants": {""}}, "stranger"),
        ({"referred": HERE, "is_word": False} | STRANGER, CC, "references"),
        # Outlook's conversation, where References were rewritten.
        ({"conversing": HERE}, {}, "conversation"),
        ({"conversing": HERE} | COLLEAGUE, CC, "conversation"),
        ({"conversing": HERE} | STRANGER, CC, "stranger"),
        ({"conversing": HERE, "referred": HERE}, {}, "references"),
        # The number in the subject is no secret.
        ({"numbers": {10234}}, {}, "case_number"),
        ({"numbers": {10234}} | COLLEAGUE, CC, "case_number"),
        ({"numbers": {10234}} | STRANGER, CC, "new"),
        ({"numbers": {10234}} | ANOTHER, {}, "new"),
        ({"numbers": {10234}, "customer_id": None}, {"customer_id": None}, "new"),
        ({"numbers": {99999}}, {}, "new"),
        # The same order: only with all of customer, time, and words.
        ({"order_ids": {ORDER}}, {}, "same_order"),
        ({"order_ids": {ORDER}, "subject": "An invoice, please"}, {}, "new"),
        ({"order_ids": {ORDER}}, {"idle_days": 40}, "new"),
        ({"order_ids": {ORDER}}, CLOSED, "new"),
        ({"order_ids": {OTHER_ORDER}}, {}, "new"),
        ({"order_ids": {ORDER}} | COLLEAGUE, CC, "new"),
        ({}, {"order_id": None}, "new"),
        # A closed case goes on when its customer answers; under another subject it is another matter.
        ({"tokens": {TOKEN}}, CLOSED, "token"),
        ({"tokens": {TOKEN}}, CLOSED | {"idle_days": 90}, "token"),
        ({"tokens": {TOKEN}, "subject": "AW: Where is my parcel? [#10234]"}, CLOSED, "token"),
        ({"tokens": {TOKEN}, "subject": ""}, CLOSED, "token"),
        ({"tokens": {TOKEN}} | CHANGED, CLOSED, "new_after_closed"),
        ({"referred": HERE} | CHANGED, CLOSED, "new_after_closed"),
        ({"numbers": {10234}} | CHANGED, CLOSED, "new_after_closed"),
        ({"referred": HERE, "is_word": False} | CHANGED, CLOSED, "references"),
        ({"referred": HERE, "topic": CASE.subject} | CHANGED, CLOSED, "references"),
        # So it is when another order is named, unless it is named in passing.
        ({"tokens": {TOKEN}, "order_ids": {OTHER_ORDER}}, CLOSED, "other_order"),
        ({"tokens": {TOKEN}, "order_ids": {OTHER_ORDER}} | CHANGED, {}, "other_order"),
        ({"tokens": {TOKEN}, "order_ids": {OTHER_ORDER}}, {}, "token"),
        ({"tokens": {TOKEN}, "order_ids": {ORDER, OTHER_ORDER}} | CHANGED, {}, "token"),
        ({"tokens": {TOKEN}, "order_ids": {OTHER_ORDER}} | CHANGED, {"order_id": None}, "token"),
        # A supplier's conversation: any colleague of theirs may answer, about anything.
        ({"tokens": {TOKEN}} | STRANGER, SUPPLIER, "token"),
        ({"referred": HERE} | STRANGER | CHANGED, SUPPLIER | CLOSED, "references"),
        ({"numbers": {10234}} | STRANGER, SUPPLIER | CC, "new"),
        ({"numbers": {10234}} | COLLEAGUE, SUPPLIER | CC, "case_number"),
        ({"order_ids": {ORDER}}, SUPPLIER, "new"),
    ],
)
def test_where_a_mail_belongs(mail: dict[str, object], case: dict[str, object], rule: str) -> None:
    here = replace(CASE, **case)  # type: ignore[arg-type]

    match = match_thread(replace(MAIL, **mail), [here])  # type: ignore[arg-type]

    is_joined = rule in {"token", "references", "conversation", "case_number", "same_order"}
    assert match.rule == rule
    assert match.candidate == (here if is_joined else None)
    assert match.linked_to == (None if is_joined or rule == "new" else here)


def test_the_strongest_sign_wins_then_the_open_case_then_the_newest() -> None:
    by_token = replace(CASE, thread_id=uuid4(), number=1, is_closed=True)
    by_number = replace(CASE, thread_id=uuid4(), token="x", number=10234)
    older = replace(CASE, thread_id=uuid4(), token="y", number=2, idle_days=0)
    closed = replace(CASE, thread_id=uuid4(), token="z", number=10299, is_closed=True)
    mail = replace(MAIL, tokens={TOKEN}, numbers={10234, 2, 10299})

    assert match_thread(mail, [by_number, by_token]).candidate == by_token
    assert match_thread(mail, [older, by_number, closed]).candidate == by_number


def test_of_two_conversations_referred_to_the_one_answered_goes_on() -> None:
    new = replace(CASE, thread_id=uuid4(), token="x", number=10300)
    mail = replace(MAIL, referred={CASE.thread_id, new.thread_id})

    assert match_thread(mail, [CASE, new]).candidate == new
    assert match_thread(replace(mail, answered=HERE), [CASE, new]).candidate == CASE


def test_the_message_answered_tells_more_than_the_address_it_went_to() -> None:
    """Of a split case: the old address, and a message that went into the new one."""
    new = replace(CASE, thread_id=uuid4(), token="x", number=10300)
    mail = replace(MAIL, tokens={TOKEN}, referred={new.thread_id}, answered={new.thread_id})
    stranger = replace(mail, **STRANGER)  # type: ignore[arg-type]

    assert match_thread(mail, [CASE, new]).candidate == new
    assert match_thread(stranger, [CASE, new]).candidate == CASE


def test_the_score_tells_how_sure_it_is() -> None:
    mails = [
        {"tokens": {TOKEN}, "answered": HERE},
        {"tokens": {TOKEN}},
        {"referred": HERE, "answered": HERE},
        {"referred": HERE},
        {"conversing": HERE},
        {"numbers": {10234}},
        {"order_ids": {ORDER}},
        {},
    ]

    scores = [match_thread(replace(MAIL, **m), [CASE]).score for m in mails]  # type: ignore[arg-type]

    assert scores == [115, 100, 105, 90, 80, 70, 50, 0]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Re: My parcel [#10234]", "My parcel"),
        ("AW: WG: Paket", "Paket"),
        ("Ats: Siunta", "Siunta"),
        ("Vá: Re[2]: Csomag", "Csomag"),
        ("RV: Pedido", "Pedido"),
        ("R: I: Pacco", "Pacco"),
        ("Отв: Посылка", "Посылка"),
        ("Одг: Пакет", "Пакет"),
        ("VS: Paketti", "Paketti"),
        ("Re：Lamp", "Lamp"),
        ("[EXTERNAL] Re: Lamp", "Lamp"),
        ("*** SPAM *** Re: Lamp", "Lamp"),
        ("[Extern] AW: Lampe", "Lampe"),
        ("[Extra cable] broken", "[Extra cable] broken"),
        ("Return: how?", "Return: how?"),
    ],
)
def test_a_subject_without_what_mail_programs_put_before_it(written: str, plain: str) -> None:
    assert plain_subject(written) == plain


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Re: Order W-1001", "order w-1001", True),
        ("My order W-1001 is late", "Order W-1001 is late", True),
        ("Invoice", "Where is my parcel?", False),
        ("", "Anything", True),
    ],
)
def test_similar_subjects(one: str, other: str, same: bool) -> None:
    assert is_similar(one, other) is same


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("Re: [#10234] about order #99887 [#10300]", {10234, 10300}),
        ("Case #10234", {10234}),
        ("10234: photo", {10234}),
        ("Номер 10234?", {10234}),
        ("Order W-10234", set()),
        ("Order 10234-1, 23.11.2026, 12345.50", set()),
        ("Room 2026", set()),
        ("EAN 4006381333931", set()),
    ],
)
def test_case_numbers_in_a_subject(subject: str, numbers: set[int]) -> None:
    assert case_numbers_in(subject) == numbers


@pytest.mark.parametrize(
    ("response", "found"),
    [
        ("250 2.0.0 Ok: queued as 4ABC", set()),
        ("250 2.6.0 <a.b@shop.example> Queued mail for delivery", set()),
        (
            "250 2.6.0 <DB7PR1.x@DB7PR1.eurprd.prod.outlook.com> [InternalId=1, Hostname=DB7] Queued mail for delivery",
            {"DB7PR1.x@DB7PR1.eurprd.prod.outlook.com"},
        ),
        (
            "250 Ok 0102018f5f3e1a2b-6d0c1c7e-1111-2222-3333-444455556666-000000",
            {"0102018f5f3e1a2b-6d0c1c7e-1111-2222-3333-444455556666-000000@amazonses.com"},
        ),
        ("250 Ok", set()),
        ("", set()),
    ],
)
def test_what_a_server_called_our_mail_instead(response: str, found: set[str]) -> None:
    assert ids_given(response, "a.b@shop.example") == found


def test_amazons_region_makes_no_difference() -> None:
    assert comparable("0102-1@eu-west-1.amazonses.com") == "0102-1@amazonses.com"
    assert comparable("0102-1@email.amazonses.com") == "0102-1@amazonses.com"
    assert comparable("x@shop.example") == "x@shop.example"
