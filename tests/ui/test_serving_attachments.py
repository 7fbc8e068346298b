import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from makegood.kernel import files
from makegood.kernel.errors import NotFound
from makegood.messages.models import Attachment
from makegood.ui.serving import attachment_response, has_thumbnail, thumbnail_response

pytestmark = pytest.mark.django_db  # closing a response looks after the connection


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _attachment(content: bytes, name="a.jpg", type="image/jpeg") -> Attachment:
    stored = files.store(content)
    return Attachment(name=name, type=type, size=stored.size, sha256=stored.sha256)


def _served(attachment: Attachment):
    response = attachment_response(attachment)
    response.close()
    return response


def _picture(format="JPEG", size=(1200, 800), **options) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, format, **options)
    return made.getvalue()


def _png_header(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    data = zlib.compress(b"\0" * 1000)
    body = struct.pack(">I", len(data)) + b"IDAT" + data
    return b"\x89PNG\r\n\x1a\n" + chunk + body + struct.pack(">I", zlib.crc32(b"IDAT" + data))


@pytest.mark.parametrize(
    ("format", "type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp")],
)
def test_a_picture_is_shown_in_the_page_with_its_true_type(format, type):
    response = _served(_attachment(_picture(format), type="text/html"))

    assert response["Content-Type"] == type
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "content",
    [
        b"<script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7",
        b"GIF89a",
        b"",
    ],
)
def test_what_is_no_picture_is_a_download_whatever_it_calls_itself(content):
    response = _served(_attachment(content, type="image/png"))

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_name_can_not_leave_its_header_or_folder():
    response = _served(_attachment(b"x", name='../..\\"\r\nSet-Cookie: a=b\x00.txt'))

    assert "Set-Cookie" not in response
    assert "/" not in response["Content-Disposition"].split("filename=")[1]
    assert "\n" not in response["Content-Disposition"]


def test_bytes_that_are_gone_look_like_no_file():
    with pytest.raises(NotFound):
        attachment_response(Attachment(name="a", type="image/png", size=1, sha256="0" * 64))


def test_a_thumbnail_is_small_upright_and_says_nothing_of_the_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(0x8825)[1] = "N"
    original = _picture(exif=exif)
    assert dict(Image.open(BytesIO(original)).getexif())

    response = thumbnail_response(_attachment(original))

    small = Image.open(BytesIO(response.content))
    assert (small.format, small.size) == ("WEBP", (320, 480))
    assert not dict(small.getexif())


def test_a_thumbnail_is_made_once():
    attachment = _attachment(_picture())
    first = thumbnail_response(attachment).content
    path = files.path_of(attachment.sha256)
    with default_storage.open(f"derived/thumb-480/{path}") as stream:
        kept = stream.read()

    assert thumbnail_response(attachment).content == first == kept


def test_a_page_shows_small_what_is_a_picture_and_not_what_is_only_called_one():
    gone = Attachment(name="a.png", type="image/png", size=1, sha256="0" * 64)
    asked = [
        _attachment(_picture("PNG"), type="image/PNG"),
        _attachment(_picture("PNG"), type="application/pdf"),
        _attachment(b"root:x:0:0:root", name="passwd.png", type="image/png"),
        _attachment(_png_header(60_000, 60_000), type="image/png"),
        gone,
    ]

    assert [has_thumbnail(one) for one in asked] == [True, False, False, False, False]


@pytest.mark.parametrize("side", [6_000, 60_000])
def test_a_picture_that_would_fill_the_memory_has_no_thumbnail(side):
    attachment = _attachment(_png_header(side, side), name="bomb.png", type="image/png")

    with pytest.raises(NotFound):
        thumbnail_response(attachment)


def test_a_broken_picture_has_no_thumbnail_and_is_still_to_be_had():
    attachment = _attachment(_picture()[:300])

    with pytest.raises(NotFound):
        thumbnail_response(attachment)
    assert _served(attachment).status_code == 200
