"""What the desk knows of a case, as far as the law may ask: rows of other rooms, without their rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from makegood.kernel.money import Money


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A position of the order; `price` is for all pieces of it, as paid."""

    id: str
    name: str
    sku: str = ""
    price: Money | None = None

    @property
    def is_discount(self) -> bool:
        """Shops tell a discount as a line of less than nothing."""
        return self.price is not None and self.price.minor < 0


@dataclass(frozen=True, slots=True)
class KnownParcel:
    """A box, with the ids of the lines in it (none: nobody said which). `is_gone`: lost, or on its way back."""

    lines: frozenset[str] = frozenset()
    delivered_at: datetime | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """`address` has the parts the shop told: country, region, …"""

    placed_at: datetime
    delivered_at: datetime | None = None
    currency: str = ""
    shipping: Money | None = None
    """What the shop says was paid for delivery; None: it says nothing."""
    refunds: tuple[tuple[datetime, int], ...] = ()
    """When a connected shop gave how much back, in minor units of the order's currency, the earliest first."""
    address: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[KnownLine, ...] = ()
    parcels: tuple[KnownParcel, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of the case; `is_ours`: a colleague noted it."""

    value: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """`heard_at`: the customer's first word. `acknowledged_at`: the first letter that left for them, an automatic one as well;
    `answered_at`: the first that a person wrote and that did more than ask.
    """

    case: str
    kind: str
    now: datetime
    heard_at: datetime
    shop_country: str
    shop_region: str = ""
    adopted_in: frozenset[str] = frozenset()
    """Countries where the EU's rules on repairs are known to be national law."""
    customer_country: str = ""
    customer_group: str = ""
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    order: KnownOrder | None = None
    facts: Mapping[str, Told] = field(default_factory=dict)

    def told(self, key: str) -> str:
        """The fact's value; empty where nobody told it."""
        return self.facts[key].value if key in self.facts else ""
