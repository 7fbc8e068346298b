"""Rows are drawn once a minute for all who read them alike, and never told to those who read otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case
from makegood.cases.queries import InboxRow, inbox
from makegood.console.rows import DrawnRows
from makegood.kernel import clock
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_promise

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, 10, tzinfo=UTC)


@pytest.fixture
def case() -> Case:
    with clock.frozen(NOON):
        case = make_case(subject="Broken cup")
        make_promise(case, due_at=NOON + timedelta(hours=3))
    return case


def row_of(people: Cast) -> InboxRow:
    return inbox(people.agent, "state:any").rows[0]


def test_a_row_counts_down_with_the_clock(people: Cast, case: Case) -> None:
    drawn = DrawnRows()
    with clock.frozen(NOON):
        assert "3 hours left" in drawn(row_of(people), [])
    with clock.frozen(NOON + timedelta(hours=1, minutes=1)):
        assert "2 hours left" in drawn(row_of(people), [])
    with clock.frozen(NOON + timedelta(hours=3, seconds=1)):
        assert "promise-broken" in drawn(row_of(people), [])


def test_what_changed_is_drawn_anew_at_once(people: Cast, case: Case) -> None:
    drawn = DrawnRows()
    with clock.frozen(NOON):
        assert "vip" not in drawn(row_of(people), [])
        tag(case, people.agent, "vip")
        assert "vip" in drawn(row_of(people), [])


def test_each_reads_their_own_language_clock_and_columns(people: Cast, case: Case) -> None:
    drawn = DrawnRows()
    with clock.frozen(NOON):
        row = row_of(people)
        here = drawn(row, [])
        assert "3 hours left" in here
        assert "E-mail" in here
        assert "E-mail" not in drawn(row, ["channel"])
        with translation.override("it"):
            assert "3 hours left" not in drawn(row, [])
        with timezone.override("Asia/Tokyo"):
            assert drawn(row, []) != here


def test_a_minute_gone_by_leaves_nothing_kept(people: Cast, case: Case) -> None:
    drawn = DrawnRows()
    for minute in range(5):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            drawn(row_of(people), [])
    assert len(drawn._drawn) == 1
