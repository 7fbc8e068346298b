"""What happens to endpoints."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class EndpointEvent(Event):
    """Anything that happens to one endpoint."""

    endpoint_id: UUID
    url: str

    @property
    def topic(self) -> str:
        return f"hook:{self.endpoint_id}"


@dataclass(frozen=True, kw_only=True)
class EndpointAdded(EndpointEvent):
    """A program is told what happens from now on."""


@dataclass(frozen=True, kw_only=True)
class EndpointChanged(EndpointEvent):
    """An endpoint is told of other things, or signed for with another secret."""


@dataclass(frozen=True, kw_only=True)
class EndpointSwitchedOff(EndpointEvent):
    """An endpoint is told nothing any more: `why` as in `Endpoint.Off`."""

    why: str


@dataclass(frozen=True, kw_only=True)
class EndpointSwitchedOn(EndpointEvent):
    """An endpoint is told what happens again."""


@dataclass(frozen=True, kw_only=True)
class EndpointRemoved(EndpointEvent):
    """An endpoint is no more, nor what waited for it."""
