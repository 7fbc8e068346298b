"""Pictures leave without what the camera noted, upright, and no larger than anybody needs."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from makegood.kernel.pictures import SIDE, for_sending

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825

WIDTH_AS_TEXT = (
    b"Exif\0\0II*\0\x08\0\0\0\x02\0"
    b"\0\x01\x02\0\x04\0\0\0abc\0"
    b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
    b"\0\0\0\0"
)
"""A width of "abc", and that the camera was turned."""


def picture(form: str, size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def noted(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Anna's phone"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (54.0, 41.0, 0.0)
    return exif


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_the_place_and_the_phone_are_gone(form: str) -> None:
    taken = picture(form, exif=noted())
    assert b"Anna" in taken

    made = for_sending(taken)

    assert made is not None
    assert b"Anna" not in made
    with Image.open(BytesIO(made)) as image:
        assert (image.format, image.size) == (form, (60, 40))
        assert dict(image.getexif()) == {}
        assert image.getexif().get_ifd(GPS) == {}


def test_what_a_program_wrote_into_a_png_is_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "Anna's desk")

    made = for_sending(picture("PNG", pnginfo=notes))

    assert made is not None
    assert b"Anna" not in made


def test_a_comment_in_a_jpeg_is_gone() -> None:
    made = for_sending(picture("JPEG", comment=b"Anna"))

    assert made is not None
    assert b"Anna" not in made


def test_a_photo_lying_on_its_side_stands_up() -> None:
    made = for_sending(picture("JPEG", exif=noted(orientation=6)))

    assert made is not None
    with Image.open(BytesIO(made)) as image:
        assert image.size == (40, 60)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_made_smaller(form: str) -> None:
    made = for_sending(picture(form, size=(3 * SIDE, SIDE)))

    assert made is not None
    with Image.open(BytesIO(made)) as image:
        assert max(image.size) <= SIDE
        assert image.width > 2 * image.height


def test_colours_and_clearness_stay() -> None:
    profile = b"x" * 200
    made = for_sending(picture("JPEG", exif=noted(), icc_profile=profile))
    assert made is not None
    with Image.open(BytesIO(made)) as image:
        assert image.info["icc_profile"] == profile

    clear = Image.new("RGBA", (3 * SIDE, 10), (255, 0, 0, 0))
    sent = BytesIO()
    clear.save(sent, "PNG")
    made = for_sending(sent.getvalue())
    assert made is not None
    with Image.open(BytesIO(made)) as image:
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]  # four values of RGBA


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 no picture",
        picture("JPEG", exif=noted())[:400],
        picture("GIF"),
        picture("JPEG"),
        picture("PNG"),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
    ids=["nothing", "pdf", "cut off", "gif", "plain jpeg", "plain png", "broken png"],
)
def test_what_is_plain_or_no_picture_of_ours_stays_as_it_is(content: bytes) -> None:
    assert for_sending(content) is None


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_notes_that_no_camera_would_write_keep_no_picture_back(form: str) -> None:
    taken = picture(form, exif=WIDTH_AS_TEXT)

    made = for_sending(taken)

    assert made is not None
    with Image.open(BytesIO(made)) as image:
        assert (image.size, dict(image.getexif())) == ((40, 60), {})
