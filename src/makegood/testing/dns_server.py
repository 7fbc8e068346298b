"""A name server on the loopback that knows the TXT records it is given, and is asked instead of the system's."""

import socketserver
import threading
from typing import Self

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset


class DnsServer:
    """From `with` to the end of the block every question of this process goes there. `is_mute`: it answers nothing."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.is_mute = False
        outer = self

        class Answering(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                content, socket = self.request
                if not outer.is_mute:
                    socket.sendto(outer.answer(content), self.client_address)

        self._server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Answering)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    def answer(self, content: bytes) -> bytes:
        question = dns.message.from_wire(content)
        name = question.question[0].name
        self.asked.append(name.to_text(omit_final_dot=True))
        answer = dns.message.make_response(question)
        if texts := self.texts.get(self.asked[-1]):
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *map(_quoted, texts)))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire()

    def __enter__(self) -> Self:
        self._thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], self._server.server_address[1]
        self._before, dns.resolver.default_resolver = dns.resolver.default_resolver, resolver
        return self

    def __exit__(self, *error: object) -> None:
        dns.resolver.default_resolver = self._before
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _quoted(text: str) -> str:
    """In pieces of 255 bytes, as a record holds them."""
    return " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))
