"""Handing one mail to the submission server.

The point of no return is the dot that ends DATA. Whatever breaks before it has sent nothing and may be tried again;
whatever breaks between the dot and the server's answer may or may not have been sent, and is said to be unclear.
"""

import re
import smtplib
import ssl
from base64 import b64encode
from dataclasses import fields
from functools import partial

from makegood.adapters.channels.email import consent, lines
from makegood.adapters.channels.email.failures import failed, untrusted, words_of
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.adapters.channels.email.signing import signed
from makegood.adapters.channels.email.tls import context, unchecked
from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.mail.compose import address_on_the_wire, compose
from makegood.kernel.mail.values import File, Letter
from makegood.messages.ports import Outbound, Receipt, Settings


def send(settings: Settings, outbound: Outbound) -> Receipt:
    mailbox = MailboxSettings.read(settings)
    content = signed(as_bytes(outbound), mailbox)
    return _over_a_line(mailbox, outbound, content)


def as_bytes(outbound: Outbound) -> bytes:
    """The mail as it goes over the wire."""
    shared = {f.name for f in fields(Letter)} & {f.name for f in fields(Outbound)} - {"files"}
    letter = Letter(
        from_=outbound.sender,
        files=tuple(File(f.name, f.type, f.content, f.content_id) for f in outbound.files),
        **{name: getattr(outbound, name) for name in shared if name != "written_at"},
        written_at=outbound.written_at or clock.now(),
    )
    return compose(letter)


def connect(mailbox: MailboxSettings, trust: ssl.SSLContext | None = None) -> smtplib.SMTP:
    host, port, timeout = mailbox.smtp_host, mailbox.smtp_port, mailbox.timeout
    try:
        if mailbox.smtp_security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=timeout, context=trust or context(mailbox))
        smtp = smtplib.SMTP(host, port, timeout=timeout)
    except (OSError, smtplib.SMTPException) as error:
        raise untrusted(error, "smtp.connect", partial(_certificate, mailbox)) from error
    if mailbox.smtp_security == "starttls":
        _encrypt(smtp, mailbox, trust or context(mailbox))
    return smtp


def _encrypt(smtp: smtplib.SMTP, mailbox: MailboxSettings, trust: ssl.SSLContext) -> None:
    """Never falls back to plain text when the server does not offer STARTTLS."""
    try:
        smtp.ehlo_or_helo_if_needed()
        if not smtp.has_extn("starttls"):
            raise ProviderFailed(
                "the server offers no STARTTLS", permanent=False, step="smtp.connect", code="no_tls"
            )
        smtp.starttls(context=trust)
    except (OSError, smtplib.SMTPException) as error:
        smtp.close()
        raise untrusted(error, "smtp.connect", partial(_certificate, mailbox)) from error
    except ProviderFailed:
        smtp.close()
        raise


def _certificate(mailbox: MailboxSettings) -> bytes | None:
    smtp = connect(mailbox, unchecked())
    try:
        sock = smtp.sock
        return sock.getpeercert(binary_form=True) if isinstance(sock, ssl.SSLSocket) else None
    finally:
        lines.close(smtp)


def login(smtp: smtplib.SMTP, mailbox: MailboxSettings) -> None:
    """Sign in where there is a secret; a server inside the house may need none."""
    try:
        smtp.ehlo_or_helo_if_needed()
        if mailbox.access_token and not mailbox.smtp_secret:
            _sign_in_on_consent(smtp, mailbox)
        elif mailbox.smtp_password:
            _sign_in(smtp, mailbox.smtp_login, mailbox.smtp_password)
    except smtplib.SMTPAuthenticationError as error:
        # Temporary for the message: it waits until the owner has put the password right.
        raise failed(error, "smtp.login", code=_why_not(error.smtp_code)) from error
    except smtplib.SMTPNotSupportedError as error:
        # Many servers keep AUTH to themselves until the line is encrypted.
        code = "no_tls" if smtp.has_extn("starttls") else "protocol"
        raise failed(error, "smtp.login", code=code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise failed(error, "smtp.login") from error


def _why_not(code: int) -> str:
    """530 and 538 ask for encryption first (RFC 3207 section 4, RFC 4954 section 6); what else is for good is the password."""
    if code in (530, 538):
        return "no_tls"
    return "wrong_password" if code >= 500 else "protocol"


def _sign_in(smtp: smtplib.SMTP, user: str, secret: str) -> None:
    if user.isascii() and secret.isascii():
        smtp.login(user, secret)
        return
    # smtplib knows ASCII passwords only; PLAIN carries UTF-8 (RFC 4616).
    code, said = smtp.docmd("AUTH", "PLAIN " + b64encode(f"\0{user}\0{secret}".encode()).decode())
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _sign_in_on_consent(smtp: smtplib.SMTP, mailbox: MailboxSettings) -> None:
    code, said = smtp.docmd(
        "AUTH", f"XOAUTH2 {consent.encoded(mailbox.smtp_login, mailbox.access_token)}"
    )
    challenge = said if code == 334 else b""
    if challenge:
        code, said = smtp.docmd("")
    if code != 235:
        words = consent.refusal(challenge, f"{code} {said.decode('utf-8', 'replace')}")
        refused = "token_refused" if code >= 500 else "protocol"
        raise ProviderFailed(words[:500], permanent=False, step="smtp.login", code=refused)


class _LineLost(ProviderFailed):
    """The server is gone, and certainly has not got the mail: the dot that ends it was not sent."""


def _over_a_line(mailbox: MailboxSettings, outbound: Outbound, content: bytes) -> Receipt:
    line = lines.take(mailbox) or _new_line(mailbox)
    try:
        receipt = _hand_over(line.smtp, mailbox, outbound, content)
    except _LineLost:
        line.hang_up()
        if line.is_fresh:
            raise
        # It had died while it rested, and nothing was sent over it.
        return _over_a_line(mailbox, outbound, content)
    except ProviderFailed as error:
        if error.unclear:
            line.hang_up()
        else:
            lines.give_back(mailbox, line)
        raise
    except BaseException:
        line.hang_up()
        raise
    lines.give_back(mailbox, line)
    return receipt


def _new_line(mailbox: MailboxSettings) -> lines.Line:
    smtp = connect(mailbox)
    try:
        login(smtp, mailbox)
    except BaseException:
        lines.close(smtp)
        raise
    return lines.Line(smtp)


def _hand_over(
    smtp: smtplib.SMTP, mailbox: MailboxSettings, outbound: Outbound, content: bytes
) -> Receipt:
    try:
        refused, deferred = _envelope(smtp, mailbox, outbound, content)
        code, said = smtp.docmd("DATA")
    except (OSError, smtplib.SMTPException) as error:
        raise _lost(error) from error
    if code != 354:
        raise _refusal(code, said)
    return Receipt(_finish(smtp, content), refused, deferred)


def _envelope(
    smtp: smtplib.SMTP, mailbox: MailboxSettings, outbound: Outbound, content: bytes
) -> tuple[dict[str, str], dict[str, str]]:
    """Sender and recipients; answers who is refused and who is put off, if somebody is taken."""
    # RFC 3834: what answers by itself must not be answered, so it has no return path.
    path = "" if outbound.is_automatic else address_on_the_wire(mailbox.address)
    named = outbound.only or [a.address for a in (*outbound.to, *outbound.cc)]
    people = {address_on_the_wire(address): address for address in named}
    options = [f"SIZE={len(content)}"] if smtp.has_extn("size") else []
    smtp.command_encoding = "ascii"
    if not all(address.isascii() for address in (path, *people)):
        _needs_utf8(smtp, options)
    options += _mail_dsn(smtp, outbound)
    code, said = smtp.mail(path, options)
    if code != 250:
        raise _refusal(code, said)
    answers = {
        address: smtp.rcpt(on_the_wire, _rcpt_dsn(smtp, path, on_the_wire))
        for on_the_wire, address in people.items()
    }
    not_taken = {a: answer for a, answer in answers.items() if answer[0] not in (250, 251, 252)}
    if len(not_taken) == len(people):
        # Put off rather than refused as long as one of them may be taken later.
        first = min(not_taken.values(), key=lambda answer: answer[0], default=(550, b""))
        raise _refusal(first[0], b"; ".join(said for _code, said in not_taken.values()))
    words = {
        a: f"{code} {said.decode('utf-8', 'replace')}" for a, (code, said) in not_taken.items()
    }
    deferred = {a: words[a] for a, (code, _said) in not_taken.items() if code < 500}
    return {a: words[a] for a in words if a not in deferred}, deferred


def _mail_dsn(smtp: smtplib.SMTP, outbound: Outbound) -> list[str]:
    """RFC 3461: should it fail, the headers are enough, and the report names our own id."""
    if not smtp.has_extn("dsn") or outbound.is_automatic:
        return []
    return ["RET=HDRS", f"ENVID={_xtext(outbound.message_id)[:100]}"]


def _rcpt_dsn(smtp: smtplib.SMTP, path: str, recipient: str) -> list[str]:
    if not smtp.has_extn("dsn"):
        return []
    if not path:
        return ["NOTIFY=NEVER"]
    original = [f"ORCPT=rfc822;{_xtext(recipient)}"] if recipient.isascii() else []
    return ["NOTIFY=FAILURE,DELAY", *original]


def _xtext(value: str) -> str:
    """RFC 3461, 4: printable ASCII, `+` and `=` written as their codes."""
    return "".join(
        char if "!" <= char <= "~" and char not in "+=" else f"+{byte:02X}"
        for char in value
        for byte in char.encode()[:1]
    )


def _needs_utf8(smtp: smtplib.SMTP, options: list[str]) -> None:
    if not smtp.has_extn("smtputf8"):
        raise ProviderFailed(
            "the server takes no addresses beyond ASCII",
            permanent=True,
            step="smtp.send",
            code="rejected",
        )
    smtp.command_encoding = "utf-8"
    options.extend(("SMTPUTF8", "BODY=8BITMIME"))


def _finish(smtp: smtplib.SMTP, content: bytes) -> str:
    """The content, the final dot, and the answer to it."""
    quoted = smtplib._quote_periods(content)  # type: ignore[attr-defined]  # smtplib keeps it to itself
    if not quoted.endswith(b"\r\n"):
        quoted += b"\r\n"
    try:
        smtp.send(quoted)
    except (OSError, smtplib.SMTPException) as error:
        # Without the dot the server throws away what it has.
        raise _lost(error) from error
    try:
        smtp.send(b".\r\n")
        code, said = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise ProviderFailed(
            words_of(error), permanent=False, unclear=True, step="smtp.send", code="connection_lost"
        ) from error
    if code != 250:
        raise _refusal(code, said, is_after_data=True)
    return f"{code} {said.decode('utf-8', 'replace')}"[:500]


def _lost(error: BaseException) -> _LineLost:
    told = failed(error, "smtp.send")
    return _LineLost(told.message, permanent=False, step=told.step, code=told.code)


def _refusal(code: int, said: bytes, *, is_after_data: bool = False) -> ProviderFailed:
    """5xx: the server will never take it. 4xx and nonsense: later. 421 and -1 (smtplib's word for a closed
    connection) end the line, whatever they answer; after the dot a 421 says that it was not taken.
    """
    words = f"{code} {said.decode('utf-8', 'replace')}"[:500]
    if code < 0 and is_after_data:
        return ProviderFailed(
            words, permanent=False, unclear=True, step="smtp.send", code="connection_lost"
        )
    if code == 421 or code < 0:
        busy = "busy" if code == 421 else "protocol"
        return _LineLost(words, permanent=False, step="smtp.send", code=busy)
    if code >= 500:
        return ProviderFailed(words, permanent=code < 600, step="smtp.send", code="rejected")
    is_grey = code in (450, 451, 452) and _GREY.search(words)
    code_word = "greylisted" if is_grey else "deferred"
    return ProviderFailed(words, permanent=False, step="smtp.send", code=code_word)


_GREY = re.compile(
    r"gr[ae]y.?list|postgrey|4\.7\.1\b|try again (?:later|in)|come back later", re.IGNORECASE
)
