"""A program that is told what happens, over real HTTP: it notes what it was sent, and answers well or as badly as one likes."""

import socketserver
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Any

from makegood.testing.sockets import LoopbackServer


@dataclass(frozen=True)
class Heard:
    """One call: its headers, lower case, and its body."""

    path: str
    headers: dict[str, str]
    body: str


class HookServer(LoopbackServer):
    """`status` and `says` are what it answers; `behaves` takes the line in hand instead, to do what no server should."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.heard: list[Heard] = []
        self.status, self.says = 204, b""
        self.headers: dict[str, str] = {}
        self.behaves: Callable[[Any], None] | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/hooks"


def drips(handler: Any) -> None:
    """A letter now and then, for ever."""
    for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1000:
        handler.wfile.write(bytes([letter]))
        time.sleep(0.05)


def talks_nonsense(handler: Any) -> None:
    handler.wfile.write(b"\x00\xff SSH-2.0-nonsense\r\n\r\n" * 10)


class _Handler(BaseHTTPRequestHandler, socketserver.StreamRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def do_POST(self) -> None:
        owner: HookServer = self.server.owner
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        owner.heard.append(Heard(self.path, headers, body))
        if owner.behaves:
            owner.behaves(self)
            self.close_connection = True
            return
        self.send_response(owner.status)
        for name, value in owner.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(owner.says)))
        self.end_headers()
        self.wfile.write(owner.says)

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""
