"""Numbers that are names (order, article), whose leading zeros a spreadsheet has eaten: "00123" comes back as "123"."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")
MOST = 8
"""So many are given back."""


def spellings(number: str) -> list[str]:
    """As it stands, then with one zero more each: what `known_by` needs to have been looked up."""
    if not _may_have_lost(number):
        return [number]
    return ["0" * zeros + number for zeros in range(MOST + 1)]


def known_by(known: Mapping[str, T], number: str) -> T | None:
    """What has this number; else what has it with zeros before it, if that is one thing alone."""
    if number in known:
        return known[number]
    found = [known[spelling] for spelling in spellings(number)[1:] if spelling in known]
    return found[0] if len(found) == 1 else None


def _may_have_lost(number: str) -> bool:
    return number.isascii() and number.isdigit() and not number.startswith("0")
