"""Letters as customers' mail programs write them, and read again by the same parser as real mail."""

from dataclasses import fields
from datetime import datetime

from makegood.kernel.mail.compose import compose as mail_bytes
from makegood.kernel.mail.parse import parse
from makegood.kernel.mail.values import Address, File, Letter, Mail
from makegood.messages.ports import Inbound


def understand(raw: bytes) -> Inbound:
    mail = parse(raw)
    return Inbound(**{field.name: getattr(mail, field.name) for field in fields(Mail)})


def compose(
    *,
    sender: Address,
    to: Address,
    subject: str,
    text: str,
    message_id: str,
    written_at: datetime,
    html: str = "",
    in_reply_to: str = "",
    references: tuple[str, ...] = (),
    files: tuple[File, ...] = (),
    quoted_text: str = "",
    quoted_from: Address | None = None,
    quoted_at: datetime | None = None,
) -> bytes:
    """Real RFC 5322 bytes: what a customer's mail program would have sent, the original quoted below the answer."""
    quotation = _quotation(quoted_text, quoted_from, quoted_at)
    return mail_bytes(
        Letter(
            from_=sender,
            to=(to,),
            subject=subject,
            text=f"{text.rstrip()}\n\n{quotation}" if quotation else text,
            html=html,
            message_id=message_id,
            written_at=written_at,
            in_reply_to=in_reply_to,
            references=(*references, *((in_reply_to,) if in_reply_to not in references else ())),
            files=files,
        )
    )


def _quotation(text: str, author: Address | None, at: datetime | None) -> str:
    if not text.strip():
        return ""
    who = f"{author.name} <{author.address}>".strip() if author else "<>"
    when = f"{at:%a, %d %b %Y at %H:%M}, " if at else ""
    return f"On {when}{who} wrote:\n\n" + "\n".join(
        f"> {line}".rstrip() for line in text.split("\n")
    )
