"""A mailbox that speaks POP3 only: what is new is told by each mail's unique id (UIDL), nothing is ever deleted.

The cursor holds a short digest of every id that lies on the server and was taken, so it grows with what is left there
and with nothing else. A mail the server can't give, or in whose middle the line breaks every time, is taken with its
header or as its mere existence, and the next goes on.
"""

import hashlib
import poplib
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from makegood.adapters.channels.email.failures import failed, untrusted
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.adapters.channels.email.tls import context, unchecked
from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Fetched, Settings

POLL_EVERY = 60.0
TRIES = 3
IN_MEMORY = 1 << 20
"""A bigger mail is written to the disk as it comes."""
LONGEST_LINE = 1 << 24
"""Mails hold lines far longer than the standard allows."""
BROKEN = (poplib.error_proto, OSError, ssl.SSLError)

Cursor = Mapping[str, Any]


@dataclass(frozen=True)
class _Lying:
    number: int
    uid: str
    size: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.uid.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    @property
    def server_id(self) -> str:
        """What the ledger calls it."""
        return f"pop3/{self.uid if len(self.uid) <= 100 else self.digest}"


Content = tuple[bytes, BinaryIO | None, str]
"""A mail's bytes or its file, and what is wrong with it."""


class _TooBig(Exception):
    """Bigger than the server said, and than we take."""


class _Lines:
    """poplib refuses lines above 2,048 bytes; customers' programs write them."""

    file: BinaryIO

    def _getline(self) -> tuple[bytes, int]:
        line = self.file.readline(LONGEST_LINE)
        if not line:
            raise ConnectionError("the line broke")
        return line.rstrip(b"\r\n"), len(line)


class _Plain(_Lines, poplib.POP3):
    pass


class _Encrypted(_Lines, poplib.POP3_SSL):
    pass


def begin(settings: Settings, cursor: Cursor) -> dict[str, Any]:
    if "taken" in cursor:
        return dict(cursor)
    with _connection(MailboxSettings.read(settings)) as pop:
        return {"taken": [mail.digest for mail in _lying(pop)]}


def fetch(settings: Settings, cursor: Cursor) -> Iterator[Fetched]:
    mailbox = MailboxSettings.read(settings)
    taken = list(begin(settings, cursor)["taken"])
    reader = _Reader(mailbox)
    try:
        lying = _lying(reader.pop)
        still_there, known = {mail.digest for mail in lying}, set(taken)
        taken = [digest for digest in taken if digest in still_there]
        new = [mail for mail in lying if mail.digest not in known]
        for place, mail in enumerate(new, start=1):
            got = reader.mail(mail)
            if got is None:
                continue
            taken = [*taken, mail.digest]
            yield _fetched(mail, got, {"taken": taken}, left=len(new) - place)
    except BROKEN as error:
        raise failed(error, "pop3.fetch") from error
    finally:
        reader.close()


def again(settings: Settings, server_ids: Sequence[str]) -> Iterator[Fetched]:
    """These once more, if they still lie there."""
    reader = _Reader(MailboxSettings.read(settings))
    try:
        for mail in _lying(reader.pop):
            if mail.server_id in server_ids and (got := reader.mail(mail)) is not None:
                yield _fetched(mail, got, {})
    except BROKEN as error:
        raise failed(error, "pop3.fetch") from error
    finally:
        reader.close()


def wait(settings: Settings, cursor: Cursor, stopped: Callable[[], bool]) -> bool:
    """POP3 knows no news: it is asked again after a while."""
    until = time.monotonic() + POLL_EVERY
    while time.monotonic() < until:
        if stopped():
            return False
        time.sleep(0.2)
    return True


def _fetched(mail: _Lying, got: Content, cursor: dict[str, Any], left: int = 0) -> Fetched:
    raw, file, problem = got
    return Fetched(
        mail.server_id,
        raw,
        clock.now(),
        cursor,
        file=file,
        problem=problem,
        size=mail.size,
        left=left,
    )


class _Reader:
    """One line, opened anew when a mail breaks it."""

    def __init__(self, mailbox: MailboxSettings) -> None:
        self.mailbox, self.pop = mailbox, opened(mailbox)

    def mail(self, mail: _Lying) -> Content | None:
        """None: deleted by somebody else in the meantime."""
        if mail.size > self.mailbox.largest:
            return self._header(mail), None, "too_big"
        here = mail
        for _ in range(TRIES):
            try:
                return *self._whole(here), ""
            except _TooBig:
                again = self._again(mail)
                return self._header(again) if again else b"", None, "too_big"
            except poplib.error_proto:  # a plain no
                return self._header(here), None, "unreadable"
            except (OSError, ssl.SSLError):
                again = self._again(mail)
                if again is None:
                    return None
                here = again
        return self._header(here), None, "cut_off"

    def close(self) -> None:
        close(self.pop)

    def _whole(self, mail: _Lying) -> tuple[bytes, BinaryIO | None]:
        spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  a big one is closed by whoever stores it
        try:
            for line in _long_answer(self.pop, f"RETR {mail.number}"):
                spool.write(line + b"\r\n")
                if spool.tell() > self.mailbox.largest:
                    raise _TooBig
            size = spool.tell()
            spool.seek(0)
            if size > IN_MEMORY:
                return b"", cast(BinaryIO, spool)
            with spool:
                return spool.read(), None
        except BaseException:
            spool.close()
            raise

    def _header(self, mail: _Lying) -> bytes:
        try:
            return b"\r\n".join(_long_answer(self.pop, f"TOP {mail.number} 0"))
        except poplib.error_proto:  # not every server has TOP
            return b""
        except (OSError, ssl.SSLError):
            self._again(mail)
            return b""

    def _again(self, mail: _Lying) -> _Lying | None:
        """A fresh line, and the mail's number there; when there is none to be had it is an outage."""
        close(self.pop)
        self.pop = opened(self.mailbox)
        return next((one for one in _lying(self.pop) if one.uid == mail.uid), None)


@contextmanager
def _connection(mailbox: MailboxSettings) -> Iterator[poplib.POP3]:
    pop = opened(mailbox)
    try:
        yield pop
    except BROKEN as error:
        raise failed(error, "pop3.fetch") from error
    finally:
        close(pop)


def opened(mailbox: MailboxSettings) -> poplib.POP3:
    """Connected, encrypted as asked, signed in."""
    pop = connect(mailbox)
    try:
        login(pop, mailbox)
    except ProviderFailed:
        close(pop)
        raise
    return pop


def connect(mailbox: MailboxSettings, trust: ssl.SSLContext | None = None) -> poplib.POP3:
    """A server without STLS is refused, never used in the clear."""
    host, port, timeout = mailbox.needs("pop3_host").pop3_host, mailbox.pop3_port, mailbox.timeout
    look = partial(_certificate, mailbox)
    try:
        if mailbox.pop3_security == "tls":
            return _Encrypted(host, port, timeout=timeout, context=trust or context(mailbox))
        pop = _Plain(host, port, timeout=timeout)
    except BROKEN as error:
        raise untrusted(error, "pop3.connect", look) from error
    if mailbox.pop3_security == "starttls":
        try:
            pop.stls(trust or context(mailbox))
        except poplib.error_proto as error:
            close(pop)
            raise failed(error, "pop3.connect", code="no_tls") from error
        except (OSError, ssl.SSLError) as error:
            close(pop)
            raise untrusted(error, "pop3.connect", look) from error
    return pop


def _certificate(mailbox: MailboxSettings) -> bytes | None:
    pop = connect(mailbox, unchecked())
    try:
        sock = pop.sock
        return sock.getpeercert(binary_form=True) if isinstance(sock, ssl.SSLSocket) else None
    finally:
        close(pop)


def login(pop: poplib.POP3, mailbox: MailboxSettings) -> None:
    try:
        pop.encoding = "utf-8"
        pop.user(mailbox.imap_login)
        pop.pass_(mailbox.secret)
    except poplib.error_proto as error:
        words = str(error)
        is_passing = any(
            code in words.upper() for code in ("[IN-USE]", "[SYS/TEMP]", "[LOGIN-DELAY]")
        )
        code = "protocol" if is_passing else "wrong_password"
        raise failed(error, "pop3.login", code=code) from error
    except (OSError, ssl.SSLError) as error:
        raise failed(error, "pop3.login") from error


def _lying(pop: poplib.POP3) -> list[_Lying]:
    """Everything there, oldest first, as the server numbers it."""
    sizes = dict(_pairs(pop.list()[1]))
    return [
        _Lying(number, uid, int(sizes.get(number, "0"))) for number, uid in _pairs(pop.uidl()[1])
    ]


def _pairs(lines: list[bytes]) -> list[tuple[int, str]]:
    found = (line.decode("utf-8", "surrogateescape").split(maxsplit=1) for line in lines)
    return [(int(pair[0]), pair[1].strip()) for pair in found if len(pair) == 2]


def _long_answer(pop: poplib.POP3, command: str) -> Iterator[bytes]:
    """The lines of an answer as they come; poplib's own gathers them all in memory first."""
    secrets: Any = pop
    secrets._putcmd(command)
    secrets._getresp()
    while (line := secrets._getline()[0]) != b".":
        yield line[1:] if line.startswith(b"..") else line


def close(pop: poplib.POP3) -> None:
    """Without QUIT nothing would be deleted either; with it the server frees the mailbox at once."""
    with suppress(*BROKEN, AttributeError):
        pop.quit()
    with suppress(*BROKEN, AttributeError):
        pop.close()
