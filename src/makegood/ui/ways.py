"""Which way a change came, for the history: what is asked for here is done by a page, a program or a customer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from makegood.kernel.log import coming_via

WAYS = {"/api/": "api", "/s/": "portal"}
"""The beginning of an address → the way; every other address is the staff's."""


class WayMiddleware:
    """Everything a request records says which surface it came through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with coming_via(way_of(request.path)):
            return self.get_response(request)


def way_of(path: str) -> str:
    """The surface this address belongs to."""
    return next((way for start, way in WAYS.items() if path.startswith(start)), "console")
