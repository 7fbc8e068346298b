"""What is above a limit, and what the house's table gives for an incident."""

import pytest

from makegood.remedies.rules.limits import Standing, above
from makegood.rulebook.rules.granting import (
    Incident,
    judge_compensation,
    limit_of,
    rank_of,
)
from makegood.rulebook.rules.tables import Book, CompensationRow, LimitRow

BOOK = Book(
    compensation=(
        CompensationRow(key="m", roles=("manager",), late_days=3, amount=2500, form="coupon"),
        CompensationRow(key="again", fault=("shop",), times=2, amount=1000, percent=10),
        CompensationRow(key="dear", late_days=3, value_from=10000, percent=5, form="credit"),
        CompensationRow(key="late", late_days=3, amount=500),
        CompensationRow(key="theirs", fault=("customer",)),
    ),
    limits=(LimitRow(key="a", role="agent", most=600), LimitRow(key="m", role="manager", most=2000)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("incident", "role", "row", "amount"),
    [
        (Incident(late_days=3, value=9999), "agent", "late", 500),
        (Incident(late_days=3, value=9999), "manager", "m", 2500),
        (Incident(late_days=2, value=9999), "agent", None, 0),
        (Incident(times=2, value=9999, fault="shop"), "agent", "again", 1999),
        (Incident(times=2, fault="shop"), "agent", "again", 1000),
        (Incident(times=2, value=9999), "agent", None, 0),
        (Incident(late_days=9, value=10000, fault="carrier"), "agent", "dear", 500),
        (Incident(late_days=9, value=None), "agent", "late", 500),
        (Incident(fault="customer"), "agent", "theirs", 0),
    ],
)
def test_the_first_row_the_incident_is_big_enough_for_gives(
    incident: Incident, role: str, row: str | None, amount: int
) -> None:
    found = judge_compensation(BOOK, incident, role)

    assert (found.row.key if found.row else None, found.amount) == (row, amount)


def test_a_limit_is_the_roles_own_and_there_is_none_where_none_was_set() -> None:
    assert [limit_of(BOOK, role) for role in ("light", "agent", "manager", "owner")] == [
        0, 600, 2000, None,
    ]  # fmt: skip
    assert limit_of(Book(), "agent") is None


def test_a_role_of_the_shops_own_never_counts_as_one_that_leads() -> None:
    assert rank_of("manager", frozenset()) == "manager"
    assert rank_of("custom", frozenset({"answer", "settings", "people"})) == "agent"
    assert rank_of("custom", frozenset({"close"})) == "light"


@pytest.mark.parametrize(
    ("limit", "amount", "standing", "over"),
    [
        (None, 10**9, Standing(), 0),
        (600, 600, Standing(), 0),
        (600, 601, Standing(), 1),
        (600, 300, Standing(given=400), 100),
        (600, 300, Standing(given=5400, granted=5000), 100),
        (600, 600, Standing(given=4990, owed=4990), 0),
        (600, 0, Standing(given=4990, owed=4990), 0),
        (600, 601, Standing(owed=4990), 1),
        (600, 0, Standing(given=5591, owed=4990), 1),
        (0, 0, Standing(), 0),
        (600, 300, Standing(given=400, owed=4990, goodwill=400), 100),
        (600, 601, Standing(given=5000, granted=5000, owed=4990), 1),
        (600, 0, Standing(given=9990, granted=5000, owed=4990), 0),
    ],
)
def test_all_of_the_case_counts_but_what_was_granted_or_is_owed_anyway(
    limit: int | None, amount: int, standing: Standing, over: int
) -> None:
    assert above(limit, amount, standing) == over
