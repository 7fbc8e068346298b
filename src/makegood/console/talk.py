"""The conversation as it is read: messages, notes and turns of the case in one line of time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makegood.cases.models import Note
from makegood.console.sending import Sending, sending
from makegood.console.story import Chapter
from makegood.messages.models import Attachment, Call, Message, Thread
from makegood.messages.queries import NOTHING_SEEN
from makegood.moods.models import Finding
from makegood.moods.rules import cut
from makegood.ui.serving import has_thumbnail

NAMED = 12
"""Of very many recipients only so many are named."""
OPEN_AT_END = 4
"""How many of the last messages stand open; earlier ones are folded away."""


@dataclass(frozen=True)
class Said:
    """A message as the page shows it."""

    message: Message
    at: datetime
    name: str
    side: str
    """`in`, `out`, `auto` (the desk's own mails and automatic ones)."""
    others: Thread | None
    """The supplier's or carrier's conversation it belongs to; None: the customer's."""
    to: str
    copied: str
    """Who else has it: beyond the customer and us, where there is anybody."""
    pictures: list[Attachment]
    files: list[Attachment]
    sending: Sending | None
    call: Call | None = None
    """Of what was said on the phone: how long, and what was noted."""
    lasted: int = 0
    """Minutes of the call, begun ones whole."""
    pieces: tuple[tuple[str, str], ...] = ()
    """Its words cut where something was found in them, each piece with the kind of that; empty: nothing was."""


@dataclass(frozen=True)
class Entry:
    """One thing in the line of time: exactly one of the three is set."""

    at: datetime
    said: Said | None = None
    note: Note | None = None
    chapter: Chapter | None = None


@dataclass(frozen=True)
class Talk:
    """`earlier` is folded away, `latest` stands open."""

    earlier: list[Entry]
    latest: list[Entry]
    seen: UUID = NOTHING_SEEN
    """The message that came last."""


def talk(
    messages: Iterable[Message],
    notes: Iterable[Note],
    chapters: Iterable[Chapter],
    customer: str = "",
    findings: Iterable[Finding] = (),
) -> Talk:
    """Everything in its order; what came before the last few messages is folded."""
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.message_id and one.counts:
            found[one.message_id].append(one)
    entries = [
        *(Entry(m.at, said=said(m, customer, found.get(m.pk, ()))) for m in messages),
        *(Entry(note.at, note=note) for note in notes),
        *(Entry(chapter.at, chapter=chapter) for chapter in chapters if chapter.is_turn),
    ]
    entries.sort(key=lambda entry: entry.at)
    words = [i for i, entry in enumerate(entries) if entry.chapter is None]
    start = words[-OPEN_AT_END] if len(words) > OPEN_AT_END + 1 else 0
    seen = max((one.said.message.pk for one in entries if one.said), default=NOTHING_SEEN)
    return Talk(entries[:start], entries[start:], seen)


def said(message: Message, customer: str = "", findings: Iterable[Finding] = ()) -> Said:
    """How a message is shown: who speaks, what was found in it, its files, how its sending stands."""
    attachments = list(message.attachments.all())
    call: Call | None = getattr(message, "call", None) if message.is_spoken else None
    pictures = [one for one in attachments if has_thumbnail(one)]
    return Said(
        message=message,
        at=message.at,
        name=_speaker(message, customer),
        side=_side(message),
        others=_others(message),
        to=_named(message.to if message.direction == Message.Direction.OUT else []),
        copied=_named(message.cc),
        pictures=pictures,
        files=[one for one in attachments if one not in pictures],
        sending=sending(message),
        call=call,
        lasted=_minutes(call),
        pieces=_pieces(message, findings),
    )


def _pieces(message: Message, findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    spans = [(one.start, one.end, one.kind) for one in findings if one.end]
    return tuple(cut(message.reply_text or message.text, spans)) if spans else ()


def _minutes(call: Call | None) -> int:
    if call is None or call.ended_at is None:
        return 0
    return -int((call.started_at - call.ended_at).total_seconds() // 60)


def _side(message: Message) -> str:
    if message.purpose != Message.Purpose.WORD or message.auto != "none":
        return "auto"
    return message.direction


def _speaker(message: Message, customer: str) -> str:
    if message.direction == Message.Direction.OUT and message.author:
        return message.author.name
    if message.direction == Message.Direction.OUT:
        return message.from_name or message.from_address
    if others := _others(message):
        return message.from_name or others.name
    return message.from_name or customer or message.from_address


def _others(message: Message) -> Thread | None:
    thread = message.thread
    return None if thread is None or thread.is_with_customer else thread


def _named(people: list[list[str]]) -> str:
    return ", ".join(name or address for name, address in people[:NAMED])
