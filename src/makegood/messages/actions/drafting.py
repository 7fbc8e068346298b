"""What an agent is writing, kept on the server as they type."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.kernel.pictures import for_sending
from makegood.kernel.text import bounded
from makegood.messages.actions.sending import whole
from makegood.messages.events import DraftSaved
from makegood.messages.models import Attachment, Draft, EarlierDraft, Template, Thread
from makegood.messages.queries import earlier_drafts
from makegood.messages.rules.recipients import Recipients
from makegood.messages.rules.remembering import MOST_KEPT, worth_keeping
from makegood.people.models import Staff

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_FILES = 25 * 1024 * 1024
"""Of one message together: what nearly every mail server takes."""
MOST_FILES = 50


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
    is_over: bool = False,
    is_prepared: bool = False,
    promised_by: Template | None = None,
) -> Draft:
    """Keep what is written. `version` is the one the writer saw (0: none yet); `Conflict` when another tab was faster.

    `is_over`: knowingly over what another window saved, which is kept among the earlier drafts.

    `thread`: in a supplier's or carrier's conversation. `recipients`: whom the writer chose, None: whom the rules say.
    `is_prepared`: the desk wrote it, for the writer to go on with. `promised_by`: the prepared answer in it that promises something.
    """
    draft = _held(case, staff, thread)
    if draft.version != max(version, 1):
        if whole(body) == draft.body:
            return draft  # the very words: saved on the way by an answer that was refused
        raise Conflict(
            "draft_changed", gettext("This draft was changed in another window; reload to see it.")
        )
    is_new_news = not draft.body
    body = whole(body)
    if is_over:
        _remember(draft, draft.body, EarlierDraft.Why.OTHER_WINDOW, draft.changed_at)
    elif why := worth_keeping(draft.body, body, draft.changed_at, clock.now()):
        _remember(draft, draft.body, why, draft.changed_at)
    # A page saves by itself: the desk's words stay the desk's until somebody changes them.
    draft.is_prepared = is_prepared or (draft.is_prepared and draft.body == body)
    draft.body = body
    draft.promise_text = bounded(promise_text, 200)
    draft.promise_due_at, draft.promised_by = promise_due_at, promised_by
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
def set_aside(case: Case, staff: Staff, body: str, thread: Thread | None = None) -> None:
    """Keep what was typed in a window that another one had overtaken, beside the draft that stands.

    Asked again while that window goes on typing, it is the same entry, grown.
    """
    body = whole(body)
    draft = _held(case, staff, thread)
    if not body.strip() or body == draft.body:
        return
    last = earlier_drafts(case, staff, thread).first()
    if last and last.why == EarlierDraft.Why.OTHER_WINDOW and _goes_on(last.body, body):
        last.body, last.at = body, clock.now()
        last.save(update_fields=["body", "at"])
        return
    _remember(draft, body, EarlierDraft.Why.OTHER_WINDOW, clock.now())


@transaction.atomic
def put_earlier_back(case: Case, staff: Staff, earlier: EarlierDraft) -> Draft:
    """The draft is what it was then; what stood there now is kept among the earlier ones."""
    draft = _held(case, staff, earlier.thread)
    _remember(draft, draft.body, EarlierDraft.Why.REPLACED, clock.now())
    draft.body, draft.version, draft.changed_at = earlier.body, draft.version + 1, clock.now()
    draft.is_prepared = False
    draft.save(update_fields=["body", "is_prepared", "version", "changed_at"])
    return draft


@transaction.atomic
def discard_draft(case: Case, staff: Staff, thread: Thread | None = None) -> None:
    """Throw the draft away, and its files; nothing there is fine. Its words stay among the earlier ones."""
    drafts = Draft.objects.filter(case=case, staff=staff, thread=thread)
    for draft in drafts:
        _remember(draft, draft.body, EarlierDraft.Why.DISCARDED, clock.now())
    Attachment.objects.filter(draft__in=drafts, message=None).delete()
    drafts.delete()


@transaction.atomic
def draft_for(case: Case, staff: Staff, thread: Thread | None = None) -> Draft:
    """The draft to hang files on, made when there is none."""
    return _held(case, staff, thread)


@transaction.atomic
def attach(draft: Draft | None, name: str, type: str, content: bytes) -> Attachment:
    """Keep a file for the message being written; without a draft it waits to be named when the message is sent.

    A picture is made no larger than needed, and loses what the camera noted of place and person.
    """
    if len(content) > LARGEST_FILE:
        raise BadInput("file", gettext("A file may have at most 20 MB."))
    content = for_sending(content) or content
    if draft is not None:
        _check_room(draft, len(content))
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


def _check_room(draft: Draft, size: int) -> None:
    """Before anything is stored: a message with more is turned away by most mail servers."""
    # Two windows at once: one after the other, each sees what the other attached.
    Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    there = draft.attachments.aggregate(count=Count("pk"), size=Sum("size"))
    if there["count"] >= MOST_FILES:
        raise BadInput(
            "files", gettext("A message may have at most %(count)s files.") % {"count": MOST_FILES}
        )
    if (there["size"] or 0) + size > LARGEST_FILES:
        raise BadInput("files", gettext("All files of a message together may have at most 25 MB."))


def _remember(draft: Draft, body: str, why: str, at: datetime) -> None:
    if not body.strip():
        return
    kept = earlier_drafts(draft.case, draft.staff, draft.thread)
    last = kept.first()
    if last and last.body == body:
        EarlierDraft.objects.filter(pk=last.pk).update(at=max(at, last.at), why=why)
        return
    EarlierDraft.objects.create(
        case=draft.case, thread=draft.thread, staff=draft.staff, body=body, why=why, at=at
    )
    old = kept.values("pk")[MOST_KEPT:]
    EarlierDraft.objects.filter(pk__in=[row["pk"] for row in old]).delete()


def _goes_on(before: str, after: str) -> bool:
    """Whether one is the other typed on, or mended a little."""
    pairs = enumerate(zip(before, after, strict=False))
    shorter = min(len(before), len(after))
    same = next((place for place, (one, other) in pairs if one != other), shorter)
    return same * 2 >= shorter


def _held(case: Case, staff: Staff, thread: Thread | None) -> Draft:
    drafts = Draft.objects.select_for_update(of=("self",))
    draft, _made = drafts.get_or_create(
        case=case, staff=staff, thread=thread, defaults={"changed_at": clock.now()}
    )
    return draft
