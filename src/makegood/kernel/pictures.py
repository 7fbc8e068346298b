"""Pictures as they may leave the house: no larger than anybody needs, and without what the camera noted.

A photo tells where it was taken, when, and with whose phone. What goes out is drawn anew: upright, its colours as they
were, and nothing else of the file. What we can't draw (a film, an animation, a format of one maker) is left as it is.
"""

import warnings
from io import BytesIO
from typing import Any

from PIL import Image

SIDE = 2048
"""The longest side, in pixels: every screen shows it whole, and a label on the box can still be read."""
MOST_PIXELS = 40_000_000
"""Decoding costs four bytes a pixel."""
MOST_JPEG_PIXELS = 250_000_000
"""A JPEG is decoded at half or a quarter of its size."""
_KEPT = {"JPEG", "PNG", "WEBP"}
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def for_sending(content: bytes) -> bytes | None:
    """The picture in its own format; None when these bytes are none we draw, or could not be read to their end."""
    try:
        with calm(), Image.open(BytesIO(content)) as image:
            if image.format not in _KEPT or getattr(image, "n_frames", 1) > 1:
                return None
            if image.width * image.height > _most(image):
                return None
            return _drawn(image, content)
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError):
        return None


def upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; the picture itself when it is upright already.

    Pillow's own way writes the camera's notes anew, and breaks on what some programs leave in them.
    """
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    return image if turn is None else image.transpose(turn)


def _most(image: Image.Image) -> int:
    return MOST_JPEG_PIXELS if image.format == "JPEG" else MOST_PIXELS


def _drawn(image: Image.Image, content: bytes) -> bytes | None:
    form = str(image.format)
    is_plain = max(image.size) <= SIDE and not _notes(image)
    if is_plain:
        return None
    colours = image.info.get("icc_profile")
    if form == "JPEG":
        image.draft(image.mode, (SIDE, SIDE))
    shown = upright(image)
    shown.thumbnail((SIDE, SIDE))
    return _written(shown, form, colours)


def _notes(image: Image.Image) -> bool:
    """Whether the file holds anything beside the picture: a camera's notes, a program's, a comment."""
    image.load()
    harmless = {"icc_profile", "transparency", "gamma", "dpi", "jfif", "jfif_version", "jfif_unit"}
    harmless |= {"jfif_density", "adobe", "adobe_transform", "progressive", "progression", "srgb"}
    harmless |= {
        "chromaticity",
        "aspect",
        "interlace",
        "background",
        "loop",
        "duration",
        "timestamp",
    }
    return bool(set(image.info) - harmless) or bool(getattr(image, "text", None))


def _written(image: Image.Image, form: str, colours: bytes | None) -> bytes:
    # Pillow writes again what stands in `info`: only what draws the picture may.
    clear = image.info.get("transparency")
    image.info.clear()
    if clear is not None:
        image.info["transparency"] = clear
    options: dict[str, Any] = {"icc_profile": colours} if colours else {}
    if form == "JPEG":
        if image.mode not in {"RGB", "L", "CMYK"}:
            image = image.convert("RGB")
        options |= {"quality": 87, "optimize": True, "progressive": True}
    elif form == "WEBP":
        options |= {"quality": 87}
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def calm() -> "warnings.catch_warnings[None]":
    """Pillow warns of large pictures when opening them; we decide by size, before decoding."""
    return warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning)
