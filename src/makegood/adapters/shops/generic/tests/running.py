"""The shop of `examples/`, run as a process of its own, and what its back office does."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import socket
from typing import Any
from urllib.request import Request, urlopen

from makegood.shops.ports import Call
from makegood.testing.sockets import LoopbackServer

EXAMPLE = Path(__file__).resolve().parents[6] / "examples" / "shop.py"
TOKEN, SECRET = "a-long-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Running:
    """The shop. `calls` are the webhooks it sent, as they came."""

    def __init__(self, port: int, calls: list[Call]) -> None:
        self.url, self.calls = f"http://127.0.0.1:{port}", calls
        self.settings = {"url": self.url, "token": TOKEN, "webhook_secret": SECRET}

    def put(self, number: str, **overrides: Any) -> dict[str, Any]:
        """The order as its back office has it now."""
        body = json.dumps(order(number) | overrides).encode()
        heads = {"Authorization": f"Bearer {TOKEN}"}
        asked = Request(f"{self.url}/orders/{number}", body, heads, method="PUT")
        with urlopen(asked, timeout=10) as answer:
            saved: dict[str, Any] = json.load(answer)
        return saved


@contextmanager
def running() -> Iterator[Running]:
    """A shop of its own, empty; it calls a door of ours that keeps what it hears."""
    calls: list[Call] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heads = {name.lower(): value for name, value in self.headers.items()}
            calls.append(Call(heads, self.rfile.read(int(heads["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """They are in `calls`."""

    with LoopbackServer(Door) as door:
        port = _free_port()
        hook = f"http://127.0.0.1:{door.port}/"
        shop = subprocess.Popen(
            [sys.executable, EXAMPLE, str(port), TOKEN, hook, SECRET], stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            yield Running(port, calls)
        finally:
            shop.kill()
            shop.wait()


def order(number: str) -> dict[str, Any]:
    """Three shirts for 60.00 and 5.00 of delivery, paid by card."""
    return {
        "number": f"R-{number}", "placed_at": "2026-11-20T10:00:00+01:00", "state": "paid", "currency": "EUR",
        "total": "65.00", "shipping": "5.00", "tax": "10.38",
        "customer": {"email": "ann@example.com", "name": "Ann Lee", "phones": ["+49 30 1234567"]},
        "address": {"name": "Ann Lee", "street": "1 High Street", "city": "Berlin", "country": "DE"},
        "lines": [{
            "id": "l1", "name": "Shirt", "sku": "SHIRT-M", "quantity": 3, "total": "60.00", "options": {"Size": "M"},
        }],
        "payments": [{
            "id": "p1", "amount": "65.00", "kind": "card", "label": "Visa", "last_digits": "4242",
            "at": "2026-11-20T09:01:00Z",
        }],
    }  # fmt: skip


def _free_port() -> int:
    with closing(socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with closing(socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("the shop does not start")
