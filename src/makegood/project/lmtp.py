"""`makegood mail lmtp`: a mail server hands over over a socket, and hears of each recipient what became of it.

LMTP (RFC 2033) as far as a mail server on this machine or network speaks it. The mail goes to the disk line by line;
250 is said when it is in the ledger and not before. What is stored and not answered, because we died in between, comes
again and is the same row.
"""

import logging
import re
import signal
import socket
import socketserver
import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseTrouble
from django.db import connection

from makegood.messages.actions.handing_over import Spool, hand_over
from makegood.messages.models import Account
from makegood.messages.queries import account_of

logger = logging.getLogger(__name__)

PATIENCE = 300.0
"""Seconds a client may be silent (RFC 5321 4.5.3.2)."""
LONGEST_LINE = 64 * 1024
MOST_RECIPIENTS = 1000
MOST_SESSIONS = 50

_FROM = re.compile(r"^FROM:\s*<([^<>]*)>\s*(.*)$", re.IGNORECASE)
_TO = re.compile(r"^TO:\s*<([^<>]+)>", re.IGNORECASE)


class Session(socketserver.StreamRequestHandler):
    """One client, from greeting to goodbye."""

    server: Any
    greeted = False
    in_mail = False
    disk_is_full = False
    recipients: list[tuple[str, Account]]

    def handle(self) -> None:
        self.connection.settimeout(PATIENCE)
        with suppress(OSError), self.server.places as has_place:
            if not has_place:
                self.say("421 4.3.2 too many sessions, come again")
                return
            self._forget()
            self.say(f"220 {self.server.host_name} LMTP Makegood")
            while (line := self.rfile.readline(LONGEST_LINE)) and self._obey(line):
                pass

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        connection.close()

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def _obey(self, line: bytes) -> bool:
        word, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
        verb = getattr(self, f"_on_{word.lower()}", None)
        if verb is None:
            self.say("500 5.5.1 this is LMTP: LHLO, MAIL, RCPT, DATA, RSET, NOOP, VRFY, QUIT")
            return True
        return verb(rest) is not False

    def _on_lhlo(self, rest: str) -> None:
        self._forget()
        self.greeted = True
        offers = ("PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", f"SIZE {_largest()}")
        lines = (self.server.host_name, *offers)
        self.say(*(f"250-{one}" for one in lines[:-1]), f"250 {lines[-1]}")

    def _on_mail(self, rest: str) -> None:
        path = _FROM.match(rest)
        if not self.greeted or self.in_mail:
            self.say("503 5.5.1 not now")
        elif not path:
            self.say("501 5.5.4 MAIL FROM:<address>")
        elif _size_of(path[2]) > _largest():
            self.say("552 5.3.4 bigger than this desk takes")
        else:
            self.in_mail = True
            self.say("250 2.1.0 go on")

    def _on_rcpt(self, rest: str) -> None:
        path = _TO.match(rest)
        if not self.in_mail:
            self.say("503 5.5.1 MAIL first")
        elif not path:
            self.say("501 5.5.4 RCPT TO:<address>")
        elif len(self.recipients) >= MOST_RECIPIENTS:
            self.say("452 4.5.3 enough for one mail")
        else:
            self._recipient(path[1])

    def _recipient(self, address: str) -> None:
        try:
            account = account_of(address)
        except (DatabaseTrouble, OSError):
            self._cannot_now()
            self.say("451 4.3.0 the database does not answer, try again")
            return
        if account is None:
            self.say("550 5.1.1 no mailbox of this desk")
            return
        self.recipients.append((address, account))
        self.say("250 2.1.5 go on")

    def _on_data(self, rest: str) -> bool:
        if not self.recipients:
            self.say("503 5.5.1 no recipient")
            return True
        self.say("354 end with a dot")
        spool = self._content()
        if spool is None:
            return False
        try:
            answers = self._handed_over(spool)
        finally:
            spool.close()
        self.say(*answers)
        self._forget()
        return True

    def _content(self) -> Spool | None:
        """Up to the dot. None: the line broke before it, and nothing was taken."""
        spool, is_at_start, is_full = Spool(), True, False
        while line := self.rfile.readline(LONGEST_LINE):
            if is_at_start and line in (b".\r\n", b".\n"):
                self.disk_is_full = is_full
                return spool
            try:
                spool.write(line[1:] if is_at_start and line.startswith(b".") else line)
            except OSError:  # read on: the client waits for its turn to hear of it
                is_full = True
            is_at_start = line.endswith(b"\n")
        spool.close()
        return None

    def _handed_over(self, spool: Spool) -> list[str]:
        """An answer for each recipient, in their order; those of one mailbox get one mail and one answer."""
        people: dict[Account, list[str]] = defaultdict(list)
        for address, account in self.recipients:
            people[account].append(address)
        answers = {
            account: self._stored(account, spool, addresses)
            for account, addresses in people.items()
        }
        return [answers[account] for _address, account in self.recipients]

    def _stored(self, account: Account, spool: Spool, addresses: list[str]) -> str:
        if self.disk_is_full:
            return "452 4.3.1 no room to store it, try again"
        try:
            arrival = hand_over(account, spool, addresses, "lmtp")
        except (DatabaseTrouble, OSError):
            self._cannot_now()
            return "451 4.3.0 cannot store it now, try again"
        if spool.is_too_big:
            return "552 5.3.4 bigger than this desk takes; its header was kept"
        return f"250 2.0.0 kept as {arrival.pk}"

    def _cannot_now(self) -> None:
        logger.warning("a mail could not be taken over", exc_info=True)
        connection.close()

    def _on_rset(self, rest: str) -> None:
        self._forget()
        self.say("250 2.0.0 forgotten")

    def _on_noop(self, rest: str) -> None:
        self.say("250 2.0.0 still here")

    def _on_vrfy(self, rest: str) -> None:
        self.say("252 2.1.5 send it and see")

    def _on_quit(self, rest: str) -> bool:
        self.say("221 2.0.0 bye")
        return False

    def _forget(self) -> None:
        self.in_mail, self.disk_is_full = False, False
        self.recipients = []


class _Places:
    """So many sessions at a time; who finds no place is told, and comes again."""

    def __init__(self, count: int) -> None:
        self._free = threading.Semaphore(count)
        self._mine = threading.local()

    def __enter__(self) -> bool:
        self._mine.has = self._free.acquire(blocking=False)
        return bool(self._mine.has)

    def __exit__(self, *error: object) -> None:
        if self._mine.has:
            self._free.release()


class _Server(socketserver.ThreadingMixIn):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    host_name = socket.gethostname() or "localhost"

    def __init__(self, *arguments: Any) -> None:
        self.places = _Places(MOST_SESSIONS)
        super().__init__(*arguments)

    def handle_error(self, request: object, client_address: object) -> None:
        logger.exception("an LMTP session broke")


class TcpServer(_Server, socketserver.TCPServer):
    """On `host:port`."""


class UnixServer(_Server, socketserver.UnixStreamServer):
    """On a socket in the file system; who may use it is said by the folder it lies in."""

    def server_bind(self) -> None:
        path = Path(str(self.server_address))
        if path.is_socket():
            path.unlink()
        super().server_bind()
        path.chmod(0o666)

    def server_close(self) -> None:
        super().server_close()
        Path(str(self.server_address)).unlink(missing_ok=True)


class BadAddress(Exception):
    """What `--listen` says is no place to listen at."""


def server_at(listen: str) -> TcpServer | UnixServer:
    """Bound and listening, not yet serving. `listen` is `host:port`, or the path of a socket."""
    if "/" in listen:
        return UnixServer(listen.removeprefix("unix:"), Session)
    host, _, port = listen.rpartition(":")
    if not port.isdigit():
        raise BadAddress(f"{listen} is neither host:port nor a path")
    return TcpServer((host.strip("[]") or "127.0.0.1", int(port)), Session)


def serve(listen: str) -> None:
    """Serve until told to stop."""
    with server_at(listen) as server:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        server.serve_forever(poll_interval=0.2)


def _largest() -> int:
    return int(settings.MAKEGOOD_LARGEST_MAIL)


def _size_of(parameters: str) -> int:
    match = re.search(r"\bSIZE=(\d{1,18})\b", parameters, re.IGNORECASE)
    return int(match[1]) if match else 0
