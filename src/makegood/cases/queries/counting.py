"""How many cases are in a query, in its lanes and in the views beside it: the same figures as the lists themselves have.

What is asked of the open cases alone is answered from `case_queue`, the index that holds what queries ask of them, in one
pass for the lanes and one for the views; docs/decisions/0035 tells what that costs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, Func, IntegerField, Q, QuerySet, Value

from makegood.cases.models import IN_QUEUE, Case, SavedView
from makegood.cases.queries.matching import (
    Asker,
    cases_asked_for,
    is_timeless,
    lanes,
    meaning_of,
)
from makegood.cases.queries.queue import BUILT_IN, order_of, plain_of
from makegood.cases.queries.seeing import cases_seen_by
from makegood.cases.rules.asking import LANES, Query, read_query
from makegood.kernel import clock
from makegood.kernel.asking import Question, answers, first_of, number_of
from makegood.kernel.written import written
from makegood.people.models import Staff

Name = TypeVar("Name", str, UUID)

EXACTLY_TO = 9_999
"""Open cases are counted to the last one. What is asked of others too is counted this far, for they never grow fewer."""
HERE = "here"
"""Among the views to be counted: the query itself."""
VIEWS_COUNTED, WORD_VIEWS_COUNTED = 20, 3
IN_THE_INDEX = {
    "kind",
    "turn",
    "lang",
    "channel",
    "lane",
    "owed",
    "assignee",
    "team",
    "tag",
    "customer",
}
"""What can be asked of an open case without looking at the case itself (whether a promise is broken asks if it is closed)."""
_HAS_ITS_OWN = {BUILT_IN["mine"], BUILT_IN["unassigned"]}
"""Their cases stand in indexes of their own."""


@dataclass(frozen=True)
class Counts:
    """How many cases are in each lane of a query, in each built-in view and each saved view; one more than `counted_to` says:
    nobody knows how many more. `views[HERE]`: in the query.
    """

    lanes: dict[str, int] = field(default_factory=dict)
    views: dict[str, int] = field(default_factory=dict)
    saved: dict[UUID, int] = field(default_factory=dict)


def queue_counts(
    staff: Staff, query: Query, views: Sequence[str], saved: Iterable[SavedView]
) -> Counts:
    """One statement; of saved views the one that asks the same, the first of the others, and few that look for words.
    `views`: of `BUILT_IN`, and `HERE`.
    """
    asker = Asker.of(staff, clock.now())
    wanted = {code: query if code == HERE else read_query(BUILT_IN[code]) for code in views}
    own = _to_be_counted(sorted(saved, key=lambda view: view.text != str(query)))
    in_lanes = _in_lanes(query, asker)
    texts = {str(one): one for one in (*wanted.values(), *own.values())}
    if in_lanes:
        texts.pop(str(query), None)
    together = tuple(text for text, one in texts.items() if _is_passed(one))
    apart = {text: one for text, one in texts.items() if text not in together}
    asked = [
        *([in_lanes] if in_lanes else ()),
        *([_views_at_once(together)(*plain_of(asker))] if together else ()),
        *(_count(one, asker) for one in apart.values()),
    ]
    found = iter(answers(*asked) if asked else ())
    in_each = dict(zip(LANES, next(found) or [0] * len(LANES), strict=True)) if in_lanes else {}
    told = {str(query): sum(in_each.values())} if in_lanes else {}
    told |= dict(zip(together, next(found), strict=True)) if together else {}
    told |= dict(zip(apart, found, strict=True))
    return Counts(in_each, _named(wanted, told), _named(own, told))


def cases_by_language(cases: QuerySet[Case]) -> dict[str, int]:
    """How many of the cases speak each language."""
    counted = cases.order_by().values("language").annotate(count=Count("pk"))
    return {row["language"]: row["count"] for row in counted}


def counted_to(query: Query) -> int | None:
    """How far a query's cases are counted; None: to the last one."""
    return None if order_of(query) is None else EXACTLY_TO


def _named(asked: Mapping[Name, Query], told: Mapping[str, int]) -> dict[Name, int]:
    return {name: told[str(query)] for name, query in asked.items()}


def _to_be_counted(saved: Sequence[SavedView]) -> dict[UUID, Query]:
    counted: dict[UUID, Query] = {}
    words = 0
    for view in saved[:VIEWS_COUNTED]:
        query = read_query(view.text)
        words += any(not term.field for term in query.understood)
        if words <= WORD_VIEWS_COUNTED or all(term.field for term in query.understood):
            counted[view.pk] = query
    return counted


def _is_passed(query: Query) -> bool:
    """Whether it is counted in the one pass over the index."""
    is_known = all(term.field in IN_THE_INDEX for term in query.understood)
    return is_known and is_timeless(query) and str(query) not in _HAS_ITS_OWN


# ---- in one pass ----


def _in_lanes(query: Query, asker: Asker) -> Question | None:
    if query.unclear or order_of(query) is not None:
        return None
    if not is_timeless(query):
        return _lanes(query, asker)
    return _lanes_of(str(query))(*plain_of(asker))


@lru_cache(maxsize=128)
def _lanes_of(text: str) -> Callable[..., Question]:
    query = read_query(text)

    @written
    def count(*plain: Any) -> Question:
        return _lanes(query, Asker(*plain))

    return count


def _lanes(query: Query, asker: Asker) -> Question:
    asked = lanes(asker)
    return _at_once(cases_asked_for(query, asker), [asked[name] for name in LANES])


@lru_cache(maxsize=128)
def _views_at_once(texts: tuple[str, ...]) -> Callable[..., Question]:
    queries = [read_query(text) for text in texts]

    @written
    def count(*plain: Any) -> Question:
        asker = Asker(*plain)
        seen = cases_seen_by(asker.staff_id, sees_all=asker.sees_all).filter(IN_QUEUE)
        return _at_once(seen, [meaning_of(query, asker) for query in queries])

    return count


def _at_once(cases: QuerySet[Case], parts: Sequence[Q]) -> Question:
    """How many of the cases meet each of the parts, as a list."""
    each = Func(
        *(Count("pk", filter=part) for part in parts),
        template="ARRAY[%(expressions)s]",
        output_field=ArrayField(IntegerField()),
    )
    return first_of(cases.values(whole=Value(1)).annotate(counts=each).values("counts"))


# ---- one by one ----


def _count(query: Query, asker: Asker) -> Question:
    if not is_timeless(query):
        return _counted(query, asker)
    return _counting(str(query))(*plain_of(asker))


@lru_cache(maxsize=256)
def _counting(text: str) -> Callable[..., Question]:
    query = read_query(text)

    @written
    def count(*plain: Any) -> Question:
        return _counted(query, Asker(*plain))

    return count


def _counted(query: Query, asker: Asker) -> Question:
    cases = cases_asked_for(query, asker).values("pk")
    to = counted_to(query)
    return number_of(cases if to is None else cases[: to + 1])
