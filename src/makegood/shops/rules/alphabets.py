"""Which eight-bit alphabet a text is written in, when it does not say."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёђјљњћџіїєґў"
LETTERS = {
    "windows-1250": "čćšžđáéíóöőúüűąęłńśźż",
    "iso-8859-2": "čćšžđáéíóöőúüűąęłńśźż",
    "windows-1251": CYRILLIC,
    "windows-1252": "àèéìíòóùúáñüçäößêâîôëï",
    "windows-1257": "ąčęėįšųūž",
}
"""The letters the languages written in an alphabet really use; the others in it are evidence against it."""

_SIGNS = "€£«»„“”’‘–—…°№§®©ºª¿¡·"
HABITS = {
    "it": "windows-1252",
    "es": "windows-1252",
    "en": "windows-1252",
    "lt": "windows-1257",
    "hu": "windows-1250",
    "sr-latn": "windows-1250",
    "sr": "windows-1251",
    "ru": "windows-1251",
}


def likeliest(text: bytes, languages: Sequence[str] = ()) -> str:
    """The alphabet whose letters `text` uses as its languages do; ties go to the shop's languages."""
    usual = [HABITS[language] for language in languages if language in HABITS]
    order = list(dict.fromkeys([*usual, "windows-1252", *LETTERS]))
    return max(order, key=lambda encoding: (_sense(text, encoding), -order.index(encoding)))


def _sense(text: bytes, encoding: str) -> float:
    """How much of what is not ASCII makes sense: a mean from about -3 to 1."""
    decoded = text.decode(encoding, "replace")
    words = re.findall(r"[^\W\d_]+|[^\w\s]", decoded)
    scores = [score for word in words for score in _scores(word, encoding)]
    return sum(scores) / len(scores) if scores else 0.0


def _scores(word: str, encoding: str) -> list[float]:
    letters = [c for c in word if c.isalpha()]
    has_latin = any(c.isascii() for c in letters)
    mixed = encoding == "windows-1251" and has_latin
    crowded = encoding != "windows-1251" and len(letters) > 2 and not has_latin
    # A capital inside a word ("KovaÈ") is the mark of a wrong alphabet.
    odd_case = any(a.islower() and b.isupper() for a, b in pairwise(word))
    penalty = 2.0 * mixed + 1.5 * crowded + 0.5 * odd_case
    return [_letter(c, encoding) - penalty for c in word if not c.isascii()]


def _letter(letter: str, encoding: str) -> float:
    if letter.lower() in LETTERS[encoding]:
        return 1.0
    if letter in _SIGNS or letter == "\u00a0":
        return 0.5
    if letter == "\ufffd" or unicodedata.category(letter) == "Cc":
        return -3.0
    return -1.0
