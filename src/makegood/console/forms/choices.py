"""What is chosen from: countries, languages and time zones, named in the reader's language."""

from zoneinfo import available_timezones

from babel import Locale
from django.utils import translation

from makegood.kernel.money import babel_locale
from makegood.kernel.text import LANGUAGES, folded
from makegood.shops.rules.countries import is_country

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
    """The country in an Accept-Language header ("lt-LT,lt;q=0.9"), or none: a guess to start from."""
    for part in accepted.split(","):
        code = part.split(";")[0].strip()[-2:]
        if "-" in part and code.isupper() and is_country(code):
            return code
    return ""


def _alphabetical(name: str) -> str:
    # Accented capitals belong with their letter ("Åland" with A), not after Z.
    return folded(name)
