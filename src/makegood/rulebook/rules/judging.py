"""Which row of a table fits, and what would have to be known to be sure.

A condition on something nobody told neither holds nor fails: its row may fit. The first row that surely fits is what the
customer has; rows above it that may fit name what to ask (`Judged.asks`).
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from makegood.kernel.text import folded
from makegood.rulebook.rules.tables import (
    WAYS,
    Book,
    ExceptionRow,
    RepairRow,
    ReturnRow,
    Row,
    TimeRow,
    WarrantyRow,
)

R = TypeVar("R", bound=Row)
_plain = lru_cache(maxsize=1 << 12)(folded)
"""The same few words stand in every row, and a trial reads them for thousands of cases."""
Held = tuple[bool | None, str]
"""Whether a condition holds (None: nobody knows), and what is to be asked then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one product of an order and of who bought it; None: nobody told."""

    product: Sequence[str] = ()
    """Its name and number."""
    maker: str | None = None
    category: str | None = None
    tags: frozenset[str] = frozenset()
    group: str | None = None
    addresses: frozenset[str] = frozenset()
    """E-mail addresses the customer is known by."""
    country: str | None = None
    value: int | None = None
    """Of the whole order, in minor units of the shop's currency."""
    on_sale: bool | None = None
    bought_on: date | None = None
    today: date | None = None
    proofs: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged(Generic[R]):
    """`row`: what surely holds, None where no row does. `maybe`: rows above it that hold if what `asks` names turns out so."""

    row: R | None
    maybe: tuple[R, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A case as an answer is promised on it."""

    kind: str
    channel: str
    is_first: bool
    group: str = ""
    """Of the customer; empty where they are in none."""


@dataclass(frozen=True, slots=True)
class Times:
    """None: the book does not say."""

    answer_hours: int | None = None
    news_days: int | None = None


def judge_return(book: Book, known: Known) -> Judged[ReturnRow]:
    """Until when this product comes back. Who is on a list of exceptions gets that, and no row of the table."""
    exception = exception_for(book, known)
    if exception is not None:
        always = ReturnRow(key=exception.key, days=None, pays="customer")
        return Judged(always if exception.verdict == "always" else None)
    return _first(book.returns, lambda row: _of_return(row, known))


def exception_for(book: Book, known: Known) -> ExceptionRow | None:
    """The first exception that surely holds: nobody is kept out, or let in, by what nobody knows."""
    return next((row for row in book.exceptions if _is_exception(row, known)), None)


def judge_warranty(book: Book, known: Known) -> Judged[WarrantyRow]:
    """For how long the shop stands for this product; nothing beyond the law for who is on that list."""
    exception = exception_for(book, known)
    if exception is not None and exception.verdict == "never":
        return Judged(None)
    return _first(book.warranties, lambda row: _of_warranty(row, known))


def judge_repair(book: Book, known: Known, kind: str) -> Judged[RepairRow]:
    """How long the repair of this product takes, on a case of this kind."""
    rows = [row for row in book.repairs if not row.kinds or kind in row.kinds]
    return _first(rows, lambda row: _of_repair(row, known))


def judge_times(book: Book, moment: Moment) -> Times:
    """By when the customer has word; each of the two from the first fitting row that says it."""
    rows = [row for row in book.times if _is_at(row, moment)]
    return Times(
        next((row.answer_hours for row in rows if row.answer_hours), None),
        next((row.news_days for row in rows if row.news_days), None),
    )


def _first(rows: Iterable[R], conditions: Callable[[R], Iterator[Held]]) -> Judged[R]:
    maybe: list[R] = []
    asks: dict[str, None] = {}
    for row in rows:
        unknown = _unknown(conditions(row))
        if unknown is None:
            continue
        if not unknown:
            return Judged(row, tuple(maybe), tuple(asks))
        maybe.append(row)
        asks |= dict.fromkeys(unknown)
    return Judged(None, tuple(maybe), tuple(asks))


def _unknown(conditions: Iterator[Held]) -> list[str] | None:
    """What has to be asked; None as soon as one condition fails."""
    asks: list[str] = []
    for is_so, asked in conditions:
        if is_so is False:
            return None
        if is_so is None:
            asks += asked.split()
    return asks


def _of_return(row: ReturnRow, known: Known) -> Iterator[Held]:
    yield _named(row.products, known.product), "product"
    yield _among(row.categories, known.category), "goods"
    yield not row.tags or not known.tags.isdisjoint(row.tags), ""
    yield _among(row.groups, known.group), "customer_group"
    yield _among(row.countries, known.country), "country"
    yield _in_band(row, known.value), "order_value"
    yield _is(row.on_sale, known.on_sale), "on_sale"
    for proof in row.all_of:
        yield known.proofs.get(proof), proof
    yield from _one_of(row, known)


def _of_warranty(row: WarrantyRow, known: Known) -> Iterator[Held]:
    yield _named(row.products, known.product), "product"
    yield _among(row.makers, known.maker), "maker"
    yield _among(row.countries, known.country), "country"


def _is_exception(row: ExceptionRow, known: Known) -> bool:
    return (
        (not row.customers or any(_is_address(one, known.addresses) for one in row.customers))
        and _among(row.groups, known.group) is True
        and _named(row.products, known.product) is True
        and (not row.tags or not known.tags.isdisjoint(row.tags))
    )


def _is_address(wanted: str, addresses: frozenset[str]) -> bool:
    wanted = wanted.strip().lower()
    if wanted.startswith("@"):
        return any(address.endswith(wanted) for address in addresses)
    return wanted in addresses


def _of_repair(row: RepairRow, known: Known) -> Iterator[Held]:
    yield _named(row.products, known.product), "product"
    yield _among(row.makers, known.maker), "maker"


def _one_of(row: ReturnRow, known: Known) -> Iterator[Held]:
    """The alternatives: one that holds is enough, all have to fail."""
    ways: list[Held] = [(known.proofs.get(proof), proof) for proof in row.any_of]
    if row.within_months is not None:
        ways.append((_is_young(known, row.within_months), "bought_on"))
    if not ways or any(is_so for is_so, _ in ways):
        return
    unknown = [ask for is_so, ask in ways if is_so is None]
    yield (None if unknown else False), " ".join(unknown)


def _named(parts: Sequence[str], names: Sequence[str]) -> bool | None:
    if not parts:
        return True
    if not names:
        return None
    said = _plain(" ".join(names))
    return any(_plain(part) in said for part in parts)


def _among(wanted: Sequence[str], value: str | None) -> bool | None:
    if not wanted:
        return True
    return None if value is None else _plain(value) in {_plain(one) for one in wanted}


def _is(wanted: bool | None, value: bool | None) -> bool | None:
    if wanted is None:
        return True
    return None if value is None else value == wanted


def _in_band(row: ReturnRow, value: int | None) -> bool | None:
    if row.value_from is None and row.value_below is None:
        return True
    if value is None:
        return None
    return (row.value_from or 0) <= value and (row.value_below is None or value < row.value_below)


def _is_young(known: Known, months: int) -> bool | None:
    if known.bought_on is None or known.today is None:
        return None
    return known.today <= months_after(known.bought_on, months)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def way_of(channel: str) -> str:
    """A case's channel as the tables call it: every kind of mailbox is `mail`."""
    return channel if channel in WAYS else WAYS[0]


def _is_at(row: TimeRow, moment: Moment) -> bool:
    return (
        (not row.kinds or moment.kind in row.kinds)
        and (not row.channels or moment.channel in row.channels)
        and (not row.groups or _among(row.groups, moment.group or None) is True)
        and row.stage in ("", "first" if moment.is_first else "later")
    )
