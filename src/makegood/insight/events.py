"""What happens to trials."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TrialEvent(Event):
    """Anything that happens to one trial of a draft."""

    trial_id: UUID

    @property
    def topic(self) -> str:
        return f"trial:{self.trial_id}"


@dataclass(frozen=True, kw_only=True)
class TrialAsked(TrialEvent):
    """Somebody wants to know what the draft would have changed."""


@dataclass(frozen=True, kw_only=True)
class TrialAdvanced(TrialEvent):
    """It has looked at `done` of `total`."""

    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class TrialEnded(TrialEvent):
    """What it found can be read, or (`failed`) it came to nothing."""

    failed: bool
