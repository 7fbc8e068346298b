"""How far back a number of months reaches."""

from datetime import UTC, datetime

import pytest

from makegood.retention.rules import Limits, Terms, limits_at


@pytest.mark.parametrize(
    ("now", "months", "limit"),
    [
        ((2026, 3, 2), 1, (2026, 2, 2)),
        ((2026, 3, 2), 3, (2025, 12, 2)),
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2028, 3, 31), 1, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2027, 2, 28)),
        ((2026, 12, 31), 12, (2025, 12, 31)),
        ((2026, 12, 31), 240, (2006, 12, 31)),
    ],
)
def test_months_are_the_calendars(
    now: tuple[int, int, int], months: int, limit: tuple[int, int, int]
) -> None:
    limits = limits_at(datetime(*now, 9, 30, tzinfo=UTC), Terms(cases=months))

    assert limits == Limits(cases=datetime(*limit, 9, 30, tzinfo=UTC), mails=None)


@pytest.mark.parametrize(
    ("terms", "are_set", "are_sound"),
    [
        (Terms(), False, True),
        (Terms(cases=24), True, True),
        (Terms(mails=1), True, True),
        (Terms(cases=240, mails=240), True, True),
        (Terms(cases=0), True, False),
        (Terms(mails=241), True, False),
        (Terms(cases=24, mails=-1), True, False),
    ],
)
def test_a_term_is_a_month_at_least_or_none(terms: Terms, are_set: bool, are_sound: bool) -> None:
    assert (terms.are_set, terms.are_sound) == (are_set, are_sound)
