"""What went wrong on the way to a mail server, as the codes `messages.ports.Step` knows."""

import re
import ssl
from collections.abc import Callable
from socket import gaierror

from makegood.adapters.channels.email import tls
from makegood.kernel.errors import ProviderFailed


def code_of(error: BaseException) -> str:
    """`name_not_found`, `certificate…` (see `tls.code_of`), `no_tls`, `refused`, `timed_out` or `protocol`."""
    if isinstance(error, ProviderFailed):
        return error.code
    if isinstance(error, gaierror):
        return "name_not_found"
    if isinstance(error, ssl.SSLCertVerificationError):
        return tls.code_of(error)
    if isinstance(error, ssl.SSLError):
        return "no_tls"
    if isinstance(error, TimeoutError):
        return "timed_out"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    return "protocol"


def words_of(error: BaseException) -> str:
    """The server's own words, or the system's, without a traceback and not endless."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    said = (
        getattr(error, "smtp_error", None)
        or next(iter(error.args[-1:]), "")
        or type(error).__name__
    )
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    # imapclient turns the server's bytes into text with repr(): b'[AUTHENTICATIONFAILED] …'.
    return re.sub(r"^b(['\"])(.*)\1$", r"\2", words, flags=re.S)[:500]


def failed(
    error: BaseException, step: str, *, permanent: bool = False, code: str = ""
) -> ProviderFailed:
    """The failure as our own error: what the server said, at which step, with which code."""
    return ProviderFailed(
        words_of(error), permanent=permanent, step=step, code=code or code_of(error)
    )


def untrusted(error: BaseException, step: str, look: Callable[[], bytes | None]) -> ProviderFailed:
    """As `failed`; where the certificate is the trouble, with what a look at it shows."""
    told = failed(error, step)
    if isinstance(error, ssl.SSLCertVerificationError) and (facts := tls.facts(look)):
        told.message = f"{told.message.rstrip('.')}: {facts}"[:500]
    return told
