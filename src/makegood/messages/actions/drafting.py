"""What an agent is writing, kept on the server as they type."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.messages.events import DraftSaved
from makegood.messages.models import Attachment, Draft, Thread
from makegood.messages.rules.recipients import Recipients
from makegood.people.models import Staff

LARGEST_FILE = 20 * 1024 * 1024


@transaction.atomic
def save_draft(
    case: Case,
    staff: Staff,
    version: int,
    body: str,
    promise_text: str = "",
    promise_due_at: datetime | None = None,
    *,
    thread: Thread | None = None,
    recipients: Recipients | None = None,
) -> Draft:
    """Keep what is written. `version` is the one the writer saw (0: none yet); `Conflict` when another tab was faster.

    `thread`: in a supplier's or carrier's conversation. `recipients`: whom the writer chose, None: whom the rules say.
    """
    draft = _held(case, staff, thread)
    if draft.version != max(version, 1):
        raise Conflict(
            "draft_changed", gettext("This draft was changed in another window; reload to see it.")
        )
    is_new_news = not draft.body
    draft.body = bounded(body, 200_000)
    draft.promise_text = bounded(promise_text, 200)
    draft.promise_due_at = promise_due_at
    chosen = recipients or Recipients()
    draft.to, draft.cc = [list(one) for one in chosen.to], [list(one) for one in chosen.cc]
    draft.version += 1
    draft.changed_at = clock.now()
    draft.save()
    if is_new_news and draft.body:
        # Colleagues learn that somebody is writing, once, not at every key.
        record(DraftSaved(case_id=case.pk, by_id=staff.pk))
    return draft


@transaction.atomic
def discard_draft(case: Case, staff: Staff, thread: Thread | None = None) -> None:
    """Throw the draft away, and its files; nothing there is fine."""
    drafts = Draft.objects.filter(case=case, staff=staff, thread=thread)
    Attachment.objects.filter(draft__in=drafts, message=None).delete()
    drafts.delete()


@transaction.atomic
def draft_for(case: Case, staff: Staff, thread: Thread | None = None) -> Draft:
    """The draft to hang files on, made when there is none."""
    return _held(case, staff, thread)


@transaction.atomic
def attach(draft: Draft | None, name: str, type: str, content: bytes) -> Attachment:
    """Keep a file for the message being written; without a draft it waits to be named when the message is sent."""
    if len(content) > LARGEST_FILE:
        raise BadInput("file", gettext("A file may have at most 20 MB."))
    kept = files.store(content)
    return Attachment.objects.create(
        draft=draft,
        name=bounded(name.replace("/", "_").replace("\\", "_"), 255) or "file",
        type=bounded(type, 120) or "application/octet-stream",
        size=kept.size,
        sha256=kept.sha256,
    )


@transaction.atomic
def detach(draft: Draft, attachment_id: UUID | str) -> None:
    """Take a file off the draft; one that is not there is fine."""
    Attachment.objects.filter(pk=attachment_id, draft=draft, message=None).delete()


def _held(case: Case, staff: Staff, thread: Thread | None) -> Draft:
    drafts = Draft.objects.select_for_update(of=("self",))
    draft, _made = drafts.get_or_create(
        case=case, staff=staff, thread=thread, defaults={"changed_at": clock.now()}
    )
    return draft
