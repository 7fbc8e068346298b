"""What is chosen from: countries, languages and time zones, named in the reader's language."""

from zoneinfo import available_timezones

from babel import Locale
from django.utils import translation

from makegood.kernel.money import babel_locale
from makegood.kernel.text import LANGUAGES, folded
from makegood.shops.rules.countries import country_of_language, is_country, languages_of

Choices = list[tuple[str, str]]


def countries() -> Choices:
    """Every country a shop can be in, in the alphabet of the reader."""
    names = Locale.parse(babel_locale(translation.get_language() or "en")).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and is_country(code)]
    return [("", ""), *sorted(found, key=lambda choice: _alphabetical(choice[1]))]


def languages() -> Choices:
    """The eight, each in its own words."""
    return list(LANGUAGES.items())


def time_zones() -> Choices:
    """IANA's names, without the ones kept only for old systems."""
    zones = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return [(zone, zone.replace("_", " ")) for zone in sorted([*zones, "UTC"])]


def country_of_browser(accepted: str) -> str:
    """The country an Accept-Language header tells of ("lt-LT,lt;q=0.9"), or none: a guess to start from.

    English says little: most browsers name it, and en-US is how many of them are delivered.
    """
    wishes = [part.split(";")[0].strip() for part in accepted.split(",")]
    regions = [(code, code[-2:]) for code in wishes if "-" in code and code[-2:].isupper()]
    guesses = [
        *(region for code, region in regions if not code.startswith("en")),
        *(country_of_language(code.partition("-")[0].lower()) for code in wishes),
        *(region for _code, region in regions if region != "US"),
        *(region for _code, region in regions),
    ]
    return next((code for code in guesses if code and is_country(code)), "")


def our_languages_of(country: str) -> list[str]:
    """Which of the eight are spoken in a country."""
    return [code for code in languages_of(country) if code in LANGUAGES] if country else []


def _alphabetical(name: str) -> str:
    # Accented capitals belong with their letter ("Åland" with A), not after Z.
    return folded(name)
