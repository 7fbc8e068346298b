"""What happens to decisions for many cases."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from makegood.cases.events import CaseEvent
from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class BulkEvent(Event):
    """Anything that happens to one bulk."""

    bulk_id: UUID

    @property
    def topic(self) -> str:
        return f"bulk:{self.bulk_id}"


@dataclass(frozen=True, kw_only=True)
class BulkStarted(BulkEvent):
    """Somebody asked for something to be done to `total` cases."""

    total: int


@dataclass(frozen=True, kw_only=True)
class BulkAdvanced(BulkEvent):
    """A bulk has come to `handled` cases of `total`."""

    handled: int
    total: int


@dataclass(frozen=True, kw_only=True)
class BulkEnded(BulkEvent):
    """A bulk has come to its end, or was stopped; its row has the figures."""


@dataclass(frozen=True, kw_only=True)
class InboxStirred(Event):
    """Many cases changed at once: told to the inboxes now and then, in place of every single change."""

    bulk_id: UUID

    @property
    def topic(self) -> str:
        return "inbox"


@dataclass(frozen=True, kw_only=True)
class MacroRun(CaseEvent):
    """A macro (`name`, `version`) was run on a case: `steps` says what that meant, whatever becomes of the macro."""

    bulk_id: UUID
    name: str
    version: int
    steps: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class BulkUndone(CaseEvent):
    """What a bulk (`undoes_id`; the macro's `name`, if it was one) did to a case was taken back, as far as could be."""

    bulk_id: UUID
    undoes_id: UUID
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class MacroEvent(Event):
    """Anything that happens to one macro."""

    macro_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"macro:{self.macro_id}"


@dataclass(frozen=True, kw_only=True)
class MacroSaved(MacroEvent):
    """A macro was made or changed; this is its `version` from now on."""

    version: int


@dataclass(frozen=True, kw_only=True)
class MacroRemoved(MacroEvent):
    """A macro is offered no longer."""
