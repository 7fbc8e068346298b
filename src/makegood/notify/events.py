"""What happens to notices and calendars."""

from dataclasses import dataclass
from typing import ClassVar
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


@dataclass(frozen=True, kw_only=True)
class CalendarShared(Event):
    """A member of staff has an address for their own calendar, or another one; an earlier one is dead."""

    live: ClassVar[bool] = False
    staff_id: UUID

    @property
    def topic(self) -> str:
        return f"staff:{self.staff_id}"


@dataclass(frozen=True, kw_only=True)
class CalendarEnded(Event):
    """A member of staff has no address for their calendar any more."""

    live: ClassVar[bool] = False
    staff_id: UUID

    @property
    def topic(self) -> str:
        return f"staff:{self.staff_id}"
