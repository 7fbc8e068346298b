"""HTML that is nested deeper than any page: sanitising it would take time by the square of its depth."""

import html as entities
import re

DEEPEST = 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ALONE = {"br", "img", "hr", "meta", "link", "input", "col", "p", "li", "td", "tr", "th", "option"}
"""What has no end, or ends by itself when the next begins."""


def shallow(html: str) -> str:
    """`html` as it is; where it goes too deep, its words alone."""
    if not _is_deep(html):
        return html
    words = entities.unescape(re.sub(r"<[^<>]*>", " ", html)).split()
    return f"<p>{entities.escape(' '.join(words))}</p>"


def _is_deep(html: str) -> bool:
    if html.count("<") <= DEEPEST:
        return False
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() not in _ALONE:
            depth = depth + 1 if not match[1] else max(0, depth - 1)
            if depth > DEEPEST:
                return True
    return False
