"""Orders, and what their shops are told to do."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from makegood.api.schemas.shared import CustomerRef, In, MoneyOut, Text


class OrderRow(Schema):
    """An order as the shop told it."""

    id: UUID
    number: str
    state: str = Field(description="The shop's own word.")
    total: MoneyOut
    customer: CustomerRef | None
    placed_at: datetime
    delivered_at: datetime | None


class LineOut(Schema):
    """One position of an order."""

    position: int
    sku: str
    name: str
    quantity: int = Field(description="Pieces.")
    price: MoneyOut | None = Field(description="For one piece, as paid; null when nobody said.")


class ParcelOut(Schema):
    """A box on its way."""

    number: str = Field(description="The tracking number.")
    carrier: str
    state: str = Field(
        description="`not_handed_over`, `in_transit`, `sorting`, `out_for_delivery`, `ready`, `delivered`, `delayed`, `failed`, `returning`, `lost` or `unknown`."
    )
    state_at: datetime | None = Field(description="Since when; null where nobody said.")
    shipped_at: datetime | None
    first_expected_at: datetime | None = Field(
        description="The first day that was promised, however often it slid since."
    )
    expected_at: datetime | None
    collect_until: datetime | None = Field(description="How long it waits to be collected.")
    delivered_at: datetime | None
    troubles: list[str] = Field(
        description="What is wrong with it now, the worst first: `lost`, `returning`, `failed`, `late` (against the first day), `not_handed_over`, `stuck`, `left_lying`."
    )


class OrderOut(OrderRow):
    """An order, whole."""

    lines: list[LineOut]
    parcels: list[ParcelOut]
    cases: list[int] = Field(description="Numbers of cases about it.")


class OrderPageOut(Schema):
    """Some orders, newest first."""

    items: list[OrderRow]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )


CommandKind = Literal[
    "refund", "cancel", "address", "state", "note", "coupon", "credit", "replacement", "swap", "instrument"
]  # fmt: skip


class CommandLineIn(In):
    """Pieces of one line of the order, or what stands in its place."""

    position: int = Field(description="As the order's `lines` have it.")
    pieces: int = Field(1, ge=1, le=100_000, description="Of a `refund` and a `replacement`.")
    variant: Annotated[Text, Field(max_length=120)] = Field(
        "", description="Of a `swap`: the shop's id of another variant of the same product."
    )


class CommandAddressIn(In):
    """Where the order goes from now on."""

    name: Annotated[Text, Field(max_length=160)] = ""
    company: Annotated[Text, Field(max_length=160)] = ""
    street: Annotated[Text, Field(max_length=200)]
    street2: Annotated[Text, Field(max_length=200)] = ""
    postcode: Annotated[Text, Field(max_length=20)] = ""
    city: Annotated[Text, Field(max_length=120)]
    region: Annotated[Text, Field(max_length=120)] = ""
    country: Annotated[Text, Field(max_length=2, description="ISO 3166-1 alpha-2.")]
    phone: Annotated[Text, Field(max_length=40)] = ""


class CommandIn(In):
    """What is to be done with an order. Each kind reads its own fields, and the others are left out."""

    kind: CommandKind
    reason: Annotated[Text, Field(max_length=300)] = Field("", description="`cancel`, `refund`, `credit`.")  # fmt: skip
    text: Annotated[Text, Field(max_length=1000)] = Field(
        "",
        description="Of a `note`; of `replacement`, `swap` and `instrument` what is to be done by hand.",
    )
    for_customer: bool = Field(False, description="The customer may read the note.")
    state: Annotated[Text, Field(max_length=80)] = Field("", description="The shop's own word.")
    address: CommandAddressIn | None = None
    amount: int = Field(
        0,
        ge=0,
        le=10**11,
        description="In the smallest unit of the order's currency. Of a `refund` 0: what was paid for the lines and the shipping named.",
    )
    shipping: int = Field(0, ge=0, le=10**11, description="What of a refund is for the delivery.")
    lines: list[CommandLineIn] = Field(
        [], max_length=500, description="Of `refund`, `replacement` and `swap`."
    )
    payment: Annotated[Text, Field(max_length=120)] = Field(
        "",
        description="The shop's id of the payment a refund goes back by; empty: the shop chooses.",
    )
    restock: bool = Field(False, description="The pieces can be sold again.")
    pay_out: bool = Field(
        False, description="The shop's payment system sends the money, where it is asked for that."
    )
    email: Annotated[Text, Field(max_length=320)] = Field("", description="Whose `coupon` it is.")
    percent: int = Field(0, ge=0, le=100, description="Of a coupon, instead of `amount`.")
    expires_on: date | None = Field(None, description="Until when a coupon can be used.")


class CommandAnswerIn(In):
    """What a person did in the shop, or found there."""

    done: bool
    evidence: Annotated[Text, Field(min_length=1, max_length=500)] = Field(
        description="What shows it: a number in the shop, a link, or why it is not done."
    )


class CommandOut(Schema):
    """Something a shop is to do with an order, and what became of it."""

    id: UUID = Field(description="The key the shop is given, too.")
    order: str = Field(description="The order's number.")
    kind: CommandKind
    arguments: dict[str, Any] = Field(description="As it is told to the shop.")
    outcome: Literal["drafted", "by_hand", "under_way", "done", "refused", "unknown"] = Field(
        description="`by_hand`: the shop can't be told it, a person does it. `unknown`: it may have been done; it is read back before it is ever told again."
    )
    for_a_person: bool = Field(description="Nothing more happens by itself: send an answer.")
    external_id: str = Field(description="The shop's id for what was made.")
    code: str = Field(description="Why it was refused, in one word.")
    why: str = Field(description="The shop's own words.")
    evidence: str = Field(description="What a person said shows it.")
    drafted_at: datetime
    answered_at: datetime | None


class CommandPageOut(Schema):
    """Some commands."""

    items: list[CommandOut]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )
