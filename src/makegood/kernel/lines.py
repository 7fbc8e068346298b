"""Lines to other people's servers, opened only to addresses that were looked at.

The name is looked up once, here, and the line goes to the very address that was found good: a name that leads elsewhere
a moment later leads nobody into our own network.
"""

from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from socket import IPPROTO_TCP, getaddrinfo
from typing import Any

import httpcore

from makegood.kernel.addresses import Network, may_be_reached


class NotPublic(Exception):
    """The name leads into a private network, which the operator has not opened."""


class GuardedLine(httpcore.NetworkBackend):
    """Opens lines to good addresses only. `own`: networks the operator has opened; `is_plain`: the next goes without TLS."""

    def __init__(self, own: Iterable[Network]) -> None:
        self.own, self.is_plain = tuple(own), False
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = NotPublic(host)
        for address in self._good_addresses(host, port):
            try:
                return self._real.connect_tcp(address, port, timeout)
            except httpcore.ConnectError as error:
                failure = (
                    error  # a server may have an address where nothing answers beside one that does
                )
        raise failure

    def _good_addresses(self, host: str, port: int) -> Iterator[str]:
        try:
            found = getaddrinfo(host, port, proto=IPPROTO_TCP)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        for address in [str(entry[4][0]) for entry in found]:
            bare = ip_address(address.partition("%")[0])
            if may_be_reached(bare, self.own, plainly=self.is_plain):
                yield address
