"""How the shop looks on the customers' pages: its colour as a style sheet, and its logo."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from makegood.kernel.errors import NotFound
from makegood.shops.models import Shop
from makegood.shops.queries import is_a_logo
from makegood.shops.rules.looks import Look, look_by_day, look_by_night
from makegood.ui.serving import FOR_GOOD, own_picture_response


@require_safe
def brand(request: HttpRequest, colour: str, digest: str) -> HttpResponse:
    """Named by the colour and by what is in it, so that it never changes and may be kept for good."""
    if digest != digest_of(colour):
        raise NotFound
    response = HttpResponse(sheet(f"#{colour}"), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_GOOD
    return response


def brand_of(shop: Shop | None) -> dict[str, Any]:
    """What the layout of the customers' pages wants to know."""
    return {
        "shop": shop,
        "brand_url": sheet_url(shop) if shop else "",
        "logo_url": logo_url(shop) if shop else "",
    }


@require_safe
def logo(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The logo of a shop of ours, and no other file."""
    if not is_a_logo(sha256):
        raise NotFound
    response = own_picture_response(sha256)
    response["Cache-Control"] = FOR_GOOD
    return response


def logo_url(shop: Shop) -> str:
    """Where the shop's logo is; empty without one."""
    return reverse("portal:logo", args=[shop.logo_sha256]) if shop.logo_sha256 else ""


def sheet_url(shop: Shop) -> str:
    """Where the shop's style sheet is; empty for a shop without a colour of its own."""
    colour = shop.colour.removeprefix("#")
    if not colour:
        return ""
    return reverse("portal:brand", args=[colour, digest_of(colour)])


def digest_of(colour: str) -> str:
    """Another one when a new release makes another sheet of the same colour."""
    return hashlib.sha256(sheet(f"#{colour}").encode()).hexdigest()[:8]


def sheet(colour: str) -> str:
    """The colour wherever it can be seen and read, by day and by night; else as near to it as can."""
    day, night = _named(look_by_day(colour)), _named(look_by_night(colour))
    return (
        f".customer{{{day}}}\n"
        "@media (prefers-color-scheme:dark)"
        f'{{:root:not([data-theme="light"]) .customer{{{night}}}}}\n'
        f':root[data-theme="dark"] .customer{{{night}}}\n'
    )


def _named(look: Look) -> str:
    return (
        f"--accent:{look.painted};--accent-ink:{look.ink};"
        f"--accent-text:{look.words};--accent-weak:{look.wash}"
    )
