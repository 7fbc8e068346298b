"""Places somebody meant to fill in: a template's field, or what people put there themselves."""

import re

from makegood.kernel.text import _
from makegood.messages.rules.concerns.words import Concern, own_words

_OPEN = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}"
    r"|(?<![\w\]])\[(?!#)(?P<named>[^\[\]\n]{1,60})\](?!\()"
    r"|<<[^<>\n]{1,60}>>"
    r"|(?<![\w{])\{[^\W\d][\w .]{1,40}\}(?!\})"
    r"|(?<!\w)_{4,}(?!\w)"
)
_NO_PLACE = re.compile(r"\W*(?:\d+|x|ok|sic|https?:.*|cid:.*)\W*", re.IGNORECASE)
"""In brackets, and yet nothing to fill in: a footnote, a ticked box, an address."""


def left_open(text: str) -> list[Concern]:
    """Each place once, in its order: `{{ order.number }}`, `[name]`, `<<date>>`, `{name}`, `____`."""
    found: dict[str, Concern] = {}
    for match in _OPEN.finditer(own_words(text)):
        inside = match["named"]
        if inside is not None and (_NO_PLACE.fullmatch(inside) or not inside.strip()):
            continue
        place = match[0]
        phrase = _("%(place)s is still to be filled in.", place=place)
        found.setdefault(place, Concern("left_open", phrase, match.start(), match.end()))
    return list(found.values())
