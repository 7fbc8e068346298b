"""Pages go out compressed; files a customer sent are served as they are, so that a browser can ask for a part of one."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/html", "application/json")


class CompressionMiddleware(GZipMiddleware):
    """Django's own, which pads each answer at random so that its length tells nothing of a secret in it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Only what we wrote ourselves, whole."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in COMPRESSED:
            return response
        return super().process_response(request, response)
