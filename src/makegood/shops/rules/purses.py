"""How much of what was paid for an order can still go back: the shop's ledger, less what is on its way."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Movement:
    """One entry of the shop's ledger. `pieces`: of a refund, line's id → how many of it."""

    external_id: str
    is_refund: bool
    amount: int
    pieces: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A refund that was asked for here and not refused. `external_id`: the shop's id for it, where it gave one;
    `answered_at`: when it was done."""

    amount: int
    external_id: str = ""
    answered_at: datetime | None = None
    pieces: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Purse:
    """In minor units of the order's currency. `pieces`: line's id → how many were not refunded yet; `payments`: payment's id
    → what came by it."""

    paid: int
    refunded: int
    on_its_way: int
    pieces: Mapping[str, int]
    payments: Mapping[str, int] = field(default_factory=dict)
    bought: Mapping[str, int] = field(default_factory=dict)
    """Line's id → how many were ordered."""
    shipping: int | None = None
    """What the delivery cost; None: nobody said."""

    @property
    def left(self) -> int:
        return max(self.paid - self.refunded - self.on_its_way, 0)


def purse_of_ledger(
    moved: Iterable[Movement],
    asked: Iterable[Asked],
    bought: Mapping[str, int],
    read_at: datetime | None,
    shipping: int | None = None,
) -> Purse:
    """Of an order whose shop keeps a ledger. What was asked for and is not in the ledger yet counts as gone: by its id where
    the shop gave one, else until the order was read again after it was done."""
    moved = list(moved)
    asked = list(asked)
    known = {one.external_id: one for one in moved if one.is_refund}
    coming = [one for one in asked if not _is_told(one, known, read_at)]
    gone: Counter[str] = Counter()
    for one in known.values():
        gone.update(one.pieces)
    for ask in asked:
        told = known.get(ask.external_id)
        if ask in coming or (told and not told.pieces):  # not every shop keeps which pieces
            gone.update(ask.pieces)
    return Purse(
        paid=sum(one.amount for one in moved if not one.is_refund),
        refunded=sum(one.amount for one in moved if one.is_refund),
        on_its_way=sum(one.amount for one in coming),
        pieces={line: max(count - gone[line], 0) for line, count in bought.items()},
        payments={one.external_id: one.amount for one in moved if not one.is_refund},
        bought=bought,
        shipping=shipping,
    )


def purse_of_file(
    total: int, asked: Iterable[Asked], bought: Mapping[str, int], shipping: int | None = None
) -> Purse:
    """Of an order a file told of: nobody says what was paid, so it is at most its total; refunded is what was done by hand."""
    asked = list(asked)
    gone: Counter[str] = Counter()
    for one in asked:
        gone.update(one.pieces)
    return Purse(
        paid=total,
        refunded=sum(one.amount for one in asked if one.answered_at),
        on_its_way=sum(one.amount for one in asked if not one.answered_at),
        pieces={line: max(count - gone[line], 0) for line, count in bought.items()},
        bought=bought,
        shipping=shipping,
    )


def _is_told(asked: Asked, known: Container[str], read_at: datetime | None) -> bool:
    if asked.answered_at is None:
        return False
    if asked.external_id:
        return asked.external_id in known
    return read_at is not None and read_at > asked.answered_at
