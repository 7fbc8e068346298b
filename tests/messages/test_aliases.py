"""Other addresses that are delivered into a mailbox are ours, like its own."""

from email.message import EmailMessage

import pytest

from makegood.kernel import clock
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival, Message
from makegood.messages.ports import Fetched
from makegood.messages.queries import account_of, recipients_by_rule
from makegood.people.models import Customer
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
ADDRESS, ALIAS = "help@shop.example", "orders@shop.example"


@pytest.fixture
def mailbox() -> Account:
    settings = {"address": ADDRESS, "aliases": [ALIAS], "plus_addressing": True}
    return connect_mailbox(make_shop(email=ADDRESS), None, settings, "x")


def arrive(account: Account, **headers: str) -> Arrival:
    letter = EmailMessage()
    number = Arrival.objects.count() + 1
    given = {"To": ADDRESS, "Subject": "My parcel", "Message-ID": f"<{number}@customer.example>"}
    for name, value in (given | headers).items():
        letter[name] = value
    letter.set_content("Where is it?")
    arrival = store_arrival(
        account, Fetched(f"INBOX/1/{number}", letter.as_bytes(), clock.now(), {})
    )
    assert arrival is not None
    settle_arrivals()
    arrival.refresh_from_db()
    return arrival


def test_mail_from_an_alias_never_identifies_a_customer(mailbox: Account) -> None:
    ours = arrive(mailbox, From=f"Orders <{ALIAS}>")
    form = arrive(mailbox, **{"From": f"Form <{ALIAS}>", "Reply-To": "Carla <carla@c.example>"})
    theirs = arrive(mailbox, From="Cora <cora@c.example>")

    assert (ours.outcome, ours.reason) == ("quarantined", "own_address")
    assert (form.outcome, theirs.outcome) == ("opened", "opened")
    assert {one.name for one in Customer.objects.all()} == {"Carla", "Cora"}


def test_an_alias_with_something_after_a_plus_is_ours_too(mailbox: Account) -> None:
    ours = arrive(mailbox, From="Orders <Orders+shop@shop.example>")
    form = arrive(
        mailbox,
        **{"From": "Form <orders+form@shop.example>", "Reply-To": "Carla <carla@c.example>"},
    )

    assert (ours.outcome, ours.reason) == ("quarantined", "own_address")
    assert form.outcome == "opened"
    assert {one.name for one in Customer.objects.all()} == {"Carla"}


def test_an_alias_may_have_a_plus_of_its_own() -> None:
    settings = {"address": ADDRESS, "aliases": ["info+shop@shop.example"]}
    mailbox = connect_mailbox(make_shop(email=ADDRESS), None, settings, "x")

    again = arrive(mailbox, From="Info <info+shop+abcdefghjkmnpqrs@shop.example>")

    assert (again.outcome, again.reason) == ("quarantined", "own_address")
    assert account_of("info+shop+abcdefghjkmnpqrs@shop.example") == mailbox
    assert account_of("info@shop.example") is None


def test_an_answer_to_everybody_leaves_aliases_out(mailbox: Account) -> None:
    arrive(
        mailbox,
        From="Carla <carla@c.example>",
        To=f"{ADDRESS}, {ALIAS}, Cora <cora@c.example>",
        Cc="Orders <ORDERS+vip@shop.example>",
    )
    case = Message.objects.get(direction="in", purpose="word").case
    assert case is not None

    found = recipients_by_rule(case, None)

    assert found.to == (("Carla", "carla@c.example"),)
    assert found.cc == (("Cora", "cora@c.example"),)


def test_a_server_may_hand_over_mail_for_an_alias(mailbox: Account) -> None:
    assert [account_of(one) for one in (ADDRESS, ALIAS, "Orders+x@Shop.example")] == [mailbox] * 3
    assert account_of("else@shop.example") is None


def test_a_mailbox_of_its_own_comes_before_an_alias(mailbox: Account) -> None:
    orders = connect_mailbox(make_shop(), None, {"address": ALIAS}, "x")

    assert account_of(ALIAS) == orders
    assert account_of(ADDRESS) == mailbox
