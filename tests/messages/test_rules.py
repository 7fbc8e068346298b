"""What is decided about words, as tables."""

from dataclasses import replace

import pytest

from makegood.kernel.mail.values import File
from makegood.messages.ports import Address, Inbound
from makegood.messages.rules import (
    AckFacts,
    admit,
    fill_template,
    may_acknowledge,
    message_id_of,
    reply_address,
    sanitised,
    shown,
    tokens_in,
)
from makegood.messages.rules.admitting import identity_of, is_same
from makegood.messages.rules.filling import unknown_fields
from makegood.messages.rules.picturing import with_names

TOKEN = "23456789abcdefgh"


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


def test_pictures_within_the_words_are_called_by_their_names() -> None:
    picture = File("crack.png", "image/png", b"PNG", "image001.png@01DB.5C")
    words = "See [cid:image001.png@01DB.5C] and [cid:other]."
    inbound = Inbound(sender=None, text=words, reply_text=words, files=(picture,))

    named = with_names(inbound)

    assert (named.text, named.reply_text) == ("See [crack.png] and [cid:other].",) * 2
    assert with_names(replace(inbound, files=())).text == words


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
