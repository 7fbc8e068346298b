"""Messages, their threads and attachments."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from makegood.api.schemas.promises import PromiseIn
from makegood.api.schemas.shared import In, StaffOut, Text


class AttachmentOut(Schema):
    """A file that came or went with a message."""

    id: UUID
    name: str
    type: str = Field(description="What the sender called it; not checked.")
    size: int = Field(description="Bytes.")


class MessageOut(Schema):
    """Something said to or by the customer, or a supplier or carrier (`side`)."""

    id: UUID
    side: Literal["customer", "supplier", "carrier"] = Field(
        description="Whose conversation it belongs to. The customer never sees what is said to the others."
    )
    thread: UUID | None = Field(
        description="The supplier's or carrier's conversation it belongs to; null: the customer's."
    )
    direction: Literal["in", "out"]
    purpose: Literal["word", "acknowledgement", "notice"]
    state: Literal["received", "waiting", "sending", "sent", "unknown", "failed", "bounced"] = (
        Field(description="Of what goes out; `received` for what came in.")
    )
    channel: str
    from_name: str
    from_address: str
    to: list[str] = Field(description="E-mail addresses.")
    cc: list[str]
    subject: str
    text: str = Field(description="What was written now, without what was quoted.")
    quoted_text: str = Field(description="What was quoted below or between it; may be empty.")
    signature: str = Field(
        description="The name card, and what programs and lawyers put below it; may be empty."
    )
    at: datetime
    author: StaffOut | None = Field(description="Who of us wrote it.")
    attachments: list[AttachmentOut]


class ThreadRow(Schema):
    """A conversation with a supplier or carrier about a case; the customer neither sees it nor can be written to in it."""

    id: UUID
    side: Literal["supplier", "carrier"]
    name: str
    address: str = Field(description="Where they are written to first.")
    subject: str
    opened_at: datetime


class ThreadOut(ThreadRow):
    """A conversation, whole."""

    messages: list[MessageOut] = Field(description="Oldest first.")


class ThreadList(Schema):
    """All conversations of a case with others, oldest first."""

    items: list[ThreadRow]


class ReplyIn(In):
    """An answer to the customer, over the channel they wrote on."""

    text: Annotated[Text, Field(min_length=1, max_length=100_000)] = Field(
        description="Plain text; the shop's layout is put around it."
    )
    to: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="E-mail addresses; left out, everybody of the last message less the shop's own. Refused (409) for"
        " a supplier or carrier of the case, and for an address of the shop's.",
        examples=[["carla@example.com"]],
    )
    cc: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="Who is in copy; left out, who was in copy of the last message.",
    )
    promises: Annotated[list[PromiseIn], Field(max_length=10)] = Field(
        [], description="What it promises; each is kept track of by itself."
    )
    close: bool = Field(False, description="Close the case with it.")
    send_at: AwareDatetime | None = Field(
        None, description="When it leaves: ISO 8601 with a zone, in the future; null: now."
    )
    after: UUID | None = Field(
        None,
        description="The last message you have seen: had somebody said something since, this is a 409"
        " `answered_meanwhile` and nothing is sent. Left out, nobody asks.",
    )


class ThreadIn(In):
    """A conversation to begin."""

    side: Literal["supplier", "carrier"]
    name: Annotated[Text, Field(min_length=1, max_length=160)] = Field(
        description="Who it is with.", examples=["Lamp Makers"]
    )
    address: Annotated[Text, Field(min_length=1, max_length=320)] = Field(
        description="Where they are written to.", examples=["claims@maker.example"]
    )
    subject: Annotated[Text, Field(max_length=300)] = Field(
        "", description="What they read above it; left out, the order's number."
    )


class ThreadMessageIn(In):
    """A word to a supplier or carrier."""

    text: Annotated[Text, Field(min_length=1, max_length=100_000)] = Field(
        description="Plain text; the shop's layout is put around it."
    )
    to: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="E-mail addresses; left out, everybody of the last message less the shop's own. Refused (409) for"
        " the customer, and for an address of the shop's.",
        examples=[["claims@maker.example"]],
    )
    cc: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="Who is in copy; left out, who was in copy of the last message.",
    )
    send_at: AwareDatetime | None = Field(
        None, description="When it leaves: ISO 8601 with a zone, in the future; null: now."
    )
    after: UUID | None = Field(
        None,
        description="The last message you have seen: had somebody said something since, this is a 409"
        " `answered_meanwhile` and nothing is sent. Left out, nobody asks.",
    )
