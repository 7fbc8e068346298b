"""A mark such as a logo, drawn anew as a PNG: small, upright, without empty edges, and nothing else of the file."""

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import Image

from makegood.kernel.pictures import MOST_PIXELS, calm, upright

WIDTH, HEIGHT = 480, 160
"""As large as it is kept: sharp at half of it on a dense screen."""
LEAST = 16
"""Pixels of the shorter side, as it is kept: less is a line."""
MOST_BYTES = 5_000_000
"""Of the file that is given."""
HEAVY = 48_000
"""Bytes from which on 256 colours have to do: it goes along with every mail."""
LIGHT = 225
"""From 0 to 255: a mark that is nowhere darker than this can't be seen on white."""
KINDS = ("PNG", "JPEG", "WEBP")

Fault = Literal["kind", "large", "empty", "small", "light"]
"""Not a picture we draw; more than we take; nothing in it; a line or a dot; can't be seen on white."""


@dataclass(frozen=True)
class Mark:
    """The bytes of a PNG, and its size in pixels."""

    content: bytes
    width: int
    height: int


def drawn(content: bytes) -> Mark | Fault:
    """The mark as it is kept, or why it can't be."""
    if len(content) > MOST_BYTES:
        return "large"
    try:
        with calm(), Image.open(BytesIO(content), formats=KINDS) as image:
            if image.width * image.height > MOST_PIXELS:
                return "large"
            return _kept(image)
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError):
        return "kind"


def _kept(image: Image.Image) -> Mark | Fault:
    # Of pictures that move, the first. A JPEG is decoded no larger than need be.
    image.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
    mark = _seen(upright(image))
    if mark is None:
        return "empty"
    mark.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    mark = mark.convert("RGBA")
    if min(mark.size) < LEAST:
        return "small"
    white = Image.new("RGBA", mark.size, "white")
    darkest, _lightest = Image.alpha_composite(white, mark).convert("L").getextrema()
    if int(darkest) > LIGHT:  # type: ignore[arg-type]  # of one channel it is a number
        return "light"
    return Mark(_written(mark), *mark.size)


def _seen(image: Image.Image) -> Image.Image | None:
    """What can be seen of it; None: nothing. No copy that need not be: one of a large picture weighs as much as a process."""
    if not image.has_transparency_data and image.mode == "RGB":
        return image
    clear = image if image.mode == "RGBA" else image.convert("RGBA")
    edges = clear.getchannel("A").getbbox()
    is_full = edges == (0, 0, *clear.size)
    return clear if is_full else clear.crop(edges) if edges else None


def _written(mark: Image.Image) -> bytes:
    mark.info.clear()
    whole = _png(mark)
    if len(whole) <= HEAVY:
        return whole
    return _png(mark.quantize(256, Image.Quantize.FASTOCTREE))


def _png(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()
