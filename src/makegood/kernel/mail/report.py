"""A `Mail` as plain facts: what `makegood mail parse` prints, one JSON object a line."""

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import nh3

from makegood.kernel.mail.depth import shallow
from makegood.kernel.mail.parse import parse
from makegood.kernel.mail.values import Address, Bounce, File, Forwarded, Mail

_SCHEMES = nh3.ALLOWED_URL_SCHEMES | {"cid"}


def print_mails(names: Iterable[str], out: BinaryIO) -> int:
    """Read each file ("-": standard input) and print its facts; the number of files that could not be opened.

    JSON is UTF-8 whatever the terminal speaks, and each line is there as soon as its mail is read.
    """
    missing = 0
    for name in names:
        try:
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except (OSError, ValueError) as error:
            missing += 1
            facts = {"error": getattr(error, "strerror", None) or str(error)}
        else:
            facts = facts_of(parse(raw))
        line = json.dumps({"file": _shown(name), **facts}, ensure_ascii=False)
        out.write(line.encode("utf-8", "replace") + b"\n")
        out.flush()
    return missing


def _shown(name: str) -> str:
    """A file's name may be any bytes; Python keeps odd ones as lone surrogates."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def facts_of(mail: Mail) -> dict[str, Any]:
    """JSON's own types only; HTML sanitised, files by their hash instead of their bytes."""
    return {
        "from": _person(mail.sender) if mail.sender else None,
        "reply_to": [_person(person) for person in mail.reply_to],
        "to": [_person(person) for person in mail.to],
        "cc": [_person(person) for person in mail.cc],
        "subject": mail.subject,
        "date": mail.sent_at.isoformat() if mail.sent_at else None,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "text": mail.text,
        "html": nh3.clean(shallow(mail.html), url_schemes=_SCHEMES) if mail.html else "",
        "reply_text": mail.reply_text,
        "quoted_text": mail.quoted_text,
        "signature": mail.signature,
        "forwarded": _forwarded(mail.forwarded) if mail.forwarded else None,
        "attachments": [_file(file) for file in mail.files],
        "language": mail.language,
        "auto": mail.auto,
        "bounce": _bounce(mail.bounce) if mail.bounce else None,
        "defects": list(mail.defects),
    }


def _person(person: Address) -> dict[str, str]:
    return {"name": person.name, "address": person.address}


def _file(file: File) -> dict[str, Any]:
    return {
        "name": file.name,
        "type": file.type,
        "size": len(file.content),
        "sha256": hashlib.sha256(file.content).hexdigest(),
        "content_id": file.content_id,
        "inline": file.is_inline,
    }


def _forwarded(mail: Forwarded) -> dict[str, Any]:
    return {
        "from": _person(mail.sender) if mail.sender else None,
        "date": mail.sent_at.isoformat() if mail.sent_at else None,
        "subject": mail.subject,
        "text": mail.text,
    }


def _bounce(bounce: Bounce) -> dict[str, Any]:
    return {
        "recipients": [
            {
                "address": one.address,
                "status": one.status,
                "reply_code": one.reply_code,
                "reason": one.reason,
                "hard": one.is_hard,
                "diagnostic": one.diagnostic,
            }
            for one in bounce.recipients
        ],
        "original_message_id": bounce.original_message_id,
    }
