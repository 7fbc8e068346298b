"""The desk speaks each colleague's own language and shows their own clock."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from makegood.kernel.text import LANGUAGES


class ReaderMiddleware:
    """Language and zone of whoever is signed in, for this request; after authentication, before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if request.user.language in LANGUAGES:
                translation.activate(request.user.language)
            _use_zone(request.user.timezone)
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def _use_zone(name: str) -> None:
    try:
        timezone.activate(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        timezone.deactivate()
