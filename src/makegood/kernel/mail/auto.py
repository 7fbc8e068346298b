"""Whether a machine wrote it: RFC 3834, 3464, 8098, 5965, and the many that follow none.

Both errors cost. A machine taken for a person is answered, and answers again; a person taken for a machine waits for
ever. So what only *asks* not to be answered, or only *passed through* a list, a rule or a form, is a person's word
unless something else says otherwise.
"""

import re
from collections.abc import Iterator, Mapping

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.away import is_answer, is_away
from makegood.kernel.mail.bounce.original import RETURNED
from makegood.kernel.mail.lists import is_list
from makegood.kernel.mail.returned import is_answered, is_daemon, is_delay, is_report
from makegood.kernel.mail.structure import Part

_ANSWER_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-respond",
    "x-autoreply-from",
    "x-autoreply-to",
    "x-autorespond-from",
    "x-mail-autoreply",
    "x-auto-reply",
    "x-auto-reply-from",
    "x-autoreply-domain",
    "x-vacation",
    "x-yahoo-autoreply",
    "x-otrs-loop",
    "x-znuny-loop",
    "x-kayako-autoresponder",
    "x-cerberus-auto-reply",
    "x-freshdesk-autoreply",
)
_NOTICE_HEADERS = (
    "x-facebook-notify",
    "x-linkedin-class",
    "x-github-reason",
    "x-gitlab-notificationreason",
    "x-jira-fingerprint",
    "x-ebay-mailtracker",
    "x-cron-env",
    "x-notification-type",
    "x-paypal-email-type-id",
    "x-email-type-id",
    "x-stripe-eid",
    "x-zendesk-notification",
)
"""Set by services on the notices they send, never on what people write through them."""
_PERSONS_HEADERS = (
    "user-agent",
    "x-mailer",
    "thread-index",
    "x-originating-ip",
    "x-apple-mail-remote-attachments",
    "x-ms-has-attach",
    "x-universally-unique-identifier",
)
_NO_REPLY = re.compile(
    r"^(?:(?:do[-_.]?)?no[t]?[-_.]?repl(?:y|ies)|no[-_.]?response|no[-_.]?antwort|nicht[-_.]?antworten|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|non[-_.]?rispondere|nepasrepondre|notifications?|automailer|auto[-_.]?(?:confirm|reply|responder|mailer)|unattended|unmonitored)(?:[-+_.].*)?$"
)
_COMPLAINT = re.compile(
    r"(?i)^(?:scomp|staff|fbl|feedback-?loop|feedback|abuse|complaints?|arf|fbl-?no-?reply|spamfeedback)@"
)
_COMPLAINT_OF_AN_IP = re.compile(r"(?i)^\s*complaint about message from [\d.:a-f]{7,}\s*$")
_COMPLAINED = re.compile(
    r"(?i)complaint about message|feedback report|abuse report|spam (?:complaint|report)|fbl\b"
)


def kind_of(root: Part, sender: str, subject: str, text: str) -> str:
    """One of the words of `Mail.auto`. `sender` is an address, `text` all the readable text."""
    headers = {name: read.unfolded(value) for name, value in reversed(root.headers)}
    if not sender:  # a name alone: "MAILER-DAEMON"
        sender = re.split(r"[<\s]", headers.get("from", "").strip(' <>"\t'))[-1].lower()
    parts = list(_own_parts(root))
    types = frozenset(part.type for part in parts)
    return (
        _report(root, parts, headers, types, sender, subject, text)
        or _returned(headers, sender, subject, text)
        or ("calendar" if _is_invitation(root, parts, text) else "")
        or _answer(headers, sender, subject)
        or ("auto_reply" if _has_empty_path(headers) else "")
        or ("list" if is_list(headers, sender) else "")
        or _notice(headers, sender)
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


def _answer(headers: Mapping[str, str], sender: str, subject: str) -> str:
    submitted = headers.get("auto-submitted", "").split(";")[0].strip().lower()
    if (
        submitted
        and not submitted.startswith("no")
        and not (submitted.startswith("auto-generated") and _is_form(headers, sender))
    ):
        return "auto_reply"
    if any(name in headers for name in _ANSWER_HEADERS):
        return "auto_reply"
    if headers.get("x-autogenerated", "").strip().lower() in ("reply", "yes"):
        return "auto_reply"
    precedence = headers.get("precedence", "").strip().lower()
    if precedence in ("auto_reply", "auto-reply", "autoreply"):
        return "auto_reply"
    if (
        "autoresponder"
        in (headers.get("x-post-messageclass", "") + headers.get("delivered-to", "")).lower()
    ):
        return "auto_reply"
    if is_answer(subject):
        return "auto_reply"
    answers = "in-reply-to" in headers or "references" in headers
    if (
        answers
        and ("x-loop" in headers or precedence in ("bulk", "junk"))
        and not any(n.startswith("list-") for n in headers)
    ):
        return "auto_reply"
    return "auto_reply" if is_away(subject) and not _is_by_hand(headers) else ""


def _is_by_hand(headers: Mapping[str, str]) -> bool:
    """Outlook and Exchange put Thread-Index on what machines answer too, so it does not count here."""
    return any(name in headers for name in ("user-agent", "x-mailer", "x-originating-ip"))


def _is_form(headers: Mapping[str, str], sender: str) -> bool:
    """A contact form: a program sent it, for a person who is to be answered elsewhere."""
    answer_to = [
        a.address for a in read.addresses(headers.get("reply-to", "").encode("utf-8", "replace"))
    ]
    home = sender.rpartition("@")[2]
    return any(
        not a.endswith("@" + home) and not _NO_REPLY.match(a.partition("@")[0]) for a in answer_to
    ) and not any(name in headers for name in ("list-id", "list-unsubscribe", "in-reply-to"))


def _notice(headers: Mapping[str, str], sender: str) -> str:
    if any(name in headers for name in _NOTICE_HEADERS):
        return "auto_reply"
    if headers.get("x-amazon-mail-relay-type", "").strip().lower() == "notification":
        return "auto_reply"
    suppress = headers.get("x-auto-response-suppress", "").strip().lower()
    if (
        re.search(r"\b(?:all|oof|autoreply)\b", suppress)
        and not _is_form(headers, sender)
        and not any(name in headers for name in _PERSONS_HEADERS)
    ):
        return "auto_reply"
    local, _, domain = sender.partition("@")
    if not _NO_REPLY.match(local) or _is_form(headers, sender):
        return ""
    # A shop's own contact form writes from no-reply@ its own domain: what is in it, a customer wrote.
    return (
        ""
        if domain
        and domain in headers.get("to", "").lower().replace(">", " ").split("@")[-1].split()
        else "auto_reply"
    )
