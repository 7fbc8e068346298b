"""Many cases at once, and runs of macros: what to do, how far it is, what became of each."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from makegood.api.schemas.shared import In, PageIn, StaffOut, Text


class BulkIn(In):
    """The same for many cases. Either `cases` or `q` says which."""

    cases: (
        Annotated[list[Annotated[int, Field(ge=1, le=2**63 - 1)]], Field(max_length=10_000)] | None
    ) = Field(None, description="Numbers of cases; those the key's owner may not see are left out.")
    q: Annotated[Text, Field(max_length=1000)] | None = Field(
        None,
        description="The query language of the desk's inbox; as there, open cases unless it names a `state:`.",
        examples=["kind:late supplier:acme"],
    )
    steps: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=12)] = Field(
        description=(
            'Taken in this order, each `{do, …}`: `assign` `{assignee: id | "me" | null}`, `team` `{team: id | null}`, '
            "`tag` and `untag` `{name}`, `kind` `{kind}`, `language` `{language}`, `note` `{body}`, `incident` `{incident: id}`, "
            '`snooze` `{until: a moment | "hours" | "tomorrow" | "monday" | "week"}`, `wake`, `close` `{reason}`, `reopen`, '
            "`answer` `{bodies: {language: words}, templates: {language: id}, close: bool}`."
        ),
        examples=[[{"do": "tag", "name": "storm"}, {"do": "kind", "kind": "late"}]],
    )


class BulkOut(Schema):
    """A bulk: its steps, and how many of its cases ended how."""

    id: UUID
    by: StaffOut | None
    q: str = Field(description="The query the cases were chosen by; empty when they were named.")
    steps: list[dict[str, Any]] = Field(description="Empty for one that takes another back.")
    undoes: UUID | None = Field(description="The bulk this one takes back.")
    total: int
    done: int
    skipped: int = Field(description="There was nothing to do.")
    refused: int
    changed: int = Field(description="Somebody changed meanwhile what a step builds upon.")
    failed: int
    stopped: int = Field(description="Stopped before their turn came.")
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None


class RunEntryOut(Schema):
    """What a run did at one step of its flow, or left undone."""

    step: int = Field(description="Its place in the flow, from 1.")
    does: str = Field(description="only, tell, case, promise, task, stop or wait.")
    station: str = Field(
        description="Of what the customer was to be told: confirmed, sent, day_7, day_14, ready, out, delivered, late, stuck, failed, returning, lost or payment; empty otherwise."
    )
    outcome: str = Field(description="act: done; skip: left out; end: the run ended here.")
    reason: str = Field(
        description="Why, as a code: told, in_digest, told_before, later_told, later_reached, is_case, no_address, dead_address, no_words, check_failed, is_over, switched_off, opened, promised, noted …"
    )
    at: datetime


class RunOut(Schema):
    """A flow going for an order or one of its parcels."""

    id: UUID
    flow: str = Field(description="Its name; empty where a ready-made one was not renamed.")
    ready_made: str = Field(description="Which of the ready-made ones it came as; may be empty.")
    parcel: str | None = Field(description="The parcel's number; null: the order as a whole.")
    begun_at: datetime = Field(description="When that happened which it begins with.")
    due_at: datetime | None = Field(description="When it goes on; null: it has ended.")
    ended_at: datetime | None
    reason: str = Field(description="What it waits for, or why it ended, as a code.")
    entries: list[RunEntryOut]


class RunPageOut(Schema):
    """Some runs, and where the next ones are."""

    items: list[RunOut]
    next: str | None


class BulkPage(Schema):
    """Some bulks, and where the next ones are."""

    items: list[BulkOut]
    next: str | None


class BulkResultsIn(PageIn):
    """Which results."""

    result: (
        Literal["waiting", "done", "skipped", "refused", "changed", "failed", "stopped"] | None
    ) = None


class BulkResultOut(Schema):
    """What became of one case."""

    case: int = Field(description="Its number.")
    result: Literal["waiting", "done", "skipped", "refused", "changed", "failed", "stopped"]
    code: str = Field(description="Why it was not done.")
    message: str = Field(description="The same for people, in the language of who started it.")
    ended_at: datetime | None


class BulkResultsPage(Schema):
    """Some results, and where the next ones are."""

    items: list[BulkResultOut]
    next: str | None
