"""Hours and holidays: what an owner sets, what is promised by it, and two owners at once."""

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.promises.actions.answering import promise_answer
from makegood.promises.queries import calendar_of
from makegood.shops.actions.opening import change_shop
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import OFFICE_HOURS, make_case, make_shop

pytestmark = pytest.mark.django_db
HOURS = reverse("console:settings_hours")


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop(country="DE", timezone="Europe/Berlin", hours=OFFICE_HOURS)
    people = cast()
    client.force_login(people.owner)
    return people


def _fields(client: Client, address: str = HOURS) -> dict[str, Any]:
    """What a browser would post if one only pressed the button."""
    page = client.get(address).content.decode()
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name, value = given.get("name", ""), html.unescape(given.get("value", ""))
        if given.get("type") == "checkbox":
            if " checked" in tag:
                fields.setdefault(name, []).append(value or "on")
        elif name and name != "csrfmiddlewaretoken":
            fields[name] = value
    for name, body in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', page):
        fields[name] = html.unescape(body).strip()
    for name, body in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)"[^>]*selected', body)
        fields[name] = chosen[0] if chosen else ""
    return fields


def test_saving_the_page_as_it_stands_changes_nothing(client: Client, people: Cast) -> None:
    change_shop(
        Shop.objects.get(),
        people.owner,
        holiday_region="BY",
        worked_holidays=["Epiphany"],
        special_days={"2026-12-24": [["09:00", "12:00"]]},
        closed_days=[date(2026, 12, 28)],
    )
    before = Shop.objects.values().get()

    answer = client.post(HOURS, _fields(client))

    assert answer.status_code == 302
    assert Shop.objects.values().get() == before


def test_a_holiday_without_its_tick_is_an_ordinary_day(client: Client, people: Cast) -> None:
    fields = _fields(client)
    fields["kept_holidays"].remove("German Unity Day")

    client.post(HOURS, fields)

    shop = Shop.objects.get()
    assert shop.worked_holidays == ["German Unity Day"]
    assert calendar_of(shop).slots(date(2025, 10, 3)) == ((540, 1020),)
    assert calendar_of(shop).slots(date(2026, 12, 25)) == ()


def test_another_region_brings_its_holidays_with_it(client: Client, people: Cast) -> None:
    fields = _fields(client) | {"holiday_region": "BY"}

    client.post(HOURS, fields)

    shop = Shop.objects.get()
    assert (shop.holiday_region, shop.worked_holidays) == ("BY", [])
    assert calendar_of(shop).slots(date(2026, 1, 6)) == ()


def test_a_special_day_is_open_though_it_is_a_holiday(client: Client, people: Cast) -> None:
    client.post(HOURS, _fields(client) | {"special_days": "2026-12-25 10-12, 14:00–16:00"})

    assert calendar_of(Shop.objects.get()).slots(date(2026, 12, 25)) == ((600, 720), (840, 960))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Christmas 9-12", "is not a date"),
        ("2026-12-24", "Write the hours behind the day"),
        ("2026-12-24 12-9", "Write the hours in their order"),
        ("2026-12-24 9-<b>", "Write hours like"),
    ],
)
def test_a_special_day_that_makes_no_sense_is_refused(
    client: Client, people: Cast, line: str, words: str
) -> None:
    answer = client.post(HOURS, _fields(client) | {"special_days": line})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Shop.objects.get().special_days == {}


def test_the_page_says_when_an_answer_promised_now_is_due(client: Client, people: Cast) -> None:
    # A Tuesday, half past ten in Berlin.
    with clock.frozen(datetime(2026, 12, 22, 9, 30, tzinfo=UTC)):
        page = client.get(HOURS).content.decode()
        fields = _fields(client) | {"do": "preview", "special_days": "2026-12-24 09:00-10:00"}
        part = client.post(HOURS, fields | {"hours_wed": ""}, headers={"HX-Request": "true"})
        whole = client.post(HOURS, fields | {"hours_mon": "never"}).content.decode()

    assert "within 8 working hours is due tomorrow, 10:30 (Berlin)" in page
    assert "is due Mon, 28 Dec, 09:30 (Berlin)" in part.content.decode()
    assert part.content.decode().strip().startswith('<div id="preview"')
    assert "Fill the hours in so that they can be read" in whole
    assert Shop.objects.get().special_days == {}


def test_the_promise_made_is_the_one_previewed(client: Client, people: Cast) -> None:
    client.post(HOURS, _fields(client) | {"special_days": "2026-12-25 09:00-17:00"})

    with clock.frozen(datetime(2026, 12, 24, 9, 0, tzinfo=UTC)):
        promise = promise_answer(make_case().pk)

    assert promise.due_at == datetime(2026, 12, 25, 9, 0, tzinfo=UTC)


def test_moving_to_another_country_forgets_the_region(people: Cast) -> None:
    shop = Shop.objects.get()
    change_shop(shop, people.owner, holiday_region="BY", worked_holidays=["Epiphany"])

    shop = change_shop(shop, people.owner, country="IT")

    assert (shop.holiday_region, shop.worked_holidays) == ("", [])


def test_what_two_people_changed_apart_is_saved_together(client: Client, people: Cast) -> None:
    fields = _fields(client)
    change_shop(Shop.objects.get(), people.manager, silence_days=3, closed_days=[date(2027, 1, 4)])

    answer = client.post(HOURS, fields | {"answer_within_hours": "4"}, follow=True)

    shop = Shop.objects.get()
    assert (shop.answer_within_hours, shop.silence_days) == (4, 3)
    assert shop.closed_days == [date(2027, 1, 4)]
    assert "Somebody else changed" in answer.content.decode()


def test_what_two_people_changed_both_is_asked_about_once(client: Client, people: Cast) -> None:
    fields = _fields(client)
    change_shop(Shop.objects.get(), people.manager, answer_within_hours=12)

    told = client.post(HOURS, fields | {"answer_within_hours": "4"})
    page = told.content.decode()

    assert told.status_code == 422
    assert "Somebody else saved “12” here meanwhile" in page
    assert Shop.objects.get().answer_within_hours == 12

    shown = html.unescape(re.findall(r'name="as_shown" value="([^"]*)"', page)[0])
    again = client.post(HOURS, fields | {"answer_within_hours": "4", "as_shown": shown})
    assert again.status_code == 302
    assert Shop.objects.get().answer_within_hours == 4


@pytest.mark.parametrize("shown", ["", "{", "[1]", '{"silence_days": {"a": 1}}', "x" * 5000])
def test_a_page_that_does_not_say_what_it_showed_breaks_nothing(
    client: Client, people: Cast, shown: str
) -> None:
    answer = client.post(HOURS, _fields(client) | {"as_shown": shown, "silence_days": "2"})

    assert answer.status_code in {302, 422}


def test_the_brand_page_merges_too(client: Client, people: Cast) -> None:
    address = reverse("console:brand")
    fields = _fields(client, address)
    change_shop(Shop.objects.get(), people.manager, phone="+370 600 00000")

    client.post(address, fields | {"website": "shop.example"})

    shop = Shop.objects.get()
    assert (shop.phone, shop.website) == ("+370 600 00000", "https://shop.example")


def test_what_work_costs_is_written_as_an_amount_or_left_out(client: Client, people: Cast) -> None:
    wrong = client.post(HOURS, _fields(client) | {"hour_cost": "much"}).content.decode()
    unchanged = Shop.objects.get().hour_cost_minor
    client.post(HOURS, _fields(client) | {"hour_cost": "24,50", "contact_minutes": "12"})
    shop = Shop.objects.get()
    shown = _fields(client)
    client.post(HOURS, shown | {"hour_cost": ""})

    assert ("Write an amount, such as 24.00." in wrong, unchanged) == (True, None)
    assert (shop.hour_cost_minor, shop.contact_minutes) == (2450, 12)
    assert shown["hour_cost"] == "24.50"
    assert Shop.objects.get().hour_cost_minor is None
