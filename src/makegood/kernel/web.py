"""Calls over HTTP, carried by httpx: one place that knows how a line fails, and how to say so."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Self

import httpcore
import httpx
from django.conf import settings

from makegood.kernel import clock
from makegood.kernel.calling import Reply
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.lines import GuardedLine, NotPublic

LARGEST = 32 * 1024 * 1024
"""Bytes an answer may have: a page of a hundred orders has one or two million."""
LONGEST_PAUSE = 3600.0
"""Seconds we let ourselves be asked to wait; who asks for more is asked again after an hour."""
_NEVER_HEARD = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Web:
    """A `Caller` with one pool of lines, for the length of a job. Into a private network it calls nobody whom the
    operator has not opened (`MAKEGOOD_HOOK_NETWORKS`): whoever may connect a shop is not meant to look around there."""

    def __init__(self, timeout: float = 30.0, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(
            timeout=timeout,
            transport=transport or _Guarded(),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._client.close()

    def call(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        user: tuple[str, str] | None = None,
    ) -> Reply:
        with (
            _failures_told(),
            self._client.stream(
                method, url, params=params, headers=headers, content=body, auth=user
            ) as answer,
        ):
            reply = Reply(
                answer.status_code,
                _whole(answer),
                {name.lower(): value for name, value in answer.headers.items()},
            )
        if reply.status in {429, 503}:
            raise ProviderFailed(
                reply.words,
                permanent=False,
                # Something in between may have given up waiting while the other side went on.
                unclear=reply.status == 503 and method != "GET",
                code="busy" if reply.status == 429 else "down",
                retry_after=_pause(reply.headers.get("retry-after", "")),
            )
        return reply


class _Guarded(httpx.HTTPTransport):
    """Over lines that look where they lead. httpx can't be given such lines but through the pool below it."""

    def __init__(self) -> None:
        self._line = GuardedLine(settings.MAKEGOOD_HOOK_NETWORKS)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=self._line
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._line.is_plain = request.url.scheme == "http"
        return super().handle_request(request)


def _whole(answer: httpx.Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise ProviderFailed("the answer does not end", permanent=True, code="too_big")
        parts.append(part)
    return b"".join(parts)


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except NotPublic as error:
        raise ProviderFailed(str(error), permanent=True, code="not_public") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise ProviderFailed(str(error), permanent=True, code="no_address") from error
    except httpx.HTTPError as error:
        raise ProviderFailed(
            str(error)[:300],
            permanent=False,
            unclear=not isinstance(error, _NEVER_HEARD),
            code=_code(error),
        ) from error


def _code(error: httpx.HTTPError) -> str:
    words = str(error).lower()
    if isinstance(error, httpx.TimeoutException):
        return "timed_out"
    if "certificate" in words:
        return "certificate"
    if "name or service" in words or "getaddrinfo" in words or "name resolution" in words:
        return "name_not_found"
    return "refused" if isinstance(error, httpx.ConnectError) else "cut_off"


def _pause(said: str) -> float | None:
    """Retry-After, in seconds or as a date; None when it is neither."""
    try:
        seconds = float(said)
    except ValueError:
        try:
            until = parsedate_to_datetime(said)
        except ValueError:
            return None
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - clock.now()).total_seconds()
    return min(max(seconds, 0.0), LONGEST_PAUSE) if seconds == seconds else None
