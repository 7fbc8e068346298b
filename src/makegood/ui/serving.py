"""Files strangers sent, handed out so that no browser can be made to run them. Console and portal both serve them so.

A picture is shown in the page only after it was opened and found to be one; all else is a download.
The type the sender named is never passed on.
"""

import warnings
from io import BytesIO
from typing import TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from PIL import Image, UnidentifiedImageError

from makegood.kernel import files
from makegood.kernel.errors import NotFound
from makegood.kernel.pictures import upright
from makegood.messages.models import Attachment

SHOWN = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
"""Pillow's name → type: the pictures every browser shows and none runs. SVG is not among them: it carries scripts."""

SIDE = 480
"""A thumbnail's longest side, in pixels: sharp at 240 on a phone's dense screen."""

MOST_PIXELS = 25_000_000
"""Decoding costs four bytes a pixel; more than this is not made small, only downloaded."""
MOST_JPEG_PIXELS = 250_000_000
"""A JPEG is decoded at an eighth of its size, so that a phone's 200 megapixels are no burden."""

FOR_GOOD = "public, max-age=31536000, immutable"
"""`Cache-Control` of what is named by its content."""

_NO_PICTURE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
)

R = TypeVar("R", bound=HttpResponseBase)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    # The address is somebody's door: a shared cache must not keep what is behind it.
    "Cache-Control": "private, max-age=3600",
}


def attachment_response(attachment: Attachment) -> HttpResponseBase:
    """The file itself: shown if it is a picture, else offered for download. `NotFound` when its bytes are gone."""
    kind = picture_type(attachment.sha256)
    try:
        response = FileResponse(
            files.open_file(attachment.sha256),
            as_attachment=kind is None,
            filename=_safe_name(attachment.name),
            content_type=kind or "application/octet-stream",
        )
    except FileNotFoundError as error:
        raise NotFound from error
    return _sealed(response)


def own_picture_response(sha256: str) -> HttpResponseBase:
    """A PNG we drew ourselves. `NotFound` when its bytes are gone."""
    try:
        response = FileResponse(files.open_file(sha256), content_type="image/png")
    except FileNotFoundError as error:
        raise NotFound from error
    return _sealed(response)


def thumbnail_response(attachment: Attachment) -> HttpResponse:
    """A small WebP of a picture, without what the camera noted (place, owner). `NotFound` when it is no picture."""
    if picture_type(attachment.sha256) is None:
        raise NotFound
    small = files.derived(attachment.sha256, f"thumb-{SIDE}", _thumbnail)
    if not small:
        raise NotFound
    return _sealed(HttpResponse(small, content_type="image/webp"))


def picture_type(sha256: str) -> str | None:
    """The type of the picture these bytes are, or None. Reads the header only."""
    try:
        with files.open_file(sha256) as stream, _calm(), Image.open(stream) as image:
            return SHOWN.get(image.format or "")
    except _NO_PICTURE:
        return None


def is_called_picture(attachment: Attachment) -> bool:
    """Whether the sender says that it is a picture; nothing is opened."""
    return attachment.type.lower() in SHOWN.values()


def has_thumbnail(attachment: Attachment) -> bool:
    """Whether a page should show it small: called a picture, and found to be one. Reads the header only."""
    if not is_called_picture(attachment):
        return False
    try:
        with files.open_file(attachment.sha256) as stream, _calm(), Image.open(stream) as image:
            return image.format in SHOWN and _is_bearable(image)
    except _NO_PICTURE:
        return False


def _thumbnail(content: bytes) -> bytes:
    """The small picture; empty when it can't be made, which is kept too, so that it is tried once."""
    try:
        with _calm(), Image.open(BytesIO(content)) as image:
            if not _is_bearable(image):
                return b""
            image.draft("RGB", (SIDE * 2, SIDE * 2))
            shown = upright(image)
            shown.thumbnail((SIDE, SIDE))
            return _as_webp(shown)
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError):
        return b""


def _is_bearable(image: Image.Image) -> bool:
    pixels = image.width * image.height
    return pixels <= (MOST_JPEG_PIXELS if image.format == "JPEG" else MOST_PIXELS)


def _as_webp(image: Image.Image) -> bytes:
    # A fresh canvas: nothing of the file's own metadata comes along.
    clear = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    canvas = image.convert("RGBA" if clear else "RGB")
    plain = Image.new(canvas.mode, canvas.size)
    plain.paste(canvas)
    made = BytesIO()
    plain.save(made, "WEBP", quality=78)
    return made.getvalue()


def _calm() -> "warnings.catch_warnings[None]":
    """Pillow warns of large pictures when opening them; we decide by `_is_bearable`, before decoding."""
    return warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning)


def _safe_name(name: str) -> str:
    """The name without anything that could leave the header or the folder."""
    shown = "".join(c for c in name if c.isprintable() and c not in '/\\"')
    return shown.strip(". ") or "file"


def _sealed(response: R) -> R:
    for name, value in _HEADERS.items():
        response[name] = value
    return response
