"""The queue in lanes: what is most at risk first, told apart by headings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from makegood.cases.queries import InboxRow, Page
from makegood.ui.words import word


@dataclass(frozen=True)
class Lane:
    """Rows next to each other that are equally urgent. `is_new`: its heading was not shown on the page before."""

    code: str
    title: str
    count: int | None
    rows: list[InboxRow]
    is_new: bool


def in_lanes(page: Page, counts: Mapping[str, int], shown: str = "") -> Iterator[Lane]:
    """The rows in their order, under headings; `shown` is the lane the page before ended with."""
    if not page.is_in_lanes:
        if page.rows:
            yield Lane("", "", None, list(page.rows), is_new=False)
        return
    for code, group in groupby(page.rows, key=lambda row: row.lane):
        yield Lane(code, word("lane", code), counts.get(code), list(group), code != shown)
