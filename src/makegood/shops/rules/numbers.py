"""Order numbers in what people write."""

import re

from makegood.kernel.text import folded, order_key

SHORTEST_BARE = 5
"""A shorter run of digits is a house number, a year or a size unless a word before it says order."""
MOST_CANDIDATES = 400

_MARKS = """
    # n no nr nº num number order orders ordine ordini numero užsakymas užsakymo užsakymą užsakymui numeris
    porudžbina porudžbine porudžbinu broj br поруџбина поруџбине поруџбину број бр rendelés rendelésem
    rendelésszám rendelési szám száma sz. pedido orden заказ заказа заказе заказу номер
"""
_ANY_MARK = "|".join(re.escape(folded(mark)) for mark in _MARKS.split()[1:])
_MARK = re.compile(rf"(?:^|\W)(?:{_ANY_MARK})\b[^\d]{{0,12}}$|#\s*$")
_WORD = re.compile(r"\w[\w\-/.]*")
_DIGIT = re.compile(r"\d")


def keys_in(text: str) -> list[str]:
    """Everything in `text` that could be an order number, as matching keys; the likeliest first.

    What follows a word for "order" or a number sign comes first. Numbers written in pieces
    ("W 1001", "W-1001") are tried joined as well.
    """
    plain = folded(text[:20_000])
    marked: dict[str, None] = {}
    bare: dict[str, None] = {}
    previous = ""
    for word in _WORD.finditer(plain):
        # Most words have no digit in or before them, and are passed over at once: every mail comes through here.
        if _DIGIT.search(word.group()) or _DIGIT.search(previous):
            is_marked = bool(_MARK.search(plain[max(0, word.start() - 24) : word.start()]))
            for key in _keys_of(word.group(), previous):
                if is_marked or _is_telling(key):
                    (marked if is_marked else bare)[key] = None
        previous = word.group()
    return list({**marked, **bare})[:MOST_CANDIDATES]


def _keys_of(word: str, previous: str) -> list[str]:
    """The word whole, its first part before a slash, and joined with a short word before it."""
    tried = [word, word.split("/")[0], word.rstrip(".-/")]
    if len(previous) <= 4:
        tried.append(previous + word)
    return [key for key in map(order_key, tried) if key and any(c.isdigit() for c in key)]


def _is_telling(key: str) -> bool:
    return len(key) >= SHORTEST_BARE or (not key.isdigit() and len(key) > 3)
