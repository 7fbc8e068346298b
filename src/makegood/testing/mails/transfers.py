"""Transfer encodings: told rightly, misspelt, wrong, broken."""

import base64
import binascii

from makegood.testing.mails.words import IT, PHOTO, RU
from makegood.testing.mails.writing import Sample, head, multipart, part

_B64 = base64.encodebytes(RU.encode())


def _text(encoding: str, body: bytes, **overrides: str) -> bytes:
    return (
        head(
            Content_Type="text/plain; charset=utf-8",
            Content_Transfer_Encoding=encoding,
            **overrides,
        )
        + b"\n"
        + body
    )


def _uu(content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"".join(lines) + b"`\n"


def _yenc(content: bytes) -> bytes:
    shifted = bytes((byte + 42) & 255 for byte in content)
    for critical in (b"=", b"\0", b"\n", b"\r"):
        shifted = shifted.replace(critical, b"=" + bytes([(critical[0] + 64) & 255]))
    return b"=ybegin line=128 size=%d name=cup.jpg\n" % len(content) + shifted + b"\n=yend size=%d\n" % len(content)  # fmt: skip


def _file(encoding: str, body: bytes) -> bytes:
    return multipart("mixed", part("text/plain", "see"), part("image/jpeg", body, Content_Transfer_Encoding=encoding, Content_Disposition="attachment; filename=cup.jpg"))  # fmt: skip


_CUP = [("cup.jpg", "image/jpeg", len(PHOTO), False)]
_QP = IT.encode().replace(b"\xc3\xa8", b"=C3=A8")
SAMPLES = [
    *[
        Sample(f"base64_spelt_{n}", _text(spelt, _B64), {"text": RU})
        for n, spelt in enumerate(("BASE64", "base-64", " Base64 ", '"base64"', "base64;", "x-base64", "base 64", "b64"))
    ],
    *[
        Sample(f"quoted_spelt_{n}", _text(spelt, _QP), {"text": IT})
        for n, spelt in enumerate(("Quoted-Printable", "quoted_printable", "quotedprintable", "quoted-printable;", "quoted printable", "qp", "q"))
    ],
    *[
        Sample(f"plain_spelt_{n}", _text(spelt, RU.encode()), {"text": RU})
        for n, spelt in enumerate(("8bit", "8-bit", "7bit", "binary", "utf-8", "none", "", "text/plain", "8bits"))
    ],
    Sample("base64_that_is_plain", _text("base64", b"Hello, the cup is broken.\nWhat now?"), {"text": "Hello, the cup is broken.\nWhat now?", "defects": ("not_base64",)}),
    Sample("base64_that_is_long_words", _text("base64", b"Gebrauchsanweisung  Porzellantassenhenkel unauffindbar\nLieferbestaetigung  beschaedigt"), {"text": "Gebrauchsanweisung  Porzellantassenhenkel unauffindbar\nLieferbestaetigung  beschaedigt", "defects": ("not_base64",)}),
    Sample("base64_without_padding", _text("base64", base64.b64encode(b"The cup is broken").rstrip(b"=")), {"text": "The cup is broken"}),
    Sample("base64_with_blanks_and_stars", _text("base64", base64.b64encode(b"The cup is broken").replace(b"Y", b"*Y\n  ")), {"text": "The cup is broken"}),
    Sample("base64_without_padding_and_a_footer", _text("base64", base64.encodebytes("Grüße aus Rom".encode()) + b"\n_______________\nOwners mailing list\nowners@shop.example\n"),
           {"text": "Grüße aus Rom\n_______________\nOwners mailing list\nowners@shop.example", "defects": ()}),
    Sample("base64_with_a_list_footer", _text("base64", base64.encodebytes(b"The cup is broken\n!") + b"_______________\nOwners mailing list\nowners@shop.example\n"),
         {"text": "The cup is broken\n!\n_______________\nOwners mailing list\nowners@shop.example"}),
    Sample("base64_in_two_blocks", _text("base64", base64.encodebytes(b"The cup is broken") + base64.encodebytes(b" and the plate")), {"text": "The cup is broken and the plate"}),
    Sample("base64_cut_off", _text("base64", base64.b64encode(b"The cup is broken and the plate")[:-9]), {"text_starts": "The cup is broken and"}),
    Sample("quoted_with_lower_case", _text("quoted-printable", b"caff=c3=a8"), {"text": "caffè"}),
    Sample("quoted_with_blanks_after_the_break", _text("quoted-printable", b"It is bro= \nken, the cup=\t\r\n too"), {"text": "It is broken, the cup too"}),
    Sample("quoted_with_crs_alone", _text("quoted-printable", b"It is bro=\rken\nfor good"), {"text": "It is broken\nfor good"}),
    Sample("quoted_that_is_not", _text("quoted-printable", b"a = b, 1=1, x=?\n= end"), {"text": "a = b, 1=1, x=?\n= end"}),
    Sample("quoted_with_raw_letters", _text("quoted-printable", "caffè =C3=A8 qui".encode()), {"text": "caffè è qui"}),
    Sample("quoted_soft_break_at_the_end", _text("quoted-printable", b"The end=\n"), {"text": "The end"}),
    Sample("photo_in_uuencode", _file("x-uuencode", b"begin 644 cup.jpg\n" + _uu(PHOTO) + b"end\n"), {"text": "see", "files": _CUP}),
    Sample("photo_in_uue", _file("x-uue", b"begin 644 cup.jpg\n" + _uu(PHOTO) + b"end\n"), {"files": _CUP}),
    Sample("photo_in_uuencode_without_begin", _file("uuencode", _uu(PHOTO)), {"files": _CUP}),
    Sample("photo_in_yenc", _file("x-yenc", _yenc(PHOTO)), {"files": _CUP}),
    Sample("uuencode_that_is_not", _text("x-uuencode", b"The cup is broken, and nothing here is encoded."), {"text": "The cup is broken, and nothing here is encoded.", "defects": ("not_uuencoded",)}),
    Sample("photo_binary", _file("binary", PHOTO), {"files": _CUP}),
    Sample("photo_in_two_base64_blocks", _file("base64", base64.encodebytes(PHOTO[:100]) + base64.encodebytes(PHOTO[100:])), {"files": _CUP}),
    Sample("photo_in_one_long_line", _file("base64", base64.b64encode(PHOTO)), {"files": _CUP}),
    Sample(
        "file_uuencoded_in_the_text",
        _text("7bit", b"Hello,\n\nhere it is:\nbegin 644 cup.jpg\n" + _uu(PHOTO) + b"end\n\nAna"),
        {"text": "Hello,\n\nhere it is:\n\n\nAna", "files": _CUP},
    ),
    Sample(
        "two_files_uuencoded_in_the_text",
        _text("7bit", b"begin 644 a.txt\n" + _uu(b"one") + b"end\nbegin 600 C:\\b.png\n" + _uu(b"two") + b"end\nThat's all"),
        {"text": "That's all", "files": [("a.txt", "text/plain", 3, False), ("b.png", "image/png", 3, False)]},
    ),
    Sample(
        "file_base64_in_the_text_as_uuencode_has_it",
        _text("7bit", b"see\nbegin-base64 644 a.gif\n" + base64.encodebytes(b"GIF89a") + b"====\n"),
        {"text": "see", "files": [("a.gif", "image/gif", 6, False)]},
    ),
    Sample("begin_that_is_a_word", _text("7bit", b"begin 644 things at once\nand you see the\nend\n"), {"text": "begin 644 things at once\nand you see the\nend", "files": []}),
    Sample("begin_that_never_ends", _text("7bit", b"begin 644 cup.jpg\n" + _uu(b"x" * 90)), {"text_starts": "begin 644 cup.jpg", "files": []}),
]  # fmt: skip
