"""The inbox in lanes: what is most at risk first, told apart by headings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from makegood.cases.queries import InboxRow
from makegood.ui.environment import promise_state

LANES: dict[str, str | Lazy] = {
    "broken": _("Broken – answer these first"),
    "now": _("Due within the hour"),
    "today": _("Due today"),
    "later": _("Due later"),
    "free": _("Nothing owed"),
    "snoozed": _("Put aside"),
    "closed": _("Closed cases"),
}


@dataclass(frozen=True)
class Lane:
    """Rows next to each other that are equally urgent. `is_new`: its heading was not shown on the page before."""

    code: str
    title: str
    rows: list[InboxRow]
    is_new: bool


def lane_of(row: InboxRow) -> str:
    """Which lane a row belongs to."""
    if row.closed_at:
        return "closed"
    if row.snoozed_until:
        return "snoozed"
    return promise_state(row.due_at) if row.due_at else "free"


def in_lanes(rows: Iterable[InboxRow], shown: str = "") -> Iterator[Lane]:
    """The rows in their order, under headings; `shown` is the lane the page before ended with."""
    for code, group in groupby(rows, key=lane_of):
        yield Lane(code, str(LANES[code]), list(group), code != shown)
