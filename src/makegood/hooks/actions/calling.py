"""One POST to an endpoint: over a line to an address that was looked at when it was opened, bounded in time and length.

Nothing is followed to another place.
"""

import ssl
import time
from collections.abc import Iterable, Mapping
from functools import cache
from socket import gaierror
from typing import Any

import httpcore

from makegood.hooks.rules.trying import PATIENCE, Answered
from makegood.kernel.addresses import Network
from makegood.kernel.lines import GuardedLine, NotPublic
from makegood.kernel.text import bounded

MOST_READ = 4000
"""Bytes of an answer that are read; a person sees the first 500 characters."""
_ERRORS: tuple[tuple[type[BaseException], str], ...] = (
    (httpcore.TimeoutException, "timed_out"),
    (gaierror, "name_not_found"),
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "no_tls"),
    (ConnectionRefusedError, "refused"),
)


def post(
    url: str, headers: Mapping[str, str], content: bytes, own: Iterable[Network] = ()
) -> Answered:
    """What the endpoint answers. Never raises: whatever goes wrong there is an answer, too."""
    began = time.monotonic()
    try:
        status, said, retry_after = _exchanged(url, headers, content, _Line(own, began + PATIENCE))
    except Exception as error:  # somebody else's server can do anything
        return Answered(_ms(began), code=_code_of(error))
    words = bounded(said.decode("utf-8", "replace"), 500)
    return Answered(_ms(began), status, words, retry_after=retry_after)


def _exchanged(
    url: str, headers: Mapping[str, str], content: bytes, line: "_Line"
) -> tuple[int, bytes, int]:
    line.is_plain = url.startswith("http:")
    with (
        httpcore.ConnectionPool(ssl_context=_trust(), network_backend=line, retries=0) as pool,
        pool.stream(
            "POST",
            url,
            headers=list(headers.items()),
            content=content,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)},
        ) as response,
    ):
        return response.status, _beginning(response), _retry_after(response.headers)


def _beginning(response: httpcore.Response) -> bytes:
    said = b""
    try:
        for part in response.iter_stream():
            said += part
            if len(said) >= MOST_READ:
                break
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        pass  # the status says what became of it; the rest is for people to read
    return said[:MOST_READ]


def _retry_after(headers: Iterable[tuple[bytes, bytes]]) -> int:
    found = next((value for name, value in headers if name.lower() == b"retry-after"), b"")
    return int(found) if found.isdigit() and len(found) < 7 else 0


def _ms(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _code_of(error: BaseException | None) -> str:
    if isinstance(error, NotPublic):
        return "not_public"
    if isinstance(error, (httpcore.ProtocolError, httpcore.UnsupportedProtocol)):
        return "no_http"
    while error is not None:
        for kind, code in _ERRORS:
            if isinstance(error, kind):
                return code
        error = error.__cause__ or error.__context__
    return "unreachable"


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Line(GuardedLine):
    """Ends every wait at `until`."""

    def __init__(self, own: Iterable[Network], until: float) -> None:
        super().__init__(own)
        self.until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        return _Timed(super().connect_tcp(host, port, _left(self.until)), self.until)


class _Timed(httpcore.NetworkStream):
    """A line whose waits add up: a server that says a letter a second holds nobody for long."""

    def __init__(self, line: httpcore.NetworkStream, until: float) -> None:
        self._line, self._until = line, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._line.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._line.write(buffer, _left(self._until))

    def close(self) -> None:
        self._line.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._line.start_tls(ssl_context, server_hostname, _left(self._until))
        return _Timed(secure, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._line.get_extra_info(info)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("no time left")
    return left
