"""The pages of what changed in a Shopify shop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from makegood.adapters.shops.shopify.asking import ask, moment
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Cursor, Settings

OVERLAP = timedelta(minutes=5)
"""A sweep begins so long before the last change it knows: what is found by is written down there a while after."""


@dataclass(frozen=True)
class Answer:
    """A page: its things, each with the shop's cursor behind it; and how to go on."""

    edges: Sequence[Any]
    cursor: Cursor
    began: str | None
    is_last: bool
    total: int | None

    def after(self, read: int) -> dict[str, Any]:
        """The cursor behind the first `read` of it, which need not be all."""
        since = _latest(self.cursor.get("since"), self.edges[:read])
        if self.is_last and read == len(self.edges):
            return {"since": since}
        behind = self.edges[read - 1]["cursor"] if read else self.cursor.get("after")
        before = int(self.cursor.get("read") or 0) if self.cursor.get("is_running") else 0
        going_on = {"from": self.began, "after": behind, "total": self.total}
        return {"since": since, **going_on, "read": before + read, "is_running": True}

    def left(self, read: int) -> int | None:
        before = int(self.cursor.get("read") or 0) if self.cursor.get("is_running") else 0
        if self.is_last and read == len(self.edges):
            return 0
        return None if self.total is None else max(self.total - before - read, 0)


def changed_since(
    settings: Settings, web: Caller, what: str, fields: str, size: int, cursor: Cursor
) -> Answer:
    """The next page of what changed, oldest change first; within one sweep on by the shop's own cursor."""
    is_running = bool(cursor.get("is_running"))
    since = moment(cursor["since"]) if cursor.get("since") else None
    fresh = _said(since - OVERLAP) if since else None
    began = cursor.get("from") if is_running else fresh
    counted = "" if is_running else f"total:{what}Count(query:$q,limit:null){{count}}"
    query = (
        f"query($n:Int!,$a:String,$q:String){{{what}(first:$n,after:$a,query:$q,sortKey:UPDATED_AT)"
        f"{{pageInfo{{hasNextPage}} edges{{cursor node{{{fields}}}}}}} {counted}}}"
    )
    asked = {
        "n": size,
        "a": cursor.get("after") if is_running else None,
        "q": f"updated_at:>='{began}'" if began else None,
    }
    data = ask(settings, web, query, asked)
    try:
        edges, is_last = data[what]["edges"], not data[what]["pageInfo"]["hasNextPage"]
        things = [edge["node"] for edge in edges]
        total = cursor.get("total") if is_running else data["total"]["count"]
    except (KeyError, TypeError) as error:
        raise ProviderFailed(f"no list of {what}", permanent=False, code="protocol") from error
    if not things and not is_last:
        raise ProviderFailed("its pages do not go on", permanent=False, code="protocol", step=what)
    return Answer(edges, cursor, began, is_last, total if isinstance(total, int) else None)


def _said(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _latest(since: Any, edges: Sequence[Any]) -> str | None:
    found = [moment(since)] if since else []
    for edge in edges:
        try:
            found.append(moment(edge["node"]["updatedAt"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # it is told as unread where it is read
    return max(found).isoformat() if found else None
