"""Opening a shop, and changing it."""

import pytest

from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.shops.actions.opening import change_shop, open_shop
from makegood.shops.models import Shop
from makegood.shops.rules.countries import habits_of, is_country

NINE_TO_FIVE = [["09:00", "17:00"]]


@pytest.mark.parametrize(
    ("country", "timezone", "currency"),
    [
        ("IT", "Europe/Rome", "EUR"),
        ("LT", "Europe/Vilnius", "EUR"),
        ("RS", "Europe/Belgrade", "RSD"),
        ("HU", "Europe/Budapest", "HUF"),
        ("ES", "Europe/Madrid", "EUR"),
        ("RU", "Europe/Moscow", "RUB"),
        ("GB", "Europe/London", "GBP"),
        ("US", "America/New_York", "USD"),
        ("HR", "Europe/Zagreb", "EUR"),
        ("JP", "Asia/Tokyo", "JPY"),
    ],
)
def test_a_country_tells_a_shops_clock_and_money(
    country: str, timezone: str, currency: str
) -> None:
    habits = habits_of(country)

    assert (habits.timezone, habits.currency) == (timezone, currency)
    assert habits.hours == dict.fromkeys(["mon", "tue", "wed", "thu", "fri"], NINE_TO_FIVE)


def test_a_shop_where_friday_is_the_day_of_rest_opens_on_sunday() -> None:
    assert list(habits_of("SA").hours) == ["mon", "tue", "wed", "thu", "sun"]


def test_every_country_has_habits() -> None:
    every = [a + b for a in map(chr, range(65, 91)) for b in map(chr, range(65, 91))]
    countries = [code for code in every if is_country(code)]

    assert len(countries) > 235
    assert all(habits_of(code).timezone for code in countries)


@pytest.mark.django_db
def test_opening_a_shop_says_so() -> None:
    shop = open_shop(" Hearth  & Loom ", "HU", ["hu", "en"], email="hello@hearth.test")

    assert (shop.name, shop.currency, shop.main_language) == ("Hearth & Loom", "HUF", "hu")
    assert Happening.objects.filter(name="ShopOpened", topic=f"shop:{shop.id}").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("country", "XX"),
        ("languages", []),
        ("languages", ["de"]),
        ("timezone", "Europe/Atlantis"),
        ("currency", "DUCAT"),
        ("email", "not an address"),
        ("colour", "green"),
        ("hours", {}),
        ("hours", {"mon": [["17:00", "09:00"]]}),
        ("hours", {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}),
        ("hours", {"monday": NINE_TO_FIVE}),
        ("answer_within_hours", 0),
        ("silence_days", 8),
        ("is_sample", True),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(field: str, value: object) -> None:
    shop = open_shop("Hearth", "IT", ["it"])

    with pytest.raises(BadInput) as refusal:
        change_shop(shop, None, **{"name": "Loom", field: value})

    assert refusal.value.field == field
    assert Shop.objects.get().name == "Hearth"
    assert not Happening.objects.filter(name="ShopChanged").exists()


@pytest.mark.django_db
def test_saving_the_same_settings_again_records_nothing() -> None:
    shop = open_shop("Hearth", "IT", ["it"])

    change_shop(shop, None, name="Loom", silence_days=5)
    change_shop(shop, None, name="Loom", silence_days=5)

    happening = Happening.objects.get(name="ShopChanged")
    assert happening.facts == {"shop_id": str(shop.id), "fields": ["name", "silence_days"]}
