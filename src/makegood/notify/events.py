"""What happens to notices."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(Event):
    """A member of staff was told something; their pages show the count."""

    staff_id: UUID

    @property
    def topic(self) -> str:
        return f"staff:{self.staff_id}"


@dataclass(frozen=True, kw_only=True)
class NoticesRead(Event):
    """Notices of a member of staff were read, or what they were about is over; their pages show the count."""

    staff_id: UUID

    @property
    def topic(self) -> str:
        return f"staff:{self.staff_id}"
