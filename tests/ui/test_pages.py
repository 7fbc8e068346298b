"""What stands around every page."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone, translation

from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.kernel.text import Phrase
from makegood.ui import formats, words
from makegood.ui.environment import promise_state
from makegood.ui.pages import render

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_missing_page_says_so_and_where_to_go(client: Client) -> None:
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_no_page_may_run_anything_written_into_it(client: Client) -> None:
    policy = client.get("/no/such/page/", headers={"host": "desk.example:8000"})[
        "Content-Security-Policy"
    ]

    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe-inline" not in policy
    assert "connect-src 'self' http://desk.example:8001;" in policy


def test_instants_are_shown_on_the_readers_clock_and_in_their_language() -> None:
    with translation.override("hu"), timezone.override(ZoneInfo("Europe/Budapest")):
        assert formats.time(NOON) == "13:00"
        assert formats.date(NOON) == "2026. nov. 27."
        assert formats.money(Money(4990, "EUR")) == "49,90\N{NO-BREAK SPACE}EUR"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "40 days left"),
        ("it", "ancora 40 giorni"),
        ("lt", "liko 40 dienų"),
        ("sr", "још 40 дана"),
        ("sr-latn", "još 40 dana"),
        ("hu", "még 40 nap"),
        ("es", "40 días"),
        ("ru", "40 дней"),
    ],
)
def test_days_are_called_so_in_every_language(language: str, said: str) -> None:
    with clock.frozen(NOON), translation.override(language):
        assert said in formats.left(NOON + timedelta(days=40))


def test_a_promise_says_how_long_is_left_or_how_late_it_is() -> None:
    with clock.frozen(NOON), translation.override("en"):
        assert formats.left(NOON + timedelta(hours=2)) == "2 hours left"
        assert formats.left(NOON - timedelta(days=3)) == "3 days late"
        assert formats.left(NOON - timedelta(minutes=1)) == "1 minute late"


@pytest.mark.parametrize(
    ("now", "due", "said"),
    [
        ("2026-11-28T01:30", "2026-11-30T16:00", "2 days left"),  # Saturday night, Monday
        ("2026-11-28T23:30", "2026-11-30T07:00", "1 day left"),  # Sunday there already
        ("2026-11-28T01:30", "2026-11-28T23:30", "22 hours left"),
        ("2026-11-28T01:30", "2026-12-08T16:00", "10 days left"),
        ("2026-11-28T01:30", "2026-11-26T14:00", "2 days late"),
    ],
)
def test_days_are_counted_as_on_the_calendar(now: str, due: str, said: str) -> None:
    at, due_at = (datetime.fromisoformat(f"{one}+00:00") for one in (now, due))

    with clock.frozen(at), timezone.override(ZoneInfo("Europe/Madrid")):
        assert formats.left(due_at) == said


@pytest.mark.parametrize(
    ("due_in", "end", "state"),
    [
        (timedelta(seconds=-1), "", "broken"),
        (timedelta(minutes=30), "", "now"),
        (timedelta(hours=5), "", "today"),
        (timedelta(days=2), "", "later"),
        (timedelta(days=-2), "kept", "kept"),
        (timedelta(days=-2), "released", "ended"),
    ],
)
def test_a_promise_is_coloured_by_how_it_stands(due_in: timedelta, end: str, state: str) -> None:
    with clock.frozen(NOON):
        assert promise_state(NOON + due_in, end) == state


def test_a_phrase_is_said_with_its_values() -> None:
    assert words.say(Phrase("%(count)s promises", {"count": 3})) == "3 promises"


def test_a_strangers_code_is_shown_as_it_is() -> None:
    assert words.word("channel", "telegram") == "telegram"
    assert words.word("kind", "late") == "Late parcel"


def test_a_name_that_hides_what_every_page_calls_is_refused() -> None:
    with pytest.raises(TypeError, match="would be hidden: url"):
        render(HttpRequest(), "ui/plain.html", {"url": "/elsewhere/"})
