"""Which address is told what."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from makegood.api.schemas.shared import In, Text

WebhookEvent = Literal[
    "promise.made",
    "promise.at_risk",
    "promise.kept",
    "promise.broken",
    "promise.renegotiated",
    "promise.released",
    "case.opened",
    "case.closed",
    "case.reopened",
    "message.received",
    "message.sent",
]


class WebhookIn(In):
    """An address that is to be told what happens."""

    name: Annotated[Text, Field(min_length=1, max_length=80)] = Field(
        description="What it is for, as the desk shows it.", examples=["Shop system"]
    )
    url: Annotated[Text, Field(min_length=1, max_length=500)] = Field(
        description="Begins with https://, and leads into no private network.",
        examples=["https://shop.example/hooks"],
    )
    events: list[WebhookEvent] = Field(
        min_length=1, max_length=50, description="What it is told of."
    )


class WebhookOut(Schema):
    """An address that is told what happens, and how it fares."""

    id: UUID
    name: str
    url: str
    events: list[WebhookEvent]
    created_at: datetime
    failing_since: datetime | None = Field(
        description="Since when it has taken nothing; null: the last call was taken."
    )
    off_at: datetime | None = Field(description="Since when it is told nothing; null: it is told.")
    off_why: Literal["", "by_hand", "failed", "gone", "left", "key"] = Field(
        description="`failed`: it took nothing for five days. `gone`: it answered 410. `left`: whoever added it may not change settings any more. `key`: the key it was added with was revoked, or has ended."
    )


class WebhookMadeOut(WebhookOut):
    """The same, with what its calls are signed with."""

    secret: str = Field(
        description="Told this once; keep it.", examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
    )


class WebhooksOut(Schema):
    """All webhooks."""

    items: list[WebhookOut]
