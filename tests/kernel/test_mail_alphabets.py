"""A known text, written in any charset and encoding, is read back."""

import base64
import quopri
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.kernel.mail.charset import decoded
from makegood.kernel.mail.charset_names import codec_of
from makegood.kernel.mail.parse import parse
from makegood.testing.mails.tongues import ALPHABETS, TONGUES

SPOKEN = [
    (language, charset)
    for language, charsets in ALPHABETS.items()
    for charset in ("utf-8", *charsets)
    if charset != "windows-1258"  # Vietnamese is taken apart by it; its sample is in the corpus
]


@st.composite
def _said(draw: st.DrawFn) -> tuple[str, str]:
    """Some words of a language, and a charset that can write them."""
    language, charset = draw(st.sampled_from(SPOKEN))
    text = draw(st.sampled_from(TONGUES[language])).encode(charset, "ignore").decode(charset)
    words = text.split() if " " in text else [text]
    start = draw(st.integers(0, len(words) - 1))
    return " ".join(words[start:]), charset


@settings(max_examples=300, deadline=1000)
@given(
    _said(),
    st.sampled_from(["8bit", "base64", "quoted-printable"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_body_is_read_in_the_charset_it_names(
    said: tuple[str, str], encoding: str, newline: str
) -> None:
    text, charset = said
    content = text.encode(charset)
    written = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(
        encoding, bytes
    )(content)
    top = (
        f"From: a@b.example{newline}Content-Type: text/plain; charset={charset}{newline}"
        f"Content-Transfer-Encoding: {encoding}{newline}{newline}"
    )

    read = parse(top.encode() + written)

    assert read.text == text
    assert read.defects == ("no_date", "no_message_id")


def _base64(content: bytes, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(content).decode()}?="


def _q(content: bytes, charset: str) -> str:
    return f"=?{charset}?Q?{''.join(f'={byte:02X}' for byte in content)}?="


@settings(max_examples=300, deadline=1000)
@given(
    _said(),
    st.sampled_from([_base64, _q]),
    st.integers(1, 40),
    st.sampled_from([" ", "\n ", "\r\n\t"]),
)
def test_a_name_is_read_however_its_letters_are_cut_into_words(
    said: tuple[str, str], word: Callable[[bytes, str], str], size: int, gap: str
) -> None:
    text, charset = said
    content = text.encode(charset)
    pieces = [content[n : n + size] for n in range(0, len(content), size)]
    header = gap.join(word(piece, charset) for piece in pieces)

    read = parse(f"From: {header} <ana@example.org>\nSubject: {header}\n\nx".encode())

    assert read.subject == text
    assert read.sender
    assert read.sender.name == text.strip(",; ")
    assert read.sender.address == "ana@example.org"


@settings(max_examples=200, deadline=1000)
@given(_said(), st.integers(1, 30))
def test_a_file_name_is_read_from_its_pieces(said: tuple[str, str], size: int) -> None:
    text, charset = said
    content = text.encode(charset)
    pieces = [content[n : n + size] for n in range(0, len(content), size)]
    parameters = ";\n ".join(
        f"filename*{n}*={charset + chr(39) * 2 if n == 0 else ''}"
        + "".join(f"%{b:02X}" for b in piece)
        for n, piece in enumerate(pieces)
    )

    read = parse(
        f"From: a@b.example\nContent-Type: image/png\nContent-Disposition: attachment; {parameters}\n\nx".encode()
    )

    assert [_words_of(file.name) for file in read.files] == [_words_of(text)]


def _words_of(name: str) -> str:
    """A name as shown has no signs a file's name can't have, and no dot at its end."""
    return "".join(c for c in name if c.isalnum())[:150]


@settings(max_examples=400, deadline=1000)
@given(
    st.binary(max_size=200),
    st.sampled_from(
        [
            "",
            "utf-8",
            "utf-7",
            "hz",
            "utf-16",
            "iso-2022-jp",
            "iso-2022-kr",
            "big5",
            "gb2312",
            "shift_jis",
            "koi8-r",
            "x",
        ]
    ),
)
def test_any_bytes_are_some_text(content: bytes, label: str) -> None:
    text, _ = decoded(content, label)

    assert text.encode("utf-8").decode("utf-8") == text


@settings(max_examples=300, deadline=1000)
@given(st.text(max_size=90))
def test_any_label_is_a_codec_or_none(label: str) -> None:
    codec = codec_of(label)

    assert codec == "" or "e".encode(codec)


@pytest.mark.parametrize(
    "date",
    ["1:" * 50_000, "1 Nov " * 50_000, "(" * 100_000, "Mon, " * 30_000 + "1 Jan 2026 10:00", "23 Foo 2026 10:00", "0 Nov 2026 10:00"],
    ids=range(6),
)  # fmt: skip
def test_a_date_made_to_be_slow_or_odd_is_none(date: str) -> None:
    read = parse(f"From: a@b.example\nDate: {date}\n\nx".encode())

    assert read.sent_at is None
    assert "bad_date" in read.defects
