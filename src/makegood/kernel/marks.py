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
    # Of pictures that move, the first; a fresh canvas, so that nothing of the file's own notes comes along.
    shown = upright(image).convert("RGBA")
    edges = shown.getchannel("A").getbbox()
    if edges is None:
        return "empty"
    mark = shown.crop(edges)
    mark.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    if min(mark.size) < LEAST:
        return "small"
    white = Image.new("RGBA", mark.size, "white")
    darkest, _lightest = Image.alpha_composite(white, mark).convert("L").getextrema()
    if int(darkest) > LIGHT:  # type: ignore[arg-type]  # of one channel it is a number
        return "light"
    return Mark(_written(mark), *mark.size)


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
