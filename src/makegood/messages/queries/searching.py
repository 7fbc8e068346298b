"""Search over everything: words in any of our languages, and whatever has a number or an address.

Few queries, each answered by an index of its own; the word query is made once by the database, as a constant, so
that the planner knows how common the words are and chooses between the word index and going back in time.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from makegood.cases.models import Case, Note
from makegood.cases.queries import (
    cases_matching,
    cases_seen_by,
    cases_visible_to,
    finds_cases_by_words,
)
from makegood.cases.rules.asking import Query, Unclear, read_query
from makegood.kernel import clock
from makegood.kernel.text import Phrase
from makegood.kernel.written import written_rows
from makegood.messages.models import Message
from makegood.messages.rules.asking import Question, excerpt, has_words, read_question
from makegood.people.models import Customer, Identity, Staff
from makegood.shops.models import Order, Parcel

_PEOPLE = 20


@dataclass(frozen=True)
class CaseHit:
    """A case that was found. `why`: case_number, order, tracking, email, phone, customer, words, query; `excerpt`: where."""

    id: UUID
    number: int
    subject: str
    excerpt: str
    customer_name: str
    order_number: str
    is_closed: bool
    at: datetime
    why: str


@dataclass(frozen=True)
class CustomerHit:
    """A customer that was found, with the addresses they are known by."""

    id: UUID
    name: str
    identities: tuple[str, ...]


@dataclass(frozen=True)
class OrderHit:
    """An order that was found; `tracking` when it was by a parcel's number."""

    id: UUID
    number: str
    customer_name: str
    placed_at: datetime
    tracking: str = ""


@dataclass(frozen=True)
class SearchResults:
    """What was found, the surest first: exact numbers before words, newer before older."""

    text: str
    cases: tuple[CaseHit, ...] = ()
    customers: tuple[CustomerHit, ...] = ()
    orders: tuple[OrderHit, ...] = ()
    unclear: tuple[Phrase, ...] = ()
    """Why parts of a query can't be understood; then nothing is found."""
    query: str = ""
    """Of a text that asks for more than words: the query of the inbox that lists the same cases."""

    @property
    def is_empty(self) -> bool:
        return not (self.cases or self.customers or self.orders)


class Cover(NamedTuple):
    """What a hit shows of its case, and no more is read."""

    id: UUID
    number: int
    subject: str
    preview: str
    changed_at: datetime
    closed_at: datetime | None
    customer_name: str | None
    order_number: str | None


_COVER = (
    "id",
    "number",
    "subject",
    "preview",
    "changed_at",
    "closed_at",
    "customer__name",
    "order__number",
)
"""What is read for a `Cover`, in its order."""


class Said(NamedTuple):
    """A message or a note in which the words were said."""

    case_id: UUID
    id: UUID
    at: datetime


def search_everything(staff: Staff, text: str, limit: int = 50) -> SearchResults:
    """Everything `text` may mean, of the cases `staff` may see; in the inbox' query language, closed ones too."""
    query = read_query(text)
    if any(isinstance(part, Unclear) or part.field or part.is_negated for part in query.terms):
        return _cases_asked_for(staff, text, query, limit)
    question = read_question(text)
    if not question.text:
        return SearchResults("")
    orders = _orders(question)
    customers = _customers(question)
    hits = _cases_by_sign(staff, question, orders, customers, limit)
    if len(hits) < limit:
        hits |= _cases_by_words(staff, question, limit - len(hits), hits)
    return SearchResults(question.text, tuple(hits.values())[:limit], customers, orders)


def _cases_asked_for(staff: Staff, text: str, query: Query, limit: int) -> SearchResults:
    """What a query with fields means: the cases, the latest changed first."""
    if not query.names("state"):
        query = query.with_terms(read_query("state:any"))
    found = _covered(cases_matching(staff, query).order_by("-changed_at", "-id"), limit)
    return SearchResults(
        text,
        tuple(_hit(case, case.preview, case.changed_at, "query") for case in found),
        unclear=tuple(part.reason for part in query.unclear),
        query=str(query),
    )


@finds_cases_by_words
def cases_found_by(text: str) -> QuerySet[Any, Any]:
    """The ids of all cases `text` may mean, as `search_everything` reads it; for whoever narrows them further."""
    question = read_question(text)
    ways: list[QuerySet[Any, Any]] = []
    if question.case_number:
        ways.append(Case.objects.filter(number=question.case_number).values("pk"))
    if question.key:
        ways.append(Case.objects.filter(order__number_key__startswith=question.key).values("pk"))
    if len(question.key) >= 6:
        boxes = Parcel.objects.filter(number_key__startswith=question.key).values("order")
        ways.append(Case.objects.filter(order__in=boxes).values("pk"))
    if (people := _everybody(question)) is not None:
        ways.append(Case.objects.filter(customer__in=people).values("pk"))
    if query := _word_query(question):
        said = RawSQL("words @@ %s::tsquery", [query], output_field=BooleanField())
        ways.append(Message.objects.filter(said, case__isnull=False).values("case"))
        ways.append(Note.objects.filter(said).values("case"))
    return ways[0].union(*ways[1:]) if ways else Case.objects.none().values("pk")


def _orders(question: Question) -> tuple[OrderHit, ...]:
    if not question.key:
        return ()
    rows = Order.objects.select_related("customer").order_by("-placed_at")
    # Two questions, each with an index: an OR over both tables has none.
    by_number = rows.filter(number_key__startswith=question.key)[:_PEOPLE]
    found = [_order_hit(order, "") for order in by_number]
    if not found and len(question.key) >= 6:
        by_parcel = rows.filter(parcels__number_key__startswith=question.key)
        parcels = by_parcel.values_list("pk", "parcels__number")[:_PEOPLE]
        numbers = dict(parcels)
        found = [_order_hit(o, numbers[o.pk]) for o in rows.filter(pk__in=numbers)]
    return tuple(found)


def _order_hit(order: Order, tracking: str) -> OrderHit:
    name = order.customer.name if order.customer else ""
    return OrderHit(order.pk, order.number, name, order.placed_at, tracking)


def _customers(question: Question) -> tuple[CustomerHit, ...]:
    everybody = _everybody(question)
    if everybody is None:
        return ()
    found = _known_by(ids) if (ids := list(everybody[:_PEOPLE])) else []
    hits = [CustomerHit(pk, name, tuple(known_by or ())) for pk, name, known_by in found]
    return tuple(sorted(hits, key=lambda hit: (hit.name.casefold(), hit.id)))


@written_rows
def _known_by(customer_ids: list[UUID]) -> QuerySet[Customer, Any]:
    addresses = ArrayAgg(
        "identities__value", order_by="identities__pk", filter=Q(identities__isnull=False)
    )
    people = Customer.objects.filter(pk__any=customer_ids, merged_into=None)
    return people.annotate(known_by=addresses).values_list("pk", "name", "known_by")


def _everybody(question: Question) -> QuerySet[Any, UUID] | None:
    if question.email:
        return _known_by_email(question.email)
    if question.digits:
        known = Identity.objects.filter(kind="phone", value__contains=question.digits)
        return known.values_list("customer_id", flat=True)
    if question.name:
        named = Customer.objects.filter(name__icontains=question.name)
        return named.values_list("pk", flat=True)
    return None


def _known_by_email(email: str) -> QuerySet[Any, UUID]:
    """Who has this address; if nobody has, whose begins so."""
    known = Identity.objects.filter(kind="email").values_list("customer_id", flat=True)
    exact = known.filter(value=email)
    return exact if exact.exists() else known.filter(value__startswith=email)


def _cases_by_sign(
    staff: Staff,
    question: Question,
    orders: tuple[OrderHit, ...],
    customers: tuple[CustomerHit, ...],
    limit: int,
) -> dict[UUID, CaseHit]:
    """Cases found by what stands on their cover."""
    hits: list[tuple[str, list[Cover]]] = []
    if question.case_number:
        numbered = Q(number=question.case_number)
        hits.append(("case_number", _covers(staff, numbered, limit)))
    if orders:
        tracked = any(order.tracking for order in orders)
        ordered = Q(order__in=[order.id for order in orders])
        hits.append(("tracking" if tracked else "order", _covers(staff, ordered, limit)))
    if customers:
        people = "email" if question.email else "phone" if question.digits else "customer"
        hits.append((people, _covers_with(staff, [one.id for one in customers], limit)))
    found: dict[UUID, CaseHit] = {}
    for why, covers in hits:
        for cover in covers:
            found.setdefault(cover.id, _hit(cover, cover.preview, cover.changed_at, why))
    return found


def _cases_by_words(
    staff: Staff, question: Question, limit: int, known: Collection[UUID]
) -> dict[UUID, CaseHit]:
    """Cases in which the words were said, the latest first; one hit a case, where it was said last.

    Those whose text has none of the words as typed, but a stem they share with a word of another language, come after.
    """
    query = _word_query(question)
    if not query:
        return {}
    # Of those who don't see every case, some of the latest may be lost: more are looked at.
    most = limit + len(known) if staff.may("others") else max(_MOST, limit + len(known))
    latest = _latest_said(question, query, known, limit, most)
    covers = _covers_of(staff, list(latest), limit)
    texts = _beginnings([latest[case_id].id for case_id in covers])
    meant: dict[UUID, CaseHit] = {}
    doubtful: dict[UUID, CaseHit] = {}
    for case_id, cover in covers.items():
        said = latest[case_id]
        shown, is_there = excerpt(texts[said.id], question.words)
        around = f"{cover.subject} {cover.customer_name or ''}"
        hits = meant if is_there or has_words(around, question.words) else doubtful
        hits[case_id] = _hit(cover, shown, said.at, "words")
    return meant | doubtful


def _covers_of(staff: Staff, case_ids: list[UUID], limit: int) -> dict[UUID, Cover]:
    """The first `limit` of the cases that `staff` may see, in the order given."""
    found: dict[UUID, Cover] = {}
    for start in range(0, len(case_ids), limit):
        part = case_ids[start : start + limit]
        rows = _covers_among(staff.pk, staff.may("others"), part)
        seen = {row[0]: Cover(*row) for row in rows}
        found |= {case_id: seen[case_id] for case_id in part if case_id in seen}
        if len(found) >= limit:
            break
    return dict(islice(found.items(), limit))


# A common word is found fifty times in the latest messages. A rarer one is brought by the word index, which knows the
# month as well: it reads the places of the last months first, and all there ever were only if those are too few. How
# common it is, a sample of the latest tells.
# The planner, asked for words and order at once, walks back through years for a word that was said once: it takes
# unknown words for common ones. The fences keep it from that.
_SAMPLE, _COMMON, _FIRST_LOOK, _MOST = 300, 30, 1500, 200
_SAMPLED = """
    SELECT count(*) FROM (SELECT words FROM messages_message ORDER BY at DESC, id DESC LIMIT %s) AS recent
    WHERE words @@ %s::tsquery
"""
_LAST_OF_EACH_CASE = """
    SELECT case_id, id, at FROM (
        SELECT DISTINCT ON (case_id) case_id, id, at FROM said ORDER BY case_id, at DESC, id DESC
    ) AS last_of_case ORDER BY at DESC, id DESC LIMIT %s
"""
_RECENTLY = f"""
    WITH recent AS MATERIALIZED (
        SELECT case_id, id, at, words FROM messages_message ORDER BY at DESC, id DESC LIMIT %s
    ), said AS (SELECT case_id, id, at FROM recent WHERE words @@ %s::tsquery AND case_id IS NOT NULL)
    {_LAST_OF_EACH_CASE}
"""  # noqa: S608  constants only
_IN_MONTHS = f"""
    WITH said AS MATERIALIZED (
        SELECT case_id, id, at FROM messages_message
        WHERE words @@ %s::tsquery AND makegood_month(at) && %s::integer[] AND case_id IS NOT NULL
    ) {_LAST_OF_EACH_CASE}
"""  # noqa: S608  constants only
_EVER = f"""
    WITH said AS MATERIALIZED (
        SELECT case_id, id, at FROM messages_message WHERE words @@ %s::tsquery AND case_id IS NOT NULL
    ) {_LAST_OF_EACH_CASE}
"""  # noqa: S608  constants only
# No order: of a common word as many places as the limit are visited in vain, and no more.
_IF_RARE = """
    WITH said AS MATERIALIZED (
        SELECT case_id, id, at FROM messages_message WHERE words @@ %s::tsquery AND case_id IS NOT NULL
    )
    SELECT case_id, id, at FROM said LIMIT %s
"""
_NOTED = f"""
    WITH said AS MATERIALIZED (SELECT case_id, id, at FROM cases_note WHERE words @@ %s::tsquery)
    {_LAST_OF_EACH_CASE}
"""  # noqa: S608  constants only


def _latest_said(
    question: Question, query: str, known: Iterable[UUID], limit: int, most: int
) -> dict[UUID, Said]:
    """Case → the message or note in which the words were said last; cases known already left out.

    At least `limit` cases where there are as many, of the `most` in which the words were said last.
    """
    left_out = set(known)
    rows: list[Said] = []
    for rows, is_all in _looks(question, query, most):
        if is_all or len(_latest(rows, left_out)) >= limit:
            break
    return _latest([*rows, *_said(_NOTED, query, most)], left_out)


def _looks(question: Question, query: str, most: int) -> Iterator[tuple[list[Said], bool]]:
    """Where the words were said, newest first, each look farther back; and whether a farther one finds no more."""
    if question.email:
        rows = _said(_IF_RARE, query, _MOST)
        if len(rows) < _MOST:
            yield rows, True
            return
    sampled = _first_of(_SAMPLED, _SAMPLE, query)
    if sampled >= _COMMON:
        rows = _said(_RECENTLY, _FIRST_LOOK, query, most)
        yield rows, len(rows) == most
    # A word that the sample lacks is rare: then the last months would be looks in vain.
    for months in (1, 4) if sampled else (12,):
        rows = _said(_IN_MONTHS, query, _last_months(months), most)
        yield rows, len(rows) == most
    yield _said(_EVER, query, most), True


def _last_months(count: int) -> list[int]:
    """The numbers that the word index knows this month by, and those before it."""
    today = clock.now().astimezone(UTC)
    this_month = today.year * 12 + today.month
    # One ahead: a sender's clock may be.
    return list(range(this_month - count + 1, this_month + 2))


def _said(sql: str, *values: int | str | list[int]) -> list[Said]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Said(*row) for row in cursor.fetchall()]


def _first_of(sql: str, *values: int | str | bool) -> Any:
    """The one value that a statement asks for."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _latest(rows: list[Said], left_out: set[UUID]) -> dict[UUID, Said]:
    latest: dict[UUID, Said] = {}
    for row in sorted(rows, key=lambda row: (row.at, row.id), reverse=True):
        if row.case_id not in left_out:
            latest.setdefault(row.case_id, row)
    return latest


def _word_query(question: Question) -> str:
    """The words as one constant `tsquery`: all of them, each in any language; the last may be just begun."""
    if not question.words:
        return ""
    last = len(question.words) - 1
    parts = " && ".join(["makegood_word_query(%s, %s)"] * len(question.words))
    values: list[str | bool] = []
    for index, word in enumerate(question.words):
        values += [word, index == last and len(word) >= 3]
    return str(_first_of(f"SELECT ({parts})::text", *values))


def _covers(staff: Staff, which: Q, limit: int) -> list[Cover]:
    cases = cases_visible_to(staff).filter(which, merged_into=None).order_by("-changed_at")
    return _covered(cases, limit)


def _covered(cases: QuerySet[Case], limit: int) -> list[Cover]:
    return [Cover(*row) for row in cases.values_list(*_COVER)[:limit]]


def _covers_with(staff: Staff, customer_ids: list[UUID], limit: int) -> list[Cover]:
    """The cases of these customers, the latest changed first."""
    rows = _latest_with(staff.pk, staff.may("others"), customer_ids)
    return [Cover(*row) for row in rows[:limit]]


@written_rows
def _latest_with(staff_id: UUID, sees_all: bool, customer_ids: list[UUID]) -> QuerySet[Case, Any]:
    cases = cases_seen_by(staff_id, sees_all=sees_all)
    theirs = cases.filter(customer__pk__any=customer_ids, merged_into=None)
    return theirs.order_by("-changed_at").values_list(*_COVER)[:_MOST]


@written_rows
def _covers_among(staff_id: UUID, sees_all: bool, case_ids: list[UUID]) -> QuerySet[Case, Any]:
    cases = cases_seen_by(staff_id, sees_all=sees_all)
    return cases.filter(pk__any=case_ids, merged_into=None).values_list(*_COVER)


def _beginnings(ids: list[UUID]) -> dict[UUID, str]:
    """Of messages and notes."""
    found = dict(_messages_begin(ids))
    return found if len(found) == len(ids) else found | dict(_notes_begin(ids))


@written_rows
def _messages_begin(ids: list[UUID]) -> QuerySet[Message, Any]:
    return Message.objects.filter(pk__any=ids).values_list("pk", Left("text", 4000))


@written_rows
def _notes_begin(ids: list[UUID]) -> QuerySet[Note, Any]:
    return Note.objects.filter(pk__any=ids).values_list("pk", Left("body", 4000))


def _hit(cover: Cover, text: str, at: datetime, why: str) -> CaseHit:
    return CaseHit(
        id=cover.id,
        number=cover.number,
        subject=cover.subject,
        excerpt=text,
        customer_name=cover.customer_name or "",
        order_number=cover.order_number or "",
        is_closed=cover.closed_at is not None,
        at=at,
        why=why,
    )
