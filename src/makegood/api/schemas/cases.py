"""Cases: lists, a case whole, and what is done with it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from makegood.api.schemas.messages import MessageOut
from makegood.api.schemas.promises import PromiseOut
from makegood.api.schemas.shared import CustomerRef, In, Kind, Language, PageIn, StaffOut, Text


class CasesIn(PageIn):
    """Which cases; every filter narrows."""

    q: Annotated[Text, Field(max_length=1000)] | None = Field(
        None,
        description="The query language of the desk's inbox; as there, open cases unless it names a `state:`.",
        examples=["kind:late due:<2d -tag:vip"],
    )
    state: Literal["open", "snoozed", "closed"] | None = None
    kind: Kind | None = None
    language: Language | None = None
    tag: Annotated[Text, Field(max_length=40)] | None = None
    assignee: Annotated[Text, Field(max_length=254)] | None = Field(
        None, description="An e-mail address of a member of staff."
    )
    customer: UUID | None = None
    order: Annotated[Text, Field(max_length=80)] | None = Field(
        None, description="An order number, however it is spaced or capitalised."
    )
    changed_since: AwareDatetime | None = Field(
        None, description="Only cases changed at or after this instant: ISO 8601 with a zone."
    )


class CountIn(In):
    """Which cases are counted."""

    q: Annotated[Text, Field(max_length=1000)] = Field(
        "",
        description="The query language of the desk's inbox; empty: all open cases.",
        examples=["kind:late due:<2d -tag:vip"],
    )


class CountOut(Schema):
    """How many there are."""

    count: int


Sign = Literal["lawyer", "press", "chargeback", "authority", "angry", "repeat", "silence"]


class CaseRow(Schema):
    """A case as lists show it."""

    number: int = Field(description="The case number people see.", examples=[10001])
    subject: str
    kind: Kind = Field(description="What it is about; empty: not said yet.")
    state: Literal["open", "snoozed", "closed"]
    turn: Literal["us", "customer", "others"] = Field(description="Whose move it is.")
    language: str = Field(description="The customer's, as a code.", examples=["lt"])
    channel: str = Field(description="Where it came in: email, portal, api, …", examples=["email"])
    customer: CustomerRef | None
    order: str | None = Field(description="The order's number, as the shop writes it.")
    assignee: StaffOut | None
    team: str | None = Field(description="The team's name.")
    tags: list[str]
    opened_at: datetime = Field(description="ISO 8601, UTC, like every instant here.")
    heard_at: datetime | None = Field(description="When the customer last wrote.")
    told_at: datetime | None = Field(description="When the customer last had word from a person.")
    signs: list[Sign] = Field(
        description="What the customer's words and their waiting tell: threats, anger, repeat contact, silence."
    )
    alarm_at: datetime | None = Field(
        description="Since when that weighs enough for the case to go before the others, until somebody answers."
    )
    due_at: datetime | None = Field(
        description="When the most urgent open promise falls due; null: nothing is owed."
    )
    closed_at: datetime | None
    changed_at: datetime = Field(description="When anything on its cover last changed.")
    url: str = Field(description="The case in the desk, for staff.")


class FactOut(Schema):
    """Something known of the case."""

    key: str = Field(examples=["what_happened"])
    value: str
    source: str = Field(description="Who said so: customer, staff or desk.")


class NoteOut(Schema):
    """A word among colleagues."""

    id: UUID
    body: str
    by: StaffOut | None
    at: datetime


class FindingOut(Schema):
    """A threat, anger, repeat contact or silence noticed on the case."""

    id: UUID
    kind: Sign
    weight: int
    words: str = Field(description="The customer's own words; empty: no words tell it.")
    message: UUID | None = Field(description="The message they stand in.")
    is_refused: bool = Field(description="Whether somebody said that it is not so.")
    at: datetime


class CaseOut(CaseRow):
    """A case, whole."""

    status_url: str = Field(description="The customer's own page; anybody with it can read along.")
    closing_reason: str = Field(description="Why it was closed although somebody waited.")
    facts: list[FactOut]
    findings: list[FindingOut] = Field(description="What its `signs` rest on, oldest first.")
    promises: list[PromiseOut]
    messages: list[MessageOut] = Field(description="Oldest first.")
    notes: list[NoteOut] = Field(description="Oldest first.")


class CasePage(Schema):
    """Some cases, newest first."""

    items: list[CaseRow]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )


class CustomerIn(In):
    """The customer by an address or a phone; known or new."""

    email: Annotated[Text, Field(max_length=320)] = Field("", examples=["jonas@example.com"])
    phone: Annotated[Text, Field(max_length=40)] = Field("", examples=["+37061234567"])
    name: Annotated[Text, Field(max_length=200)] = ""


class CaseIn(In):
    """What a customer brought to us."""

    customer: CustomerIn
    subject: Annotated[Text, Field(max_length=300)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=100_000)] = Field(
        description="The customer's own words; they become the first message."
    )
    language: Language | None = Field(
        None, description="The customer's; null: as known of them, else the shop's first."
    )
    order: Annotated[Text, Field(max_length=80)] | None = Field(
        None, description="An order number; unknown to us it is kept as a fact."
    )
    kind: Kind = ""


class NoteIn(In):
    """A word among colleagues; `@Name` tells them."""

    body: Annotated[Text, Field(min_length=1, max_length=20_000)]


class AssignmentIn(In):
    """Who has the case from now on; null for nobody."""

    email: Annotated[Text, Field(max_length=254)] | None = Field(
        description="The e-mail address of a member of staff.", examples=["ana@example.com"]
    )


class ClosureIn(In):
    """The end of a case."""

    reason: Annotated[Text, Field(max_length=2000)] = Field(
        "", description="Needed when somebody is left waiting."
    )
