"""The law beside a book: refused is what gives less, with the article."""

from datetime import timedelta
from typing import TYPE_CHECKING

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.money import babel_locale
from makegood.people.queries import countries_of_customers
from makegood.rulebook.rules.tables import Book
from makegood.shops.models import Shop

if TYPE_CHECKING:
    from makegood.rulebook.rules.lawful import Laws

ALWAYS = 168.0
NAMED = 3
"""Countries named in one sentence; more are "and others"."""


def refuse_below_law(shop: Shop, book: Book) -> None:
    """`BadInput` for the first row that gives less than the law: its field, and what the law gives where, by which article."""
    from makegood.rulebook.rules.lawful import breaches  # noqa: PLC0415  slow import

    found = breaches(book, laws_for(shop))
    if found:
        first = found[0]
        countries = _countries(first.countries)
        values = {"countries": countries, "least": first.least, "article": first.article}
        raise BadInput(first.field, _words()[first.unit] % values)


def laws_for(shop: Shop) -> "Laws":
    """Every law there is, on this day, where the shop has customers, and how long it is open in a week."""
    from makegood.policy.queries import law_of, packs  # noqa: PLC0415  slow import
    from makegood.rulebook.rules.lawful import Laws  # noqa: PLC0415  slow import

    codes = {
        code
        for pack in packs().values()
        for code in (*pack.timezones, pack.country)
        if len(code) == 2
    } - {"EU"}
    served = sorted({shop.country, *countries_of_customers()})
    return Laws(
        by_country={code: law_of(code) for code in sorted(codes)},
        served=served,
        today=clock.today(shop.timezone),
        weekly_hours=_weekly_hours(shop),
    )


def _words() -> dict[str, str]:
    return {
        "days": _(
            "%(countries)s: the law gives %(least)s days (%(article)s). Give at least as many."
        ),
        "shop": _("%(countries)s: by law the shop pays for the way back (%(article)s)."),
        "months": _(
            "%(countries)s: the law gives %(least)s months (%(article)s). Give at least as many."
        ),
        "delivery": _(
            "%(countries)s: the law counts %(least)s months from delivery (%(article)s). Count from then, or give more months."
        ),
        "days_to_answer": _(
            "%(countries)s: the law has complaints answered within %(least)s days (%(article)s); at your opening hours this takes longer."
        ),
    }


def _countries(codes: tuple[str, ...]) -> str:
    names = Locale.parse(babel_locale(translation.get_language() or "en")).territories
    named = ", ".join(sorted(str(names.get(code, code)) for code in codes)[:NAMED])
    if len(codes) <= NAMED:
        return named
    return _("%(countries)s and other countries") % {"countries": named}


def _weekly_hours(shop: Shop) -> float:
    """Opening hours of a usual week; a shop without any is always open."""
    spans = (span for day in shop.hours.values() for span in day)
    open_for = sum((_minutes(to) or 1440) - _minutes(since) for since, to in spans)
    return timedelta(minutes=open_for).total_seconds() / 3600 or ALWAYS


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
