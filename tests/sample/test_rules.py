"""What is said of a load's time."""

import pytest

from makegood.sample.rules import minutes_left


@pytest.mark.parametrize(
    ("gone", "done", "total", "left"),
    [
        (3, 0, 0, None),
        (3, 0, 1000, None),
        (3, 49, 1000, None),
        (6, 50, 1000, 2),
        (30, 50, 1000, 10),
        (90, 500, 1000, 2),
        (59, 500, 1000, 0),
        (300, 999, 1000, 0),
        (300, 1000, 1000, 0),
    ],
)
def test_time_left_follows_from_the_time_it_took_so_far(
    gone: float, done: int, total: int, left: int | None
) -> None:
    assert minutes_left(gone, done, total) == left
