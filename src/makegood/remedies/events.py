"""What happens to what is given beyond the law."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ApprovalEvent(Event):
    """Anything that happens to something that is, or is to be, given on a case: money, or (`right`) what the law refuses."""

    case_id: UUID
    approval_id: UUID
    kind: str
    amount_minor: int
    currency: str
    right: str = ""

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(ApprovalEvent):
    """It is above the limit of who wants to give it: a second person is asked, and `reason` says why."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class ApprovalWaits(ApprovalEvent):
    """Nobody decided it yet: those who may are reminded. `due_at`: when the case owes something next."""

    asked_by_id: UUID | None
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ApprovalGranted(ApprovalEvent):
    """It is given: within the own limit (`asked_by_id` is None), or because a second person granted what somebody asked."""

    reason: str
    asked_by_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ApprovalRefused(ApprovalEvent):
    """The second person said no, and why."""

    reason: str
    asked_by_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class ApprovalWithdrawn(ApprovalEvent):
    """It need not be decided any more: who asked took it back, or the case was closed."""
