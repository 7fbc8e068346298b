"""Everything new in the folders, oldest first, and waiting for more.

How far we are is a UID per folder, valid under one UIDVALIDITY; flags are neither read nor set, nothing is moved or
deleted, folders are opened read-only. When the UIDVALIDITY changes the server has renumbered everything: then what
arrived since shortly before the last known arrival is read again, and whoever stores it recognises what it has.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any

from imapclient import IMAPClient

from makegood.adapters.channels.email import folder, imap
from makegood.adapters.channels.email.ahead import ahead
from makegood.adapters.channels.email.contents import MEASURES, Got, Reader, Wanted, batches
from makegood.adapters.channels.email.folder import Folder, open_folder
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.messages.ports import Fetched, Settings

SIZES_AT_ONCE = 1000
WAIT_FOR = timedelta(minutes=20)
RENEW_AFTER = 240.0
"""Seconds of IDLE before it is renewed: servers allow 29 minutes, home routers forget a silent connection sooner."""
POLL_EVERY = 30.0
OTHER_FOLDERS_EVERY = 60.0

Cursor = Mapping[str, Any]


def begin(settings: Settings, cursor: Cursor) -> dict[str, Any]:
    """`cursor` with every folder in it: one it does not name yet starts behind its newest mail."""
    mailbox = MailboxSettings.read(settings)
    missing = [name for name in mailbox.folders if name not in cursor]
    if not missing:
        return dict(cursor)
    with imap.connection(mailbox) as client:
        opened = {name: open_folder(client, name) for name in missing}
    return {**cursor, **{name: folder.begin(one) for name, one in opened.items()}}


def fetch(settings: Settings, cursor: Cursor) -> Iterator[Fetched]:
    mailbox = MailboxSettings.read(settings)
    place = begin(settings, cursor)
    with imap.connection(mailbox) as client, closing(Reader(mailbox, client)) as reader:
        for name in mailbox.folders:
            yield from _fetch_folder(reader, name, place)


def wait(settings: Settings, cursor: Cursor, stopped: Callable[[], bool]) -> bool:
    mailbox = MailboxSettings.read(settings)
    until = time.monotonic() + WAIT_FOR.total_seconds()
    with imap.connection(mailbox) as client:
        while not stopped() and time.monotonic() < until:
            # Looked at before every pause: what came between the last fetch and now announces itself to nobody.
            if any(_has_new(client, name, cursor) for name in reversed(mailbox.folders)):
                return True
            _pause(client, len(mailbox.folders) > 1, stopped, until)
    return False


def _pause(client: IMAPClient, is_several: bool, stopped: Callable[[], bool], until: float) -> None:
    """Until the server speaks, or it is time to look by ourselves. The first folder is the open one."""
    length = OTHER_FOLDERS_EVERY if is_several else RENEW_AFTER
    if client.has_capability("IDLE"):
        _idle(client, stopped, min(until, time.monotonic() + length))
        return
    pause_until = min(until, time.monotonic() + POLL_EVERY)
    while not stopped() and time.monotonic() < pause_until:
        time.sleep(0.5)


def _idle(client: IMAPClient, stopped: Callable[[], bool], until: float) -> None:
    client.idle()
    try:
        while not stopped() and time.monotonic() < until:
            began = time.monotonic()
            said = client.idle_check(timeout=1.0)
            if any(len(line) > 1 and line[1] in (b"EXISTS", b"EXPUNGE") for line in said):
                return
            if not said and time.monotonic() - began < 0.5:
                return  # readable but silent: the connection is gone, ending IDLE will say so
    finally:
        client.idle_done()


def _has_new(client: IMAPClient, name: str, cursor: Cursor) -> bool:
    opened = open_folder(client, name)
    return name not in cursor or folder.has_new(client.search, opened, cursor[name])


def _fetch_folder(reader: Reader, name: str, place: dict[str, Any]) -> Iterator[Fetched]:
    known, opened = place[name], reader.open(name)
    with closing(ahead(_contents(reader, opened, known))) as coming:
        for batch in coming:
            for got in batch:
                mail = got.mail
                place[name] = folder.advanced(known, opened, mail.uid, mail.arrived_at)
                yield fetched_as(opened, got, dict(place))


def _contents(reader: Reader, opened: Folder, known: folder.Known) -> Iterator[list[Got]]:
    for uids, since in folder.new_uids(reader.search, opened, known):
        for start in range(0, len(uids), SIZES_AT_ONCE):
            seen = reader.asked(uids[start : start + SIZES_AT_ONCE], MEASURES)
            mails = [_wanted(uid, seen[uid], opened) for uid in sorted(seen)]
            for batch in batches([m for m in mails if since is None or m.arrived_at >= since]):
                yield reader.batch(batch)


def _wanted(uid: int, items: Mapping[bytes, Any], opened: Folder) -> Wanted:
    # A mail's place in the folder tells how many come after it.
    left = max(0, opened.count - int(items.get(b"SEQ", opened.count)))
    return Wanted(uid, int(items.get(b"RFC822.SIZE", 0)), folder.arrived(items), left)


def fetched_as(opened: Folder, got: Got, cursor: dict[str, Any]) -> Fetched:
    mail = got.mail
    return Fetched(
        server_id(opened.name, opened.validity, mail.uid),
        got.raw,
        mail.arrived_at,
        cursor,
        file=got.file,
        problem=got.problem,
        size=mail.size,
        left=mail.left,
    )


def server_id(name: str, validity: int, uid: int) -> str:
    """What the ledger calls a mail of this folder."""
    short = name if len(name) <= 120 else hashlib.sha256(name.encode()).hexdigest()
    return f"{short}/{validity}/{uid}"
