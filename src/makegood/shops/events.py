"""What happens in the mirror."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ShopOpened(Event):
    """A shop is there now: rooms above give it what each shop has from the start."""

    shop_id: UUID

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class ShopChanged(Event):
    """A setting of the shop was saved: `fields` by name."""

    shop_id: UUID
    fields: tuple[str, ...]

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class LogoLetGo(Event):
    """A logo is the shop's no longer: its file may go when nobody else uses it."""

    shop_id: UUID
    sha256: str

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class ParcelsDelivered(Event):
    """Of orders known before (`order_ids`) a parcel is with the customer, as a file or the carrier says now."""

    live: ClassVar[bool] = False

    shop_id: UUID
    order_ids: tuple[UUID, ...]

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class ParcelsSent(Event):
    """Of orders known before (`order_ids`) a parcel is with its carrier, as a file, the shop or the carrier says now."""

    live: ClassVar[bool] = False

    shop_id: UUID
    order_ids: tuple[UUID, ...]

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class ParcelsDelayed(Event):
    """Of orders known before (`order_ids`) a parcel on its way is expected later than was said until now."""

    live: ClassVar[bool] = False

    shop_id: UUID
    order_ids: tuple[UUID, ...]

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class ParcelMoved(Event):
    """Parcels (`parcel_ids`, of the orders `order_ids`) are in another state than before: `state`, of `models.Parcel.State`.

    Once for each change, whoever told of it. Never of what had happened long before the desk knew of the parcel.
    """

    live: ClassVar[bool] = False

    shop_id: UUID
    state: str
    parcel_ids: tuple[UUID, ...]
    order_ids: tuple[UUID, ...]

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class ImportAdvanced(Event):
    """An import is `done` rows far, of `rows`."""

    run_id: UUID
    done: int
    rows: int

    @property
    def topic(self) -> str:
        return f"import:{self.run_id}"


@dataclass(frozen=True, kw_only=True)
class ImportEnded(Event):
    """An import is over; its row has the figures."""

    run_id: UUID

    @property
    def topic(self) -> str:
        return f"import:{self.run_id}"


@dataclass(frozen=True, kw_only=True)
class OrdersMirrored(Event):
    """What a connected shop said of orders was landed: those new here, and those that differ from what was known.

    `is_import`: they came with the first import, and are no news of today.
    """

    live: ClassVar[bool] = False

    connection_id: UUID
    created_ids: tuple[UUID, ...]
    changed_ids: tuple[UUID, ...]
    is_import: bool

    @property
    def topic(self) -> str:
        return f"connection:{self.connection_id}"


@dataclass(frozen=True, kw_only=True)
class ConnectionChanged(Event):
    """A line to a shop system was set up, changed or cut, began to fail or works again: `what` in one word."""

    connection_id: UUID
    what: str

    @property
    def topic(self) -> str:
        return f"connection:{self.connection_id}"


@dataclass(frozen=True, kw_only=True)
class ConnectionAdvanced(Event):
    """The first import of a connected shop has read `read` orders."""

    connection_id: UUID
    read: int

    @property
    def topic(self) -> str:
        return f"connection:{self.connection_id}"


@dataclass(frozen=True, kw_only=True)
class CarrierChanged(Event):
    """A carrier of the shop's own was added, changed or stopped, began to fail or works again: `what` in one word."""

    account_id: UUID
    what: str

    @property
    def topic(self) -> str:
        return f"carrier:{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class CommandGiven(Event):
    """A shop is to be told something of an order; or, as nobody can tell it that, a person is to do it there (`is_by_hand`)."""

    command_id: UUID
    order_id: UUID
    is_by_hand: bool = False

    @property
    def topic(self) -> str:
        return f"order:{self.order_id}"


@dataclass(frozen=True, kw_only=True)
class CommandAnswered(Event):
    """What a shop was told is `done` or `refused`; or it stays `unknown`, and a person has to look there.

    `is_by_hand`: a person says so, not the shop. `is_pending`: a refund is written down there, and its money has yet to go
    out; once it has, this happens again without it.
    """

    command_id: UUID
    order_id: UUID
    outcome: str
    is_by_hand: bool = False
    is_pending: bool = False

    @property
    def topic(self) -> str:
        return f"order:{self.order_id}"
