"""What is given beyond the law, and who says yes."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from makegood.api.schemas.shared import In, MoneyOut, StaffOut, Text


class IncidentOut(Schema):
    """What went wrong on a case, as far as the desk knows."""

    late_days: int = Field(
        description="Days from the day first promised to the arrival, or to now."
    )
    value: MoneyOut | None = Field(
        description="Of the order; null where it is in another currency."
    )
    times: int = Field(description="Which complaint of the customer within a year it is.")
    responsibility: str = Field(
        description="Whose it is, as the fact says; empty: nobody noted it."
    )


class ApprovalOut(Schema):
    """Something given, or to be given, to a customer beyond the law."""

    id: UUID
    case: int = Field(description="The case's number.")
    amount: MoneyOut
    form: str = Field(description="refund, credit, coupon or gift; empty for what is no money.")
    right: str = Field(description="The right that is given beyond the law; empty for money.")
    line: str = Field(
        description="Of a right: the order's line it is for, by its position; empty: all of it."
    )
    until: date | None = Field(description="Of a right: the last day on which it is given.")
    reason: str
    asked_by: StaffOut | None
    asked_at: datetime
    decision: Literal["open", "granted", "refused", "withdrawn"] = Field(
        description="`open`: a second person has to say yes."
    )
    decided_by: StaffOut | None
    decided_at: datetime | None
    note: str = Field(description="What the second person said.")
    promise: UUID | None = Field(description="The promise that it will be paid.")


class ApprovalPageOut(Schema):
    """What waits for a yes, page by page."""

    items: list[ApprovalOut]
    next: str | None = Field(description="Send it as `after` for the next page; null: the end.")


class GoodwillOut(Schema):
    """What may be given on a case."""

    incident: IncidentOut
    table: MoneyOut | None = Field(
        description="What the house's table gives to your role; null: no row fits."
    )
    form: str | None = Field(description="As what the table gives it.")
    limit: MoneyOut | None = Field(
        description="What you give on one case without asking; null: no limit."
    )
    approvals: list[ApprovalOut]


class GoodwillIn(In):
    """Money for what went wrong."""

    amount: int = Field(ge=1, le=10**11, description="In the smallest unit of the shop's currency.")
    form: Literal["refund", "credit", "coupon", "gift"] = "refund"
    within_days: int = Field(3, ge=1, le=30, description="Working days until it is paid.")
    reason: Annotated[Text, Field(max_length=300)] = Field(
        "",
        description="Needed unless it is exactly what the table gives. The customer never reads it.",
    )


class RightIn(In):
    """A right the law and the house rules refuse, given all the same."""

    right: Annotated[str, Field(min_length=1, max_length=40)] = Field(
        description="As the case's ruling names it in `refused`."
    )
    line: Annotated[str, Field(max_length=12)] = Field(
        "", description="The order's line, by its position; empty: all of it."
    )
    until: date = Field(description="The last day on which the customer has it.")
    reason: Annotated[Text, Field(min_length=1, max_length=300)] = Field(
        description="Why. The customer never reads it."
    )


class DecisionIn(In):
    """Yes or no to what a colleague asked."""

    granted: bool
    note: Annotated[Text, Field(max_length=300)] = Field("", description="Needed for a no.")
