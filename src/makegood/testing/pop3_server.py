"""A POP3 server with one mailbox in memory: enough of RFC 1939 and 2595 to be read from, and to fail as told."""

import ssl
from dataclasses import dataclass, field

from makegood.testing.sockets import LineSession, LoopbackServer


@dataclass
class Pop3Faults:
    """Switches, read at each command; change them while it runs."""

    unreadable: set[str] = field(default_factory=set)
    """Ids the server can't give: -ERR for RETR, and for TOP."""
    cut_off: set[str] = field(default_factory=set)
    """Ids in the middle of which the line breaks, every time; their headers come through."""
    no_top: bool = False


class Pop3Server(LoopbackServer):
    """`mails` is the mailbox: id → content, oldest first. `commands` is what clients asked for."""

    def __init__(
        self,
        *,
        user: str = "desk",
        secret: str = "geheim",  # noqa: S107  a server that exists for a test
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(_Session)
        self.user, self.secret, self.tls, self.starttls = user, secret, tls, starttls
        self.faults = Pop3Faults()
        self.mails: dict[str, bytes] = {}
        self.commands: list[str] = []

    def put(self, uid: str, content: bytes) -> None:
        self.mails[uid] = content.replace(b"\n", b"\r\n")


class _Session(LineSession):
    def handle(self) -> None:
        self.owner: Pop3Server = self.server.owner
        self.user, self.is_known = "", False
        self.request.settimeout(60)
        if self.owner.tls:
            self.secure(self.owner.tls)
        self.there = list(self.owner.mails.items())  # as it was when the session began
        self.say("+OK loopback")
        while line := self.rfile.readline(1000):
            word, _, rest = line.decode().strip().partition(" ")
            self.owner.commands.append(word.upper())
            verb = getattr(self, f"_on_{word.lower()}", None)
            if verb is None:
                self.say("-ERR not here")
            elif not self.is_known and word.upper() not in ("USER", "PASS", "STLS", "QUIT", "CAPA"):
                self.say("-ERR sign in first")
            elif verb(rest) is False:
                return

    def _on_capa(self, rest: str) -> None:
        offers = ["UIDL", "TOP", *(["STLS"] if self.owner.starttls and not self.is_secure else [])]
        self.say("\r\n".join(["+OK", *offers, "."]))

    def _on_stls(self, rest: str) -> None:
        if not self.owner.starttls:
            self.say("-ERR no TLS here")
            return
        self.say("+OK go on")
        self.secure(self.owner.starttls)

    def _on_user(self, rest: str) -> None:
        self.user = rest
        self.say("+OK and the password?")

    def _on_pass(self, rest: str) -> None:
        self.is_known = (self.user, rest) == (self.owner.user, self.owner.secret)
        self.say("+OK welcome" if self.is_known else "-ERR [AUTH] wrong user or password")

    def _on_list(self, rest: str) -> None:
        lines = [f"{n} {len(content)}" for n, (_uid, content) in enumerate(self.there, start=1)]
        self.say("\r\n".join(["+OK", *lines, "."]))

    def _on_uidl(self, rest: str) -> None:
        lines = [f"{n} {uid}" for n, (uid, _content) in enumerate(self.there, start=1)]
        self.say("\r\n".join(["+OK", *lines, "."]))

    def _on_retr(self, rest: str) -> bool | None:
        uid, content = self.there[int(rest) - 1]
        if uid in self.owner.faults.unreadable:
            self.say("-ERR [SYS/PERM] can't read that mail")
            return None
        if uid in self.owner.faults.cut_off:
            self.wfile.write(b"+OK\r\n" + content[: len(content) // 2])
            return False
        self._give(content)
        return None

    def _on_top(self, rest: str) -> None:
        uid, content = self.there[int(rest.split()[0]) - 1]
        if self.owner.faults.no_top or uid in self.owner.faults.unreadable:
            self.say("-ERR not here")
            return
        self._give(content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")

    def _give(self, content: bytes) -> None:
        stuffed = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
        self.wfile.write(b"+OK\r\n" + stuffed + b".\r\n")

    def _on_noop(self, rest: str) -> None:
        self.say("+OK")

    def _on_quit(self, rest: str) -> bool:
        self.say("+OK bye")
        return False
