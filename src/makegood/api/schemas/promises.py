"""Promises: made, kept, put off, counted."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from makegood.api.schemas.shared import (
    In,
    MoneyOut,
    PageIn,
    PromiseKind,
    PromiseSource,
    StaffOut,
    Text,
)


class PromisesIn(PageIn):
    """Which open promises."""

    owner: Annotated[Text, Field(max_length=254)] | None = Field(
        None, description="Only what this member of staff owes, by e-mail address."
    )
    team: UUID | None = Field(None, description="Only on cases of this team.")
    kind: PromiseKind | None = None
    source: PromiseSource | None = None
    state: Literal["open", "paused", "at_risk", "broken"] | None = Field(
        None, description="As it stands now; see the promise's own `state`."
    )
    due_after: AwareDatetime | None = Field(
        None, description="Only what is due at or after this instant: ISO 8601 with a zone."
    )
    due_before: AwareDatetime | None = Field(
        None, description="Only what is due before this instant: ISO 8601 with a zone."
    )


class PromiseOut(Schema):
    """Something owed to the customer."""

    id: UUID
    case: int = Field(description="The case's number.")
    kind: PromiseKind
    text: str = Field(description="What was promised, in words; may be empty.")
    amount: MoneyOut | None = Field(description="Of money: how much; null where nobody said.")
    source: str = Field(
        description="Where it came from: person, acknowledgement, silence, law, template, playbook, flow, or carrier (the day a carrier names)."
    )
    basis: str = Field(
        description="What of its source: the rule of the law, and the line of the order if not all; the version of the house rules (`rules:3`); the template's or the stage's name; the carrier's parcel."
    )
    state: Literal[
        "open", "paused", "at_risk", "broken", "kept", "kept_late", "replaced", "released"
    ] = Field(
        description="`at_risk`: open, and its owner was warned. `broken`: still open, and its time has passed."
    )
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None
    evidence: Literal["", "message", "call", "parcel", "shop", "note"] = Field(
        description="What shows that it was kept; empty while it was not."
    )
    note: str = Field(description="How it ended, in words: the evidence, or why it is not owed.")
    owner: StaffOut | None


class PromiseIn(In):
    """One thing the reply promises, and whether it takes the place of an earlier promise."""

    text: Annotated[Text, Field(max_length=200)] = Field(
        "", description="In words the customer knows.", examples=["Refund of 49.90 €"]
    )
    kind: PromiseKind = "other"
    due_at: AwareDatetime = Field(description="By when: ISO 8601 with a zone, in the future.")
    amount: int | None = Field(
        None,
        ge=1,
        le=10**11,
        description="Of money: how much, in the smallest unit of the shop's currency. More than your role gives without asking is a 409"
        " `above_limit`.",
    )
    replaces: UUID | None = Field(
        None,
        description="The `id` of a promise of this case in whose place it stands: of the same kind, made in our words,"
        " and still owed. Null: it comes beside what is owed.",
    )


class PromiseFiguresIn(Schema):
    """Of which time, and by what."""

    days: int = Field(30, ge=1, le=366, description="So many days before now.")
    by: Literal["kind", "team", "owner", "cause"] = "kind"


class PromiseFigureOut(Schema):
    """What fell due, of one group."""

    group: str = Field(description="A kind, a team's or colleague's name, whose responsibility.")
    due: int
    kept: int
    kept_late: int
    broken: int
    share: float | None = Field(description="Kept in time, of what fell due; 0 to 1.")
    late_by_seconds: int | None = Field(description="On average, what was kept late.")
    contacts: int = Field(
        description="Messages and calls of customers after a promise broke, until it was kept or let go of."
    )
    minutes: int = Field(
        description="What these took: calls as they were, messages as the shop says."
    )
    work: list[MoneyOut] = Field(
        description="What these minutes cost, by currency; empty where the shop does not say what an hour costs."
    )
    penalties: list[MoneyOut] = Field(description="What the law adds for being late, by currency.")


class PromiseFiguresOut(Schema):
    """How promises were kept."""

    all: PromiseFigureOut
    groups: list[PromiseFigureOut]


class PromiseNoteIn(In):
    """What became of a promise, in words."""

    note: Annotated[Text, Field(min_length=1, max_length=300)] = Field(
        examples=["Refunded on 4 May, bank reference 8812."]
    )


class RenegotiationIn(PromiseNoteIn):
    """Another time for the same thing, and why."""

    due_at: AwareDatetime = Field(description="By when: ISO 8601 with a zone, in the future.")


class PromisePageOut(Schema):
    """Some promises, the most urgent first."""

    items: list[PromiseOut]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )
