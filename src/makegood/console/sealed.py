"""Our own letters in a frame: a document shut in, which runs nothing and asks the network for nothing."""

from base64 import b64encode
from collections.abc import Iterable

from django.http import HttpResponse

from makegood.messages.ports import OutboundFile
from makegood.messages.rules import shown

LETTER_POLICY = (
    # A letter is somebody else's document: it gets no scripts, no forms, no network; mail is styled inline or not at all.
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)


def sealed_letter(html: str, files: Iterable[OutboundFile]) -> HttpResponse:
    """The letter with the pictures it carries."""
    pictures = {
        file.content_id: f"data:{file.type};base64,{b64encode(file.content).decode()}"
        for file in files
        if file.content_id
    }
    response = HttpResponse(shown(html, pictures))
    response["Content-Security-Policy"] = LETTER_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response
