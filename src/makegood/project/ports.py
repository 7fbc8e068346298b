"""Which ports the pages and the live streams listen on."""

import contextlib
import errno
import socket
from collections.abc import Iterator
from pathlib import Path

FIRST = 8000
TRIED = 50
REMEMBERED = "port"


class PortBusy(Exception):
    """The port that was asked for is taken; the message says what to do."""


@contextlib.contextmanager
def taken(
    host: str, wanted: int | None, wanted_stream: int | None, data: Path
) -> Iterator[tuple[int, int]]:
    """The two ports: those asked for, or else last time's, or else the first free pair from FIRST; remembered.

    Last time's come first because links in messages carry the port. They are ours throughout the block: the
    servers begin to listen much later, and another group may be starting meanwhile.
    """
    with contextlib.ExitStack() as held:
        if wanted is not None:
            pair = (wanted, wanted_stream or wanted + 1)
            for port in pair:
                if not _hold(held, host, port):
                    raise PortBusy(
                        f"port {port} is taken or not allowed; stop what listens there, or choose another: "
                        f"MAKEGOOD_PORT={FIRST + 100} make up"
                    )
        else:
            pair = _first_free(held, host, wanted_stream, data)
        (data / REMEMBERED).write_text(f"{pair[0]}\n")
        yield pair


def _first_free(
    held: contextlib.ExitStack, host: str, wanted_stream: int | None, data: Path
) -> tuple[int, int]:
    for port in [remembered(data), *range(FIRST, FIRST + 2 * TRIED, 2)]:
        pair = (port, wanted_stream or port + 1)
        with contextlib.ExitStack() as trial:
            if all(_hold(trial, host, one) for one in pair):
                held.enter_context(trial.pop_all())
                return pair
    raise PortBusy(
        f"no free port from {FIRST} to {FIRST + 2 * TRIED}; set MAKEGOOD_PORT to one that is"
    )


def remembered(data: Path) -> int:
    """The port of the last run, which other commands put into links."""
    with contextlib.suppress(OSError, ValueError):
        return int((data / REMEMBERED).read_text())
    return FIRST


def _hold(held: contextlib.ExitStack, host: str, port: int) -> bool:
    """Take `port` until `held` ends, without listening there; whether nobody else had it.

    Bound without SO_REUSEPORT, which would let a second group in beside the first; only once it is ours the
    option is set, so that our own servers (of the same user, and with the option) may listen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ours = held.enter_context(socket.socket(family, socket.SOCK_STREAM))
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # past a connection that lingers
    try:
        ours.bind((host, port))
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            return False
        raise PortBusy(f"can't listen on {host}: {error.strerror}; set MAKEGOOD_HOST") from error
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return True


def answers(host: str, port: int) -> bool:
    """Whether somebody takes connections there."""
    to = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
    with contextlib.suppress(OSError), socket.create_connection((to, port), timeout=1):
        return True
    return False
