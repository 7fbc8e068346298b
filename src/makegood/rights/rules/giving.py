"""What the shop's own rules give on a case beside the law, and what they would have to be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from makegood.rights.rules.gathering.goods import bought, concerned
from makegood.rights.rules.knowing import Known, KnownLine
from makegood.rulebook.rules.judging import (
    Judged,
    judge_return,
    judge_warranty,
    months_after,
)
from makegood.rulebook.rules.judging import Known as KnownOfGoods
from makegood.rulebook.rules.tables import PROOFS, Book, ReturnRow, WarrantyRow

ASKED = (*PROOFS, "goods", "on_sale", "customer_group", "country", "product")
"""Facts of a case that a row may wait for."""


@dataclass(frozen=True, slots=True)
class Day:
    """Of one line: since when the customer has it, until when the law lets it come back and stands for it."""

    had_since: date | None = None
    back_until: date | None = None
    faults_until: date | None = None


@dataclass(frozen=True, slots=True)
class OfCase:
    """What is known of the case beside its lines; `value` of the order in minor units of the shop's currency."""

    country: str
    bought_on: date | None
    today: date
    value: int | None = None
    tags: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    makers: Mapping[str, str] = field(default_factory=dict)
    """Line → who makes it."""
    days: Mapping[str, Day] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gift:
    """More than the law gives, for one line (empty: for all of them). `until` None: without end, or they have not got it yet."""

    line: str
    row: ReturnRow | WarrantyRow
    until: date | None
    is_more_time: bool


_BY_ROW = {
    "withdrawal": ReturnRow,
    "guarantee": WarrantyRow,
    "repair": WarrantyRow,
    "replacement": WarrantyRow,
}
"""Right of the law → the rows of the house by which the same is given."""


@dataclass(frozen=True, slots=True)
class Gifts:
    """`asks`: keys of the facts by which rows further up would hold, or not."""

    found: tuple[Gift, ...] = ()
    asks: tuple[str, ...] = ()

    def gives(self, right: str, line: str, today: date) -> bool:
        """Whether the house gives today, on that line, what the law refuses."""
        return any(
            isinstance(one.row, _BY_ROW.get(right, ()))
            and one.line in ("", line)
            and one.is_more_time
            and (one.until is None or today <= one.until)
            for one in self.found
        )


def gifts(book: Book, known: Known, case: OfCase) -> Gifts:
    """By line; what all lines get is told once."""
    lines = bought(known.order) if known.order else []
    found: list[Gift] = []
    asks: dict[str, None] = {}
    for line in lines or [KnownLine("", "")]:
        goods = _goods(line, known, case)
        back, faults = judge_return(book, goods), judge_warranty(book, goods)
        found += _given(line.id, back, faults, case)
        asks |= dict.fromkeys((*back.asks, *faults.asks))
    told = [key for key in ASKED if key in asks and not known.told(key)]
    return Gifts(_once(found, len(lines)), tuple(told))


def _goods(line: KnownLine, known: Known, case: OfCase) -> KnownOfGoods:
    names = (line.name, line.sku) if line.id else (known.told("product"),)
    meant = concerned(known)
    is_told_of = (
        not meant or line in meant
    )  # what was told of one article tells nothing of the others
    told = (*PROOFS, "on_sale", "goods") if is_told_of else ()
    said = {key: known.told(key) for key in told if known.told(key)}
    return KnownOfGoods(
        product=[name for name in names if name],
        maker=case.makers.get(line.id),
        category=said.get("goods"),
        tags=case.tags,
        addresses=case.addresses,
        group=known.told("customer_group") or known.customer_group or None,
        country=case.country,
        value=case.value,
        on_sale=said["on_sale"] == "yes" if "on_sale" in said else None,
        bought_on=case.bought_on,
        today=case.today,
        proofs={key: said[key] == "yes" for key in PROOFS if key in said},
    )


def _given(
    line: str, back: Judged[ReturnRow], faults: Judged[WarrantyRow], case: OfCase
) -> Iterator[Gift]:
    day = case.days.get(line, Day())
    if row := back.row:
        until = None
        if row.days is not None and day.had_since:
            until = day.had_since + timedelta(days=row.days)
        is_more = not until or not day.back_until or until > day.back_until
        if is_more or row.pays == "shop":
            yield Gift(line, row, until, is_more)
    if warranty := faults.row:
        since = day.had_since if warranty.start == "delivery" else case.bought_on
        until = months_after(since, warranty.months) if since else None
        if not until or not day.faults_until or until > day.faults_until:
            yield Gift(line, warranty, until, is_more_time=True)


def _once(found: list[Gift], lines: int) -> tuple[Gift, ...]:
    for_all = [replace(one, line="") for one in found]
    shared = {one for one in for_all if for_all.count(one) >= max(lines, 1)}
    told = [one if (alike := replace(one, line="")) not in shared else alike for one in found]
    return tuple(dict.fromkeys(told))
