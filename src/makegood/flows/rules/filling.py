"""A letter's words with what is known filled in; a line that needs what nobody knows is left out."""

import re
from collections.abc import Mapping

from makegood.flows.rules.texts import FIELDS
from makegood.messages.rules.filling import fill_template

PLACES = {name: "{{ " + name + " }}" for name in FIELDS}
"""Each field as its place is written in a letter of the shop's own."""
_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


def filled(text: str, facts: Mapping[str, str]) -> str:
    """`text` without the lines, and then the paragraphs, in which something would be missing."""
    paragraphs = (_filled_lines(part, facts) for part in re.split(r"\n\s*\n", text.strip()))
    return "\n\n".join(part for part in paragraphs if part)


def strange_fields(text: str) -> list[str]:
    """Fields that no flow could ever fill."""
    return sorted({name for name in _FIELD.findall(text) if name not in FIELDS})


def _filled_lines(paragraph: str, facts: Mapping[str, str]) -> str:
    lines = (fill_template(line, facts) for line in paragraph.splitlines())
    return "\n".join(one.text for one in lines if not one.missing).strip()
