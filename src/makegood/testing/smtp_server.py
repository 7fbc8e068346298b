"""An SMTP submission server that keeps what it takes, and fails as it is told to."""

import base64
import ssl
import threading
import time
from dataclasses import dataclass, field

from makegood.testing.consent import TOKEN_REFUSED, is_taken
from makegood.testing.sockets import Gate, LineSession, LoopbackServer


@dataclass(frozen=True)
class Taken:
    """A message the server said 250 to, or would have said had the line not been cut."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    options: tuple[str, ...] = ()
    """What stood behind the addresses of MAIL and RCPT, in order."""


@dataclass
class SmtpFaults:
    """Switches, read at each command; change them while it runs."""

    refuse_login: bool = False
    refuse_login_for_now: bool = False
    answer_data: str = ""
    """Instead of 250 after the final dot: "451 4.3.0 later", "552 5.3.4 too big"."""
    refuse_recipients: dict[str, str] = field(default_factory=dict)
    answer_mail: str = ""
    drop_after_data: bool = False
    """The message is taken and the line cut before the answer: the sender can't know."""
    drop_before_dot: bool = False
    silent: bool = False
    """Connects and says nothing."""
    no_starttls: bool = False
    no_dsn: bool = False
    drop_at: str = ""
    """The line is cut, without a word, at this command: a server that has hung up."""
    gate: Gate | None = None
    """Held at after the final dot: the letter is taken, and whoever sent it doesn't know."""
    delay: float = 0.0
    """Seconds between the final dot and the answer: the window in which a crash is unclear."""


class SmtpServer(LoopbackServer):
    """`taken` is every message, in order. `user`/`secret` are asked for when given."""

    def __init__(
        self,
        *,
        user: str = "",
        secret: str = "",
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        port: int = 0,
    ) -> None:
        super().__init__(_Session, port)
        self.user, self.secret, self.tls, self.starttls = user, secret, tls, starttls
        self.tokens: set[str] = set()
        """Access tokens taken with XOAUTH2."""
        self.faults = SmtpFaults()
        self.taken: list[Taken] = []
        self.lines = 0
        """How many connections there were."""
        self.heard: list[str] = []
        """Every command, in order."""
        self.lock = threading.Lock()


class _Session(LineSession):
    def handle(self) -> None:
        self.owner: SmtpServer = self.server.owner
        self.is_known = not self.owner.user
        self.path, self.people, self.options = "", list[str](), list[str]()
        self.owner.lines += 1
        self.request.settimeout(120)
        if self.owner.faults.silent:
            self.rfile.read(1)
            return
        if self.owner.tls:
            self.secure(self.owner.tls)
        self.say("220 loopback ESMTP")
        while line := self.rfile.readline(65536):
            word, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            if not self._obey(word.upper(), rest):
                return

    def _obey(self, word: str, rest: str) -> bool:
        self.owner.heard.append(word)
        if self.owner.faults.drop_at == word:
            return False
        if word == "QUIT":
            self.say("221 bye")
            return False
        verb = getattr(self, f"_on_{word.lower()}", None)
        if verb is None:
            self.say("502 5.5.1 not here")
            return True
        return verb(rest) is not False

    def _on_ehlo(self, rest: str) -> None:
        offers = ["loopback", "SIZE 104857600", "8BITMIME", "SMTPUTF8"]
        if not self.owner.faults.no_dsn:
            offers.append("DSN")
        if self.owner.starttls and not self.is_secure and not self.owner.faults.no_starttls:
            offers.append("STARTTLS")
        if self.owner.user:
            offers.append("AUTH PLAIN LOGIN XOAUTH2")
        for offer in offers[:-1]:
            self.say(f"250-{offer}")
        self.say(f"250 {offers[-1]}")

    def _on_helo(self, rest: str) -> None:
        self.say("250 loopback")

    def _on_starttls(self, rest: str) -> None:
        if not self.owner.starttls or self.owner.faults.no_starttls:
            self.say("502 5.5.1 no TLS here")
            return
        self.say("220 go ahead")
        self.secure(self.owner.starttls)

    def _on_auth(self, rest: str) -> None:
        if self.owner.faults.refuse_login_for_now:
            self.say("454 4.7.0 temporary authentication failure")
            return
        method, _, first = rest.partition(" ")
        if method.upper() == "XOAUTH2":
            self._welcome_on_consent(base64.b64decode(first).decode())
            return
        if method.upper() == "PLAIN":
            if not first:
                self.say("334 ")
                first = self.rfile.readline().decode().strip()
            _, user, secret = base64.b64decode(first).decode().split("\0")
        else:
            if not first:
                self.say("334 VXNlcm5hbWU6")
                first = self.rfile.readline().decode().strip()
            self.say("334 UGFzc3dvcmQ6")
            user = base64.b64decode(first).decode()
            secret = base64.b64decode(self.rfile.readline().strip()).decode()
        self.is_known = (user, secret) == (self.owner.user, self.owner.secret)
        self.is_known = self.is_known and not self.owner.faults.refuse_login
        self.say("235 2.7.0 welcome" if self.is_known else "535 5.7.8 wrong user or password")

    def _welcome_on_consent(self, given: str) -> None:
        self.is_known = is_taken(given, self.owner.user, self.owner.tokens)
        if not self.is_known:
            self.say(f"334 {TOKEN_REFUSED}")
            self.rfile.readline()
        self.say("235 2.7.0 welcome" if self.is_known else "535 5.7.8 Username not accepted")

    def _on_mail(self, rest: str) -> None:
        if not self.is_known:
            self.say("530 5.7.0 sign in first")
        elif self.owner.faults.answer_mail:
            self.say(self.owner.faults.answer_mail)
        else:
            self.path, self.people, self.options = _inside(rest), [], [_behind(rest)]
            self.say("250 2.1.0 ok")

    def _on_rcpt(self, rest: str) -> None:
        address = _inside(rest)
        if answer := self.owner.faults.refuse_recipients.get(address):
            self.say(answer)
            return
        self.people.append(address)
        self.options.append(_behind(rest))
        self.say("250 2.1.5 ok")

    def _on_data(self, rest: str) -> bool | None:
        if not self.people:
            self.say("503 5.5.1 nobody to send to")
            return None
        self.say("354 go on")
        content = self._content()
        if content is None:
            return False
        faults = self.owner.faults
        if faults.answer_data:
            self.say(faults.answer_data)
            return None
        with self.owner.lock:
            self.owner.taken.append(
                Taken(self.path, tuple(self.people), content, tuple(self.options))
            )
        time.sleep(faults.delay)
        if faults.gate:
            faults.gate.hold()
        if faults.drop_after_data:
            return False
        self.say(f"250 2.0.0 taken as {len(self.owner.taken)}")
        return None

    def _content(self) -> bytes | None:
        """The message up to the dot; None when the line broke before it, and then nothing was taken."""
        lines: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return b"".join(lines)
            if self.owner.faults.drop_before_dot:
                return None
            lines.append(line[1:] if line.startswith(b"..") else line)
        return None

    def _on_rset(self, rest: str) -> None:
        self.path, self.people = "", []
        self.say("250 ok")

    def _on_noop(self, rest: str) -> None:
        self.say("250 ok")


def _inside(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


def _behind(rest: str) -> str:
    return rest.partition(">")[2].strip()
