"""A signed-in IMAP connection, kept for the thread between one look and the next."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from makegood.adapters.channels.email import consent
from makegood.adapters.channels.email.failures import failed, untrusted
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.adapters.channels.email.tls import context, unchecked
from makegood.kernel.errors import ProviderFailed

BROKEN = (IMAPClientError, OSError, ssl.SSLError)
"""What a connection breaks with; IMAPClient's errors are imaplib's."""


class _Kept(threading.local):
    mailbox: MailboxSettings | None = None
    client: IMAPClient | None = None


_kept = _Kept()


@contextmanager
def connection(mailbox: MailboxSettings) -> Iterator[IMAPClient]:
    """The thread's connection to `mailbox`, a fresh one when there is none or it has died.

    Signing in for every look would make some providers lock the mailbox. After an error it is not used again.
    """
    client = _take(mailbox) or open_connection(mailbox)
    try:
        yield client
    except BROKEN as error:
        close(client)
        raise failed(error, "imap.folder") from error
    except BaseException:
        close(client)
        raise
    _kept.mailbox, _kept.client = mailbox, client


def hang_up() -> None:
    """Close what this thread keeps."""
    client, _kept.client = _kept.client, None
    if client is not None:
        with suppress(*BROKEN):
            client.logout()


def open_connection(mailbox: MailboxSettings) -> IMAPClient:
    client = connect(mailbox)
    try:
        login(client, mailbox)
    except ProviderFailed:
        close(client)
        raise
    return client


def connect(mailbox: MailboxSettings, trust: ssl.SSLContext | None = None) -> IMAPClient:
    """Connected and encrypted as asked; a server without STARTTLS is refused, never used in the clear."""
    is_tls = mailbox.needs("imap_host").imap_security == "tls"
    timeout = SocketTimeout(min(mailbox.timeout, 20), mailbox.timeout)
    try:
        client = IMAPClient(
            mailbox.imap_host,
            port=mailbox.imap_port,
            ssl=is_tls,
            ssl_context=(trust or context(mailbox)) if is_tls else None,
            timeout=timeout,
        )
    except BROKEN as error:
        raise untrusted(error, "imap.connect", partial(_certificate, mailbox)) from error
    client.normalise_times = False
    if mailbox.imap_security == "starttls":
        _encrypt(client, mailbox, trust or context(mailbox))
    return client


def _encrypt(client: IMAPClient, mailbox: MailboxSettings, trust: ssl.SSLContext) -> None:
    try:
        if not client.has_capability("STARTTLS"):
            raise ProviderFailed(
                "the server offers no STARTTLS", permanent=False, step="imap.connect", code="no_tls"
            )
        client.starttls(trust)
    except BROKEN as error:
        close(client)
        raise untrusted(error, "imap.connect", partial(_certificate, mailbox)) from error
    except ProviderFailed:
        close(client)
        raise


def _certificate(mailbox: MailboxSettings) -> bytes | None:
    client = connect(mailbox, unchecked())
    try:
        found: bytes | None = client.socket().getpeercert(binary_form=True)
    finally:
        close(client)
    return found


def login(client: IMAPClient, mailbox: MailboxSettings) -> None:
    try:
        if client.has_capability("LOGINDISABLED"):
            raise ProviderFailed(
                "the server takes no password without TLS",
                permanent=False,
                step="imap.login",
                code="no_tls",
            )
        if mailbox.access_token:
            _login_on_consent(client, mailbox)
        elif mailbox.secret.isascii() and mailbox.imap_login.isascii():
            client.login(mailbox.imap_login, mailbox.secret)
        else:
            client.plain_login(mailbox.imap_login, mailbox.secret)
    except LoginError as error:
        code = "protocol" if _is_passing(str(error)) else "wrong_password"
        raise failed(error, "imap.login", code=code) from error
    except BROKEN as error:
        raise failed(error, "imap.login") from error


def _login_on_consent(client: IMAPClient, mailbox: MailboxSettings) -> None:
    said: list[bytes] = []

    def respond(challenge: bytes) -> bytes:
        if challenge:
            said.append(challenge)
            return b""
        return consent.initial_response(mailbox.imap_login, mailbox.access_token)

    try:
        client._imap.authenticate("XOAUTH2", respond)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        words = consent.refusal(said[0] if said else b"", str(error))
        code = "protocol" if _is_passing(words) else "token_refused"
        raise ProviderFailed(words, permanent=False, step="imap.login", code=code) from error


def open_folder(client: IMAPClient, folder: str) -> dict[bytes, Any]:
    """Opened read-only; the server's words about it (UIDVALIDITY, UIDNEXT, …)."""
    try:
        state: dict[bytes, Any] = client.select_folder(folder, readonly=True)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise ProviderFailed(
            str(error)[:500], permanent=False, step="imap.folder", code="no_such_folder"
        ) from error
    return state


def _is_passing(words: str) -> bool:
    """The server refuses now, not the password (RFC 5530 codes)."""
    return any(
        code in words.upper() for code in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
    )


def _take(mailbox: MailboxSettings) -> IMAPClient | None:
    client, _kept.client = _kept.client, None
    if client is None:
        return None
    if _kept.mailbox == mailbox:
        with suppress(*BROKEN):
            client.noop()
            return client
    close(client)
    return None


def close(client: IMAPClient) -> None:
    with suppress(*BROKEN, AttributeError):
        client.shutdown()
