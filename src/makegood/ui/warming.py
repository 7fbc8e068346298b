"""What every page needs, loaded once before the processes are forked: after that each would have its own."""

from babel import Locale, dates
from django.utils import translation

from makegood.kernel import clock
from makegood.kernel.money import babel_locale
from makegood.kernel.text import LANGUAGES
from makegood.shops.rules.public_holidays import has_calendar
from makegood.ui.pages import environment_in_use

SURFACES = ("console", "portal", "ui")


def warm() -> None:
    """Load the catalogues, the languages' ways to write dates and numbers, the holidays, and all pages' templates."""
    has_calendar("IE")  # asked for one country, the library loads all
    for language in LANGUAGES:
        with translation.override(language):
            translation.gettext(language)  # any word: its catalogue is read
        _write_something(babel_locale(language))
    pages = environment_in_use()
    for name in pages.list_templates(filter_func=lambda name: name.split("/")[0] in SURFACES):
        pages.get_template(name)


def _write_something(locale: str) -> None:
    """The library reads a locale's file when it is first asked for anything in it."""
    dates.format_datetime(clock.now(), "medium", locale=locale)
    assert Locale.parse(locale).territories
