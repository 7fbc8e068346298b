"""What happens to what is kept."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RetentionSet(Event):
    """How long things are kept was changed; months, None for as long as there is a desk."""

    shop_id: UUID
    cases: int | None
    mails: int | None

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"


@dataclass(frozen=True, kw_only=True)
class RetentionSwept(Event):
    """So many cases were deleted, mails emptied and customers anonymised because they were old enough."""

    sweep_id: UUID
    shop_id: UUID
    cases: int
    mails: int
    customers: int

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"
