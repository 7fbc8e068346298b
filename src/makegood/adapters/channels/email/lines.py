"""Lines to submission servers, kept for a while: the next mail needs no handshake, only a RSET.

A line belongs to one sender at a time. One that died while it rested is found out by its RSET, or before the end of
DATA, and replaced; what breaks after that is no business of this file.
"""

import atexit
import smtplib
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from makegood.adapters.channels.email.settings import MailboxSettings

IDLE_FOR = 45.0
"""Seconds a line may rest: the strictest servers hang up after a minute."""
MAILS_A_LINE = 50
"""Then a new one: some servers count, and refuse what comes beyond theirs."""
_LOOK_EVERY = 5.0


@dataclass
class Line:
    """An open line, signed in; `mails` so far over it."""

    smtp: smtplib.SMTP
    mails: int = 0
    rests_since: float = field(default_factory=time.monotonic)

    @property
    def is_fresh(self) -> bool:
        return self.mails == 0

    def hang_up(self) -> None:
        close(self.smtp)


def close(smtp: smtplib.SMTP) -> None:
    """Politely where the server still listens; never fails."""
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(2)
            smtp.docmd("QUIT")
    except (OSError, smtplib.SMTPException):
        pass  # what was sent is decided; how the server says goodbye does not matter
    finally:
        smtp.close()


_resting: dict[MailboxSettings, list[Line]] = {}
_lock = threading.Lock()
_watch: threading.Thread | None = None


def take(mailbox: MailboxSettings) -> Line | None:
    """A line that rests and still works; None when there is none."""
    while line := _pop(mailbox):
        is_young = time.monotonic() - line.rests_since < IDLE_FOR
        with suppress(OSError, smtplib.SMTPException):
            if is_young and line.mails < MAILS_A_LINE and line.smtp.rset()[0] == 250:
                return line
        line.hang_up()
    return None


def give_back(mailbox: MailboxSettings, line: Line) -> None:
    """Let it rest for the next mail."""
    global _watch
    line.mails += 1
    line.rests_since = time.monotonic()
    with _lock:
        _resting.setdefault(mailbox, []).append(line)
        if _watch is None or not _watch.is_alive():
            _watch = threading.Thread(target=_hang_up_idle, name="smtp lines", daemon=True)
            _watch.start()


def hang_up() -> None:
    """All of them."""
    with _lock:
        lines = [line for resting in _resting.values() for line in resting]
        _resting.clear()
    for line in lines:
        line.hang_up()


atexit.register(hang_up)


def _pop(mailbox: MailboxSettings) -> Line | None:
    with _lock:
        resting = _resting.get(mailbox)
        return resting.pop() if resting else None


def _hang_up_idle() -> None:
    """Until none rests any more; the next that does begins it anew."""
    while True:
        time.sleep(_LOOK_EVERY)
        old = time.monotonic() - IDLE_FOR
        with _lock:
            idle = [line for lines in _resting.values() for line in lines if line.rests_since < old]
            for mailbox in list(_resting):
                _resting[mailbox] = [one for one in _resting[mailbox] if one not in idle]
                if not _resting[mailbox]:
                    del _resting[mailbox]
            is_over = not _resting
        for line in idle:
            line.hang_up()
        if is_over:
            return
