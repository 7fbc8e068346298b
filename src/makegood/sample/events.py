"""What happens to the sample."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LoadingAdvanced(Event):
    """The sample is `done` steps far, of `total`."""

    loading_id: UUID
    done: int
    total: int

    @property
    def topic(self) -> str:
        return f"sample:{self.loading_id}"


@dataclass(frozen=True, kw_only=True)
class SampleLoaded(Event):
    """The sample shop is there: every open page should look again."""

    shop_id: UUID

    @property
    def topic(self) -> str:
        return "inbox"


@dataclass(frozen=True, kw_only=True)
class SampleRemoved(Event):
    """The sample shop is gone, with all that was in it."""

    @property
    def topic(self) -> str:
        return "inbox"
