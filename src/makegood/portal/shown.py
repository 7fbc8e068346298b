"""What a customer is shown of their case: what was said, and what was promised to them. Nothing else leaves the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.messages.models import Attachment, Dispatch, Message
from makegood.promises.actions.wording import owed_words
from makegood.promises.models import Promise
from makegood.promises.rules import promised_sentence
from makegood.ui.formats import day, day_time, left, money
from makegood.ui.serving import has_thumbnail


@dataclass(frozen=True)
class Said:
    """One message as its reader sees it."""

    id: UUID
    is_ours: bool
    is_automatic: bool
    who: str
    at: datetime
    text: str
    quoted: str
    signature: str
    pictures: tuple[Attachment, ...]
    files: tuple[Attachment, ...]


@dataclass(frozen=True)
class Owed:
    """One promise: what, how it stands, and the sentence that says so honestly."""

    what: str
    state: Literal["open", "paused", "broken", "kept", "late", "moved"]
    due_at: datetime
    sentence: str
    left: str = ""


def said_to_customer(messages: Iterable[Message]) -> list[Said]:
    """What they wrote and what reached them, oldest first: no bounce, no word still on its way, no other side's."""
    return [_said(message) for message in messages if _reached(message)]


def owed_to_customer(promises: Iterable[Promise]) -> list[Owed]:
    """What was promised to them, open first. The desk's own alarm against silence was promised to nobody."""
    told = [p for p in promises if not _is_our_alarm(p) and p.end != Promise.End.RELEASED]
    ours = {p.pk: p for p in told}
    moved = {p.pk: ours[p.replaced_by_id] for p in told if p.replaced_by_id in ours}
    # While the later one is open one line tells of both.
    before = {later.pk: ours[pk].due_at for pk, later in moved.items() if later.is_open}
    shown = [p for p in told if p.pk not in moved or not moved[p.pk].is_open]
    return [
        _owed(p, before.get(p.pk)) for p in sorted(shown, key=lambda p: (_has_ended(p), p.due_at))
    ]


def _is_our_alarm(promise: Promise) -> bool:
    """Against silence, or that a parcel comes later than they were told."""
    by_carrier = promise.source == Promise.Source.CARRIER and promise.kind == Promise.Kind.NEWS
    return promise.source == Promise.Source.SILENCE or by_carrier


def _has_ended(promise: Promise) -> bool:
    """Whether they know it has: what replaces it may stand in a message that has not left."""
    if promise.end != Promise.End.REPLACED or promise.replaced_by is None:
        return not promise.is_open
    dispatch = getattr(promise.replaced_by.made_in, "dispatch", None)
    return dispatch is None or dispatch.state == Dispatch.State.SENT


def _reached(message: Message) -> bool:
    if message.thread is None or message.thread.side != "customer":
        return False
    if message.direction == Message.Direction.IN:
        return message.auto == "none"
    dispatch = getattr(message, "dispatch", None)
    return dispatch is None or dispatch.state == Dispatch.State.SENT


def _said(message: Message) -> Said:
    shown = list(message.attachments.all())
    pictures = tuple(a for a in shown if has_thumbnail(a))
    author = message.author.name.split()[0] if message.author and message.author.name else ""
    return Said(
        id=message.pk,
        is_ours=message.direction == Message.Direction.OUT,
        is_automatic=message.purpose != Message.Purpose.WORD,
        who=author,
        at=message.at,
        text=_words(message),
        quoted=message.quoted_text.strip(),
        signature=message.signature.strip(),
        pictures=pictures,
        files=tuple(a for a in shown if a not in pictures),
    )


def _words(message: Message) -> str:
    """What they read. Of a talk on the phone that it took place: what colleagues noted of it is theirs."""
    if message.is_spoken:
        return _("We spoke on the phone.")
    return (message.reply_text or message.text).strip()


def _own_words(promise: Promise) -> str:
    """What it was called. Words found in an answer ("by Friday") say when, not what: its sentence says both."""
    if promise.made_in is None:
        return promise.text
    if promise.made_in.is_spoken:
        return ""  # what stands there are the words of a colleague's note
    if promise.kind == Promise.Kind.OTHER:
        return promised_sentence(promise.made_in.text, promise.text)
    return ""


def _owed(promise: Promise, before: datetime | None = None) -> Owed:
    what = _own_words(promise) or owed_words(promise.kind)
    if promise.amount:
        what = f"{what}: {money(promise.amount)}"
    due, ended = day_time(promise.due_at), promise.ended_at and day_time(promise.ended_at)
    if promise.end == Promise.End.KEPT:
        return Owed(what, "kept", promise.due_at, _("Done: %(when)s.") % {"when": ended})
    if promise.end == Promise.End.KEPT_LATE:
        late = _("Done: %(when)s, later than we said. We are sorry.") % {"when": ended}
        return Owed(what, "late", promise.due_at, late)
    if promise.end == Promise.End.REPLACED and _has_ended(promise):
        return Owed(what, "moved", promise.due_at, _("We have named you another time since."))
    if promise.is_paused:
        return Owed(what, "paused", promise.due_at, _why_it_rests(promise))
    if promise.due_at <= clock.now():
        sorry = _("This was due %(when)s. We are late, and we are sorry.") % {"when": due}
        return Owed(what, "broken", promise.due_at, sorry)
    by = _("At the latest: %(when)s.") % {"when": due}
    if before is not None:
        by = _("At the latest: %(when)s. Before, we had said %(earlier)s.") % {
            "when": due,
            "earlier": day(before),
        }
    return Owed(what, "open", promise.due_at, by, left(promise.due_at))


def _why_it_rests(promise: Promise) -> str:
    """What they can do about it, where they can."""
    return {
        Promise.Pause.ANSWER: _("We go on as soon as we have your answer."),
        Promise.Pause.GOODS: _("We go on as soon as your goods are here."),
    }.get(
        Promise.Pause(promise.pause_reason), _("This waits for something; we will tell you more.")
    )
