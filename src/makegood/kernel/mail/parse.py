"""`parse`: any bytes into a `Mail`. Never raises; the last resort is a Mail that says it could not be read."""

from collections.abc import Iterator
from datetime import datetime

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.auto import kind_of
from makegood.kernel.mail.bounce import read_bounce
from makegood.kernel.mail.certified import REFERS_TO, inside
from makegood.kernel.mail.charset import decoded
from makegood.kernel.mail.contents import contents
from makegood.kernel.mail.language import language_of
from makegood.kernel.mail.split import split
from makegood.kernel.mail.structure import MESSAGES, Part, parse_structure
from makegood.kernel.mail.values import Address, Forwarded, Mail

LONGEST_TEXT = 4_000_000
"""Characters of text kept; what is beyond stays in the raw mail."""
_SENDER_HEADERS = (
    "from",
    "sender",
    "reply-to",
    "resent-from",
    "x-envelope-from",
    "x-original-from",
    "return-path",
)
_OTHER_RECIPIENT_HEADERS = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "apparently-to",
)


def parse(raw: bytes) -> Mail:
    """`raw` as understood."""
    defects: list[str] = []
    try:
        return _parse(raw, defects)
    except Exception as error:
        return Mail(
            sender=None,
            text=decoded(raw[:65536])[0],
            defects=(*defects, f"unreadable:{type(error).__name__}"),
        )


def _parse(raw: bytes, defects: list[str]) -> Mail:
    envelope = parse_structure(raw, defects)
    root = inside(envelope)
    charset = _charset_hint(root)
    text, html, files = contents(root, defects)
    text = _text(text, defects)
    subject = _first(root, "subject", charset)[: read.LONGEST_SUBJECT]
    parts = split(text, subject, html)
    sender = _sender(root, charset, defects)
    to, cc = _all(root, "to", charset), _all(root, "cc", charset)
    auto = kind_of(root, sender.address if sender else "", subject, text)
    return Mail(
        sender=sender,
        reply_to=_all(root, "reply-to", charset),
        to=to,
        cc=cc,
        recipients=tuple(
            dict.fromkeys((*_recipients(root, (*to, *cc), charset), *_beside(root, envelope)))
        ),
        subject=subject,
        sent_at=_sent_at(root, defects),
        message_id=_message_id(root, defects),
        in_reply_to=_answered(root),
        references=tuple(read.ids(b" ".join(root.all_headers("references")))[-100:]),
        conversation=read.conversation(root.header("thread-index")),
        topic=read.words(root.header("thread-topic"), charset)[: read.LONGEST_SUBJECT],
        text=text,
        html=html[:LONGEST_TEXT],
        reply_text=parts.reply,
        quoted_text=parts.quoted,
        signature=parts.signature,
        forwarded=parts.forwarded or (_attached(root, charset) if auto == "none" else None),
        files=tuple(files),
        auto=auto,
        bounce=read_bounce(root, text, auto) if auto in ("bounce", "delay") else None,
        language=language_of(parts.reply if len(parts.reply) > 40 else f"{subject} {parts.reply}"),
        defects=tuple(dict.fromkeys(defects)),
    )


def _answered(root: Part) -> str:
    named = [*root.all_headers("in-reply-to"), *root.all_headers(REFERS_TO)]
    return next(iter(read.ids(b" ".join(named))), "")


def _beside(root: Part, envelope: Part) -> tuple[str, ...]:
    """Whom the envelope around the mail was sent to."""
    return () if envelope is root else _recipients(envelope, _all(envelope, "to", ""), "")


def _attached(root: Part, charset: str) -> Forwarded | None:
    """The mail that was passed on as a file, where there is one and no more."""
    inside = [part.children[0] for part in _outer(root) if part.type in MESSAGES and part.children]
    if len(inside) != 1:
        return None
    first = inside[0]
    return Forwarded(
        sender=_sender(first, charset, []),
        sent_at=_sent_at(first, []),
        subject=read.words(first.header("subject"), charset)[: read.LONGEST_SUBJECT],
        text=_text(contents(first, [])[0], []),
    )


def _outer(part: Part) -> Iterator[Part]:
    """All parts but those of a mail inside the mail."""
    yield part
    if part.type not in MESSAGES:
        for child in part.children:
            yield from _outer(child)


def _charset_hint(root: Part) -> str:
    """Raw eight-bit headers are mostly in the charset of the body."""
    for part in root.walk():
        if part.type.startswith("text/") and (value := part.header("content-type")):
            return read.parameters(value).get("charset", "")
    return ""


def _first(root: Part, name: str, charset: str) -> str:
    """The first header of that name that says anything."""
    return next(
        (said for value in root.all_headers(name) if (said := read.words(value, charset))), ""
    )


def _sender(root: Part, charset: str, defects: list[str]) -> Address | None:
    if written := _through_google(root, charset):
        return written
    named = read.name_alone(root.header("from"), charset)
    for name in _SENDER_HEADERS:
        for value in root.all_headers(name):
            if found := read.addresses(value, charset):
                if name == "from":
                    return found[0]
                defects.append(f"sender_from_{name.replace('-', '_')}")
                return Address(named or found[0].name, found[0].address)
    defects.append("no_sender")
    return Address(named, "") if named else None


def _through_google(root: Part, charset: str) -> Address | None:
    """A group writes "'Ana' via Info" and its own address where the sender's domain forbids to pass its mail on (DMARC)."""
    if not root.header("x-google-group-id"):
        return None
    return next(iter(read.addresses(root.header("x-original-from"), charset)), None)


def _all(root: Part, name: str, charset: str) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for value in root.all_headers(name):
        for one in read.addresses(value, charset):
            found.setdefault(one.address, one)
    return tuple(found.values())


def _recipients(root: Part, named: tuple[Address, ...], charset: str) -> tuple[str, ...]:
    others = (a for name in _OTHER_RECIPIENT_HEADERS for a in _all(root, name, charset))
    return tuple(dict.fromkeys(one.address for one in (*named, *others)))


def _sent_at(root: Part, defects: list[str]) -> datetime | None:
    values = root.all_headers("date")
    at = next((at for value in values if (at := read.instant(value))), None)
    if at is None:
        defects.append("bad_date" if any(values) else "no_date")
    return at


def _message_id(root: Part, defects: list[str]) -> str:
    found = [one for value in root.all_headers("message-id") for one in read.ids(value)]
    if not found:
        defects.append("no_message_id")
    return found[0] if found else ""


def _text(text: str, defects: list[str]) -> str:
    if len(text) > LONGEST_TEXT:
        defects.append("text_cut")
    text = text[:LONGEST_TEXT].strip("\n")
    return text if text.strip() else ""
