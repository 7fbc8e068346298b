"""What happens to staff and customers."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class StaffEvent(Event):
    """Anything that happens to one member of staff."""

    staff_id: UUID

    @property
    def topic(self) -> str:
        return f"staff:{self.staff_id}"


@dataclass(frozen=True, kw_only=True)
class StaffJoined(StaffEvent):
    """Somebody took their seat, as `role`."""

    role: str


@dataclass(frozen=True, kw_only=True)
class StaffChanged(StaffEvent):
    """A seat changed: `field` from `before` to `after`."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Event):
    """Two customers turned out to be one: `gone_id` is now `kept_id`."""

    kept_id: UUID
    gone_id: UUID

    @property
    def topic(self) -> str:
        return f"customer:{self.kept_id}"
