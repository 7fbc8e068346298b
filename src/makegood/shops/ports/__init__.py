"""What a shop connector must be able to do, and the values it exchanges with us. The whole contract, for a stranger.

A connector lives in `adapters/shops/<name>/` and is registered under the entry point group `makegood.shops`. It reads
and writes one kind of shop system; it never sees a database row, a setting of ours or the clock. It is given the
connection's settings, secrets opened, and a `Caller`; it returns values, and all its failures are
`kernel.errors.ProviderFailed`: `permanent` when trying again would not help (a key refused), `retry_after` when the
shop says how long to wait. Whoever calls it (`shops.actions.syncing`, `hinting`) stores, repeats and tells the owner.

One law for all shops. **What the sweep reads is the truth**: `orders_since` gives every order changed since the cursor,
oldest change first, page by page; from an empty cursor it gives all there are, which is the first import. A page may
give again what was given before (the overlap), never leave out what changed. A **webhook is only a hint**: `recognise`
says which order it speaks of, and that one is read again with `fetch_order`; nothing in its body is believed.

An order is landed by (connection, `external_id`, `changed_at`): an older version never overwrites a newer one, and of
two with the same `changed_at` the one read later wins, because shops write twice within a second. Amounts are what the
shop says, in minor units of the order's currency; nothing is computed that it did not say, and None means that it
does not say. What can't be understood is given as `Unread` beside the rest, so that one odd order stops no other.

**Silence is no news.** A page for people, a gateway's error or a line that broke has not said that nothing changed, that
an order is gone, or that a command was not done: all of these are failures (`testing.contracts` tries them). A shop that
says how long to wait (`busy` with `retry_after`) is waited for within the sweep where that is a matter of seconds, so a
connector whose shop counts what it allows need not wait itself; it gives what it has read, and its cursor.

A connector whose shop can be written to is `Writable` beside. Every command bears a key that was minted when it was
drafted and stays the same however often it is tried; the connector leaves it in the shop wherever that keeps such a
mark, so that `read_back` can tell later whether it was done. The answer is *done*, *refused* (the shop said no: code
and why) or *unknown* (it may have been done). After *unknown* nobody repeats it before `read_back` has said that it
was not done. A `ProviderFailed` that is not `unclear` means that the shop never heard of it.

Some systems can't be asked: they call us and hand over whole files. Their connector is `Pushed` beside; it answers
`orders_since` with an empty last page, `test` with no step, and what was handed over is kept before it is understood.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Literal, Protocol, TypeVar, runtime_checkable

from makegood.kernel.calling import Caller
from makegood.kernel.text import Phrase

Settings = Mapping[str, Any]
"""A connection's settings, its secrets opened among them, by the names of `ShopConnector.fields`."""

Cursor = Mapping[str, Any]
"""How far was read, in the connector's own terms; empty: nothing yet."""

Standing = Literal[
    "unpaid", "preparing", "waiting", "sent", "delivered", "cancelled", "refunded", "failed", "unknown"
]  # fmt: skip
"""Where an order stands, in our few words; each state of a shop is mapped to one of them."""

InstrumentKind = Literal["card", "wallet", "bank", "cash", "invoice", "stored_value", "other"]


@dataclass(frozen=True)
class AddressSeen:
    """An address as the shop has it; blank is not said. `country` is ISO 3166-1 alpha-2."""

    name: str = ""
    company: str = ""
    street: str = ""
    street2: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    phone: str = ""
    """As it is written there."""


@dataclass(frozen=True)
class CustomerSeen:
    """Who bought, as the shop knows them. `external_id` is empty for a guest."""

    email: str = ""
    name: str = ""
    external_id: str = ""
    language: str = ""
    phones: tuple[str, ...] = ()
    """As they are written there, the likeliest first."""
    addresses: tuple[AddressSeen, ...] = ()


@dataclass(frozen=True)
class LineSeen:
    """One position; the same variant may stand in several. `total_minor` is for all pieces, after discounts, with tax:
    what the customer pays for it."""

    external_id: str
    name: str
    quantity: int
    sku: str = ""
    product_id: str = ""
    variant_id: str = ""
    total_minor: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ParcelSeen:
    """A box, and how many pieces of which lines (by their `external_id`) are in it; empty: the shop does not say."""

    number: str
    external_id: str = ""
    carrier: str = ""
    url: str = ""
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    pieces: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class InstrumentSeen:
    """What was paid with: its kind, the shop's name for it, and the last digits where there are some."""

    kind: InstrumentKind = "other"
    label: str = ""
    last_digits: str = ""
    external_id: str = ""
    """Its id where the shop stores it for the customer's next order."""
    balance_minor: int | None = None
    """Of stored value: what is left on it."""


@dataclass(frozen=True)
class PaymentSeen:
    """Money that came. `amount_minor` is positive."""

    external_id: str
    amount_minor: int
    instrument: InstrumentSeen
    at: datetime | None = None


@dataclass(frozen=True)
class RefundSeen:
    """Money that went back. `amount_minor` is positive; `pieces` as in `ParcelSeen`."""

    external_id: str
    amount_minor: int
    instrument: InstrumentSeen
    at: datetime | None = None
    reason: str = ""
    pieces: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class OrderSeen:
    """An order as the shop has it now, whole: what it no longer names is no longer there.

    `changed_at` is its version, `raw` what the shop said, as it came. `state` is the shop's own code for it.
    """

    external_id: str
    number: str
    changed_at: datetime
    placed_at: datetime
    state: str
    currency: str
    total_minor: int
    raw: str
    shipping_minor: int | None = None
    tax_minor: int | None = None
    discount_minor: int | None = None
    customer: CustomerSeen = CustomerSeen()
    address: AddressSeen = AddressSeen()
    """Where it goes."""
    billing: AddressSeen = AddressSeen()
    delivered_at: datetime | None = None
    lines: tuple[LineSeen, ...] = ()
    parcels: tuple[ParcelSeen, ...] = ()
    payments: tuple[PaymentSeen, ...] = ()
    refunds: tuple[RefundSeen, ...] = ()


@dataclass(frozen=True)
class VariantSeen:
    """What can be bought: its options (`{"Colour": "red"}`), price and stock. `stock` None: not counted."""

    external_id: str
    sku: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    price_minor: int | None = None
    stock: int | None = None
    is_available: bool = True


@dataclass(frozen=True)
class ProductSeen:
    """A product with its variants; one without options has a single variant."""

    external_id: str
    name: str
    changed_at: datetime
    raw: str
    sku: str = ""
    price_minor: int | None = None
    variants: tuple[VariantSeen, ...] = ()


@dataclass(frozen=True)
class Unread:
    """Something of a page that can't be understood: which, why, and what the shop said."""

    external_id: str
    why: str
    raw: str


Seen = TypeVar("Seen", covariant=True)


@dataclass(frozen=True)
class Page(Generic[Seen]):
    """Some of what changed. `cursor` is how far we are after it, to be stored with what it brought; `left`: so many
    are known to come after it; `is_last`: there is no more for now."""

    seen: tuple[Seen, ...]
    cursor: dict[str, Any]
    is_last: bool
    unread: tuple[Unread, ...] = ()
    left: int | None = None


@dataclass(frozen=True)
class StateSeen:
    """A state an order may have there: its code, its name as the shop's own staff read it, and what it seems to mean,
    where the shop says more of it than its name."""

    code: str
    name: str
    usual: Standing = "unknown"


@dataclass(frozen=True)
class Step:
    """One step of a connection test. `name`: `connect`, `sign_in`, `orders`, `products`; `code` is `ok` or why not
    (`no_address`, `name_not_found`, `not_public`, `refused`, `timed_out`, `certificate`, `not_found`, `key_refused`, `not_allowed`,
    `no_json`, `busy`, `down`, `cut_off`, `too_big`, `protocol`), `detail` the shop's own words; `note` what the owner has to know though it went well."""

    name: str
    code: str
    detail: str = ""
    note: Phrase | None = None

    @property
    def is_ok(self) -> bool:
        return self.code == "ok"


@dataclass(frozen=True)
class Call:
    """A webhook as it came: header names in lower case, the body untouched."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Hint:
    """What a webhook says: that this order is worth reading again. `event_id` is the shop's own for this delivery, and
    may come again, also with another body; empty `order_id`: it is about nothing we mirror, or a mere ping."""

    event_id: str
    order_id: str = ""


@dataclass(frozen=True)
class Field:
    """One setting the owner fills in. `is_secret`: sealed, and never shown again.

    `binds_secrets`: whoever changes it has to enter the secrets again, because they would go to another server, or
    for another user; False for what names neither. `shortest`: so many characters a secret has at least, where we are
    the ones it opens.
    """

    name: str
    label: Phrase
    help: Phrase | None = None
    is_secret: bool = False
    is_required: bool = True
    binds_secrets: bool = True
    shortest: int = 0


@runtime_checkable
class ShopConnector(Protocol):
    """A kind of shop system. What it does beside reading is declared in `capabilities`, not found out."""

    @property
    def kind(self) -> str:
        """The entry point's name."""
        ...

    @property
    def label(self) -> str:
        """The system's own name."""
        ...

    @property
    def fields(self) -> tuple[Field, ...]: ...

    @property
    def capabilities(self) -> frozenset[str]:
        """`products`: it gives products. `webhooks`: it calls us. Of a refund: `pays_out`, `restock`, `payments`, as
        `GiveRefund` has them."""
        ...

    @property
    def usual_states(self) -> Mapping[str, Standing]:
        """What the states every such shop has mean, as far as it is known; the owner may map them otherwise."""
        ...

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        """Try the settings for real, step by step; stops at the first step that fails. Never raises, changes nothing."""
        ...

    def states(self, settings: Settings, web: Caller) -> list[StateSeen]:
        """All states an order may have in this shop."""
        ...

    def fetch_order(self, settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
        """One order as it is now; None: the shop has none of this id (any more). `ProviderFailed` with the code `hidden`:
        there may be one which this key is not shown; it stays here as it is."""
        ...

    def orders_since(self, settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
        """The next page of what changed since `cursor`, oldest change first."""
        ...

    def products_since(self, settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
        """The same for products; an empty last page where `capabilities` has no `products`."""
        ...

    def recognise(self, settings: Settings, call: Call) -> Hint:
        """Check the signature and read what the call is about. `NotAllowed`: it is not signed with our secret;
        `BadInput`: signed, and not to be understood."""
        ...


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something a shop is to do with one order. `key` was minted when it was drafted."""

    key: str
    order_id: str
    drafted_at: datetime


@dataclass(frozen=True, kw_only=True)
class CancelOrder(Command):
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SetState(Command):
    """`state` is a code of `ShopConnector.states`."""

    state: str


@dataclass(frozen=True, kw_only=True)
class AddNote(Command):
    """`is_for_customer`: the shop may send it to them."""

    text: str
    is_for_customer: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeAddress(Command):
    """Where the order goes from now on."""

    address: AddressSeen


@dataclass(frozen=True, kw_only=True)
class GiveRefund(Command):
    """Money back. `pieces`: line's id → how many of it; `amounts`: line's id → what of the sum is for it, `shipping_minor`
    what of it is for the delivery. The `external_id` of its answer is the one its `RefundSeen` bears.

    `is_paid_out`: the shop's payment system sends the money; else it is only written down there (only where `capabilities`
    has `pays_out`; elsewhere the shop does what it always does). `restocks`: the pieces can be sold again (`restock`).
    `payment_id`: the `PaymentSeen` it goes back by (`payments`); empty: the shop chooses, or has one only.
    """

    amount_minor: int
    currency: str
    pieces: Mapping[str, int] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    shipping_minor: int = 0
    payment_id: str = ""
    is_paid_out: bool = False
    restocks: bool = False


@dataclass(frozen=True, kw_only=True)
class GiveCoupon(Command):
    """A coupon for one use by one customer: `percent` of an order, or an amount. `code` is minted with the key."""

    code: str
    email: str
    expires_on: date
    percent: int = 0
    amount_minor: int = 0
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class SwapLines(Command):
    """Siblings in the place of what was ordered, all pieces of a line: line's id → the id of a variant of the same product.
    Refused where anything would have to be paid, or paid back, for it, or where the pieces are on their way already."""

    variants: Mapping[str, str]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplaceOrder(Command):
    """Sends pieces once more, as an order of their own to the same place for which nothing is paid: line's id → how many. The
    answer's `external_id` is the new order's."""

    pieces: Mapping[str, int]
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of a command. Of `done` the shop's id for what was made; of the others why. A refund that is `done` with
    the code `pending` is written down there, and its money has yet to go out: its `RefundSeen` comes when it has."""

    outcome: Literal["done", "refused", "unknown"]
    external_id: str = ""
    code: str = ""
    why: str = ""


NOT_DONE = Answer("refused", code="not_done")
"""What `read_back` answers when the shop certainly did not do it: it may be tried again."""


@runtime_checkable
class Writable(Protocol):
    """A connector whose shop can be written to: beside `ShopConnector`, not every one is."""

    @property
    def commands(self) -> tuple[type[Command], ...]:
        """What it can be told; anything else is for a person."""
        ...

    def carry_out(self, settings: Settings, web: Caller, command: Command) -> Answer:
        """Tell the shop, once."""
        ...

    def read_back(self, settings: Settings, web: Caller, command: Command) -> Answer:
        """Whether the shop has done it: `done`, `NOT_DONE`, or `unknown`. Changes nothing."""
        ...


@dataclass(frozen=True)
class HandedOver:
    """A file as it was handed over, whole. `zone` is the shop's (`Europe/Moscow`), `currency` its usual one: such files
    name neither."""

    name: str
    body: bytes
    received_at: datetime
    zone: str
    currency: str


@runtime_checkable
class Pushed(Protocol):
    """A connector whose system calls us and hands files over: beside `ShopConnector`, not every one does."""

    def lets_in(self, settings: Settings, user: str, password: str) -> bool:
        """Whether it is this system that calls. Never with a password that is empty or easily guessed."""
        ...

    def takes(self, name: str) -> bool:
        """Whether a file of this name can say anything we read; what can't is not kept."""
        ...

    def understand(
        self, settings: Settings, file: HandedOver
    ) -> Iterator[OrderSeen | ProductSeen | tuple[Literal["order", "product"], Unread]]:
        """All that it says, one by one. `ProviderFailed`: it can't be read (any further)."""
        ...

    def answer(self, settings: Settings, now: datetime) -> bytes:
        """What we have for it when it asks for orders."""
        ...
