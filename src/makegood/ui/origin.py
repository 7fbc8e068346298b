"""Where a request comes from, for the audit: the reader's own address, or what the operator's proxy says it is."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from makegood.kernel.audit import acting_from


class OriginMiddleware:
    """Whatever is saved during the request is noted with its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_from(origin_of(request)):
            return self.get_response(request)


def origin_of(request: HttpRequest) -> str:
    """The address at the other end. Of what a proxy names only the last is its own word."""
    named = request.headers.get("X-Forwarded-For", "") if settings.MAKEGOOD_PROXY else ""
    return named.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
