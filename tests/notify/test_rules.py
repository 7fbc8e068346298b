"""When somebody is told outside the desk."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.notify.rules import Rhythm, Wishes

ROME = ZoneInfo("Europe/Rome")
NIGHT = (time(22), time(7))


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ROME)


@pytest.mark.parametrize(
    ("quiet", "hour", "is_quiet"),
    [
        (None, 3, False),
        (NIGHT, 21, False),
        (NIGHT, 22, True),
        (NIGHT, 3, True),
        (NIGHT, 7, False),
        ((time(12), time(14)), 13, True),
        ((time(12), time(14)), 14, False),
        ((time(9), time(9)), 9, False),
    ],
)
def test_quiet_hours_go_over_midnight_and_end_at_their_end(
    quiet: tuple[time, time] | None, hour: int, is_quiet: bool
) -> None:
    assert Wishes(ROME, quiet=quiet).is_quiet(at(hour)) is is_quiet


@pytest.mark.parametrize(
    ("every", "now", "mailed_at", "is_due"),
    [
        ("", at(12), at(1, day=1), False),
        ("hour", at(12), at(11, 1), False),
        ("hour", at(12), at(11), True),
        ("hour", at(23), at(11), False),  # quiet
        ("hour", at(7, day=3), at(21), True),  # what the night held back
        ("day", at(7, 59), at(8, day=1), False),
        ("day", at(8), at(8, day=1), True),
        ("day", at(18), at(8), False),
        ("day", at(7, 30), at(7, day=1), True),  # yesterday's, the desk was down
    ],
)
def test_mail_comes_in_its_rhythm(
    every: Rhythm, now: datetime, mailed_at: datetime, is_due: bool
) -> None:
    assert Wishes(ROME, every, time(8), NIGHT).is_due(now, mailed_at) is is_due


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    st.times(),
)
def test_the_daily_mail_comes_once_a_day_also_when_the_clocks_change(
    now: datetime, day_at: time
) -> None:
    wishes = Wishes(ROME, "day", day_at)
    assert not wishes.is_due(now, now)
    assert wishes.is_due(now, datetime(2025, 1, 1, tzinfo=UTC))
