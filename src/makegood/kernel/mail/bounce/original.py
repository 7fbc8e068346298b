"""The mail a report speaks of: its Message-ID and whom it was for, wherever the report carries it."""

import re
from dataclasses import dataclass

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.bounce.reports import words_of
from makegood.kernel.mail.certified import REFERS_TO
from makegood.kernel.mail.structure import Part, parse_structure

RETURNED = frozenset(
    (
        "message/rfc822",
        "text/rfc822-headers",
        "text/rfc822",
        "message/rfc822-headers",
        "message/global",
        "message/global-headers",
        "message/partial",
        "message/delayed-rfc822",
    )
)
_SEARCHED = 300_000
_ID_LINE = re.compile(
    r"(?im)^[ \t>|*]{0,20}(?:(?:x-)?original[ -])?message[- ]?id[ \t]*[:=][ \t]*(?:\n[ \t>|]+)?(?:<\s*([^<>\s]{3,300})\s*>|([^<>\s]{1,200}@[^<>\s,;]{1,200}))"
)
_ID_INLINE = re.compile(
    r"(?i)message[- ]?id\s{0,3}[:=]?\s{0,3}<\s*([^<>\s]{3,300}@[^<>\s]{1,200})\s*>"
)
_TO_LINE = re.compile(
    r"(?im)^[ \t>|]{0,9}(?:to|cc|bcc|x-original-to|delivered-to)[ \t]*:(.{1,500}(?:\n[ \t]+.{1,500}){0,20})"
)


@dataclass(frozen=True)
class Original:
    """What could be learnt of it; empty where nothing was told. `sender` is an address."""

    message_id: str = ""
    recipients: tuple[str, ...] = ()
    sender: str = ""


def original_of(root: Part, text: str) -> Original:
    """From the returned mail or its headers; else from what the report's own headers answer; else from its words."""
    returned = [_from_headers(part) for part in _returned_parts(root)]
    named = [found for found in returned if found.message_id]
    found = (named or returned or [Original()])[0]
    if found.message_id and found.recipients:
        return found
    words = _from_words(text, root)
    own = next(iter(read.ids(root.header("message-id"))), "")
    candidates = [found.message_id, *_answered(root), words.message_id, *_last_reference(root)]
    message_id = next((i for i in candidates if i and i != own), "")
    return Original(message_id, found.recipients or words.recipients, found.sender)


def _returned_parts(root: Part) -> list[Part]:
    """The heads of all mails inside, outermost first."""
    found: list[Part] = []
    for part in list(root.walk())[1:200]:
        if part.type not in RETURNED:
            continue
        if part.children:
            found.append(part.children[0])
        else:
            found.append(parse_structure(part.content()[:_SEARCHED].lstrip(b"\r\n"), []))
    return found


def _from_headers(part: Part) -> Original:
    ids = read.ids(part.header("message-id")) or read.ids(part.header("x-original-message-id"))
    names = ("x-original-to", "to", "cc", "bcc", "x-failed-recipients")
    people = [
        a.address
        for name in names
        for value in part.all_headers(name)
        for a in read.addresses(value)
    ]
    sender = read.addresses(part.header("from")) or read.addresses(part.header("return-path"))
    return Original(
        ids[0] if ids else "", tuple(dict.fromkeys(people)), sender[0].address if sender else ""
    )


def _answered(root: Part) -> list[str]:
    names = (
        "x-original-message-id",
        "original-message-id",
        REFERS_TO,
        "x-ms-exchange-parent-message-id",
        "in-reply-to",
    )
    return [i for name in names for i in read.ids(root.header(name))[:1]]


def _last_reference(root: Part) -> list[str]:
    return read.ids(root.header("references"))[-1:]


def _from_words(text: str, root: Part) -> Original:
    """A Message-ID line in any text inside: quoted, at the end, in a report's fields, in an attached file."""
    own = set(read.ids(root.header("message-id")))
    texts = [text[:_SEARCHED]]
    texts += [
        words_of(part.content()[:_SEARCHED])
        for part in list(root.walk())[:50]
        if _is_searched(part)
    ]
    message_id = ""
    recipients: tuple[str, ...] = ()
    for searched in texts:
        ids = [a or b for a, b in _ID_LINE.findall(searched)] or _ID_INLINE.findall(searched)
        message_id = message_id or next((i for i in ids if i not in own), "")
        if ids and not recipients:
            recipients = recipients_named(searched)
    return Original(message_id, recipients)


def recipients_named(text: str) -> tuple[str, ...]:
    """Those a mail's head set into text was for."""
    lines = _TO_LINE.findall(text[:_SEARCHED])[:50]
    return tuple(dict.fromkeys(a.address for line in lines for a in read.addresses(line.encode())))


def _is_searched(part: Part) -> bool:
    if part.children or part.end - part.start > 4 * _SEARCHED:
        return False
    return part.type.startswith(("text/", "message/", "application/octet"))
