"""What was read, held against what was written down."""

from typing import Any

from makegood.kernel.mail.parse import parse
from makegood.kernel.mail.values import Forwarded, Mail
from makegood.testing.mails.writing import Sample


def differences(sample: Sample) -> dict[str, tuple[Any, Any]]:
    """The facts that were read otherwise than expected: name → (expected, read)."""
    read = parse(sample.raw)
    found = {
        name: (expected, seen(read, name, expected)) for name, expected in sample.expected.items()
    }
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def seen(read: Mail, name: str, expected: Any) -> Any:
    """A fact by its name: a field of `Mail`, some in a shape that is easier to write down."""
    match name:
        case "from":
            return (read.sender.name, read.sender.address) if read.sender else None
        case "files":
            return [(f.name, f.type, len(f.content), f.is_inline) for f in read.files]
        case "content_ids":
            return [f.content_id for f in read.files]
        case "contents":
            return [f.content for f in read.files]
        case "to_seen":
            return [(one.name, one.address) for one in read.to]
        case "file_names":
            return [f.name for f in read.files]
        case "sent_at_iso":
            return read.sent_at.isoformat() if read.sent_at else None
        case "recipients_count":
            return len(read.recipients)
        case "html_has":
            return expected if expected in read.html else read.html
        case "bounced":
            told = read.bounce.recipients if read.bounce else ()
            return [(r.address, r.status, r.reply_code, r.reason, r.is_hard) for r in told]
        case "bounced_id":
            return read.bounce.original_message_id if read.bounce else None
        case "forwarded_seen":
            return _forwarded(read.forwarded) if read.forwarded else None
        case "text_starts":
            return read.text[: len(expected)]
    return getattr(read, name)


def _forwarded(told: Forwarded) -> tuple[Any, ...]:
    person = (told.sender.name, told.sender.address) if told.sender else None
    return person, told.sent_at.isoformat() if told.sent_at else None, told.subject, told.text
