"""What happens to flows, and by them."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FlowEvent(Event):
    """Anything that happens to one flow."""

    flow_id: UUID

    @property
    def topic(self) -> str:
        return f"flow:{self.flow_id}"


@dataclass(frozen=True, kw_only=True)
class FlowPublished(FlowEvent):
    """What the flow does from now on is version `number`; runs under way keep theirs."""

    number: int


@dataclass(frozen=True, kw_only=True)
class FlowSwitched(FlowEvent):
    """The flow was switched on, or off."""

    is_on: bool


@dataclass(frozen=True, kw_only=True)
class FlowRemoved(FlowEvent):
    """The flow is no more, nor what it had under way."""


@dataclass(frozen=True, kw_only=True)
class CustomerTold(Event):
    """The customer of this order is written to about these `stations` of its way, in one message."""

    live: ClassVar[bool] = False

    order_id: UUID
    message_id: UUID
    stations: tuple[str, ...]

    @property
    def topic(self) -> str:
        return f"order:{self.order_id}"


@dataclass(frozen=True, kw_only=True)
class TellingDeclined(Event):
    """The customer does not want to be told of their orders by itself."""

    customer_id: UUID

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"


@dataclass(frozen=True, kw_only=True)
class TellingWanted(Event):
    """The customer wants to be told again."""

    customer_id: UUID

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"
