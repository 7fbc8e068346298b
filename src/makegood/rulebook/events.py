"""What happens to the shop's own rules."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RulesPublished(Event):
    """The shop's own rules have a new version in force (`number`): what happens from now on is judged by it."""

    shop_id: UUID
    number: int

    @property
    def topic(self) -> str:
        return f"rules:{self.shop_id}"
