"""What was said, and what is prepared to be said."""

from typing import Any

from django.db.models import QuerySet

from makegood.exports.queries.together import all_of, with_all
from makegood.exports.rules import Shape, field, place_of
from makegood.messages.models import Call, Message, Template


def _attachments(row: Message) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "type": one.type,
            "size": one.size,
            "file": place_of(one.sha256),
            "is_inline": one.is_inline,
            "content_id": one.content_id,
        }
        for one in all_of(row, "attachments")
    ]


MESSAGE = Shape(
    "messages",
    "Everything said on cases, in either direction.",
    (
        field("id", "key"),
        field("case", "case", "case_id"),
        field("thread", "conversation, of its case's threads", "thread_id"),
        field("mailbox", "through which mailbox", "account_id"),
        field("channel", "how: email, phone, portal, ..."),
        field("direction", "in: to us; out: from us"),
        field("purpose", "word: a person's; acknowledgement, notice: the desk's own"),
        field("author", "colleague who wrote it", "author_id"),
        field("from_name", "sender's name"),
        field("from_address", "sender's address"),
        field("to", "[[name, address], ...]"),
        field("cc", "[[name, address], ...]"),
        field("subject", "subject"),
        field("text", "all of its text"),
        field("html", "as HTML, made harmless"),
        field("reply_text", "what was written now"),
        field("quoted_text", "what was quoted"),
        field("signature", "the signature"),
        field("language", "language"),
        field("auto", "none: a person; else which machine's answer"),
        field("message_id", "Message-ID of the mail"),
        field("in_reply_to", "what it answers"),
        field("at", "received or sent"),
        field("attachments", "name, type, size, file, is_inline, content_id", _attachments),
    ),
)


def messages() -> QuerySet[Message]:
    found = Message.objects.filter(case__shop__is_sample=False).order_by("pk")
    return with_all(found.defer("words", "references"), "attachments")


CALL = Shape(
    "calls",
    "Talks on the phone.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("case", "case", "case_id"),
        field("message", "its place in the conversation", "message_id"),
        field("staff", "who spoke", "staff_id"),
        field("direction", "in or out"),
        field("number", "the other side's number"),
        field("started_at", "began"),
        field("ended_at", "ended"),
        field("was_reached", "whether anybody answered"),
        field("summary", "notes for colleagues"),
    ),
)


def calls() -> QuerySet[Call]:
    return Call.objects.filter(shop__is_sample=False).order_by("pk")


TEMPLATE = Shape(
    "templates",
    "Prepared answers.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("name", "name"),
        field("kind", "kind of case it is for"),
        field("stage", "stage it is for"),
        field("language", "language"),
        field("tone", "formal, informal or either"),
        field("asks", "what it asks the customer for"),
        field("promise_kind", "what it promises by itself"),
        field("promise_days", "within how many working days"),
        field("body", "text"),
        field("used", "how often it was used"),
        field("is_active", "whether it is offered"),
    ),
)


def templates() -> QuerySet[Template]:
    return Template.objects.filter(shop__is_sample=False).order_by("pk")
