"""The fields of the inbox' query language, and the codes each of them takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Takes(Enum):
    """What stands behind a field's colon."""

    CODE = "code"
    NAME = "name"
    TIME = "time"
    WORD = "word"


@dataclass(frozen=True)
class Field:
    """One thing a query may ask for.

    `codes` are what may be written and what the column then holds (empty: anything spelled like a code); `words` mean
    something special to a field of names. With `column`, that lookup of the case is compared, and this line is all the
    field needs; without, `queries.matching` has a method `ask_…` of its name. `is_ahead`: its time lies in the future.
    """

    takes: Takes
    column: str = ""
    codes: Mapping[str, tuple[object, ...]] | None = None
    words: tuple[str, ...] = ()
    is_ahead: bool = False


def _same(*codes: str) -> dict[str, tuple[object, ...]]:
    return {code: (code,) for code in codes}


KINDS = {
    **_same(
        *("where_is_it", "late", "lost", "damaged", "wrong_item", "missing_part"),
        *("not_as_described", "defective", "return", "exchange", "warranty", "repair"),
        *("cancel", "add_item", "order_failed", "double_charge", "unknown_charge", "billing"),
        *("price_match", "promo_code", "conduct", "data_request", "public", "other"),
    ),
    "none": ("",),
}

_MAIL = ("email", "pop3", "handed", "pipe", "lmtp", "webhook")
MOODS = ("angry", "repeat", "silence")
RISKS = ("lawyer", "press", "chargeback", "authority")
YES_NO = ("yes", "no")
LANES = ("alarm", "broken", "now", "today", "us", "others", "free")

FIELDS: dict[str, Field] = {
    "state": Field(Takes.CODE, codes=_same("open", "snoozed", "closed", "any")),
    "lane": Field(Takes.CODE, codes=_same(*LANES)),
    "kind": Field(Takes.CODE, "kind", codes=KINDS),
    "turn": Field(Takes.CODE, "turn", codes=_same("us", "customer", "others")),
    "lang": Field(Takes.CODE, "language"),
    "channel": Field(Takes.CODE, "channel"),
    "mood": Field(Takes.CODE, codes=_same(*MOODS, "none")),
    "risk": Field(Takes.CODE, codes=_same(*RISKS, "any", "none")),
    "broken": Field(Takes.CODE, codes=_same(*YES_NO)),
    "owed": Field(Takes.CODE, codes=_same(*YES_NO)),
    "due": Field(Takes.TIME, "queue_at", is_ahead=True),
    "opened": Field(Takes.TIME, "opened_at"),
    "heard": Field(Takes.TIME, "heard_at"),
    "told": Field(Takes.TIME, "told_at"),
    "changed": Field(Takes.TIME, "changed_at"),
    "closed": Field(Takes.TIME, "closed_at"),
    "snoozed": Field(Takes.TIME, "snoozed_until", is_ahead=True),
    "assignee": Field(Takes.NAME, words=("me", "none")),
    "follower": Field(Takes.NAME, words=("me", "none")),
    "team": Field(Takes.NAME, words=("mine", "none")),
    "tag": Field(Takes.NAME, words=("none",)),
    "customer": Field(Takes.NAME, words=("none",)),
    "order": Field(Takes.NAME, words=("none",)),
    "parcel": Field(Takes.NAME),
    "product": Field(Takes.NAME),
    "supplier": Field(Takes.NAME),
    "case": Field(Takes.NAME),
}
"""Every field there is. `channel:email` means every way a mail comes in; other channels are named as they are."""

ALIASES = {
    "language": "lang",
    "view": "state",
    "who": "customer",
    "sku": "product",
    "tracking": "parcel",
    "number": "case",
    "wakes": "snoozed",
}
CODE_ALIASES = {"kind": {"wismo": "where_is_it", "missing": "missing_part"}}
CHANNELS = {"email": _MAIL}
NAME = re.compile(r"([A-Za-z][A-Za-z_]{0,29}):")
"""How a field is written before its values."""
