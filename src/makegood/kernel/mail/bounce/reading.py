"""All sources of a report put together."""

import re
from dataclasses import replace

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.bounce.codes import reply_code_in, status_in
from makegood.kernel.mail.bounce.freetext import (
    cut_returned,
    failures_in_words,
    failures_to_oneself,
    names_in_words,
)
from makegood.kernel.mail.bounce.original import RETURNED, Original, original_of, recipients_named
from makegood.kernel.mail.bounce.phrases import reason_said
from makegood.kernel.mail.bounce.reasons import CONDEMNING, is_hard, reason_of
from makegood.kernel.mail.bounce.reports import (
    MOST_RECIPIENTS,
    Failure,
    failures_in_report,
    words_of,
)
from makegood.kernel.mail.structure import Part
from makegood.kernel.mail.values import Bounce, FailedRecipient

LONGEST_WORDS = 100_000
STATUS_TYPES = (
    "message/delivery-status",
    "message/global-delivery-status",
    "message/disposition-notification",
    "message/global-disposition-notification",
)
"""A mail refused by a rule of the mailbox (RFC 5429) is reported as one that was not read."""
_FIELD_IN_TEXT = re.compile(r"(?im)^(?:final|original)-recipient:.*@")
_COMMANDS = {
    name: re.compile(
        rf"(?im)^[ \t]*>>> (?:{said})[^\n]{{0,400}}\n[ \t]*<<< 5|in reply to (?:the )?(?:end of )?{name}\b|after (?:the )?{name}\b{more}"
    )
    for name, said, more in (
        ("MAIL", "MAIL", ""),
        ("RCPT", "RCPT", ""),
        ("DATA", r"DATA|\.", "|after end of data|response to end of data"),
    )
}
_VERP = re.compile(r"[+=-]([^@+=]{1,64})=([\w-]{1,60}(?:\.[\w-]{1,60}){1,6})@")
_DELIVERED = frozenset(("delivered", "relayed", "expanded"))


def read_bounce(root: Part, text: str, kind: str) -> Bounce:
    """`text` is all the readable text of the report, `kind` what `auto` took it for: bounce or delay."""
    own, returned = cut_returned(text[:LONGEST_WORDS])
    own += _words_in_status_parts(root)
    original = original_of(root, text)
    failures = _failures(root, own, returned, original)
    around = "" if all(reply_code_in(f.diagnostic) for f in failures) else reason_said(own)
    is_late, at = kind == "delay", _refused_at(own)
    recipients = [_weighed(failure, around, is_late, at) for failure in failures]
    return Bounce(tuple(recipients), original.message_id)


def _failures(root: Part, own: str, returned: str, original: Original) -> list[Failure]:
    known = frozenset(original.recipients)
    ends = [
        a.address
        for name in ("from", "to")
        for value in root.all_headers(name)
        for a in read.addresses(value)
    ]
    told = _told_by_machine(root, known)
    named = failures_in_words(
        own, known | {f.address for f in told}, frozenset((*ends, original.sender))
    )
    told = told or _told_in_words(own, known)
    if told:
        return [_with_words(f, named) for f in told]
    if headed := _headed(root):
        return [_with_words(Failure(address), named) for address in headed]
    if named := named or failures_to_oneself(own):
        return named
    home = next((a.address for a in read.addresses(root.header("from"))), "").rpartition("@")[2]
    if home and (named := names_in_words(own, home)):
        return named
    people = original.recipients or recipients_named(returned)
    if not people or len(people) > 3:
        return _in_return_path(root)
    return [
        Failure(address) for address in people if address != original.sender or len(people) == 1
    ]


def _in_return_path(root: Part) -> list[Failure]:
    """The recipient as it was written into the address that bounces come back to (VERP): desk+bob=example.net@shop.example."""
    names = ("to", "delivered-to", "x-original-to", "envelope-to")
    found = (
        _VERP.search(read.unfolded(v)[:2000]) for name in names for v in root.all_headers(name)
    )
    return [Failure(f"{match[1]}@{match[2]}".lower()) for match in found if match][:1]


def _told_by_machine(root: Part, known: frozenset[str]) -> list[Failure]:
    """Those a status part names, less those it was delivered to; each once."""
    parts = [part for part in _outer(root) if part.type in STATUS_TYPES] or [
        part for part in list(root.walk())[:200] if part.type in STATUS_TYPES
    ]
    found: dict[str, Failure] = {}
    for part in parts[:20]:
        for failure in failures_in_report(part.content()):
            failure = _as_written_to(failure, known)
            if failure.address and failure.action not in _DELIVERED:
                found.setdefault(failure.address, failure)
    return list(found.values())[:MOST_RECIPIENTS]


def _words_in_status_parts(root: Part) -> str:
    """Sentences that a server labelled as fields (InterMail does)."""
    parts = [part for part in _outer(root) if part.type in STATUS_TYPES][:20]
    told = (part.content()[:LONGEST_WORDS] for part in parts)
    return "".join("\n" + words_of(content) for content in told if not failures_in_report(content))


def _told_in_words(own: str, known: frozenset[str]) -> list[Failure]:
    """The same fields where a server set them into plain text."""
    if not _FIELD_IN_TEXT.search(own):
        return []
    told = (_as_written_to(f, known) for f in failures_in_report(own.encode("utf-8", "replace")))
    return [f for f in told if "@" in f.address and f.action not in _DELIVERED]


def _outer(part: Part) -> list[Part]:
    found = [part]
    if part.type not in RETURNED:
        for child in part.children:
            found += _outer(child)
    return found


def _headed(root: Part) -> list[str]:
    """Exim's and Gmail's header."""
    values = root.all_headers("x-failed-recipients")
    return [a.address for value in values for a in read.addresses(value)][:MOST_RECIPIENTS]


def _as_written_to(failure: Failure, known: frozenset[str]) -> Failure:
    """Aliases and forwards change the final address; the one we know is the one that was on the mail."""
    if "@" in failure.was and failure.address not in known:
        return replace(failure, address=failure.was)
    if "@" not in failure.address and len(known) == 1:
        return replace(failure, address=next(iter(known)))
    return failure


def _with_words(failure: Failure, named: list[Failure]) -> Failure:
    """The words fill in what the fields leave open."""
    if failure.diagnostic:
        return failure
    same = [n for n in named if n.address in (failure.address, failure.was)] or (
        named if len(named) == 1 else []
    )
    return replace(failure, diagnostic=same[0].diagnostic) if same else failure


def _refused_at(own: str) -> str:
    """The SMTP command that was refused, where the report tells of one only: "MAIL", "RCPT", "DATA" or ""."""
    found = [name for name, pattern in _COMMANDS.items() if pattern.search(own)]
    return found[0] if len(found) == 1 else ""


def _weighed(failure: Failure, around: str, is_delay: bool, refused_at: str) -> FailedRecipient:
    """A server that refuses the sender says nothing of the recipient; one that took the recipient knew them."""
    told, said = status_in(failure.status), status_in(failure.diagnostic)
    status = said if said and (not told or told.endswith(".0.0") or told[2:] == "0.0") else told
    reply_code = reply_code_in(failure.diagnostic)
    reason = reason_of(status, reply_code, failure.diagnostic, "" if reply_code else around)
    if reason == "user_unknown" and refused_at == "DATA" and not status[2:].startswith("1."):
        reason = "unwanted"
    elif refused_at == "MAIL" and reason in CONDEMNING:
        reason = "rejected"
    late = is_delay or failure.action == "delayed"
    return FailedRecipient(
        address=failure.address,
        status=status,
        reply_code=reply_code,
        reason=reason,
        is_hard=is_hard(reason, status, reply_code, late),
        diagnostic=failure.diagnostic,
    )
