"""The reader's language while a page is drawn: asked for once a page, not once a word.

A page says a thousand words. For each of them Django looks for the language of the moment, and through the catalogue's parts;
while a page is drawn its language does not change, and a word once found is kept for the next page in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

from django.utils import translation
from markupsafe import Markup

_Found = dict[object, str]
_spoken: ContextVar[tuple[str, _Found] | None] = ContextVar("spoken", default=None)
_found: dict[str, _Found] = {}
"""Language → what is said for each message and each code of the house: as many as there are."""


@contextmanager
def in_language_of_now() -> Iterator[None]:
    """Everything drawn in the block is in the language that is active at its beginning."""
    language = _now()
    token = _spoken.set((language, _found.setdefault(language, {})))
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The code of the language spoken."""
    spoken = _spoken.get()
    return spoken[0] if spoken else _now()


def gettext(message: str) -> str:
    """What is said for a message of the code."""
    spoken = _spoken.get()
    if spoken is None:
        return translation.gettext(message)
    found = spoken[1].get(message)
    if found is None:
        found = spoken[1][message] = translation.gettext(message)
    return found


def phrase(message: str, **values: object) -> Markup:
    """A template's `_("…")`: with its values, escaped, in their places. Jinja's own goes through three calls."""
    if values:
        return Markup(gettext(message)) % values  # noqa: S704  the code's own words
    spoken = _spoken.get()
    if spoken is None:
        return Markup(translation.gettext(message)) % ()  # noqa: S704  the code’s own words
    found = spoken[1].get((message,))
    if found is None:
        found = spoken[1][(message,)] = Markup(gettext(message)) % ()  # noqa: S704  the code’s own words
    return cast(Markup, found)


def said(key: object, lazily: object) -> str:
    """A word that is looked up when it is turned into text; `key` is what it is known by, whatever the language."""
    spoken = _spoken.get()
    if spoken is None:
        return str(lazily)
    found = spoken[1].get(key)
    if found is None:
        found = spoken[1][key] = str(lazily)
    return found


def _now() -> str:
    return translation.get_language() or "en"
