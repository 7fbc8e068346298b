"""Words: phrases that are translated where they are shown, and the plain forms text is compared in."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import zip_longest

LANGUAGES: dict[str, str] = {
    "en": "English",
    "it": "Italiano",
    "lt": "Lietuvių",
    "sr": "Српски",
    "sr-latn": "Srpski",
    "hu": "Magyar",
    "es": "Español",
    "ru": "Русский",
}
"""The eight languages Makegood speaks: Django's code → the language's own name."""


@dataclass(frozen=True)
class Phrase:
    """An English sentence with named placeholders, marked for translation but not translated yet.

    Rules return phrases because they must not know the reader; `makegood.ui` and the messages
    translate them with `gettext(phrase.template) % phrase.values`.
    """

    template: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values if self.values else self.template


def _(template: str, **values: object) -> Phrase:
    """Mark `template` for translation; placeholders are named: `_("Due %(day)s", day=day)`."""
    return Phrase(template, values)


def bounded(text: str, limit: int) -> str:
    """`text` cut to `limit` characters, with NULs removed (PostgreSQL stores none)."""
    return text.replace("\x00", "")[:limit]


def first_words(text: str, limit: int = 200) -> str:
    """How a text begins, on one line; of a long one no more than its beginning is looked at."""
    return " ".join(text[: 3 * limit].split())[:limit]


def folded(text: str) -> str:
    """Case, accents and width folded away, whitespace single: what two texts are compared in."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        for mark in filter(unicodedata.combining, set(plain)):
            plain = plain.replace(mark, "")
    return " ".join(plain.split())


def in_latin(text: str) -> str:
    """Serbian Cyrillic in Latin letters: one to one, but for the three letters written with two."""
    if not _CYRILLIC.search(text):
        return text
    letters = []
    for here, after in zip_longest(text, text[1:], fillvalue=""):
        two = _DIGRAPHS.get(here)
        if two and here.isupper() and after.isupper():
            two = two.upper()
        letters.append(two or _LETTERS.get(here, here))
    return "".join(letters)


def order_key(number: str) -> str:
    """An order number as it is matched: letters and digits only, upper case ("#w-1001 " → "W1001")."""
    return re.sub(r"[\W_]+", "", number).upper()


_CYRILLIC = re.compile("[\u0400-\u04ff]")
_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž", "Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
_LETTERS = dict(
    zip(
        "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
        "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
        strict=True,
    )
)
