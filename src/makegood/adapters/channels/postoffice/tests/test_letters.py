"""Letters written in a customer's name are read like any mail."""

from datetime import UTC, datetime

from makegood.adapters.channels.postoffice import channel
from makegood.kernel.mail.compose import compose
from makegood.kernel.mail.values import Address, File, Letter

ANA, SHOP = (
    Address("Ana Žukauskienė", "ana@example.org"),
    Address("Bottega", "desk+tok@shop.example"),
)
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_an_answer_is_read_as_the_real_mail_it_is() -> None:
    raw = compose(
        Letter(
            from_=ANA,
            to=(SHOP,),
            subject="Re: Užsakymas",
            text="Kada atvyks?\nLaukiu jau savaitę.\n\nOn Mon, 23 Nov 2026 at 10:00, Bottega <desk@shop.example> wrote:\n\n> Dear Ana,\n> it leaves on Friday.",
            message_id="two@example.org",
            written_at=AT,
            in_reply_to="one@shop.example",
            references=("zero@example.org", "one@shop.example"),
            files=(File("puodelis.jpg", "image/jpeg", b"\xff\xd8"),),
        )
    )

    read = channel.understand(raw)

    assert (read.sender, read.to, read.subject) == (ANA, (SHOP,), "Re: Užsakymas")
    assert read.reply_text == "Kada atvyks?\nLaukiu jau savaitę."
    assert read.quoted_text.endswith("> Dear Ana,\n> it leaves on Friday.")
    assert (read.in_reply_to, read.references) == (
        "one@shop.example",
        ("zero@example.org", "one@shop.example"),
    )
    assert [(file.name, file.content) for file in read.files] == [("puodelis.jpg", b"\xff\xd8")]
    assert (read.auto, read.language, read.defects) == ("none", "lt", ())


def test_no_header_can_be_smuggled_in() -> None:
    raw = compose(
        Letter(
            from_=Address("Ana\r\nBcc: evil@example.org", "ana@example.org\r\nX: y"),
            to=(SHOP,),
            subject="Hello\r\nBcc: evil@example.org\r\n\r\nbody",
            text="Hello",
            message_id="two@example.org>\r\nBcc: evil@example.org",
            written_at=AT,
        )
    )

    names = [
        line.split(b":")[0]
        for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n")
        if line[:1] not in b" \t"
    ]

    assert sorted(names) == sorted(
        [b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type", b"Content-Transfer-Encoding"]
    )  # fmt: skip
