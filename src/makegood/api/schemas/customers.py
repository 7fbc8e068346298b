"""Customers and what they are known by."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class IdentityOut(Schema):
    """An address or phone a customer is known by."""

    kind: Literal["email", "phone"]
    value: str = Field(description="Normalised: lower case, E.164.")


class CustomerOut(Schema):
    """A person the shop sells to."""

    id: UUID
    name: str
    language: str = Field(description="A code, or empty when not known.")
    country: str = Field(description="ISO 3166-1 alpha-2, or empty.")
    group: str = Field(description="As the shop groups its customers; may be empty.")
    identities: list[IdentityOut]
    created_at: datetime


class CustomerWhole(CustomerOut):
    """A customer with what they bought and what they wrote about."""

    note: str
    orders: list[str] = Field(description="Order numbers, newest first.")
    cases: list[int] = Field(description="Case numbers, newest first.")


class CustomerPage(Schema):
    """Some customers, newest first."""

    items: list[CustomerOut]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )
