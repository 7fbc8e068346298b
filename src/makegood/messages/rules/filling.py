"""Prepared answers fill themselves: `{{ customer.first_name }}` and its like, nothing else.

Our own few lines, not a template engine: who writes a template must not be able to run anything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
FIELDS: dict[str, str] = {
    "customer.name": "Anna Rossi",
    "customer.first_name": "Anna",
    "case.number": "10234",
    "case.subject": "Where is my parcel?",
    "case.status_url": "https://desk.example/s/…",
    "order.number": "W-1001",
    "order.total": "49,90 €",
    "order.page_url": "https://desk.example/o/…",
    "order.return_until": "28 December 2026",
    "order.guarantee_until": "11 December 2028",
    "parcel.number": "RR123456789LT",
    "parcel.carrier": "DPD",
    "shop.name": "The shop",
    "shop.email": "help@shop.example",
    "shop.phone": "+370 612 34567",
    "agent.name": "Olga",
}
"""Every field there is, with an example. Those that end in `_until` the law fills (`rights.wording`)."""


@dataclass(frozen=True)
class Filled:
    """The text with what is known filled in; `missing` fields stay as they were written, for the agent to see."""

    text: str
    missing: tuple[str, ...]


def fill_template(body: str, facts: Mapping[str, str]) -> Filled:
    """Fill `body` from `facts` (field → value). A field without a value, or unknown, is reported, never blanked."""
    missing: list[str] = []

    def value(found: re.Match[str]) -> str:
        field = found.group(1)
        if facts.get(field):
            return facts[field]
        if field not in missing:
            missing.append(field)
        return found.group(0)

    return Filled(_FIELD.sub(value, body), tuple(missing))


_TELLING = 12
"""Letters of a template's own words by which it is known again."""


def is_made_from(text: str, body: str) -> bool:
    """Whether some words of the template still stand in `text`: who wrote all of it anew no longer says what it said."""
    own = (_plain(piece) for line in body.splitlines() for piece in _FIELD.split(line)[::2])
    pieces = [piece for piece in own if piece]
    telling = min(_TELLING, max(map(len, pieces), default=0))
    said = _plain(text)
    return any(len(piece) >= telling and piece in said for piece in pieces)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def unknown_fields(body: str) -> list[str]:
    """The fields in `body` that no case could ever fill: for the form that saves a template."""
    return sorted({f for f in _FIELD.findall(body) if f not in FIELDS})
