"""One question to a sign-in provider: JSON or the exact reason why there is none. Never followed elsewhere, never endless."""

import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import gaierror
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from makegood.kernel.errors import ProviderFailed

if TYPE_CHECKING:
    import httpx

TIMEOUT = 10.0
"""Seconds until something more has to come."""
PATIENCE = 20.0
"""Seconds in which all of an answer has to be there: somebody waits, and so does everybody behind them."""
LONGEST = 1_000_000
"""Bytes of an answer that are read: a document or a set of keys has some thousand."""
_EXPIRED = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, _HAS_EXPIRED
_OTHER_NAME = {62, 64}  # _HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH
_UNKNOWN_ISSUER = {2, 18, 19, 20, 21}  # not found, self-signed alone or in the chain, unverifiable


def ask(
    step: str,
    url: str,
    *,
    form: dict[str, str] | None = None,
    credentials: tuple[str, str] | None = None,
    bearer: str = "",
    patience: float = PATIENCE,
) -> dict[str, Any]:
    """What the provider answers: to a form where there is one. `ProviderFailed` with `step` and a code when it does not."""
    import httpx  # noqa: PLC0415  8 MB, of which most desks never need one

    until = time.monotonic() + patience
    headers = {"Accept": "application/json"}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    # RFC 6749, 2.3.1: both are encoded as in a form before they are joined.
    auth = httpx.BasicAuth(*map(quote_plus, credentials)) if credentials else None
    with (
        _explained(step),
        httpx.Client(
            timeout=TIMEOUT, follow_redirects=False, verify=ssl.create_default_context()
        ) as client,
        client.stream(
            "POST" if form else "GET", url, data=form, headers=headers, auth=auth
        ) as answer,
    ):
        content = _bounded(step, answer, until)
    return _read(step, answer, content)


def failed(step: str, code: str, detail: str = "") -> ProviderFailed:
    return ProviderFailed(detail[:500] or code, permanent=False, step=step, code=code)


@contextmanager
def _explained(step: str) -> Iterator[None]:
    import httpx  # noqa: PLC0415  8 MB, of which most desks never need one

    try:
        yield
    except httpx.TimeoutException as error:
        raise failed(step, "timed_out") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise failed(step, _code_of(error), str(error)) from error


def _code_of(error: BaseException | None) -> str:
    """What lies under httpx' own error: the system's or the certificate's."""
    while error is not None:
        if isinstance(error, gaierror):
            return "name_not_found"
        if isinstance(error, ssl.SSLCertVerificationError):
            return _code_of_certificate(error)
        if isinstance(error, ssl.SSLError):
            return "no_tls"
        if isinstance(error, ConnectionRefusedError):
            return "refused"
        error = error.__cause__ or error.__context__
    return "unreachable"


def _code_of_certificate(error: ssl.SSLCertVerificationError) -> str:
    for code, numbers in (
        ("certificate_expired", _EXPIRED),
        ("certificate_name", _OTHER_NAME),
        ("certificate_issuer", _UNKNOWN_ISSUER),
    ):
        if error.verify_code in numbers:
            return code
    return "certificate"


def _bounded(step: str, answer: "httpx.Response", until: float) -> bytes:
    content = b""
    for part in answer.iter_bytes():
        content += part
        if len(content) > LONGEST:
            raise failed(step, "too_long")
        if time.monotonic() > until:
            raise failed(step, "timed_out")
    return content


def _read(step: str, answer: "httpx.Response", content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):  # brackets in brackets by the thousand
        said = None
    if not answer.is_success:
        raise _refusal(step, answer, said)
    if not isinstance(said, dict):
        raise failed(step, "not_json", answer.headers.get("Content-Type", ""))
    return said


def _refusal(step: str, answer: "httpx.Response", said: Any) -> ProviderFailed:
    """RFC 6749, 5.2 has words for what is refused; without them there is the status."""
    error = said.get("error") if isinstance(said, dict) else None
    if error in {"invalid_client", "unauthorized_client"}:
        return failed(step, "client_refused", str(error))
    if answer.is_redirect:
        return failed(step, "moved", answer.headers.get("Location", ""))
    if answer.status_code in {404, 410}:
        return failed(step, "not_found", f"HTTP {answer.status_code}")
    return failed(step, "http", f"HTTP {answer.status_code} {error or ''}".strip())
