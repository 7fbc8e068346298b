"""The bytes of mails: small ones by the batch, a big one by the piece, and no one of them can stop the next.

A mail the server can't give, or in whose middle the line breaks every time, is taken with its header or as its mere
existence, and told as such; as long as the server gives another mail, the fault is that one's and not the server's.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from makegood.adapters.channels.email import imap
from makegood.adapters.channels.email.failures import failed
from makegood.adapters.channels.email.folder import Folder, open_folder
from makegood.adapters.channels.email.settings import MailboxSettings

BATCH_MAILS = 100
BATCH_BYTES = 4 << 20
"""A batch is what lies in memory at once, and one more is on its way meanwhile."""
PIECE = 2 << 20
"""A mail bigger than a batch is written to the disk in pieces."""
HEADER_BYTES = 1 << 20
MEASURES = ["RFC822.SIZE", "INTERNALDATE"]
TRIES = 3
LINE_BROKEN = (IMAPClientAbortError, OSError, ssl.SSLError)


@dataclass(frozen=True)
class Wanted:
    """One mail to fetch; `left` are known to come after it."""

    uid: int
    size: int
    arrived_at: datetime
    left: int = 0


@dataclass(frozen=True)
class Got:
    """One mail as far as it was to be had; `problem` as in `ports.Fetched`."""

    mail: Wanted
    raw: bytes = b""
    file: BinaryIO | None = None
    problem: str = ""


class Reader:
    """Fetches from the open folder over one line, which it opens anew when a mail breaks it."""

    def __init__(self, mailbox: MailboxSettings, client: IMAPClient) -> None:
        self.mailbox, self.client, self.folder = mailbox, client, ""
        self.lines: list[IMAPClient] = []

    def open(self, folder: str) -> Folder:
        self.folder = folder
        return open_folder(self.client, folder)

    def search(self, criteria: list[Any]) -> Iterable[int]:
        found: Iterable[int] = self.client.search(criteria)
        return found

    def asked(self, uids: Sequence[int], items: Sequence[str]) -> dict[int, dict[bytes, Any]]:
        """What the server says of these. One of which it can't say it (Dovecot then hangs up) is found by halves, and has nothing."""
        try:
            found: dict[int, dict[bytes, Any]] = self.client.fetch(uids, items)
        except (*LINE_BROKEN, IMAPClientError) as error:
            if isinstance(error, LINE_BROKEN):
                self._open_anew()
            if len(uids) > 1:
                half = len(uids) // 2
                return self.asked(uids[:half], items) | self.asked(uids[half:], items)
            if not self._gives_another(uids[0]):
                raise failed(error, "imap.folder") from error
            return {uids[0]: {}}
        return found

    def batch(self, mails: Sequence[Wanted]) -> list[Got]:
        """What came of them, in order; one deleted by somebody else in the meantime is left out."""
        if len(mails) == 1 or any(self._is_alone(mail) for mail in mails):
            return self._one_by_one(mails)
        try:
            found = self.client.fetch([mail.uid for mail in mails], ["BODY.PEEK[]"])
        except LINE_BROKEN:
            self._open_anew()
            return self._one_by_one(mails)
        except IMAPClientError:
            return self._one_by_one(mails)
        contents = ((mail, found.pop(mail.uid, {}).get(b"BODY[]")) for mail in mails)
        return [Got(mail, raw) for mail, raw in contents if raw is not None]

    def close(self) -> None:
        """Close the lines opened here; the first one is the caller's."""
        for line in self.lines:
            imap.close(line)

    def _is_alone(self, mail: Wanted) -> bool:
        return mail.size > min(BATCH_BYTES, self.mailbox.largest)

    def _one_by_one(self, mails: Sequence[Wanted]) -> list[Got]:
        return [got for mail in mails if (got := self._alone(mail)) is not None]

    def _alone(self, mail: Wanted) -> Got | None:
        if mail.size > self.mailbox.largest:
            return Got(mail, self._header(mail.uid) or b"", problem="too_big")
        whole = self._pieces if self._is_alone(mail) else self._whole
        with suppress(_Gone):
            got, problem, error = self._tried(whole, mail)
            if got is not None:
                return got
            header = self._header(mail.uid)
            if not header and not self._gives_another(mail.uid):
                raise failed(error or OSError(problem), "imap.folder")
            return Got(mail, header or b"", problem=problem)
        return None

    def _tried(
        self, whole: Callable[[Wanted], Got], mail: Wanted
    ) -> tuple[Got | None, str, Exception | None]:
        """The mail, or why it is not to be had: the line may break in it so many times, a plain no is one."""
        last: Exception | None = None
        for _ in range(TRIES):
            try:
                return whole(mail), "", None
            except LINE_BROKEN as error:
                last = error
                self._open_anew()
            except IMAPClientError as error:
                return None, "unreadable", error
        return None, "cut_off", last

    def _whole(self, mail: Wanted) -> Got:
        return Got(mail, self._part(mail.uid, "BODY.PEEK[]", b"BODY[]"))

    def _pieces(self, mail: Wanted) -> Got:
        file = TemporaryFile()  # noqa: SIM115  closed by whoever stores it
        try:
            while True:
                start = file.tell()
                part = f"BODY.PEEK[]<{start}.{PIECE}>"
                piece = self._part(mail.uid, part, b"BODY[]<%d>" % start)
                file.write(piece)
                if (
                    file.tell() > self.mailbox.largest
                ):  # servers count badly: the size was only its word
                    file.close()
                    return Got(mail, self._header(mail.uid) or b"", problem="too_big")
                if len(piece) < PIECE:
                    file.seek(0)
                    return Got(mail, file=file)
        except BaseException:
            file.close()
            raise

    def _header(self, uid: int) -> bytes | None:
        part, key = f"BODY.PEEK[HEADER]<0.{HEADER_BYTES}>", b"BODY[HEADER]<0>"
        try:
            return self._part(uid, part, key)
        except LINE_BROKEN:
            self._open_anew()
        except IMAPClientError:
            return None
        return None

    def _part(self, uid: int, part: str, key: bytes) -> bytes:
        found = self.client.fetch([uid], [part])
        if uid not in found:
            raise _Gone
        content = found[uid].get(key)
        if content is None:
            raise IMAPClientError(f"the server sent no {part}")
        return bytes(content)

    def _gives_another(self, uid: int) -> bool:
        """Whether the server gives the header of any other mail: the newest, or one of those before, near and far."""
        near = f"{max(1, uid - 1000)}:{max(1, uid - 1)}"
        try:
            found = {*self.search(["UID", near]), *self.search(["UID", "*"])}
        except LINE_BROKEN:
            return False
        others = sorted(found - {uid})
        some = {*others[-2:], *others[len(others) // 2 :][:1], *others[:1]}
        return any(self._header(other) for other in sorted(some, reverse=True))

    def _open_anew(self) -> None:
        """A fresh line to the same folder; when there is none to be had it is an outage and no mail's fault."""
        imap.close(self.client)
        self.client = imap.open_connection(self.mailbox)
        self.lines.append(self.client)
        imap.open_folder(self.client, self.folder)


class _Gone(Exception):
    """Deleted by somebody else since we asked for the sizes."""


def batches(mails: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    """So many, or so much, at a time; a single bigger mail is a batch of its own."""
    batch: list[Wanted] = []
    weight = 0
    for mail in mails:
        if batch and (len(batch) >= BATCH_MAILS or weight + mail.size > BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(mail)
        weight += mail.size
    if batch:
        yield batch
