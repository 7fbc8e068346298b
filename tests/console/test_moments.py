"""Days and hours as people type them: what nobody can mean is refused, and breaks nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.console.moments import (
    call_back_choices,
    calls_back_at,
    day_from,
    later_choices,
    leaves_at,
    snooze_until,
)
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Message
from makegood.promises.models import Promise
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_shop

pytestmark = pytest.mark.django_db
FAR = ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("day", FAR)
def test_a_day_at_the_end_of_all_calendars_is_none(people: Cast, day: str) -> None:
    shop, moment = make_shop(), f"{day}T23:59"

    with pytest.raises(BadInput):
        day_from(day, "due")
    with pytest.raises(BadInput):
        snooze_until(people.agent, day)
    with pytest.raises(BadInput):
        leaves_at(shop, people.agent, "chosen", moment)
    with pytest.raises(BadInput):
        calls_back_at(shop, people.agent, "", moment)


def test_a_moment_without_its_zone_beside_the_day_chosen_is_passed_over(
    client: Client, people: Cast
) -> None:
    post_office(make_shop())
    case = make_case()
    make_message(case, "Where is my money?", from_address="carla@customer.example")
    client.force_login(people.agent)
    chosen = {"promise_mode": "chosen", "promise_kind": "money", "promise_day": "2099-01-05"}
    words = {"body": "You will have it.", "version": "0", "promise_due_at": "2099-01-05T10:00"}

    answer = client.post(reverse("console:messages", args=[case.number]), words | chosen)

    assert answer.status_code == 302
    assert Message.objects.filter(direction="out").count() == 1
    assert Promise.objects.get(kind="money").due_at.year == 2099


def test_tomorrow_is_offered_only_when_the_shop_is_open_on_it(people: Cast) -> None:
    shop = make_shop()

    with clock.frozen(MONDAY):
        assert [code for code, _words, _moment in later_choices(shop)] == ["tomorrow", "monday"]
        assert "tomorrow" in dict(call_back_choices(shop))
    with clock.frozen(MONDAY + timedelta(days=4)):
        [(code, _words, moment)] = later_choices(shop)
        assert (code, moment.weekday()) == ("monday", 0)
        assert "tomorrow" not in dict(call_back_choices(shop))
        # On a page that was made the day before it was true.
        assert calls_back_at(shop, people.agent, "tomorrow", "") == moment
        assert leaves_at(shop, people.agent, "tomorrow", "") == moment
