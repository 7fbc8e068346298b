"""Days, months, working days: Regulation 1182/71 and what countries do otherwise."""

from datetime import date

import pytest

from makegood.policy.ports import HolidayCalendar
from makegood.policy.rules.calendars import Calendar, calendar
from makegood.policy.rules.counting import End, Term, end_of

NATIONAL, REGIONAL = HolidayCalendar(), HolidayCalendar(regions=True)
ITALY = calendar("IT", "", NATIONAL)


def term(
    value: int, unit: str, days: Calendar = ITALY, is_moved: bool = True, holds: bool = True
) -> Term:
    return Term(value, unit, days, is_moved, holds)


@pytest.mark.parametrize(
    ("start", "value", "unit", "nominal", "legal", "target"),
    [
        ((2026, 11, 2), 14, "calendar_days", (2026, 11, 16), (2026, 11, 16), (2026, 11, 16)),
        ((2026, 11, 8), 14, "calendar_days", (2026, 11, 22), (2026, 11, 23), (2026, 11, 20)),
        ((2027, 1, 31), 1, "months", (2027, 2, 28), (2027, 3, 1), (2027, 2, 26)),
        ((2024, 2, 29), 2, "years", (2026, 2, 28), (2026, 3, 2), (2026, 2, 27)),
        ((2026, 12, 24), 3, "working_days", (2026, 12, 30), (2026, 12, 30), (2026, 12, 30)),
        ((2026, 12, 31), 12, "months", (2027, 12, 31), (2027, 12, 31), (2027, 12, 31)),
    ],
)
def test_an_end_is_counted_moved_and_planned_for(
    start: tuple[int, int, int],
    value: int,
    unit: str,
    nominal: tuple[int, int, int],
    legal: tuple[int, int, int],
    target: tuple[int, int, int],
) -> None:
    expected = End(date(*nominal), date(*legal), date(*target))

    assert end_of(date(*start), term(value, unit)) == expected


def test_a_short_period_holds_two_working_days() -> None:
    before_easter = date(2026, 4, 3)  # a Friday that Italy works; Easter Monday it does not

    assert end_of(before_easter, term(3, "calendar_days")).legal == date(2026, 4, 8)
    assert end_of(before_easter, term(3, "calendar_days", holds=False)).legal == date(2026, 4, 7)


def test_where_nothing_moves_a_holiday_is_the_end() -> None:
    assert end_of(date(2026, 12, 12), term(14, "calendar_days", is_moved=False)).legal == date(2026, 12, 26)  # fmt: skip


def test_suspended_days_and_added_months_come_before_the_end_is_moved() -> None:
    end = end_of(date(2026, 1, 12), term(2, "years"), suspended=20, extended=6)

    assert (end.nominal, end.legal) == (date(2028, 1, 12), date(2028, 8, 1))


def test_the_later_of_two_regions_counts() -> None:
    berlin, bavaria = (calendar("DE", region, REGIONAL) for region in ("DE-BE", "DE-BY"))
    corpus_christi = date(2026, 6, 4)

    alone = Term(14, "calendar_days", berlin, True, True)
    both = Term(14, "calendar_days", berlin, True, True, (bavaria,))

    start = date(2026, 5, 21)
    assert (end_of(start, alone).legal, end_of(start, both).legal) == (
        corpus_christi,
        date(2026, 6, 5),
    )


def test_moved_working_days_and_countries_nobody_knows() -> None:
    hungary = calendar("HU", "", NATIONAL)
    ukraine = calendar("UA", "", HolidayCalendar(weekends_only=True))

    assert (hungary.is_worked(date(2026, 1, 10)), hungary.is_worked(date(2026, 1, 2))) == (True, False)  # fmt: skip
    assert ukraine.is_worked(date(2026, 8, 24))
    assert not calendar("XX", "", NATIONAL).is_worked(date(2026, 11, 22))
