"""Who a message of ours goes to, as tables of examples."""

import pytest

from makegood.messages.rules.recipients import (
    Addresses,
    Recipients,
    Spoken,
    is_ours,
    may_write_to,
    reply_all,
)

HELP, SALES = ("Shop", "help@shop.example"), ("", "sales@shop.example")
TOKEN = ("Shop", "help+23456789abcdefgh@shop.example")
CARLA, CORA = ("Carla", "carla@x.example"), ("Cora", "cora@x.example")
ROBOT = ("", "no-reply@x.example")
MAKER = ("Maker", "claims@maker.example")
MAKERS_BOSS = ("", "boss@maker.example")
KNOWN = Addresses(
    own=frozenset({"help@shop.example", "sales@shop.example"}),
    customers=frozenset({"carla@x.example"}),
    others=frozenset({"claims@maker.example"}),
)


@pytest.mark.parametrize(
    ("last", "to", "cc"),
    [
        # Nothing said yet: the address they are known by.
        (None, [CARLA], []),
        (Spoken(CARLA, (HELP,)), [CARLA], []),
        # Everybody, in their order, each once, less ourselves under any of our names.
        (Spoken(CARLA, (HELP, CORA)), [CARLA], [CORA]),
        (Spoken(CARLA, (TOKEN, SALES), (CORA, CARLA, ("C", "CORA@x.example"))), [CARLA], [CORA]),
        (Spoken(CORA, (HELP,), (CARLA,)), [CORA], [CARLA]),
        # Our own last message: the same people again.
        (Spoken(HELP, (CARLA,), (CORA,), is_ours=True), [CARLA], [CORA]),
        (Spoken(HELP, (CARLA, CORA), (), is_ours=True), [CARLA, CORA], []),
        # A robot only where there is nobody else.
        (Spoken(ROBOT, (HELP,)), [ROBOT], []),
        (Spoken(ROBOT, (HELP,), (CORA,)), [CORA], []),
        (Spoken(CARLA, (HELP, ROBOT)), [CARLA], []),
        # Never a supplier where the customer reads.
        (Spoken(CARLA, (HELP,), (MAKER, CORA)), [CARLA], [CORA]),
        (Spoken(MAKER, (HELP,), (CORA,)), [CORA], []),
        (Spoken(MAKER, (HELP,)), [CARLA], []),
        # Nobody is left, or no address at all.
        (Spoken(HELP, (SALES,)), [CARLA], []),
        (Spoken(("", "")), [CARLA], []),
        # A mail to half the world was no conversation.
        (Spoken(CARLA, tuple(("", f"p{n}@x.example") for n in range(21))), [CARLA], []),
    ],
)
def test_everybody_of_the_last_message_but_ourselves(last, to, cc) -> None:
    assert reply_all(last, KNOWN, [CARLA]) == Recipients(tuple(to), tuple(cc))


@pytest.mark.parametrize(
    ("last", "to", "cc"),
    [
        (None, [MAKER], []),
        (Spoken(MAKER, (TOKEN,), (MAKERS_BOSS,)), [MAKER], [MAKERS_BOSS]),
        (Spoken(MAKER, (TOKEN, CARLA), (("", "Carla+x@x.example"),)), [MAKER], []),
        (Spoken(CARLA, (TOKEN,)), [MAKER], []),
        (Spoken(HELP, (CARLA,), (), is_ours=True), [MAKER], []),
    ],
)
def test_the_customer_is_never_answered_in_a_suppliers_conversation(last, to, cc) -> None:
    found = reply_all(last, KNOWN, [MAKER], is_customer=False)

    assert found == Recipients(tuple(to), tuple(cc))


@pytest.mark.parametrize(
    ("to", "cc", "is_customer", "code"),
    [
        ([CARLA], [], True, ""),
        ([CARLA], [CORA], True, ""),
        ([], [CORA], True, "no_address"),
        ([HELP], [], True, "own_address"),
        ([CARLA], [TOKEN], True, "own_address"),
        ([CARLA], [("", "help+news@shop.example")], True, "own_address"),
        ([MAKER], [], True, "suppliers_address"),
        ([CARLA], [MAKER], True, "suppliers_address"),
        ([MAKER], [], False, ""),
        ([MAKER], [MAKERS_BOSS, CORA], False, ""),
        ([CARLA], [], False, "customers_address"),
        ([MAKER], [CARLA], False, "customers_address"),
        ([MAKER], [("", "CARLA+lamp@X.example")], False, "customers_address"),
        ([SALES], [], False, "own_address"),
    ],
)
def test_who_may_be_written_to(to, cc, is_customer: bool, code: str) -> None:
    refusal = may_write_to(Recipients(tuple(to), tuple(cc)), KNOWN, is_customer=is_customer)

    assert (refusal.code if refusal else "") == code


def test_our_address_is_ours_whatever_stands_after_the_plus() -> None:
    assert is_ours("Help+anything@shop.example", KNOWN.own)
    assert not is_ours("helpme@shop.example", KNOWN.own)
