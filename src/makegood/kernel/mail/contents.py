"""What a part says and what files lie in it: the walk through alternative, mixed and related."""

import re

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.charset import decoded
from makegood.kernel.mail.html import text_of
from makegood.kernel.mail.structure import Part
from makegood.kernel.mail.values import File


def contents(part: Part, defects: list[str]) -> tuple[str, str, list[File]]:
    """(plain text, HTML, files) of a part and all inside it."""
    if part.type == "multipart/alternative":
        return _alternative(part, defects)
    if part.type.startswith("multipart/") and part.children:
        return _sequence(part, defects)
    if part.type in ("text/plain", "text/html") and not _is_file(part):
        text = _text_content(part, defects)
        return (text, "", []) if part.type == "text/plain" else ("", text, [])
    return "", "", [_file(part, defects)]


def _alternative(part: Part, defects: list[str]) -> tuple[str, str, list[File]]:
    """The same said in several ways: one plain, one HTML, the richest last."""
    plain = html = ""
    files: list[File] = []
    for child in part.children:
        text, markup, more = contents(child, defects)
        plain, html, files = plain or text, markup or html, files + more
    return plain, html, files


def _sequence(part: Part, defects: list[str]) -> tuple[str, str, list[File]]:
    """One after the other: texts are joined; where one of them is HTML, plain ones join it there too."""
    found = [contents(child, defects) for child in part.children]
    files = [file for _, _, more in found for file in more]
    texts = [(plain, html) for plain, html, _ in found if plain.strip() or html.strip()]
    if len(texts) <= 1:
        plain, html = texts[0] if texts else ("", "")
        return plain, html, files
    plain = "\n".join(plain or text_of(html) for plain, html in texts)
    if not any(html for _, html in texts):
        return plain, "", files
    return plain, "\n".join(html or _as_html(plain) for plain, html in texts), files


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<div>" + escaped.replace("\n", "<br>\n") + "</div>"


def _text_content(part: Part, defects: list[str]) -> str:
    content_type = read.parameters(part.header("content-type"))
    content = part.content()
    declared = content_type.get("charset", "")
    if not declared and part.type == "text/html":
        meta = re.search(
            rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", content[:4096], re.I
        )
        declared = meta[1].decode("ascii", "ignore") if meta else ""
    text, odd = decoded(content, declared)
    defects.extend(odd)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if content_type.get("format", "").lower() == "flowed":
        text = _unflowed(text, content_type.get("delsp", "").lower() == "yes")
    return text


def _unflowed(text: str, delete_space: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next one of the same quote depth."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:].removeprefix(" ")
        if open_depth == depth and body != "-- ":
            out[-1] += body
        else:
            out.append((">" * depth + " " if depth else "") + body)
        flows = body.endswith(" ") and body != "-- "
        if flows and delete_space:
            out[-1] = out[-1][:-1]
        open_depth = depth if flows else -1
    return "\n".join(out)


def _is_file(part: Part) -> bool:
    disposition = read.unfolded(part.header("content-disposition")).lower()
    if disposition.startswith("attachment"):
        return True
    # Apple Mail and others mark the body inline and name it; only a name on a part that is clearly a document counts.
    return (
        bool(_name_of(part))
        and disposition.startswith("inline") is False
        and "filename" in disposition
    )


def _name_of(part: Part) -> str:
    disposition = read.parameters(part.header("content-disposition"))
    content_type = read.parameters(part.header("content-type"))
    return disposition.get("filename", "") or content_type.get("name", "")


def _file(part: Part, defects: list[str]) -> File:
    disposition = read.unfolded(part.header("content-disposition")).lower()
    content_id = next(iter(read.ids(part.header("content-id"))), "") or read.unfolded(
        part.header("content-id")
    ).strip("<> ")
    inline = bool(content_id) and not disposition.startswith("attachment")
    name = _safe_name(_name_of(part) or _made_name(part))
    return File(
        name,
        part.type,
        part.content(),
        content_id[:255],
        inline or disposition.startswith("inline"),
    )


def _safe_name(name: str) -> str:
    """Only the last piece of any path, no controls or direction overrides, at most 200 characters with its ending."""
    name = re.split(r"[\\/]", name)[-1]
    name = re.sub(
        r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:\"|?*]", "_", name
    ).strip(" .")
    if len(name) > 200:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: 199 - len(ending)]}.{ending}" if dot and len(ending) < 10 else name[:200]
    return name or "file"


_ENDINGS = {
    "message/rfc822": "eml", "text/calendar": "ics", "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif",
    "application/pdf": "pdf", "text/plain": "txt", "text/html": "html", "message/delivery-status": "txt",
    "text/rfc822-headers": "txt", "application/pgp-signature": "asc", "application/pkcs7-signature": "p7s",
    "image/heic": "heic", "image/webp": "webp", "video/mp4": "mp4",
}  # fmt: skip


def _made_name(part: Part) -> str:
    if part.type == "message/rfc822" and part.children:
        subject = read.words(part.children[0].header("subject"))
        return (re.sub(r"[\\/]", "-", subject)[:80] or "message") + ".eml"
    return f"{part.type.partition('/')[0]}.{_ENDINGS.get(part.type, 'bin')}"
