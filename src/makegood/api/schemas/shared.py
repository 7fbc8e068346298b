"""What several resources share: pages, kinds, money, people, errors."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not contain NUL characters")
    return text


Text = Annotated[str, AfterValidator(_storable)]

Language = Literal["en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru"]

Kind = Literal[
    "",
    "where_is_it",
    "late",
    "lost",
    "damaged",
    "wrong_item",
    "missing_part",
    "not_as_described",
    "defective",
    "return",
    "exchange",
    "warranty",
    "repair",
    "cancel",
    "add_item",
    "order_failed",
    "double_charge",
    "unknown_charge",
    "billing",
    "price_match",
    "promo_code",
    "conduct",
    "data_request",
    "public",
    "other",
]

PromiseSource = Literal[
    "person", "acknowledgement", "silence", "law", "template", "playbook", "flow", "carrier"
]

PromiseKind = Literal[
    "answer",
    "news",
    "decision",
    "money",
    "shipment",
    "parcel",
    "repair",
    "call_back",
    "collection",
    "other",
]


class In(Schema):
    """Words from outside: a field we do not know is refused, so that a misspelt one can't pass silently."""

    model_config = ConfigDict(extra="forbid")


class PageIn(In):
    """Which part of a list."""

    after: Annotated[Text, Field(max_length=300)] | None = Field(
        None, description="`next` of the page before; leave it out for the first page."
    )
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


class WordsPageIn(PageIn):
    """Which part of a list of those that mention something."""

    text: Annotated[Text, Field(max_length=200)] = Field(
        "", description="Only those that mention this; empty: all."
    )


class ErrorOut(Schema):
    """Every error, whatever its status."""

    code: str = Field(
        description="Stable, lower_snake_case; switch on this.", examples=["not_found"]
    )
    message: str = Field(description="One English sentence for a person.")
    details: dict[str, Any] = Field(
        description="More for the program: `fields` (field, message) with bad_input, `reasons` with a refusal."
    )


class MoneyOut(Schema):
    """An amount of money."""

    minor: int = Field(description="In the currency's smallest unit (cents).", examples=[4990])
    currency: str = Field(description="ISO 4217.", examples=["EUR"])


class StaffOut(Schema):
    """A member of staff."""

    id: UUID
    name: str
    email: str


class CustomerRef(Schema):
    """A customer, by name."""

    id: UUID
    name: str = Field(description="May be empty: not everybody tells their name.")
