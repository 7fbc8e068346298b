"""What is decided about words, as tables."""

from dataclasses import replace
from uuid import uuid4

import pytest

from makegood.messages.ports import Address, Inbound
from makegood.messages.rules import (
    AckFacts,
    Candidate,
    Incoming,
    admit,
    case_numbers_in,
    fill_template,
    match_thread,
    may_acknowledge,
    message_id_of,
    plain_subject,
    reply_address,
    sanitised,
    shown,
    tokens_in,
)
from makegood.messages.rules.admitting import identity_of, is_same
from makegood.messages.rules.filling import unknown_fields
from makegood.messages.rules.threading import is_similar

TOKEN = "23456789abcdefgh"
CARLA, ORDER, OTHER_ORDER = uuid4(), uuid4(), uuid4()
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
MAIL = Incoming(
    subject="Something",
    customer_id=CARLA,
    tokens=frozenset(),
    known_cases=frozenset(),
    numbers=frozenset(),
    order_ids=frozenset(),
)


@pytest.mark.parametrize(
    ("mail", "case", "rule"),
    [
        ({}, {}, "new"),
        ({"tokens": {TOKEN}}, {}, "token"),
        ({"tokens": {TOKEN}, "customer_id": None}, {}, "token"),
        ({"known_cases": {CASE.case_id}, "customer_id": uuid4()}, {}, "references"),
        ({"numbers": {10234}}, {}, "case_number"),
        ({"numbers": {10234}, "customer_id": uuid4()}, {}, "new"),
        ({"numbers": {10234}, "customer_id": None}, {"customer_id": None}, "new"),
        ({"order_ids": {ORDER}, "subject": "Re: where is my parcel"}, {}, "same_order"),
        ({"order_ids": {ORDER}, "subject": "An invoice, please"}, {}, "new"),
        ({"order_ids": {ORDER}, "subject": CASE.subject}, {"idle_days": 40}, "new"),
        ({"order_ids": {ORDER}, "subject": CASE.subject}, {"is_closed": True}, "new"),
        ({"order_ids": {OTHER_ORDER}, "subject": CASE.subject}, {}, "new"),
        ({"tokens": {TOKEN}}, {"is_closed": True}, "token"),
        ({"tokens": {TOKEN}}, {"is_closed": True, "idle_days": 90}, "new_after_closed"),
        (
            {"tokens": {TOKEN}, "subject": "AW: Where is my parcel? [#10234]"},
            {"is_closed": True, "idle_days": 90},
            "token",
        ),
        (
            {"tokens": {TOKEN}, "order_ids": {OTHER_ORDER}},
            {"is_closed": True},
            "new_after_closed",
        ),
    ],
)
def test_where_a_mail_belongs(mail: dict[str, object], case: dict[str, object], rule: str) -> None:
    match = match_thread(replace(MAIL, **mail), [replace(CASE, **case)])  # type: ignore[arg-type]

    assert match.rule == rule
    assert (match.candidate is None) == rule.startswith("new")


def test_the_strongest_sign_wins_then_the_open_case_then_the_youngest() -> None:
    by_token = replace(CASE, case_id=uuid4(), number=1, is_closed=True)
    by_number = replace(CASE, case_id=uuid4(), token="x", number=10234)
    older = replace(CASE, case_id=uuid4(), token="y", number=2, idle_days=20)
    mail = replace(MAIL, tokens={TOKEN}, numbers={10234, 2})

    assert match_thread(mail, [by_number, by_token]).candidate == by_token
    assert match_thread(mail, [older, by_number]).candidate == by_number


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


def test_a_case_number_stands_in_brackets() -> None:
    assert case_numbers_in("Re: [#10234] about order #99887 [#10300]") == {10234, 10300}


def test_a_token_is_found_in_addresses_and_in_our_message_ids() -> None:
    address = reply_address("help@shop.example", TOKEN)
    message_id = message_id_of(TOKEN.replace("2", "3"), "abc", "help@shop.example")

    assert address == f"help+{TOKEN}@shop.example"
    assert tokens_in([address.upper(), "help+news@shop.example"], []) == {TOKEN}
    assert tokens_in([], [message_id, f"<{message_id}>", "other@x"]) == {TOKEN.replace("2", "3")}


OWN = frozenset({"help@shop.example"})
CARLAS = Address("Carla", "carla@x.example")
OURS = Address("Shop", "help@shop.example")
ROBOT = Address("Form", "no-reply@forms.example")


@pytest.mark.parametrize(
    ("inbound", "author", "outcome", "reason"),
    [
        (Inbound(CARLAS), CARLAS, "", ""),
        (Inbound(CARLAS, reply_to=(Address("", "c@other.example"),)), CARLAS, "", ""),
        (Inbound(OURS, reply_to=(CARLAS,)), CARLAS, "", ""),
        (Inbound(ROBOT, reply_to=(CARLAS,)), CARLAS, "", ""),
        (Inbound(ROBOT), ROBOT, "", ""),
        (Inbound(None), None, "quarantined", "no_sender"),
        (Inbound(Address("x", "")), None, "quarantined", "no_sender"),
        (Inbound(None, reply_to=(CARLAS,)), CARLAS, "", ""),
        (Inbound(OURS), None, "quarantined", "own_address"),
        (Inbound(OURS, reply_to=(OURS,)), None, "quarantined", "own_address"),
        (Inbound(OURS, auto="auto_reply"), None, "ignored", "own_address"),
        (
            Inbound(Address("", f"help+{TOKEN}@shop.example"), auto="auto_reply"),
            None,
            "ignored",
            "own_address",
        ),
    ],
)
def test_whose_words_they_are(
    inbound: Inbound, author: Address | None, outcome: str, reason: str
) -> None:
    admission = admit(inbound, OWN)

    assert (admission.author, admission.outcome, admission.reason) == (author, outcome, reason)


def test_a_mail_without_id_is_known_by_its_words_and_its_hour() -> None:
    mail = Inbound(CARLAS, subject="A", text="B")

    assert identity_of(mail) == identity_of(replace(mail, recipients=("other@shop.example",)))
    assert identity_of(mail) != identity_of(replace(mail, text="C"))
    assert identity_of(replace(mail, message_id="a@b")) == "a@b"


def test_one_id_on_different_words_is_not_one_mail() -> None:
    assert is_same("a@x", "Hello,\r\n there", "a@x", "hello there")
    assert not is_same("a@x", "Hello", "a@x", "Goodbye")
    assert not is_same("a@x", "Hello", "b@x", "Hello")


@pytest.mark.parametrize(
    ("address", "auto", "reason"),
    [
        ("carla@x.example", "none", ""),
        ("carla@x.example", "auto_reply", "automatic"),
        ("carla@x.example", "list", "automatic"),
        ("", "none", "no_address"),
        ("help@shop.example", "none", "own_address"),
        (f"help+{TOKEN}@shop.example", "none", "own_address"),
        ("no-reply@x.example", "none", "no_reply"),
        ("donotreply@x.example", "none", "no_reply"),
        ("MAILER-DAEMON@x.example", "none", "no_reply"),
        ("norep@x.example", "none", ""),
    ],
)
def test_who_is_acknowledged(address: str, auto: str, reason: str) -> None:
    assert may_acknowledge(AckFacts(address, auto, OWN)) == reason


def test_a_template_fills_what_is_known_and_names_what_is_not() -> None:
    filled = fill_template(
        "Hello {{customer.first_name}}, {{ order.number }} / {{ nonsense }} {{ order.number }}",
        {"customer.first_name": "Anna {{ shop.name }}", "order.number": ""},
    )

    assert filled.text == (
        "Hello Anna {{ shop.name }}, {{ order.number }} / {{ nonsense }} {{ order.number }}"
    )
    assert filled.missing == ("order.number", "nonsense")
    assert unknown_fields("{{ order.number }} {{ nonsense }}") == ["nonsense"]


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>x()</script>b", "b"),
        ("<form action='/x'><input name=q></form>c", "c"),
        ('<a href="javascript:x()">d</a>', '<a rel="noopener noreferrer nofollow">d</a>'),
        ('<img src="https://t.example/p.gif">', '<img data-remote-src="https://t.example/p.gif">'),
        ('<img src="//t.example/p.gif">', '<img data-remote-src="//t.example/p.gif">'),
        ('<img src="cid:a@b">', '<img src="cid:a@b">'),
        ('<img src="data:text/html,x">', "<img>"),
        ('<img srcset="https://t.example/p.gif 2x">', "<img>"),
        ('<table background="https://t.example/p"></table>', "<table></table>"),
        ('<p style="background:url(https://t.example/p)">e</p>', "<p>e</p>"),
        ('<link rel="stylesheet" href="https://t.example/c.css">f', "f"),
        ("<iframe src='https://t.example'></iframe><svg onload=x()></svg>g", "g"),
        ("<meta http-equiv=refresh content='0;url=https://t.example'>h", "h"),
    ],
)
def test_strangers_html_is_made_harmless(html: str, clean: str) -> None:
    assert sanitised(html) == clean


def test_pictures_are_shown_from_the_message_itself_and_from_elsewhere_when_asked() -> None:
    html = sanitised('<img src="cid:a@b"><img src="cid:gone"><img src="https://t.example/p.gif">')

    here = shown(html, {"a@b": "/files/1/"})

    assert here == (
        '<img src="/files/1/"><img src=""><img data-remote-src="https://t.example/p.gif">'
    )
    assert '<img src="https://t.example/p.gif">' in shown(html, {}, remote=True)
