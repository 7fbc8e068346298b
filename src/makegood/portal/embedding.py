"""The page for finding one's order, inside the shop's own page: one script tag puts it there."""

from pathlib import Path
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.shops.models import Shop
from makegood.ui.csp import HEADER, policy

_SCRIPT = Path(__file__).parent / "static" / "portal" / "embed.js"
KEPT_FOR = 3600


@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """The script at an address that stays: it puts a frame with the page where its tag stands."""
    response = HttpResponse(_SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def framed(response: HttpResponse, shop: Shop) -> HttpResponse:
    """May stand in a frame on the shop's own site, and nowhere else."""
    site = urlsplit(shop.website)
    if site.scheme in ("http", "https") and site.netloc:
        response.headers[HEADER] = policy(frame_ancestors=f"{site.scheme}://{site.netloc}")
        response.xframe_options_exempt = True  # only the policy above can name a site
    return response
