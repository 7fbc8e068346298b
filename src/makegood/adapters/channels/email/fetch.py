"""Everything new in the folders, oldest first, and waiting for more.

How far we are is a UID per folder, valid under one UIDVALIDITY; flags are neither read nor set, nothing is moved or
deleted, folders are opened read-only. When the UIDVALIDITY changes the server has renumbered everything: then what
arrived since shortly before the last known arrival is read again, and whoever stores it recognises what it has.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from makegood.adapters.channels.email import imap
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.kernel import clock
from makegood.messages.ports import Fetched, Settings

BATCH_MAILS = 100
BATCH_BYTES = 8 << 20
"""A batch is what lies in memory at once; a single bigger mail is a batch of its own."""
SIZES_AT_ONCE = 2000
WAIT_FOR = timedelta(minutes=20)
RENEW_AFTER = 240.0
"""Seconds of IDLE before it is renewed: servers allow 29 minutes, home routers forget a silent connection sooner."""
POLL_EVERY = 30.0
OTHER_FOLDERS_EVERY = 60.0
RENUMBERED_OVERLAP = timedelta(days=3)
CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""The server dates arrivals by its own clock, in whole seconds."""

Cursor = Mapping[str, Any]


def begin(settings: Settings, cursor: Cursor) -> dict[str, Any]:
    """`cursor` with every folder in it: one it does not name yet starts behind its newest mail."""
    mailbox = MailboxSettings.read(settings)
    missing = [folder for folder in mailbox.folders if folder not in cursor]
    if not missing:
        return dict(cursor)
    with imap.connection(mailbox) as client:
        return {**cursor, **{folder: _now_in(client, folder) for folder in missing}}


def fetch(settings: Settings, cursor: Cursor) -> Iterator[Fetched]:
    mailbox = MailboxSettings.read(settings)
    place = begin(settings, cursor)
    with imap.connection(mailbox) as client:
        for folder in mailbox.folders:
            yield from _fetch_folder(client, folder, place)


def wait(settings: Settings, cursor: Cursor, stopped: Callable[[], bool]) -> bool:
    mailbox = MailboxSettings.read(settings)
    until = time.monotonic() + WAIT_FOR.total_seconds()
    with imap.connection(mailbox) as client:
        while not stopped() and time.monotonic() < until:
            # Looked at before every pause: what came between the last fetch and now announces itself to nobody.
            if any(_has_new(client, folder, cursor) for folder in reversed(mailbox.folders)):
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


def _now_in(client: IMAPClient, folder: str) -> dict[str, Any]:
    state = imap.open_folder(client, folder)
    newest = int(state.get(b"UIDNEXT", 0)) - 1
    if newest < 0:
        newest = max(client.search("ALL"), default=0)
    at = clock.now().isoformat()
    return {"uidvalidity": int(state[b"UIDVALIDITY"]), "uid": newest, "at": at, "since": at}


def _has_new(client: IMAPClient, folder: str, cursor: Cursor) -> bool:
    validity = int(imap.open_folder(client, folder)[b"UIDVALIDITY"])
    known = cursor.get(folder)
    return known is None or bool(_new_uids(client, validity, known))


def _new_uids(client: IMAPClient, validity: int, known: Mapping[str, Any]) -> list[int]:
    if validity == known["uidvalidity"]:
        # "n:*" always names at least the newest mail, even when that is older than n.
        found = client.search(["UID", f"{known['uid'] + 1}:*"])
        return sorted(uid for uid in found if uid > known["uid"])
    since = max(_instant(known["at"]) - RENUMBERED_OVERLAP, _instant(known["since"]))
    # A mailbox that was moved may show today as every mail's arrival; its Date, where it has one, tells the old ones.
    dated_before = (since - timedelta(days=30)).date()
    old = client.search(["SINCE", since.date(), "SENTBEFORE", dated_before, "HEADER", "Date", ""])
    return sorted(set(client.search(["SINCE", since.date()])) - set(old))


def _fetch_folder(client: IMAPClient, folder: str, place: dict[str, Any]) -> Iterator[Fetched]:
    validity = int(imap.open_folder(client, folder)[b"UIDVALIDITY"])
    known = place[folder]
    uids = _new_uids(client, validity, known)
    is_same = validity == known["uidvalidity"]
    since = None if is_same else _instant(known["since"]) - CLOCKS_DIFFER_BY
    for some in _chunks(uids, SIZES_AT_ONCE):
        seen = client.fetch(some, ["RFC822.SIZE", "INTERNALDATE"])
        wanted = [
            uid for uid in some if uid in seen and (since is None or _arrived(seen[uid]) >= since)
        ]
        for batch in _batches(
            wanted, {uid: int(seen[uid].get(b"RFC822.SIZE", 0)) for uid in wanted}
        ):
            for uid, raw in _contents(client, batch):
                at = _arrived(seen[uid])
                place[folder] = {**known, "uidvalidity": validity, "uid": uid, "at": at.isoformat()}
                yield Fetched(_server_id(folder, validity, uid), raw, at, dict(place))


def _contents(client: IMAPClient, batch: list[int]) -> Iterator[tuple[int, bytes]]:
    try:
        found = client.fetch(batch, ["BODY.PEEK[]"])
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        yield from _one_by_one(client, batch, error)
        return
    for uid in batch:
        content = found.pop(uid, {}).get(b"BODY[]")
        if content is not None:  # None: deleted by somebody else in the meantime
            yield uid, content


def _one_by_one(
    client: IMAPClient, batch: list[int], error: IMAPClientError
) -> Iterator[tuple[int, bytes]]:
    """A mail the server itself can't read must not stop the others: its header has to do, or its mere existence.

    When the server can read none of them, it is the server's trouble and not the mail's.
    """
    contents = {uid: _lone(client, uid, "BODY.PEEK[]", b"BODY[]") for uid in batch}
    headers = {
        uid: _lone(client, uid, "BODY.PEEK[HEADER]", b"BODY[HEADER]")
        for uid, content in contents.items()
        if content is None
    }
    if not any(contents.values()) and not any(headers.values()):
        raise error
    for uid in batch:
        yield uid, contents[uid] or headers.get(uid) or b""


def _lone(client: IMAPClient, uid: int, item: str, key: bytes) -> bytes | None:
    try:
        content: bytes | None = client.fetch([uid], [item]).get(uid, {}).get(key)
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        return None
    return content


def _batches(uids: list[int], sizes: Mapping[int, int]) -> Iterator[list[int]]:
    batch: list[int] = []
    weight = 0
    for uid in uids:
        if batch and (len(batch) >= BATCH_MAILS or weight + sizes[uid] > BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(uid)
        weight += sizes[uid]
    if batch:
        yield batch


def _chunks(uids: list[int], length: int) -> Iterator[list[int]]:
    for start in range(0, len(uids), length):
        yield uids[start : start + length]


def _arrived(items: Mapping[bytes, Any]) -> datetime:
    at = items.get(b"INTERNALDATE")
    if not isinstance(at, datetime):
        return clock.now()
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _server_id(folder: str, validity: int, uid: int) -> str:
    name = folder if len(folder) <= 120 else hashlib.sha256(folder.encode()).hexdigest()
    return f"{name}/{validity}/{uid}"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
