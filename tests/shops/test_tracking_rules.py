"""Where a parcel is, by what was told of it in whatever order."""

from datetime import UTC, datetime, timedelta

import pytest

from makegood.shops.rules.tracking import (
    Scan,
    by_shop,
    fault_of,
    instant_of,
    is_history,
    mark_of,
    whereabouts,
)

ORDERED = datetime(2026, 3, 2, 9, tzinfo=UTC)


def day(number: float) -> datetime:
    return ORDERED + timedelta(days=number)


def scan(at: float, state: str, seen: float | None = None) -> Scan:
    return Scan(day(at), state, day(at if seen is None else seen))


@pytest.mark.parametrize(
    ("told", "state", "since"),
    [
        # normal
        ([scan(1, "in_transit"), scan(2, "sorting"), scan(3, "out_for_delivery"), scan(3.5, "delivered")], "delivered", 3.5),
        # never handed over
        ([scan(0.1, "not_handed_over")], "not_handed_over", 0.1),
        # out of order, and doubled
        ([scan(3, "delivered"), scan(1, "in_transit"), scan(2, "out_for_delivery"), scan(1, "in_transit")], "delivered", 3),
        # backdated: told on day 4, of day 1
        ([scan(3, "out_for_delivery"), scan(1, "sorting", seen=4)], "out_for_delivery", 3),
        # a label printed again says nothing of where it is
        ([scan(1, "in_transit"), scan(2, "not_handed_over")], "in_transit", 1),
        # what nobody understands moves nothing
        ([scan(1, "in_transit"), scan(2, "unknown")], "in_transit", 1),
        # scanned once more after it arrived
        ([scan(3, "delivered"), scan(3.1, "in_transit")], "delivered", 3),
        # delivered, then returned, and back at the shop's
        ([scan(3, "delivered"), scan(6, "returning")], "returning", 6),
        ([scan(3, "ready"), scan(10, "returning"), scan(12, "in_transit"), scan(14, "delivered")], "returning", 10),
        # lost and found
        ([scan(1, "in_transit"), scan(9, "lost"), scan(12, "out_for_delivery")], "out_for_delivery", 12),
        # lost on its way back
        ([scan(3, "returning"), scan(9, "lost")], "lost", 9),
        # a number used before, and used again
        ([scan(-40, "in_transit"), scan(-38, "delivered"), scan(1, "in_transit")], "in_transit", 1),
        ([scan(1, "in_transit"), scan(3, "delivered"), scan(70, "returning")], "delivered", 3),
        # a clock a month ahead does not outdo what follows
        ([scan(31, "sorting", seen=1), scan(2, "out_for_delivery")], "out_for_delivery", 2),
    ],
)  # fmt: skip
def test_where_it_is(told: list[Scan], state: str, since: float) -> None:
    for order in (told, told[::-1]):
        found = whereabouts(order, ORDERED)

        assert found
        assert (found.state, found.since) == (state, day(since))


def test_nothing_of_this_parcel_is_nowhere() -> None:
    assert whereabouts([], ORDERED) is None
    assert whereabouts([scan(-40, "delivered")], ORDERED) is None


def test_what_is_handed_back_to_the_shop_never_arrived() -> None:
    back = whereabouts([scan(3, "failed"), scan(5, "returning"), scan(8, "delivered")], ORDERED)
    there = whereabouts([scan(3, "delivered"), scan(5, "returning")], ORDERED)

    assert back
    assert back.delivered_at is None
    assert back.is_over
    assert there
    assert there.delivered_at == day(3)
    assert not there.is_over


def test_it_left_with_the_first_scan_on_its_way() -> None:
    found = whereabouts([scan(0.5, "not_handed_over"), scan(1, "sorting")], ORDERED)

    assert found
    assert found.shipped_at == day(1)


def test_the_same_scan_has_the_same_mark_however_it_is_written() -> None:
    at = datetime(2026, 3, 3, 14, tzinfo=UTC)
    local = instant_of(datetime(2026, 3, 3, 15), "Europe/Rome")

    assert local == at
    assert mark_of(local, "sorting", "Milano  HUB", "") == mark_of(at, "sorting", "milano hub", "")
    assert mark_of(at, "sorting", "Milano", "") != mark_of(at, "sorting", "Roma", "")
    assert mark_of(at, "sorting", "a", "", "77") == mark_of(day(4), "sorting", "b", "", "77")


def test_whose_fault_it_is() -> None:
    assert fault_of("customs") == "customs"
    assert fault_of("nobody_home") == "customer"
    assert fault_of("") is None


@pytest.mark.parametrize(
    ("state", "is_sent", "is_there", "then"),
    [
        ("unknown", False, False, "unknown"),
        ("unknown", True, False, "in_transit"),
        ("ready", True, False, "ready"),
        ("ready", True, True, "delivered"),
        ("returning", True, True, "returning"),
    ],
)
def test_what_a_shop_says_counts_where_no_carrier_knows_better(
    state: str, is_sent: bool, is_there: bool, then: str
) -> None:
    assert by_shop(state, is_sent=is_sent, is_there=is_there) == then


def test_what_was_long_over_when_the_desk_heard_of_it_is_history() -> None:
    assert is_history(day(0), known_at=day(3))
    assert not is_history(day(2), known_at=day(3))
    assert not is_history(day(0), known_at=None)
