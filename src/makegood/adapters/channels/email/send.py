"""Handing one mail to the submission server.

The point of no return is the dot that ends DATA. Whatever breaks before it has sent nothing and may be tried again;
whatever breaks between the dot and the server's answer may or may not have been sent, and is said to be unclear.
"""

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import partial

from makegood.adapters.channels.email import consent
from makegood.adapters.channels.email.failures import failed, untrusted, words_of
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.adapters.channels.email.tls import context, unchecked
from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.mail.compose import address_on_the_wire, compose
from makegood.kernel.mail.values import File, Letter
from makegood.messages.ports import Outbound, Receipt, Settings


def send(settings: Settings, outbound: Outbound) -> Receipt:
    mailbox = MailboxSettings.read(settings)
    content = as_bytes(outbound)
    with submission(mailbox) as smtp:
        return _hand_over(smtp, mailbox, outbound, content)


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


@contextmanager
def submission(mailbox: MailboxSettings) -> Iterator[smtplib.SMTP]:
    """A connection that is open, encrypted as asked and signed in; `ProviderFailed` names the step that was not."""
    smtp = connect(mailbox)
    try:
        login(smtp, mailbox)
        yield smtp
    finally:
        close(smtp)


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
        close(smtp)


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
        code = "wrong_password" if error.smtp_code >= 500 else "protocol"
        raise failed(error, "smtp.login", code=code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise failed(error, "smtp.login") from error


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


def _hand_over(
    smtp: smtplib.SMTP, mailbox: MailboxSettings, outbound: Outbound, content: bytes
) -> Receipt:
    refused = _envelope(smtp, mailbox, outbound, content)
    try:
        code, said = smtp.docmd("DATA")
    except (OSError, smtplib.SMTPException) as error:
        raise failed(error, "smtp.send") from error
    if code != 354:
        raise _refusal(code, said)
    return Receipt(_finish(smtp, content), refused)


def _envelope(
    smtp: smtplib.SMTP, mailbox: MailboxSettings, outbound: Outbound, content: bytes
) -> dict[str, str]:
    # RFC 3834: what answers by itself must not be answered, so it has no return path.
    path = "" if outbound.is_automatic else address_on_the_wire(mailbox.address)
    named = outbound.only or [a.address for a in (*outbound.to, *outbound.cc)]
    people = {address_on_the_wire(address): address for address in named}
    options = [f"SIZE={len(content)}"] if smtp.has_extn("size") else []
    if not all(address.isascii() for address in (path, *people)):
        _needs_utf8(smtp, options)
    refused: dict[str, str] = {}
    codes: list[int] = []
    try:
        code, said = smtp.mail(path, options)
        if code != 250:
            raise _refusal(code, said)
        for on_the_wire, address in people.items():
            code, said = smtp.rcpt(on_the_wire)
            if code not in (250, 251):
                codes.append(code)
                refused[address] = said.decode("utf-8", "replace")
    except (OSError, smtplib.SMTPException) as error:
        raise failed(error, "smtp.send") from error
    if len(refused) == len(people):
        raise _refusal(min(codes, default=550), "; ".join(refused.values()).encode())
    return refused


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
        raise failed(error, "smtp.send") from error
    try:
        smtp.send(b".\r\n")
        code, said = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise ProviderFailed(
            words_of(error), permanent=False, unclear=True, step="smtp.send", code="connection_lost"
        ) from error
    if code != 250:
        raise _refusal(code, said)
    return f"{code} {said.decode('utf-8', 'replace')}"[:500]


def _refusal(code: int, said: bytes) -> ProviderFailed:
    """5xx: the server will never take it. 4xx and nonsense: later. -1 is smtplib's word for a closed connection."""
    words = f"{code} {said.decode('utf-8', 'replace')}"[:500]
    if code == 421 or code < 0:
        return ProviderFailed(words, permanent=False, step="smtp.send", code="protocol")
    return ProviderFailed(
        words,
        permanent=500 <= code < 600,
        step="smtp.send",
        code="rejected" if code >= 500 else "deferred",
    )


def close(smtp: smtplib.SMTP) -> None:
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(2)
            smtp.docmd("QUIT")
    except (TimeoutError, OSError, smtplib.SMTPException):
        pass  # the message is decided; how the server says goodbye does not matter
    finally:
        smtp.close()
