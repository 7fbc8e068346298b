"""Whether a machine wrote it: RFC 3834, 3464, 8098, 5965, and the many that follow none."""

import re
from collections.abc import Mapping

_AUTO_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-auto-reply",
    "x-auto-reply-from",
)
_LIST_HEADERS = ("list-id", "list-post", "list-unsubscribe", "x-mailing-list", "feedback-id")
_AWAY = re.compile(
    r"^\W*(?:auto(?:matic|mated)?[- ]?(?:reply|response)|out of (?:the )?office|risposta automatica|fuori sede"
    r"|automatinis atsakymas|аутоматски одговор|automatski odgovor|automatikus válasz|házon kívül"
    r"|respuesta autom[aá]tica|fuera de la oficina|автоответ|автоматический ответ|нет на месте"
    r"|automatische antwort|abwesenheits|réponse automatique|absence du bureau|automatyczna odpowiedź"
    r"|automatisch antwoord|resposta autom[aá]tica|autosvar|automatické odpov)",
    re.I,
)
_FAILED = re.compile(
    r"undeliver|not delivered|delivery (?:status|failure|has failed|notification|problem)|returned mail|failure notice"
    r"|mail delivery|non remis|unzustellbar|mancato recapito|impossibile recapitare|no se ha podido|kézbesít"
    r"|nepristatyt|не доставлено|недоставлен|rejected|bounce",
    re.I,
)
_DELAYED = re.compile(r"delay|warning|still being retried|verzögert|in ritardo|задерж", re.I)
_DAEMON = re.compile(r"^(?:mailer[-_.]?daemon|postmaster|mail[-_.]?daemon|bounce)s?$")


def kind_of(
    headers: Mapping[str, str], types: frozenset[str], sender: str, subject: str, report: bytes
) -> str:
    """One of the words of `Mail.auto`. `types` are all media types inside, `report` the machine-readable part of a report."""
    content_type = headers.get("content-type", "").lower()
    return (
        _report(content_type, types, report)
        or _bounce_by_sender(headers, sender, subject)
        or ("calendar" if _is_invitation(types) else "")
        or _auto_reply(headers, subject)
        or _list(headers)
        or ("auto_reply" if headers.get("return-path", "").strip() == "<>" else "none")
    )


def _report(content_type: str, types: frozenset[str], report: bytes) -> str:
    if "message/feedback-report" in types:
        return "feedback_loop"
    if "message/disposition-notification" in types or "disposition-notification" in content_type:
        return "read_receipt"
    if "message/delivery-status" in types or "message/global-delivery-status" in types:
        actions = {a.lower() for a in re.findall(rb"(?mi)^action:\s*([a-z]+)", report)}
        if actions and not actions & {b"failed"}:
            return "delay" if b"delayed" in actions else "auto_reply"
        return "bounce"
    if content_type.startswith("multipart/report"):
        return "bounce"
    return ""


def _bounce_by_sender(headers: Mapping[str, str], sender: str, subject: str) -> str:
    if "x-failed-recipients" in headers:
        return "bounce"
    is_daemon = bool(_DAEMON.match(sender.partition("@")[0]))
    is_empty_path = headers.get("return-path", "").strip() == "<>"
    if (is_daemon or is_empty_path) and _FAILED.search(subject):
        return "delay" if _DELAYED.search(subject) and "fail" not in subject.lower() else "bounce"
    return "bounce" if is_daemon and is_empty_path else ""


def _is_invitation(types: frozenset[str]) -> bool:
    return "text/calendar" in types


def _auto_reply(headers: Mapping[str, str], subject: str) -> str:
    submitted = headers.get("auto-submitted", "").split(";")[0].strip().lower()
    if submitted and submitted != "no":
        return "auto_reply"
    if any(name in headers for name in _AUTO_HEADERS):
        return "auto_reply"
    if headers.get("x-auto-response-suppress", "").strip().lower() not in ("", "none"):
        return "auto_reply"
    if headers.get("precedence", "").strip().lower() in ("auto_reply", "auto-reply"):
        return "auto_reply"
    return "auto_reply" if _AWAY.match(subject) else ""


def _list(headers: Mapping[str, str]) -> str:
    if headers.get("precedence", "").strip().lower() in ("bulk", "list", "junk"):
        return "list"
    return "list" if any(name in headers for name in _LIST_HEADERS) else ""
