"""Owners are told once that the law of a country is past its day of review."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from makegood.console.noticewords import place_of, words_of
from makegood.kernel import clock
from makegood.notify.actions.reviewing import remind_of_review
from makegood.notify.actions.telling import read_all
from makegood.notify.models import Notice
from makegood.policy.queries import packs
from makegood.testing.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def after_review() -> datetime:
    last = max(pack.next_review for pack in packs().values())
    return datetime(last.year, last.month, last.day, 9, tzinfo=UTC) + timedelta(days=1)


def test_owners_hear_of_a_review_that_is_due_once_even_after_reading_it(people: Cast) -> None:
    with clock.frozen(after_review() - timedelta(days=1)):
        assert remind_of_review() == 0, "it is reviewed by that day"

    with clock.frozen(after_review()):
        assert remind_of_review() == 1
        read_all(people.owner)
        assert remind_of_review() == 0

    notice = Notice.objects.get()
    assert (notice.staff, notice.kind, notice.case) == (people.owner, "law_review", None)


def test_the_notice_names_the_day_and_the_countries_and_leads_to_the_law(people: Cast) -> None:
    with clock.frozen(after_review()):
        remind_of_review()

    notice = Notice.objects.get()
    with translation.override("en"):
        said = words_of(notice)
    assert said.startswith("The law was to be reviewed by 22 Feb 2027: ")
    assert "European Union" in said
    assert "Italy" in said
    assert place_of(notice) == "/settings/law/"
