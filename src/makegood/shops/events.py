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
