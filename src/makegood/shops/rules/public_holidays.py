"""The public holidays of a country or a region of it, worked out offline; those a shop works on are left out by name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays

_STEADY = "en_US"
"""Names are kept in this language: the library's own choice would follow the machine's locale."""
_TONGUES = {"sr-latn": "sr"}


@dataclass(frozen=True)
class Holiday:
    """A holiday: `key` is what it is kept by, `name` what it is called in the reader's language, where that is known."""

    key: str
    name: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class Observed:
    """The days off of a country or region, without those whose every holiday is switched off."""

    country: str
    region: str = ""
    off: frozenset[str] = frozenset()

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        names = _calendar(self.country, self.region).get(day)
        return bool(names) and any(_plain(n) not in self.off for n in str(names).split("; "))


def has_calendar(country: str) -> bool:
    """Whether the holidays of the country are known."""
    return _known(country) is not None


def regions_of(country: str) -> list[tuple[str, str]]:
    """The regions with holidays of their own: code and name, by name."""
    known = _known(country)
    if known is None:
        return []
    codes, names = known.subdivisions, known.get_subdivision_aliases()
    found = [(code, next(iter(names.get(code, ())), code)) for code in codes]
    return sorted(found, key=lambda region: region[1].casefold())


def public_holidays(
    country: str, region: str, years: Iterable[int], language: str
) -> list[Holiday]:
    """Every holiday of these years by its first day; one that has several days stands once."""
    if not has_calendar(country):
        return []
    said = _said(country, region, language)
    found: dict[str, list[date]] = {}
    names: dict[str, str] = {}
    for year in years:
        for day, keys in _days_of(country, region, year):
            told = str(said.get(day, keys)).split("; ")
            for index, key in enumerate(keys.split("; ")):
                found.setdefault(_plain(key), []).append(day)
                names.setdefault(_plain(key), _plain(told[index] if index < len(told) else key))
    rows = [Holiday(key, names[key], tuple(sorted(set(days)))) for key, days in found.items()]
    return sorted(rows, key=lambda one: one.days)


def observed(country: str, region: str, off: Collection[str]) -> Collection[date] | Observed:
    """The days off; a country that is not known has none, a region that is none is as none named."""
    known = _known(country)
    if known is None:
        return frozenset()
    there = region if region in known.subdivisions else ""
    return Observed(country, there, frozenset(off))


@cache
def _known(country: str) -> holidays.HolidayBase | None:
    """What the library knows of the country, asked once."""
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return None


def _days_of(country: str, region: str, year: int) -> list[tuple[date, str]]:
    fresh = holidays.country_holidays(
        country, subdiv=region or None, years=year, language=_steady(country)
    )
    return sorted((day, str(names)) for day, names in fresh.items())


@cache
def _calendar(country: str, region: str) -> holidays.HolidayBase:
    """Works each year out when first asked for it."""
    return holidays.country_holidays(country, subdiv=region or None, language=_steady(country))


def _said(country: str, region: str, language: str) -> holidays.HolidayBase:
    """The same holidays in the reader's language, where the library speaks it."""
    known = holidays.country_holidays(country)
    tongue = _TONGUES.get(language, language)
    spoken = [code for code in known.supported_languages if code.split("_")[0] == tongue]
    named = spoken[0] if spoken else _steady(country)
    return holidays.country_holidays(country, subdiv=region or None, language=named)


def _steady(country: str) -> str | None:
    known = holidays.country_holidays(country)
    return _STEADY if _STEADY in known.supported_languages else known.default_language


def _plain(name: str) -> str:
    """Without "(observed)", "(estimated)": the same holiday, on another day."""
    return name.split(" (")[0].strip()
