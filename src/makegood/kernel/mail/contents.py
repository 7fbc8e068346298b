"""What a mail says and what files lie in it: the walk through alternative, mixed, related and what they hold.

A part is a **body** when it is text and not named as a file: Content-Disposition says neither `attachment` nor a filename, and
Content-Type no name, unless it stands in an alternative or nothing before it is a body. Everything else is a **file**, in the order
of the mail: pictures, documents, named texts, calendars, signatures, reports, and whole mails, whose own text and files stay inside.
A mail without any body may still have its words in a file: they are read as text and stay among the files.
"""

import re
from dataclasses import dataclass, field, replace
from html import unescape

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.charset import declared_inside, decoded
from makegood.kernel.mail.charset_twice import undoubled
from makegood.kernel.mail.invitation import summary_of
from makegood.kernel.mail.naming import name_of, safe_name, shown_name, type_by_name
from makegood.kernel.mail.plain import readable, unarmoured, unenriched, unescaped, unflowed
from makegood.kernel.mail.smime import signed_content
from makegood.kernel.mail.structure import MESSAGES, Part, parse_structure
from makegood.kernel.mail.tnef import read_tnef
from makegood.kernel.mail.uuencode import embedded
from makegood.kernel.mail.values import File

_PLAIN = ("text/plain", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown")
_BODIES = (*_PLAIN, "text/html", "application/xhtml+xml")
# The same words once more, for readers of another kind.
_DOUBLES = ("text/x-amp-html", "text/watch-html", "text/vnd.google.email-reaction+json")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_TAG = re.compile(r"<[a-zA-Z!/]")
_COMMON_PREAMBLE = re.compile(
    r"(?i)multi-?part message|mime[- ](?:format|compliant|encoded|aware)|this is a mime"
)


@dataclass
class Contents:
    """Plain text, HTML and files of a part and all inside it."""

    plain: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)


def contents(part: Part, defects: list[str]) -> tuple[str, str, list[File]]:
    """(the text to read, the HTML as it came, the files) of a mail."""
    return _Reader(part, defects).read()


_DEEPEST = 3
"""Mails in mails in mails that are nothing else: so many are read as text, for each is held whole meanwhile."""


class _Reader:
    def __init__(self, root: Part, defects: list[str], depth: int = 0) -> None:
        self.root = root
        self.depth = depth
        self.defects = defects
        self.has_unnamed_body = any(
            part.type in _BODIES and not _is_attached(part) and not name_of(part)
            for part in _own_parts(root)
        )

    def read(self) -> tuple[str, str, list[File]]:
        found = self.walk(self.root)
        text, defect = readable(found.plain, found.html)
        if defect:
            self.defects.append(defect)
        if not text.strip():
            text = self.last_resort(found)
        return text, found.html, [_placed(file, found.html) for file in found.files]

    def walk(self, part: Part, is_alternative: bool = False) -> Contents:
        if part.type == "multipart/alternative":
            return self.alternative(part)
        if part.type.startswith("multipart/") and part.children:
            self.note_encryption(part)
            return self.sequence(part, is_alternative)
        if part.type in _DOUBLES and is_alternative:
            return Contents()
        if part.type in _BODIES and self.is_body(part, is_alternative):
            return self.body(part)
        if _is_tnef(part):
            return self.tnef(part)
        if part.type in _PKCS7:
            return self.pkcs7(part)
        return Contents(files=[self.file(part)])

    def is_body(self, part: Part, is_alternative: bool) -> bool:
        if _is_attached(part):
            return False
        if not name_of(part):
            return True
        if _has_filename(part) or (self.has_unnamed_body and not is_alternative):
            return False
        # The first text with no more than a name in its type is what the mail has to say; those after it are files.
        self.has_unnamed_body = True
        return True

    def alternative(self, part: Part) -> Contents:
        """The same said in several ways: one plain, one HTML, the richest last."""
        out = Contents()
        for child in part.children:
            found = self.walk(child, is_alternative=True)
            out.plain = out.plain if out.plain.strip() else found.plain
            out.html = found.html if found.html.strip() else out.html
            out.files += found.files
        return out

    def sequence(self, part: Part, is_alternative: bool) -> Contents:
        """One after the other: texts are joined; where one of them is HTML, plain ones join it there too."""
        found = [self.walk(child, is_alternative) for child in part.children]
        files = [file for one in found for file in one.files]
        texts = [one for one in found if one.plain.strip() or one.html.strip()]
        if len(texts) <= 1:
            return replace(texts[0], files=files) if texts else Contents(files=files)
        if not any(one.plain.strip() for one in texts):
            return Contents("", "\n".join(one.html for one in texts), files)
        plain = "\n".join(readable(one.plain, one.html)[0].rstrip("\n") for one in texts)
        if not any(one.html for one in texts):
            return Contents(plain, "", files)
        return Contents(plain, "\n".join(one.html or _as_html(one.plain) for one in texts), files)

    def body(self, part: Part) -> Contents:
        content = part.content(self.defects)
        if part.type in ("text/html", "application/xhtml+xml"):
            shown = self.decode(part, content)
            return Contents("" if _TAG.search(shown) else unescape(shown), shown)
        content, files = _without_uuencoded(content)
        text = self.decode(part, content)
        if part.type in ("text/enriched", "text/richtext"):
            text = unenriched(text)
        elif "&" in text and (plain := unescaped(text)) != text:
            self.defects.append("entities_in_plain")
            text = plain
        parameters = read.parameters(part.content_type)
        if parameters.get("format", "").lower() == "flowed":
            text = unflowed(text, parameters.get("delsp", "").lower() == "yes")
        if "-----BEGIN PGP MESSAGE-----" in text:
            self.defects.append("encrypted_pgp")
        return Contents(plain=unarmoured(text), files=files)

    def decode(self, part: Part, content: bytes) -> str:
        declared = read.parameters(part.content_type).get("charset", "")
        if part.type != "text/plain":
            declared = declared_inside(content, declared)
        text, odd = decoded(content, declared)
        self.defects.extend(odd)
        if again := undoubled(text):
            self.defects.append("encoded_twice")
            text = again
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")

    def file(self, part: Part) -> File:
        return file_of(part, self.defects)

    def tnef(self, part: Part) -> Contents:
        """Outlook's winmail.dat gives way to what is in it; one that can't be read stays a file."""
        found = read_tnef(part.content(self.defects))
        if found is None:
            self.defects.append("tnef_unreadable")
            return Contents(files=[self.file(part)])
        if self.has_unnamed_body:
            return Contents(files=found.files)
        return Contents(found.text, found.html, found.files)

    def pkcs7(self, part: Part) -> Contents:
        """What is only signed is opened, what is encrypted is told; the sealed thing itself is always among the files."""
        sealed = self.file(part)
        inner = signed_content(sealed.content) if self.depth < _DEEPEST else None
        if inner is None:
            self.defects.append("encrypted_smime")
            return Contents(files=[sealed])
        tree = parse_structure(inner, self.defects)
        found = _Reader(tree, self.defects, self.depth + 1).walk(tree)
        return replace(found, files=[*found.files, sealed])

    def note_encryption(self, part: Part) -> None:
        if part.type == "multipart/encrypted":
            self.defects.append("encrypted_pgp")

    def last_resort(self, found: Contents) -> str:
        """No body anywhere: a text sent as a file, an invitation, a mail passed on whole, what stands outside the parts."""
        leaves = [part for part in _own_parts(self.root) if not part.type.startswith("multipart/")]
        calendar = next((part for part in leaves if part.type == "text/calendar"), None)
        if calendar is not None:
            return summary_of(self.decode(calendar, calendar.content()))
        words = next((part for part in leaves if _may_be_the_words(part, leaves)), None)
        if words is not None:
            said = self.body(words)
            if text := readable(said.plain, said.html)[0].strip():
                return text
        messages = [part for part in leaves if part.type in MESSAGES and part.children]
        if len(messages) == 1 and len(leaves) == 1 and self.depth < _DEEPEST:
            return _passed_on(messages[0].children[0], self.defects, self.depth + 1)
        return "" if found.files else self.outside()

    def outside(self) -> str:
        """Preamble or epilogue, where they are more than the usual sentence about MIME."""
        root = self.root
        if root.preamble_end < 0:
            return ""
        before = root.raw[root.start : root.preamble_end]
        after = root.raw[root.closed_at : root.end] if root.closed_at >= 0 else b""
        for piece in (before, after):
            text = decoded(piece.strip())[0].replace("\r\n", "\n")
            if text and not (len(text) < 400 and _COMMON_PREAMBLE.search(text)):
                return text
        return ""


def file_of(part: Part, defects: list[str]) -> File:
    """A part as a file; whether it is shown inside the HTML is seen later."""
    disposition = read.unfolded(part.header("content-disposition")).lower()
    content_id = next(iter(read.ids(part.header("content-id"))), "") or read.unfolded(
        part.header("content-id")
    ).strip("<> ")
    is_inline = bool(content_id) and not disposition.startswith("attachment")
    return File(
        shown_name(part),
        part.type,
        part.content(defects),
        content_id[:255],
        is_inline or disposition.startswith("inline"),
    )


def _placed(file: File, html: str) -> File:
    """What the HTML shows is inline, whatever its own header says (some programs call their pictures attachments)."""
    if file.is_inline or not file.content_id or f"cid:{file.content_id}" not in html:
        return file
    return replace(file, is_inline=True)


def _own_parts(part: Part) -> list[Part]:
    """All parts but those of a mail inside the mail."""
    found, waiting = [], [part]
    while waiting:
        one = waiting.pop()
        found.append(one)
        if one is part or one.type not in MESSAGES:
            waiting += reversed([] if one.type in MESSAGES else one.children)
    return found


def _is_attached(part: Part) -> bool:
    return (
        part.header("content-disposition").strip().strip(b"\"'").lower().startswith(b"attachment")
    )


def _may_be_the_words(part: Part, leaves: list[Part]) -> bool:
    """A text among the files that some program put there although it is what the person wrote."""
    if part.type not in _BODIES:
        return False
    return not _is_attached(part) or (len(leaves) == 1 and not name_of(part))


def _has_filename(part: Part) -> bool:
    return b"filename" in part.header("content-disposition").lower()


def _is_tnef(part: Part) -> bool:
    return part.type in _TNEF or name_of(part).lower() == "winmail.dat"


def _without_uuencoded(content: bytes) -> tuple[bytes, list[File]]:
    """The text around the files somebody wrote into it, and those files."""
    if b"\nbegin" not in content and not content.startswith(b"begin"):
        return content, []
    out, files, at = [], [], 0
    for found in embedded(content):
        name = safe_name(decoded(found.name)[0]) or "file.bin"
        files.append(File(name, type_by_name(name), found.content))
        out.append(content[at : found.start])
        at = found.end
    return (b"".join(out) + content[at:], files) if files else (content, [])


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<div>" + escaped.replace("\n", "<br>\n") + "</div>"


def _passed_on(inner: Part, defects: list[str], depth: int) -> str:
    """A mail that is nothing but another mail: who wrote it, when, about what, and its text.

    Under the names the header has for it: those are no words of ours, and the reply cut knows them.
    """
    names = (("From", "from"), ("Date", "date"), ("To", "to"), ("Subject", "subject"))
    lines = [
        f"{shown}: {value}" for shown, name in names if (value := read.words(inner.header(name)))
    ]
    return "\n".join(lines) + "\n\n" + _Reader(inner, defects, depth).read()[0]
