"""What facts rest on, and how the customer is asked for those that are missing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.cases.actions.asking import OPEN_FOR
from makegood.cases.models import Case, Note
from makegood.cases.queries import facts_url
from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.kernel.text import bounded
from makegood.messages.models import Attachment, Message
from makegood.ui import formats
from makegood.ui.questions import QUESTIONS

OFFERED = 20
"""So many of the latest messages, files and notes are offered as evidence."""


@dataclass(frozen=True)
class Exhibit:
    """Something a fact can rest on: how it is named, what it is called, where it is seen."""

    ref: str
    label: str
    url: str


@dataclass(frozen=True)
class Evidence:
    """All that was said in a case, as far as facts can rest on it, the latest first."""

    messages: list[Exhibit]
    files: list[Exhibit]
    notes: list[Exhibit]

    @classmethod
    def of(
        cls, words: Sequence[Message], notes: Sequence[Note], names: Mapping[UUID, str]
    ) -> "Evidence":
        """From what the page shows anyway."""
        files = [file for message in words for file in message.attachments.all()]
        return cls(
            [_message(one) for one in reversed(words) if one.purpose == Message.Purpose.WORD],
            [_file(one) for one in reversed(files)],
            [_note(one, names) for one in reversed(notes)],
        )

    @property
    def groups(self) -> list[tuple[str, list[Exhibit]]]:
        """What is offered, by kind."""
        kinds = [(_("Messages"), self.messages), (_("Files"), self.files), (_("Notes"), self.notes)]
        return [(name, found[:OFFERED]) for name, found in kinds if found]

    def find(self, ref: str) -> Exhibit | None:
        """What a fact names, while it is still in this case."""
        every = (*self.messages, *self.files, *self.notes)
        return next((one for one in every if one.ref == ref), None)


def _message(message: Message) -> Exhibit:
    who = (
        message.from_name or message.from_address or (message.author.name if message.author else "")
    )
    said = bounded(" ".join((message.reply_text or message.text).split()), 50)
    label = f"{who}, {formats.date(message.at)}: {said}"
    return Exhibit(f"message:{message.pk}", label, f"#message-{message.pk}")


def _file(file: Attachment) -> Exhibit:
    return Exhibit(f"file:{file.pk}", file.name, reverse("console:attachment", args=[file.pk]))


def _note(note: Note, names: Mapping[UUID, str]) -> Exhibit:
    who = names.get(note.by_id, _("A colleague")) if note.by_id else _("A colleague")
    said = bounded(" ".join(note.body.split()), 50)
    return Exhibit(f"note:{note.pk}", f"{who}, {formats.date(note.at)}: {said}", f"#note-{note.pk}")


@dataclass(frozen=True)
class Asked:
    """A form the customer has and did not answer yet."""

    at: object
    url: str
    keys: tuple[str, ...]


def asked(happenings: Iterable[Happening], missing: Collection[str]) -> Asked | None:
    """The last form given out that is still open and asks for something nobody knows yet."""
    last: Happening | None = None
    for one in happenings:
        if one.name == "FactsAsked":
            last = one
        elif one.name == "FactsTold" or _is_revocation(one):
            last = None
    if last is None or last.at + OPEN_FOR < clock.now() + timedelta(minutes=1):
        return None
    keys = tuple(key for key in last.facts["keys"] if key in missing)
    return Asked(last.at, facts_url(UUID(last.facts["request_id"])), keys) if keys else None


def _is_revocation(happening: Happening) -> bool:
    facts = happening.facts
    return happening.name == "CaseChanged" and (facts["field"], facts["after"]) == (
        "link",
        "revoked",
    )


def questions_in_words(case: Case, keys: Collection[str], url: str = "") -> str:
    """What is put into the draft, in the customer's language: the questions, or where the form is."""
    with translation.override(case.language):
        if url:
            words = _("So that we can help you quickly, please answer a few short questions here:")
            return f"{words}\n{url}"
        words = _("So that we can help you quickly, please tell us:")
        return "\n".join([words, *(f"– {QUESTIONS[key][0]}" for key in QUESTIONS if key in keys)])
