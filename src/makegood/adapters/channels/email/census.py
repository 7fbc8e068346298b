"""The server's own count: what lies in the folders now, asked for in stretches that half a million mails do not lengthen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

from makegood.adapters.channels.email import imap
from makegood.adapters.channels.email.contents import MEASURES, Reader, Wanted, batches
from makegood.adapters.channels.email.fetch import fetched_as, server_id
from makegood.adapters.channels.email.folder import Folder, Known, arrived, stretches
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.kernel.mail.parse import parse
from makegood.messages.ports import Fetched, Lying, Settings

AT_ONCE = 2000
DAY = timedelta(days=1)


@contextmanager
def census(settings: Settings, cursor: Mapping[str, Any]) -> Iterator["ImapCensus"]:
    mailbox = MailboxSettings.read(settings)
    with imap.connection(mailbox) as client, closing(Reader(mailbox, client)) as reader:
        yield ImapCensus(reader, mailbox.folders, cursor)


class ImapCensus:
    """Counts over one line; opens whichever folder is asked about, for reading only."""

    def __init__(self, reader: Reader, folders: Sequence[str], cursor: Mapping[str, Any]) -> None:
        self.reader, self.folders, self.cursor = reader, folders, cursor
        self.opened: Folder | None = None

    def lying(self, since: datetime | None) -> Iterator[list[Lying]]:
        for name in self.folders:
            if name in self.cursor:
                yield from self._lying_in(name, self.cursor[name], since)

    def mail_ids(self, server_ids: Sequence[str]) -> dict[str, str]:
        item, found = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]", dict[str, str]()
        for folder, uids in self._by_folder(server_ids):
            for some in _some(uids):
                for uid, items in self.reader.asked(some, [item]).items():
                    header = next((v for k, v in items.items() if k.startswith(b"BODY[")), b"")
                    if mail_id := parse(header or b"").message_id:
                        found[server_id(folder.name, folder.validity, uid)] = mail_id
        return found

    def fetch(self, server_ids: Sequence[str]) -> Iterator[Fetched]:
        for folder, uids in self._by_folder(server_ids):
            for some in _some(uids):
                seen = self.reader.asked(some, MEASURES)
                mails = [
                    Wanted(uid, int(seen[uid].get(b"RFC822.SIZE", 0)), arrived(seen[uid]))
                    for uid in sorted(seen)
                ]
                yield from (
                    fetched_as(folder, got, {})
                    for batch in batches(mails)
                    for got in self.reader.batch(batch)
                )

    def _lying_in(self, name: str, known: Known, since: datetime | None) -> Iterator[list[Lying]]:
        folder = self._open(name)
        first = _first(known, folder)
        # The server dates arrivals in whole seconds.
        connected = datetime.fromisoformat(known["since"]).replace(microsecond=0)
        # Where numbers no longer tell what lay there before us, the hour of arrival has to.
        earliest = max(filter(None, (since, None if first else connected)), default=None)
        # SINCE knows whole days only, on the server's own clock.
        recent = ("SINCE", (earliest - DAY).date()) if earliest else ()
        for uids in stretches(self.reader.search, folder, first or 1, folder.newest, recent):
            for some in _some(uids):
                self._go_to(name)
                found = self.reader.asked(some, ["INTERNALDATE"])
                arrivals = sorted((uid, arrived(items)) for uid, items in found.items())
                yield [
                    _lying(folder, known, uid, at)
                    for uid, at in arrivals
                    if earliest is None or at >= earliest
                ]

    def _by_folder(self, server_ids: Sequence[str]) -> Iterator[tuple[Folder, list[int]]]:
        """The UIDs of those whose numbers still count, with their folder open."""
        wanted = defaultdict[tuple[str, int], list[int]](list)
        for one in server_ids:
            short, validity, uid = one.rsplit("/", 2)
            wanted[short, int(validity)].append(int(uid))
        for name in self.folders:
            folder = self._go_to(name)
            if uids := wanted.get((_short(name), folder.validity)):
                yield folder, sorted(uids)

    def _go_to(self, name: str) -> Folder:
        if self.opened is None or self.opened.name != name:
            return self._open(name)
        return self.opened

    def _open(self, name: str) -> Folder:
        self.opened = self.reader.open(name)
        return self.opened


def _first(known: Known, folder: Folder) -> int | None:
    """The first UID that came after the account was connected; None where numbers do not tell."""
    validity, uid = known.get("first", (None, None))
    return int(uid) if validity == folder.validity else None


def _lying(folder: Folder, known: Known, uid: int, at: datetime) -> Lying:
    is_due = folder.validity == known["uidvalidity"] and uid <= known["uid"]
    name = server_id(folder.name, folder.validity, uid)
    return Lying(name, _short(folder.name), at, is_due)


def _short(name: str) -> str:
    return server_id(name, 0, 0).rsplit("/", 2)[0]


def _some(uids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(uids), AT_ONCE):
        yield uids[start : start + AT_ONCE]
