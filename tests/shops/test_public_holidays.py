"""Which days off a country and its regions have, called by name, without asking anybody."""

from datetime import date

import pytest

from makegood.shops.rules.public_holidays import observed, public_holidays, regions_of


@pytest.mark.parametrize(
    ("country", "language", "day", "name"),
    [
        ("LT", "lt", date(2026, 2, 16), "Lietuvos valstybės atkūrimo diena"),
        ("LT", "en", date(2026, 2, 16), "Day of Restoration of the State of Lithuania"),
        ("IT", "it", date(2026, 6, 2), "Festa della Repubblica"),
        ("RS", "sr", date(2026, 1, 7), "Божић"),
        ("HU", "ru", date(2026, 3, 15), "National Day"),
    ],
)
def test_a_holiday_is_called_as_the_reader_does_where_that_is_known(
    country: str, language: str, day: date, name: str
) -> None:
    found = public_holidays(country, "", [2026], language)

    assert [one.name for one in found if day in one.days] == [name]


def test_a_region_adds_its_own_days() -> None:
    epiphany = date(2026, 1, 6)

    assert epiphany not in observed("DE", "", ())
    assert epiphany in observed("DE", "BY", ())
    assert ("BY", "Bayern") in regions_of("DE")


def test_a_holiday_switched_off_by_name_is_worked_on_in_every_year() -> None:
    [key] = {h.key for h in public_holidays("LT", "", [2026], "lt") if date(2026, 2, 16) in h.days}

    kept = observed("LT", "", [key])

    assert [date(year, 2, 16) in kept for year in (2026, 2031)] == [False, False]
    assert date(2026, 3, 11) in kept


def test_a_country_or_region_nobody_knows_has_no_days_off_and_no_error() -> None:
    assert date(2026, 1, 1) not in observed("ZZ", "", ())
    assert public_holidays("ZZ", "", [2026], "en") == []
    assert date(2026, 1, 1) in observed("LT", "nowhere", ())
    assert regions_of("ZZ") == []
