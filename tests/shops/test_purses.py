"""What can still go back of what was paid, and what a command has to say."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from makegood.shops.rules.commands import KINDS, ONLY_BY_HAND
from makegood.shops.rules.purses import Asked, Movement, Purse, purse_of_file, purse_of_ledger
from makegood.shops.rules.wanted import wrong_with

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAID = Movement("p1", False, 6500)
BACK = Movement("r1", True, 2000, {"4": 1})
PURSE = Purse(6500, 2000, 500, {"4": 2}, {"p1": 6500}, {"4": 3}, shipping=500)


@pytest.mark.parametrize(
    ("moved", "asked", "left", "pieces"),
    [
        ([], [], 0, 3),
        ([PAID], [], 6500, 3),
        ([PAID, BACK], [], 4500, 2),
        # On its way: not answered yet, whatever the ledger says.
        ([PAID, BACK], [Asked(1000, pieces={"4": 1})], 3500, 1),
        # Done, and in the ledger by its id: counted once. Done, and not there (pending): counted, too.
        ([PAID, BACK], [Asked(2000, "r1", NOON, {"4": 1})], 4500, 2),
        ([PAID], [Asked(2000, "r1", NOON, {"4": 1})], 4500, 2),
        ([PAID, Movement("r1", True, 2000)], [Asked(2000, "r1", NOON, {"4": 1})], 4500, 2),
        # By hand: until the order was read after it.
        ([PAID], [Asked(2000, "", NOON)], 4500, 3),
        ([PAID, BACK], [Asked(2000, "", NOON - timedelta(hours=2))], 4500, 2),
        ([PAID, Movement("r9", True, 9000)], [], 0, 3),
    ],
)
def test_no_more_is_left_than_the_ledger_and_what_is_on_its_way_leave(
    moved: Any, asked: Any, left: int, pieces: int
) -> None:
    purse = purse_of_ledger(moved, asked, {"4": 3}, NOON - timedelta(hours=1))

    assert (purse.left, purse.pieces) == (left, {"4": pieces})


def test_of_a_file_no_more_goes_back_than_its_total() -> None:
    purse = purse_of_file(4990, [Asked(1000, "", NOON), Asked(500)], {"1": 1})

    assert (purse.paid, purse.refunded, purse.on_its_way, purse.left) == (4990, 1000, 500, 3490)


HOME = {"street": "9 New Road", "city": "York", "country": "GB"}
COUPON = {"email": "ann@example.com", "expires_on": "2026-12-31"}


@pytest.mark.parametrize(
    ("kind", "told", "field"),
    [
        ("explode", {}, "kind"),
        ("cancel", {}, None),
        ("state", {"state": ""}, "state"),
        ("note", {"text": ""}, "text"),
        ("note", {"text": "Rang her."}, None),
        ("swap", {"text": ""}, "text"),
        ("replacement", {"text": "Once more, blue."}, None),
        ("replacement", {"pieces": {"4": 3}}, None),
        ("replacement", {"pieces": {"4": 4}}, "pieces"),
        ("replacement", {"pieces": {}}, "text"),
        ("swap", {"variants": {"4": "v2"}}, None),
        ("swap", {"variants": {"4": "v9"}}, "variants"),
        ("swap", {"variants": {"5": "v2"}}, "variants"),
        ("address", {"address": HOME}, None),
        ("address", {"address": HOME | {"city": ""}}, "city"),
        ("address", {"address": HOME | {"country": "England"}}, "country"),
        ("refund", {"amount_minor": 4000}, None),
        ("refund", {"amount_minor": 4001}, "amount"),
        ("refund", {"amount_minor": 0}, "amount"),
        ("refund", {"amount_minor": 500, "shipping_minor": 501}, "shipping"),
        ("refund", {"amount_minor": 600, "shipping_minor": 501}, "shipping"),
        ("refund", {"amount_minor": 500, "shipping_minor": 500}, None),
        ("refund", {"amount_minor": 500, "pieces": {"4": 3}}, "pieces"),
        ("refund", {"amount_minor": 500, "pieces": {"5": 1}}, "pieces"),
        ("refund", {"amount_minor": 500, "pieces": {"4": 2}, "amounts": {"4": 501}}, "amount"),
        ("refund", {"amount_minor": 500, "payment_id": "p1"}, None),
        ("refund", {"amount_minor": 500, "payment_id": "p2"}, "payment"),
        ("coupon", COUPON | {"percent": 10}, None),
        ("coupon", COUPON | {"percent": 101}, "percent"),
        ("coupon", COUPON | {"percent": 10, "amount_minor": 100}, "amount"),
        ("coupon", COUPON, "amount"),
        ("coupon", COUPON | {"amount_minor": 6501}, "amount"),
        ("coupon", COUPON | {"amount_minor": 100, "email": "Ann"}, "email"),
        ("coupon", COUPON | {"amount_minor": 100, "expires_on": "2026-11-23"}, "expires_on"),
        ("credit", {"amount_minor": 6500}, None),
        ("credit", {"amount_minor": 6501}, "amount"),
        ("credit", {}, "amount"),
    ],
)
def test_what_a_command_has_to_say(kind: str, told: dict[str, Any], field: str | None) -> None:
    wrong = wrong_with(kind, told, PURSE, "EUR", date(2026, 11, 23), {"4": {"v2"}})

    assert (wrong.field if wrong else None) == field


def test_no_kind_is_both_told_and_only_by_hand() -> None:
    assert not set(KINDS) & set(ONLY_BY_HAND)
