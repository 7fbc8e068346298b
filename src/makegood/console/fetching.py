"""A large export is fetched from the process of the live streams, `/stream/export/<id>/`.

Pages are served by processes of one thread each: a download of some minutes would keep one of them busy for all its
length, and whoever's page it should have served would wait. Here it waits for a slow reader without holding up anybody.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.files import File
from django.utils import timezone

from makegood.exports.access import export_for
from makegood.exports.actions.asking import note_fetching
from makegood.exports.models import Export
from makegood.kernel import files
from makegood.kernel.audit import acting_from
from makegood.kernel.errors import NotFound
from makegood.kernel.log import coming_via
from makegood.people.models import Staff

PLACE = "/stream/export/"
TYPE = "application/zip"
KEPT = "private, no-store"
_PIECE = 1 << 18

Send = Callable[[dict[str, Any]], Awaitable[None]]


def address_of(stream_url: str, export: Export) -> str:
    """Where a browser fetches it, `stream_url` being where it finds the live stream."""
    return f"{stream_url.rstrip('/')}/export/{export.pk}/"


def name_of(export: Export) -> str:
    """What it is called once it is on somebody's own disk."""
    return f"makegood-{timezone.localtime(export.asked_at).date().isoformat()}.zip"


def opened(staff: Staff, export_id: UUID) -> tuple[Export, "File[bytes]"]:
    """The export and its bytes, noted as fetched; `NotFound` when it is not theirs, or not there (any more)."""
    export = export_for(staff, export_id)
    if not export.is_offered:
        raise NotFound
    try:
        content = files.open_named(export.path)
    except FileNotFoundError as error:
        raise NotFound from error
    note_fetching(export, staff)
    return export, content


async def serve(staff: Staff, path: str, origin: str, send: Send) -> bool:
    """Send what `path` names, piece by piece as the reader takes it; False: there is no such thing for them."""
    found = await sync_to_async(_found)(staff, path.removeprefix(PLACE).rstrip("/"), origin)
    if found is None:
        return False
    export, content = found
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _headers(export)})
        while piece := await sync_to_async(content.read)(_PIECE):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        content.close()
    return True


def _found(staff: Staff, key: str, origin: str) -> tuple[Export, "File[bytes]"] | None:
    try:
        with acting_from(origin), coming_via("console"):
            return opened(staff, UUID(key))
    except (NotFound, ValueError):
        return None


def _headers(export: Export) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", TYPE.encode()),
        (b"content-length", str(export.size).encode()),
        (b"content-disposition", f'attachment; filename="{name_of(export)}"'.encode()),
        (b"cache-control", KEPT.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-accel-buffering", b"no"),  # nginx would write all of it to its own disk first
    ]
