"""Folding letters while remembering where each came from."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_CYRILLIC = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True)) | {
    "љ": "lj",
    "њ": "nj",
    "џ": "dž",
}


@dataclass(frozen=True)
class Folded:
    """Text as it is compared, and for each of its letters the place in the original."""

    text: str
    origin: tuple[int, ...]

    def start(self, index: int) -> int:
        """Where a match that starts at `index` starts in the original."""
        return self.origin[index]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Where of the folded text the part from `start` to `end` of the original lies."""
        return bisect_left(self.origin, start), bisect_left(self.origin, end)

    def end(self, index: int) -> int:
        """Where a match that ends before `index` ends in the original."""
        return self.origin[index - 1] + 1


def fold(text: str, *, accents: bool = False, is_serbian: bool = False) -> Folded:
    """Lower case, Serbian in Latin letters, and without accents unless they are wanted."""
    letters: list[str] = []
    origin: list[int] = []
    for index, letter in enumerate(text):
        plain = _plain(letter.casefold(), accents, is_serbian)
        letters.append(plain)
        origin.extend([index] * len(plain))
    return Folded("".join(letters), tuple(origin))


def _plain(letter: str, accents: bool, is_serbian: bool) -> str:
    if is_serbian:
        letter = _CYRILLIC.get(letter, letter)
    if accents:
        return letter
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return bare.replace("đ", "dj")
