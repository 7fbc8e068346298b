"""One folder: opened for reading only, and which of its mails are new.

Asked about in stretches of UIDs, so that neither a question nor its answer grows with the mailbox.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from imapclient import IMAPClient

from makegood.adapters.channels.email import imap
from makegood.kernel import clock

STRETCH = 20_000
"""UIDs asked about at once; a folder with no more mails than that is asked in one go."""
RENUMBERED_OVERLAP = timedelta(days=3)
CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""The server dates arrivals by its own clock, in whole seconds."""

Known = Mapping[str, Any]
"""How far a folder was read: `uidvalidity`, `uid`, `at` (when that one arrived), `since` (when reading began), `first`
(UIDVALIDITY and UID of the first mail after that), and after a renumbering `renumbered`: the last UID of the mails that were there then, among which the old ones are."""


Search = Callable[[list[Any]], Iterable[int]]


@dataclass(frozen=True)
class Folder:
    """What the server says of it as it is opened."""

    name: str
    validity: int
    newest: int
    """No mail has a higher UID."""
    count: int


def open_folder(client: IMAPClient, name: str) -> Folder:
    state = imap.open_folder(client, name)
    count = int(state.get(b"EXISTS", 0))
    newest = int(state.get(b"UIDNEXT", 0)) - 1
    if newest < 0:  # older servers do not tell; "*" is the newest one
        newest = max(client.search(["UID", "*"]), default=0) if count else 0
    return Folder(name, int(state[b"UIDVALIDITY"]), newest, count)


def begin(folder: Folder) -> dict[str, Any]:
    """Behind the newest mail."""
    at = clock.now().isoformat()
    first = [folder.validity, folder.newest + 1]
    place = {"uidvalidity": folder.validity, "uid": folder.newest, "at": at, "since": at}
    return place | {"first": first}


def advanced(known: Known, folder: Folder, uid: int, at: datetime) -> dict[str, Any]:
    """How far we are behind this mail."""
    renumbered = {} if folder.validity == known["uidvalidity"] else {"renumbered": folder.newest}
    place = {**known, **renumbered, "uidvalidity": folder.validity, "uid": uid}
    if uid >= place.get("renumbered", 0):
        place.pop("renumbered", None)
    return {**place, "at": at.isoformat()}


def has_new(search: Search, folder: Folder, known: Known) -> bool:
    return any(uids for uids, _since in new_uids(search, folder, known))


def new_uids(
    search: Search, folder: Folder, known: Known
) -> Iterator[tuple[list[int], datetime | None]]:
    """Stretches of new UIDs, lowest first. With an instant: only those that arrived after it are new."""
    is_same = folder.validity == known["uidvalidity"]
    first = known["uid"] + 1 if is_same else 1
    renumbered = known.get("renumbered", 0) if is_same else folder.newest
    if first <= renumbered:
        since = _instant(known["since"]) - CLOCKS_DIFFER_BY
        for uids in stretches(search, folder, first, renumbered, _recent(known)):
            yield uids, since
    for uids in stretches(search, folder, max(first, renumbered + 1), folder.newest):
        yield uids, None


def arrived(items: Mapping[bytes, Any]) -> datetime:
    at = items.get(b"INTERNALDATE")
    if not isinstance(at, datetime):
        return clock.now()
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def stretches(
    search: Search, folder: Folder, first: int, last: int, criteria: tuple[Any, ...] = ()
) -> Iterator[list[int]]:
    """Gaps where mails were deleted are crossed in ever longer strides."""
    length = STRETCH if folder.count > STRETCH else last
    while first <= last:
        upto = min(first + length - 1, last)
        found = search(["UID", f"{first}:{upto}", *criteria])
        uids = sorted(uid for uid in found if first <= uid <= upto)
        yield uids
        length = STRETCH if uids else length * 2
        first = upto + 1


def _recent(known: Known) -> tuple[Any, ...]:
    since = max(_instant(known["at"]) - RENUMBERED_OVERLAP, _instant(known["since"]))
    # A mailbox that was moved may show today as every mail's arrival; its Date, where it has one, tells the old ones.
    dated_before = (since - timedelta(days=30)).date()
    old = ["SENTBEFORE", dated_before, "HEADER", "Date", ""]
    return ("SINCE", since.date(), "NOT", old)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
