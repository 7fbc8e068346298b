"""Answering as the customer."""

from datetime import UTC, datetime

from makegood.adapters.channels.postoffice import channel
from makegood.messages.ports import Address, Outbound, OutboundFile

OURS = Outbound(
    message_id="m1@help.shop.invalid",
    sender=Address("Northwind", "help@shop.invalid"),
    to=(Address("Carla", "carla@customer.example"),),
    subject="Your parcel",
    text="It is on its way.",
    html="<p>It is on its way.</p>",
    reply_to=Address("Northwind", "help+abc@shop.invalid"),
    written_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
)


def test_an_answer_threads_quotes_and_carries_its_photo() -> None:
    assert OURS.reply_to
    raw = channel.letter(
        sender=OURS.to[0],
        to=OURS.reply_to,
        subject="Re: Your parcel",
        text="Danke! Still not here – see the photo.",
        message_id="c1@customer.example",
        written_at=datetime(2026, 3, 3, 9, 0, tzinfo=UTC),
        answers=OURS,
        files=(OutboundFile("door.jpg", "image/jpeg", b"\xff\xd8\xff"),),
    )

    read = channel.understand(raw)

    assert read.in_reply_to == OURS.message_id
    assert read.recipients == ("help+abc@shop.invalid",)
    assert read.reply_text == "Danke! Still not here – see the photo."
    assert "It is on its way." in read.quoted_text
    assert [(f.name, f.content) for f in read.files] == [("door.jpg", b"\xff\xd8\xff")]


def test_a_first_letter_quotes_nothing() -> None:
    raw = channel.letter(
        sender=Address("Carla", "carla@customer.example"),
        to=Address("", "help@shop.invalid"),
        subject="Where is it?",
        text="I ordered a week ago.",
        message_id="c1@customer.example",
        written_at=datetime(2026, 3, 3, 9, 0, tzinfo=UTC),
    )

    read = channel.understand(raw)

    assert (read.subject, read.reply_text) == ("Where is it?", "I ordered a week ago.")
    assert read.quoted_text == ""
    assert read.references == ()
