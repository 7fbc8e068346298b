"""Whether a machine wrote it: RFC 3834, 3464, 8098, 5965, and the many that follow none.

Both errors cost. A machine taken for a person is answered, and answers again; a person taken for a machine waits for
ever. So what only *asks* not to be answered, or only *passed through* a list, a rule or a form, is a person's word
unless something else says otherwise.
"""

import re
from collections.abc import Iterator, Mapping

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.answers import answer_kind, notice_kind
from makegood.kernel.mail.bounce.original import RETURNED
from makegood.kernel.mail.certified import receipt_kind
from makegood.kernel.mail.lists import is_list
from makegood.kernel.mail.receipts import is_read_receipt
from makegood.kernel.mail.returned import is_answered, is_daemon, is_delay, is_report
from makegood.kernel.mail.structure import Part

_COMPLAINT = re.compile(
    r"(?i)^(?:scomp|staff|fbl|feedback-?loop|feedback|abuse|complaints?|arf|fbl-?no-?reply|spamfeedback)@"
)
_SRS = re.compile(r"(?i)\s*<?srs[01][=+-]")
_COMPLAINT_OF_AN_IP = re.compile(r"(?i)^\s*complaint about message from [\d.:a-f]{7,}\s*$")
_COMPLAINED = re.compile(
    r"(?i)complaint about message|feedback report|abuse report|spam (?:complaint|report)|fbl\b"
)


def kind_of(root: Part, sender: str, subject: str, text: str) -> str:
    """One of the words of `Mail.auto`. `sender` is an address, `text` all the readable text."""
    headers = {name: read.unfolded(value) for name, value in reversed(root.headers)}
    if _SRS.match(headers.get("return-path", "")):
        # Who passes a mail on in its sender's name calls it bulk, whatever it is (GoDaddy does).
        headers.pop("precedence", None)
    if not sender:  # a name alone: "MAILER-DAEMON"
        sender = re.split(r"[<\s]", headers.get("from", "").strip(' <>"\t'))[-1].lower()
    parts = list(_own_parts(root))
    types = frozenset(part.type for part in parts)
    return (
        receipt_kind(headers)
        or _report(root, parts, headers, types, sender, subject, text)
        or _returned(headers, sender, subject, text)
        or ("read_receipt" if is_read_receipt(subject, text) else "")
        or ("calendar" if _is_invitation(root, parts, text) else "")
        or answer_kind(headers, sender, subject)
        or ("auto_reply" if _has_empty_path(headers) else "")
        or ("list" if is_list(headers, sender) else "")
        or notice_kind(headers, sender)
        or "none"
    )


def _own_parts(part: Part) -> Iterator[Part]:
    """All parts but those of a mail inside the mail."""
    yield part
    if part.type not in RETURNED:
        for child in part.children:
            yield from _own_parts(child)


def _has_empty_path(headers: Mapping[str, str]) -> bool:
    return re.sub(r"\s", "", headers.get("return-path", "")) == "<>"


def _report(
    root: Part,
    parts: list[Part],
    headers: Mapping[str, str],
    types: frozenset[str],
    sender: str,
    subject: str,
    text: str,
) -> str:
    content_type = headers.get("content-type", "").lower()
    content_class = headers.get("content-class", "").lower()
    if "message/feedback-report" in types or _is_complaint(types, sender, subject):
        return "feedback_loop"
    if (
        "message/disposition-notification" in types
        or "disposition-notification" in content_type
        or content_class.endswith(":mdn")
    ):
        return "bounce" if "rejected" in headers.get("auto-submitted", "") else "read_receipt"
    status = next(
        (
            p
            for p in parts
            if p.type in ("message/delivery-status", "message/global-delivery-status")
        ),
        None,
    )
    if status is not None and (
        root.type == "multipart/report" or not _is_passed_on(headers, sender, subject)
    ):
        return _by_actions(status.content()[:200_000])
    if root.type == "multipart/report" and re.search(
        r"report-type\s*=\s*\"?(?!delivery-status)[\w-]", content_type
    ):
        return "auto_reply"
    if root.type == "multipart/report" or content_class.endswith(":dsn"):
        return "delay" if is_delay(subject, text) else "bounce"
    return ""


def _is_complaint(types: frozenset[str], sender: str, subject: str) -> bool:
    """What providers send who follow no standard: the mail complained about, under a subject of their own."""
    if _COMPLAINT.match(sender) and _COMPLAINED.search(subject):
        return True
    return "message/rfc822" in types and bool(_COMPLAINT_OF_AN_IP.match(subject))


def _is_passed_on(headers: Mapping[str, str], sender: str, subject: str) -> bool:
    """A person who forwards a report with all its parts."""
    return is_answered(subject) or not (
        is_daemon(sender)
        or _has_empty_path(headers)
        or "auto-submitted" in headers
        or "x-failed-recipients" in headers
    )


def _by_actions(report: bytes) -> str:
    actions = {a.lower() for a in re.findall(rb"(?mi)^action[ \t]*:\s*([a-z]+)", report)}
    if actions and not actions & {b"failed", b"failure", b"undeliverable"}:
        return (
            "delay"
            if b"delayed" in actions
            else "auto_reply"
            if actions <= {b"delivered", b"relayed", b"expanded"}
            else "bounce"
        )
    return "bounce"


def _returned(headers: Mapping[str, str], sender: str, subject: str, text: str) -> str:
    answered = headers.get("auto-submitted", "").lower()
    if "x-failed-recipients" in headers or is_report(
        subject,
        text,
        sender,
        daemon=is_daemon(sender),
        unanswerable=_has_empty_path(headers) or answered.startswith("auto-"),
    ):
        return "delay" if is_delay(subject, text) else "bounce"
    return ""


def _is_invitation(root: Part, parts: list[Part], text: str) -> bool:
    """An invitation or an answer to one, not a calendar file that somebody attached to a letter."""
    calendars = [part for part in parts if part.type in ("text/calendar", "application/ics")]
    if not calendars:
        return False
    if root.type == "text/calendar" or len(text.strip()) < 20:
        return True
    alternatives = [part for part in parts if part.type == "multipart/alternative"]
    return any(child in calendars for part in alternatives for child in part.children) or any(
        b"method" in part.header("content-type").lower()
        and not part.header("content-disposition").lower().startswith(b"attachment")
        for part in calendars
    )
