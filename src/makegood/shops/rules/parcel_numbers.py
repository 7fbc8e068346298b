"""Parcel numbers: whose they look like, and whether their check digits are right."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from makegood.shops.ports.carriers import S10, SSCC

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_ANY = {"#": str.isdigit, "@": str.isalpha}


def plain(number: str) -> str:
    """As carriers compare it: no spaces, dashes or brackets, capital letters."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def is_right(number: str) -> bool:
    """Whether nothing says that it was written wrongly: a number that has the form of S10 or of GS1 has its check digit, too."""
    written = plain(number)
    if fits(S10, written):
        return _s10_digit(written[2:10]) == int(written[10])
    if fits(SSCC, written):
        return _gs1_digit(written[:-1]) == int(written[-1])
    return bool(written)


def fits(shape: str, number: str) -> bool:
    """Whether a number has a shape: `#` is a digit, `@` a letter, all else itself; `*` at the end is whatever follows."""
    shape, number = shape.strip().upper(), plain(number)
    if shape.endswith("*"):
        shape, number = shape[:-1], number[: len(shape) - 1]
    return len(shape) == len(number) and all(
        _ANY[wanted](letter) if wanted in _ANY else wanted == letter
        for wanted, letter in zip(shape, number, strict=True)
    )


def has_shape(shapes: str, number: str) -> bool:
    """Whether it is one of a carrier's by the shapes its owner lists, with commas between; and is written rightly."""
    known = [one for one in re.split(r"[,;\s]+", shapes) if one]
    return is_right(number) and any(fits(shape, number) for shape in known)


def chosen_account(
    named: str, called: Sequence[tuple[UUID, Iterable[str]]], recognised: Sequence[UUID]
) -> UUID | None:
    """Which of the shop's own carriers has the parcel: the one its shop names; else the only one whose number it may be."""
    word = named.strip().casefold()
    known = [key for key, names in called if word and word in {one.casefold() for one in names}]
    if len(known) == 1:
        return known[0]
    return recognised[0] if not known and len(recognised) == 1 else None


def _s10_digit(serial: str) -> int:
    """UPU S10: eight digits weighed, modulo 11."""
    digit = 11 - sum(int(n) * w for n, w in zip(serial, _S10_WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(digit, digit)


def _gs1_digit(digits: str) -> int:
    """GS1: every other digit threefold from the right, modulo 10."""
    weighed = sum(int(n) * (3 if i % 2 == 0 else 1) for i, n in enumerate(reversed(digits)))
    return -weighed % 10
