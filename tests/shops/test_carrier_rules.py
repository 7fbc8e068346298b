"""Whose a number is, when a carrier is asked again, and what is wrong with a parcel."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from makegood.shops.rules.lateness import Known, is_late, troubles
from makegood.shops.rules.looking_after import is_worth_a_look, next_look
from makegood.shops.rules.parcel_numbers import chosen_account, has_shape, is_right

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
DHL, POST = UUID(int=1), UUID(int=2)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("RR473124829IT", True),  # UPU S10's own example, of another country
        ("RR 4731 2482 9 IT", True),
        ("RR473124828IT", False),
        (
            "(00)340123450000000001",
            True,
        ),  # an application identifier makes it longer: no SSCC any more
        ("340123450000000000", True),
        ("340123450000000001", False),
        ("1Z999AA10123456784", True),
        ("", False),
        ("--", False),
    ],
)
def test_check_digits(number: str, right: bool) -> None:
    assert is_right(number) is right


def test_a_number_has_the_shape_of_its_carrier() -> None:
    assert has_shape("@@#########IT, 1Z*", "rr473124829it")
    assert has_shape("@@#########IT, 1Z*", "1Z999AA10123456784")
    assert not has_shape("@@#########IT, 1Z*", "RR473124829SE")
    assert not has_shape("@@#########IT", "RR473124828IT")
    assert not has_shape("", "RR473124829IT")


def test_the_carrier_the_shop_names_has_it_else_the_only_one_it_may_be() -> None:
    called = [(DHL, ["DHL", "DHL Paket"]), (POST, ["Post"])]

    assert chosen_account("dhl paket", called, [POST]) == DHL
    assert chosen_account("", called, [POST]) == POST
    assert chosen_account("", called, [DHL, POST]) is None
    assert chosen_account("Hermes", called, []) is None


@pytest.mark.parametrize(
    ("state", "silent", "hours"),
    [
        ("in_transit", 0.5, 2),
        ("in_transit", 3, 6),
        ("sorting", 10, 24),
        ("ready", 40, 72),
        ("in_transit", 91, None),
        ("out_for_delivery", 0.2, 1),
        ("not_handed_over", 0.2, 4),
        ("returning", 0.2, 24),
        ("delivered", 0, None),
    ],
)
def test_when_it_is_asked_about_again(state: str, silent: float, hours: int | None) -> None:
    then = None if hours is None else NOW + timedelta(hours=hours)

    assert next_look(state, ago(silent), NOW) == then


def test_of_an_old_story_nobody_is_asked() -> None:
    assert is_worth_a_look("in_transit", ago(5), NOW)
    assert not is_worth_a_look("in_transit", ago(200), NOW)
    assert not is_worth_a_look("delivered", ago(1), NOW)


def codes(of: Known) -> list[tuple[str, str | None]]:
    return [(one.code, one.fault) for one in troubles(of, NOW, "Europe/Rome")]


@pytest.mark.parametrize(
    ("of", "wrong"),
    [
        (Known("in_transit", ago(1), ago(1)), []),
        (Known("in_transit", ago(1), ago(1), promised_at=NOW), []),
        (Known("in_transit", ago(1), ago(1), promised_at=ago(2)), [("late", None)]),
        (Known("delivered", ago(1), ago(1), promised_at=ago(2), delivered_at=ago(1)), [("late", None)]),
        (Known("delivered", ago(2), ago(2), promised_at=ago(2), delivered_at=ago(2)), []),
        (Known("sorting", ago(6), ago(6)), [("stuck", None)]),
        (Known("ready", ago(6), ago(6)), []),
        (Known("ready", ago(6), ago(6), collect_until=NOW + timedelta(days=1)), [("left_lying", "customer")]),
        (Known("not_handed_over", ago(4), ago(4)), [("not_handed_over", "shop")]),
        (Known("not_handed_over", ago(2), ago(2)), []),
        (Known("failed", ago(1), ago(1), cause="address"), [("failed", "customer")]),
        (Known("returning", ago(1), ago(9)), [("returning", None)]),
        (Known("lost", ago(1), ago(1), promised_at=ago(5)), [("lost", "carrier"), ("late", "carrier")]),
        (Known("unknown"), []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_parcel(of: Known, wrong: list[tuple[str, str | None]]) -> None:
    found = codes(of)

    assert [code for code, _fault in found] == [code for code, _fault in wrong]
    if "late" not in dict(wrong):
        assert found == wrong


def test_the_promised_day_is_the_customers() -> None:
    """Promised by the 18th; at half past eleven in the evening there it is still that day."""
    promised = Known("in_transit", promised_at=datetime(2026, 3, 18, 12, tzinfo=UTC))

    assert not is_late(promised, datetime(2026, 3, 18, 22, 30, tzinfo=UTC), "Europe/Rome")
    assert is_late(promised, datetime(2026, 3, 18, 23, 30, tzinfo=UTC), "Europe/Rome")
