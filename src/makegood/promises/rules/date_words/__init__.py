"""How eight languages say by when and what: the words that `finding` reads, each language in a file."""

from makegood.promises.rules.date_words.english import ENGLISH
from makegood.promises.rules.date_words.form import DateWords
from makegood.promises.rules.date_words.hungarian import HUNGARIAN
from makegood.promises.rules.date_words.italian import ITALIAN
from makegood.promises.rules.date_words.lithuanian import LITHUANIAN
from makegood.promises.rules.date_words.russian import RUSSIAN
from makegood.promises.rules.date_words.serbian import SERBIAN
from makegood.promises.rules.date_words.spanish import SPANISH

__all__ = ["WORDS", "DateWords"]

WORDS: dict[str, DateWords] = {
    "en": ENGLISH,
    "it": ITALIAN,
    "lt": LITHUANIAN,
    "sr": SERBIAN,
    "sr-latn": SERBIAN,
    "hu": HUNGARIAN,
    "es": SPANISH,
    "ru": RUSSIAN,
}
