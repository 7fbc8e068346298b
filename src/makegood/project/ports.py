"""Which ports the pages and the live streams listen on."""

import contextlib
import errno
import socket
from pathlib import Path

FIRST = 8000
TRIED = 50
REMEMBERED = "port"


class PortBusy(Exception):
    """The port that was asked for is taken; the message says what to do."""


def choose(host: str, wanted: int | None, wanted_stream: int | None, data: Path) -> tuple[int, int]:
    """The two ports: those asked for, or else last time's, or else the first free pair from FIRST.

    Last time's come first because links in messages carry the port.
    """
    if wanted is not None:
        pair = (wanted, wanted_stream or wanted + 1)
        for port in pair:
            _refuse_if_busy(host, port)
        return pair
    for port in [remembered(data), *range(FIRST, FIRST + 2 * TRIED, 2)]:
        pair = (port, wanted_stream or port + 1)
        if all(is_free(host, one) for one in pair):
            (data / REMEMBERED).write_text(f"{port}\n")
            return pair
    raise PortBusy(
        f"no free port from {FIRST} to {FIRST + 2 * TRIED}; set MAKEGOOD_PORT to one that is"
    )


def remembered(data: Path) -> int:
    """The port of the last run, which other commands put into links."""
    with contextlib.suppress(OSError, ValueError):
        return int((data / REMEMBERED).read_text())
    return FIRST


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens there. Asked without SO_REUSEPORT, which would let a second group in beside the first."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise PortBusy(
                f"can't listen on {host}: {error.strerror}; set MAKEGOOD_HOST"
            ) from error
    return True


def _refuse_if_busy(host: str, port: int) -> None:
    if not is_free(host, port):
        raise PortBusy(
            f"port {port} is taken or not allowed; stop what listens there, or choose another: "
            f"MAKEGOOD_PORT={FIRST + 100} make up"
        )


def answers(host: str, port: int) -> bool:
    """Whether somebody takes connections there."""
    to = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
    with contextlib.suppress(OSError), socket.create_connection((to, port), timeout=1):
        return True
    return False
