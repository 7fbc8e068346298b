"""Rows of the queue, drawn once a minute for all who read them alike: a list says its rows again with every news."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from markupsafe import Markup

from makegood.cases.queries import InboxRow
from makegood.kernel import clock
from makegood.ui.pages import draw

MOST_KEPT = 600
"""Some 5 kB each, with the row."""


class DrawnRows:
    """Calls with a row and the parts that are hidden give its markup; what it says of time is right to the minute."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Any, ...], Markup] = {}
        self._minute: datetime | None = None

    def __call__(self, row: InboxRow, hidden: Collection[str]) -> Markup:
        minute = clock.now().replace(second=0, microsecond=0)
        if minute != self._minute or len(self._drawn) >= MOST_KEPT:
            self._drawn, self._minute = {}, minute
        reader = translation.get_language(), timezone.get_current_timezone_name()
        key = (row, tuple(hidden), *reader)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = draw("console/parts/case_row.html", row=row, hidden=hidden)
            self._drawn[key] = drawn
        return drawn


drawn_row = DrawnRows()
