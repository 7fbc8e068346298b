"""The shop's colour as a style sheet, with inks that can be read on it and beside it."""

import re

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from makegood.kernel.errors import NotFound
from makegood.shops.models import Shop

PAPER, NIGHT = "efece3", "1b211e"
"""The grounds of our pages where words are hardest to read: the darkest by day, the lightest by night."""
READABLE = 4.5
"""WCAG AA: what text and its ground must differ by."""
SEEN = 3
"""WCAG AA: what a button or a stop of the journey and its ground must differ by."""


@require_safe
def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """Named by the colour itself, so that it never changes and may be kept for good."""
    response = HttpResponse(sheet(colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def brand_url(shop: Shop) -> str:
    """Where the shop's style sheet is; empty for a colour we can't read."""
    colour = shop.colour.lstrip("#").lower()
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        return ""
    return reverse("portal:brand", args=[colour])


def sheet(colour: str) -> str:
    """The colour as it is for grounds, by night as light as it takes to be seen; as text what can be read."""
    day = _named(colour, readable(colour, PAPER, "000000"))
    night = _named(
        readable(colour, NIGHT, "ffffff", SEEN), readable(colour, NIGHT, "ffffff", READABLE)
    )
    return (
        f".customer{{{day}}}\n"
        "@media (prefers-color-scheme:dark)"
        f'{{:root:not([data-theme="light"]) .customer{{{night}}}}}\n'
        f':root[data-theme="dark"] .customer{{{night}}}\n'
    )


def readable(colour: str, ground: str, towards: str, least: float = READABLE) -> str:
    """`colour`, mixed with as little of `towards` as makes it differ enough from `ground`."""
    for share in range(0, 101, 5):
        mixed = _mixed(colour, towards, share / 100)
        if contrast(mixed, ground) >= least:
            return mixed
    raise NotFound(f"nothing is readable on {ground}")


def _named(ground: str, text: str) -> str:
    ink = "fff" if contrast(ground, "ffffff") >= contrast(ground, "000000") else "000"
    return f"--accent:#{ground};--accent-ink:#{ink};--accent-text:#{text}"


def contrast(one: str, other: str) -> float:
    """How much two colours differ in brightness, 1 to 21 (WCAG 2)."""
    darker, lighter = sorted((_brightness(one), _brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _brightness(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(colour: str, towards: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(towards), strict=True)
    return "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (0, 2, 4))
