"""What a country tells of a shop in it: its clock, its money, its working days."""

from dataclasses import dataclass
from zoneinfo import available_timezones

import holidays
from babel.core import get_global
from babel.languages import get_official_languages

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKING_DAY = [["09:00", "17:00"]]

# CLDR names every zone of a country, not the one most of its people live in; these are the countries that
# have several. Anything else has one zone, or the capital's stands first.
_MAIN_ZONES = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}


@dataclass(frozen=True)
class Habits:
    """What is taken for granted of a shop until it says otherwise."""

    timezone: str
    currency: str
    hours: dict[str, list[list[str]]]


def is_country(code: str) -> bool:
    """Whether `code` is a country of ISO 3166 with people and clocks in it."""
    zones, currencies = get_global("territory_zones"), get_global("territory_currencies")
    return code in zones and code in currencies and code != "ZZ"


def habits_of(country: str) -> Habits:
    """The habits of `country`, which `is_country`."""
    return Habits(timezone_of(country), currency_of(country), hours_of(country))


def timezone_of(country: str) -> str:
    """The zone most people there live in."""
    zones: list[str] = get_global("territory_zones")[country]
    return _MAIN_ZONES.get(country, zones[0])


def countries_of_zones() -> dict[str, str]:
    """Every zone a browser may name, older and newer names included → the country whose clock it is."""
    countries, aliases = get_global("zone_territories"), get_global("zone_aliases")
    known = {
        zone: countries.get(zone) or countries.get(aliases.get(zone, ""))
        for zone in available_timezones()
    }
    return {zone: country for zone, country in known.items() if country and is_country(country)}


def languages_of(country: str) -> list[str]:
    """The official languages of `country` as CLDR orders them, by their two letters."""
    spoken = get_official_languages(country, de_facto=True)
    return list(dict.fromkeys(code.partition("_")[0] for code in spoken))


def country_of_language(code: str) -> str:
    """The country a language is at home in, or none for the one spoken in too many."""
    if code == "en":
        return ""
    country = (get_global("likely_subtags").get(code) or "").rpartition("_")[2]
    return country if is_country(country) else ""


def currency_of(country: str) -> str:
    """The money in daily use there now."""
    known = get_global("territory_currencies")[country]
    in_use = [code for code, _since, until, is_tender in known if is_tender and until is None]
    return str(in_use[0]) if in_use else "USD"


def hours_of(country: str) -> dict[str, list[list[str]]]:
    """Nine to five on the country's working days (Sunday to Thursday where Friday is the day of rest)."""
    rest = weekend_of(country)
    return {day: WORKING_DAY for index, day in enumerate(WEEKDAYS) if index not in rest}


def weekend_of(country: str) -> set[int]:
    """The days of rest there, Monday being 0."""
    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return {5, 6}
    return set(known.weekend)
