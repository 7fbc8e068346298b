"""A provider that answers drop by drop keeps nobody waiting for ever."""

import time
from contextlib import suppress
from socketserver import BaseRequestHandler

import pytest

from makegood.kernel.errors import ProviderFailed
from makegood.people.actions.openid_asking import ask
from makegood.testing.sockets import LoopbackServer


class Dripping(BaseRequestHandler):
    """A byte now and then, and never the last."""

    def handle(self) -> None:
        self.request.recv(4096)
        with suppress(OSError):
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n")
            for _number in range(200):
                self.request.sendall(b" ")
                time.sleep(0.05)


def test_an_answer_has_its_time_as_a_whole() -> None:
    begun = time.monotonic()

    with LoopbackServer(Dripping) as server, pytest.raises(ProviderFailed) as failure:
        ask("openid.keys", f"http://127.0.0.1:{server.port}/keys", patience=0.3)

    assert failure.value.code == "timed_out"
    assert time.monotonic() - begun < 5
