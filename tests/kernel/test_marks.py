"""Logos: drawn anew, small, and refused with a reason where nobody could see them."""

import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from makegood.kernel.marks import HEAVY, HEIGHT, MOST_BYTES, WIDTH, Mark, drawn


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (300, 100),
    colour: str | tuple[int, ...] = "teal",
    **options: object,
) -> bytes:
    made = BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    Image.new(mode, size, colour).save(made, kind, **options)  # type: ignore[arg-type]  # whatever the format takes
    return made.getvalue()


def opened(mark: object) -> Image.Image:
    assert isinstance(mark, Mark)
    return Image.open(BytesIO(mark.content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_is_kept_is_a_small_png_of_the_same_shape(kind: str) -> None:
    mark = drawn(picture(kind, (3000, 1500)))

    assert isinstance(mark, Mark)
    assert (opened(mark).format, opened(mark).size) == ("PNG", (mark.width, mark.height))
    assert (mark.width, mark.height) == (320, 160)


def test_nothing_else_of_the_file_is_kept() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Olga at home")

    mark = drawn(picture(pnginfo=notes))

    assert isinstance(mark, Mark)
    assert b"Olga" not in mark.content
    assert opened(mark).info == {}


def test_empty_edges_are_cut_off_and_clear_ground_stays_clear() -> None:
    canvas = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    for at in range(100, 300):
        canvas.paste((0, 90, 90, 255), (at, at, at + 40, at + 40))
    made = BytesIO()
    canvas.save(made, "PNG")

    mark = drawn(made.getvalue())

    assert isinstance(mark, Mark)
    assert mark.width == mark.height == HEIGHT
    assert opened(mark).convert("RGBA").getpixel((HEIGHT - 1, 0)) == (0, 0, 0, 0)


def test_a_busy_picture_is_made_light_enough_for_every_mail() -> None:
    noise = Image.frombytes("RGB", (WIDTH, HEIGHT), random.Random(1).randbytes(WIDTH * HEIGHT * 3))
    made = BytesIO()
    noise.save(made, "PNG")
    assert len(made.getvalue()) > 4 * HEAVY

    mark = drawn(made.getvalue())

    assert isinstance(mark, Mark)
    assert len(mark.content) < 2 * HEAVY


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (SVG, "kind"),
        (b"", "kind"),
        (picture()[:60], "kind"),
        (picture("GIF"), "kind"),
        (b"\x89PNG" + bytes(MOST_BYTES), "large"),
        (picture(size=(10_000, 5_000)), "large"),
        (picture(colour=(0, 0, 0, 0)), "empty"),
        (picture(size=(8, 8)), "small"),
        (picture(size=(2000, 4)), "small"),
        (picture(colour="white"), "light"),
        (picture("JPEG", colour="#fafafa"), "light"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_can_not_be_a_logo_is_told_by_its_reason(content: bytes, fault: str) -> None:
    assert drawn(content) == fault


_WEIGHED = """
import re, sys
from makegood.kernel.marks import drawn
mark = drawn(sys.stdin.buffer.read())
most = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(mark.width, mark.height, int(most[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="nothing tells the memory here")
@pytest.mark.parametrize(("kind", "megabytes"), [("PNG", 260), ("JPEG", 90)])
def test_a_small_file_of_a_large_picture_does_not_fill_the_memory(
    kind: str, megabytes: int
) -> None:
    made = BytesIO()
    Image.new("RGB", (8000, 4990), "teal").save(made, kind)

    said = subprocess.run(
        [sys.executable, "-c", _WEIGHED], input=made.getvalue(), capture_output=True, check=True
    )

    width, height, used = map(int, said.stdout.split())
    assert (height, width // 8) == (160, 32)
    assert used < megabytes
