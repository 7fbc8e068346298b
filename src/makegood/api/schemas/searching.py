"""Everything that was found."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from makegood.api.schemas.shared import In, Text


class SearchIn(In):
    """What is looked for."""

    q: Annotated[Text, Field(min_length=1, max_length=200)] = Field(
        description="Words or a number.", examples=["W-1001"]
    )
    limit: int = Field(50, ge=1, le=100, description="How many cases at most.")


class CaseHitOut(Schema):
    """A case that was found."""

    number: int
    subject: str
    excerpt: str = Field(description="The words around what was found; may be empty.")
    customer: str = Field(description="The customer's name; may be empty.")
    order: str = Field(description="The order's number; may be empty.")
    is_closed: bool
    at: datetime = Field(description="When its found message was written, or it last changed.")
    why: str = Field(
        description="By what: case_number, order, tracking, email, phone, customer, words or query."
    )


class CustomerHitOut(Schema):
    """A customer that was found."""

    id: UUID
    name: str
    identities: list[str] = Field(description="E-mail addresses and phones, normalised.")


class OrderHitOut(Schema):
    """An order that was found."""

    id: UUID
    number: str
    customer: str = Field(description="The customer's name; may be empty.")
    placed_at: datetime
    tracking: str = Field(description="The parcel's number, when it was found by it.")


class FoundOut(Schema):
    """What a search found, the surest first in each list."""

    cases: list[CaseHitOut]
    customers: list[CustomerHitOut]
    orders: list[OrderHitOut]
