"""`compose`: a `Letter` into bytes every mail program reads: 7-bit clean, folded, no header can be smuggled in."""

import base64
import hashlib
import quopri
import re
from contextlib import suppress
from email.header import Header
from email.utils import format_datetime

from makegood.kernel.mail.values import Address, File, Letter

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def compose(letter: Letter) -> bytes:
    """The mail as it goes over the wire (CRLF). Deterministic: the same letter gives the same bytes."""
    head = [
        _line("From", _mailbox(letter.from_)),
        *_people("To", letter.to),
        *_people("Cc", letter.cc),
        *(_people("Reply-To", (letter.reply_to,)) if letter.reply_to else ()),
        _words("Subject", letter.subject),
        *([_line("Date", format_datetime(letter.written_at))] if letter.written_at else []),
        *_ids("Message-ID", (letter.message_id,)),
        *_ids("In-Reply-To", (letter.in_reply_to,)),
        *_ids("References", letter.references[-50:]),
        *([_words("Thread-Topic", letter.thread_topic)] if letter.thread_topic else []),
        *([_line("Thread-Index", clean(letter.thread_index))] if letter.thread_index else []),
        *_automatic(letter),
        b"MIME-Version: 1.0",
    ]
    part_head, body = _body(letter)
    return b"\r\n".join([*head, *part_head, b"", body])


def _automatic(letter: Letter) -> tuple[bytes, ...]:
    """RFC 3834, and Microsoft's own way of asking for no answer; a letter that nobody wrote may still come back."""
    if letter.is_automatic:
        return (
            b"Auto-Submitted: auto-replied",
            b"X-Auto-Response-Suppress: All",
            b"Precedence: bulk",
        )
    if letter.is_generated:
        return (b"Auto-Submitted: auto-generated", b"X-Auto-Response-Suppress: OOF, AutoReply")
    return ()


def clean(value: str) -> str:
    """One line without controls: what may stand in a header."""
    return " ".join(_UNSAFE.sub(" ", value).split())


def address_on_the_wire(address: str) -> str:
    """The address with its domain in ASCII (IDNA); a local part beyond ASCII stays, and needs SMTPUTF8."""
    local, _, domain = re.sub(r"[\s<>,;\x00-\x1f\x7f\"]+", "", address).rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    return f"{local}@{domain}" if local else domain


def _line(name: str, value: str) -> bytes:
    return f"{name}: {value}".encode()


def _people(name: str, people: tuple[Address, ...]) -> list[bytes]:
    return [_line(name, ",\r\n ".join(_mailbox(person) for person in people))] if people else []


def _mailbox(person: Address) -> str:
    address, name = address_on_the_wire(person.address), clean(person.name)
    if not name:
        return f"<{address}>"
    if not name.isascii():
        return f"{Header(name, 'utf-8', maxlinelen=70, header_name='Reply-To').encode(linesep=chr(13) + chr(10))}\r\n <{address}>"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted[:200]}" <{address}>'


def _words(name: str, words: str) -> bytes:
    text = clean(words)[:800]
    charset = "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
    folded = Header(text, charset, maxlinelen=76, header_name=name).encode(linesep="\r\n")
    return _line(name, folded)


def _ids(name: str, ids: tuple[str, ...]) -> list[bytes]:
    """One id a line: ids must never be broken, and hosts make them long."""
    safe = [re.sub(r"[\s<>\x00-\x1f\x7f]+", "", one) for one in ids]
    kept = [f"<{one}>" for one in safe if one and len(one) < 900 and one.isascii()]
    return [_line(name, "\r\n ".join(kept))] if kept else []


def _body(letter: Letter) -> tuple[list[bytes], bytes]:
    seed = hashlib.sha256(
        f"{letter.message_id}\n{letter.subject}\n{letter.text}".encode()
    ).hexdigest()[:24]
    inline = [file for file in letter.files if file.content_id and letter.html]
    attached = [file for file in letter.files if not (file.content_id and letter.html)]
    head, body = _text_part("plain", letter.text)
    if letter.html:
        rich = _text_part("html", letter.html)
        if inline:
            rich = _multipart("related", f"{seed}r", [rich, *(_file_part(file) for file in inline)])
        head, body = _multipart("alternative", f"{seed}a", [(head, body), rich])
    if attached:
        head, body = _multipart(
            "mixed", f"{seed}m", [(head, body), *(_file_part(f) for f in attached)]
        )
    return head, body


def _multipart(
    kind: str, seed: str, parts: list[tuple[list[bytes], bytes]]
) -> tuple[list[bytes], bytes]:
    # "=_" can't occur in quoted-printable or base64, so no body can hold the boundary.
    boundary = f"=_{seed}".encode()
    pieces = [b"\r\n".join([b"--" + boundary, *head, b"", body]) for head, body in parts]
    body = b"\r\n".join([*pieces, b"--" + boundary + b"--", b""])
    return [b"Content-Type: multipart/" + kind.encode() + b'; boundary="' + boundary + b'"'], body


def _text_part(kind: str, text: str) -> tuple[list[bytes], bytes]:
    body = re.sub(r"\r\n|\r|\n", "\n", text).rstrip("\n") + "\n"
    encoded = quopri.encodestring(body.encode("utf-8", "replace")).replace(b"\n", b"\r\n")
    # A lone dot or "From " at the start of a line is changed by some servers on the way.
    encoded = re.sub(rb"(?m)^\.", b"=2E", encoded)
    encoded = re.sub(rb"(?m)^From ", b"=46rom ", encoded)
    head = [
        f"Content-Type: text/{kind}; charset=utf-8".encode(),
        b"Content-Transfer-Encoding: quoted-printable",
    ]
    return head, encoded


def _file_part(file: File) -> tuple[list[bytes], bytes]:
    kind = (
        file.type if re.fullmatch(r"[\w.+-]+/[\w.+-]+", file.type) else "application/octet-stream"
    )
    if kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"  # base64 is not allowed on those
    disposition = "inline" if file.content_id else "attachment"
    head = [
        f"Content-Type: {kind}".encode(),
        b"Content-Transfer-Encoding: base64",
        f"Content-Disposition: {disposition};\r\n {_file_name(clean(file.name) or 'file')}".encode(),
    ]
    head += (
        [
            b"Content-ID: <"
            + re.sub(rb"[\s<>]+", b"", file.content_id.encode("ascii", "ignore"))
            + b">"
        ]
        if file.content_id
        else []
    )
    return head, base64.encodebytes(file.content).replace(b"\n", b"\r\n")


def _file_name(name: str) -> str:
    """RFC 2231, in pieces short enough for every reader; plain quotes when the name is plain."""
    if name.isascii() and len(name) < 60:
        return 'filename="' + re.sub(r"[\"\\]", "_", name) + '"'
    octets = [
        f"%{byte:02X}" if not chr(byte).isalnum() or byte > 127 else chr(byte)
        for byte in name.encode()[:600]
    ]
    pieces = ["".join(octets[i : i + 20]) for i in range(0, len(octets), 20)]
    lines = [
        f"filename*{n}*={'utf-8' + chr(39) * 2 if n == 0 else ''}{piece}"
        for n, piece in enumerate(pieces)
    ]
    return ";\r\n ".join(lines)
