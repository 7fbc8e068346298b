"""The page of what one is told."""

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.notify.actions.telling import tell
from makegood.notify.queries import wish_of
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case

pytestmark = pytest.mark.django_db


def test_wishes_are_kept_and_shown(desk: Client, people: Cast) -> None:
    page = reverse("console:wishes")
    given = {
        "told": ["assigned", "mentioned"],
        "mailed": ["assigned", "promise_broken"],
        "every": "day",
        "day_at": "07:30",
        "quiet_from": "20:00",
        "quiet_to": "07:00",
    }

    assert desk.post(page, given)["Location"] == page

    wish = wish_of(people.agent)
    assert "promise_broken" in wish.refused
    assert (wish.mailed, wish.every) == (["assigned"], "day")
    shown = desk.get(page).content.decode()
    assert 'value="07:30"' in shown
    assert 'value="20:00"' in shown


@pytest.mark.parametrize(
    "given",
    [
        {"every": "", "quiet_from": "20:00"},
        {"every": "week"},
        {"every": "", "told": ["nothing"]},
        {"every": "day", "day_at": "25:00"},
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(desk: Client, given: dict[str, str]) -> None:
    answer = desk.post(reverse("console:wishes"), given)

    assert answer.status_code == 422
    assert '<p class="error"' in answer.content.decode()


def test_the_bell_tells_nothing_outside_the_desk_in_quiet_hours(desk: Client, people: Cast) -> None:
    tell(people.agent, "mentioned", make_case(), by="Olga")
    bell = reverse("console:bell")
    assert "data-newest" in desk.get(bell).content.decode()

    quiet = {"every": "", "quiet_from": "09:00", "quiet_to": "11:00"}
    desk.post(reverse("console:wishes"), quiet | {"told": ["mentioned"]})

    with clock.frozen(MONDAY):
        assert "data-newest" not in desk.get(bell).content.decode()
