"""What happens to exports."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ExportEvent(Event):
    """Anything that happens to one export."""

    export_id: UUID

    @property
    def topic(self) -> str:
        return f"export:{self.export_id}"


@dataclass(frozen=True, kw_only=True)
class ExportAsked(ExportEvent):
    """Somebody wants everything as one file."""


@dataclass(frozen=True, kw_only=True)
class ExportAdvanced(ExportEvent):
    """It is `done` far, of `total`."""

    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class ExportEnded(ExportEvent):
    """It can be fetched, or `error` says why it can't."""

    error: str


@dataclass(frozen=True, kw_only=True)
class ExportFetched(ExportEvent):
    """Somebody took the file with them."""


@dataclass(frozen=True, kw_only=True)
class ExportRemoved(ExportEvent):
    """The file is gone: its time was over, or somebody (`by_id`) was done with it."""
