"""What a page of ours may load and do: the Content-Security-Policy of every response that does not set its own."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from makegood.ui.pages import stream_url

HEADER = "Content-Security-Policy"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}


class CspMiddleware:
    """No inline script or style, nothing from elsewhere; the live stream is the one other origin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, policy(connect=_origin(stream_url(request))))
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response


def policy(*, connect: str = "", **changed: str) -> str:
    """The policy as a header, with one more origin to connect to and directives changed (`frame_ancestors="'self'"`)."""
    directives = POLICY | {"connect-src": f"'self' {connect}".strip()}
    directives |= {name.replace("_", "-"): value for name, value in changed.items()}
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
