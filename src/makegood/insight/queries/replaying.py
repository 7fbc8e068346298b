"""What a draft of the house's rules would have changed last year, from what is recorded of its cases.

Looked at are cases of goods to be sent back (kinds return and exchange) and of faults that have an order, promises of an answer and
of repairs, money given for incidents, and what was given beyond the law without asking or with a second person's yes. Of a case its
order, dates, country, customer group and tags count as they are recorded now. They are read a slice at a time, the oldest first, in
as many queries for a slice whatever its length.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from makegood.cases.models import Case
from makegood.insight.queries.beside import Then
from makegood.insight.queries.giving import Giving, decided_since
from makegood.insight.queries.goods import (
    SENT_BACK,
    cases_since,
    look_at_faults,
    look_at_returns,
)
from makegood.insight.queries.owing import Owing, answers_since, repairs_since
from makegood.insight.rules.replaying import Replay
from makegood.kernel import clock
from makegood.rights.rules.gathering.happened import FAULTY
from makegood.rulebook.rules.tables import Book
from makegood.shops.models import Shop

YEAR = timedelta(days=365)
SLICE = 1_000
Tell = Callable[[int, int], None]
"""How many of how many were looked at."""
Part = tuple[QuerySet[Any], Callable[[list[Any]], None]]
"""What is read, and what is done with a slice of it."""


def replay(shop: Shop, draft: Book, tell: Tell | None = None, *, at_once: int = SLICE) -> Replay:
    """The year until now, as it was judged and as `draft` would have judged it."""
    found = Replay()
    parts = _parts(shop, draft, found)
    total, done = sum(rows.count() for rows, _look in parts), 0
    for rows, look in parts:
        for slice_ in _slices(rows, at_once):
            look(slice_)
            done += len(slice_)
            if tell:
                tell(done, total)
    found.changed.sort(key=lambda one: one.at, reverse=True)
    return found


def _parts(shop: Shop, draft: Book, found: Replay) -> tuple[Part, ...]:
    now, then = clock.now(), Then(shop)
    cases, since = Case.objects.filter(shop=shop, merged_into=None), now - YEAR
    owing = Owing(shop, then, draft, now, found)
    return (
        (
            cases_since(cases, SENT_BACK, since),
            lambda rows: look_at_returns(shop, rows, then, draft, found),
        ),
        (
            cases_since(cases, FAULTY, since),
            lambda rows: look_at_faults(shop, rows, then, draft, found),
        ),
        (answers_since(cases, since), owing.look_at_answers),
        (repairs_since(cases, since), owing.look_at_repairs),
        (decided_since(cases, since), Giving(shop, then, draft, found).look_at),
    )


def _slices(rows: QuerySet[Any], at_once: int) -> Iterator[list[Any]]:
    """One statement, read a slice at a time: a year of a large desk is not kept in memory."""
    read = rows.iterator(chunk_size=at_once)
    while found := list(islice(read, at_once)):
        yield found
