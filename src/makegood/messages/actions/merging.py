"""The words of two cases that turned out to be one."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from makegood.cases.actions.rearranging import changed_since
from makegood.cases.models import Case
from makegood.kernel.snapshots import put_back, snapshot
from makegood.messages.actions.threads import thread_of
from makegood.messages.models import Attachment, Draft, EarlierDraft, Message, Thread

_DRAFT = (
    "case_id",
    "thread_id",
    "staff_id",
    "body",
    "to",
    "cc",
    "promise_text",
    "promise_due_at",
    "is_prepared",
    "version",
    "changed_at",
)


@transaction.atomic
def bring_messages(case_id: UUID, into_id: UUID) -> None:
    """All words of a merged case are in the other's conversation now, and what somebody was writing goes along.

    The merged case keeps its customer's thread, empty: a reply to its address still finds the way.
    """
    into = Case.objects.get(pk=into_id)
    ours = Message.objects.filter(case=case_id)
    if ours.filter(thread__side=Thread.With.CUSTOMER).exists():
        ours.filter(thread__side=Thread.With.CUSTOMER).update(thread=thread_of(into))
    Thread.objects.filter(case=case_id).exclude(side=Thread.With.CUSTOMER).update(case=into)
    ours.update(case=into)
    EarlierDraft.objects.filter(case=case_id).update(case=into)
    for draft in Draft.objects.filter(case=case_id):
        _bring(draft, into)


def _bring(draft: Draft, into: Case) -> None:
    theirs = Draft.objects.filter(case=into, staff=draft.staff_id, thread=draft.thread_id).first()
    if theirs is None:
        Draft.objects.filter(pk=draft.pk).update(case=into)
        return
    theirs.body = "\n\n".join(filter(None, (theirs.body, draft.body)))
    theirs.is_prepared = theirs.is_prepared and draft.is_prepared
    theirs.version += 1
    theirs.save(update_fields=["body", "is_prepared", "version"])
    draft.attachments.update(draft=theirs)
    draft.delete()


def shape_of(case_ids: Collection[UUID]) -> dict[str, Any]:
    """Where every word of these cases is, and what is being written on them."""
    messages = Message.objects.filter(case__in=case_ids)
    drafts = Draft.objects.filter(case__in=case_ids)
    files = Attachment.objects.filter(draft__in=drafts)
    return {
        "messages": snapshot(messages, "case_id", "thread_id", "dispatch__state"),
        "threads": snapshot(Thread.objects.filter(case__in=case_ids), "case_id"),
        "drafts": snapshot(drafts, *_DRAFT),
        "files": snapshot(files, "draft_id"),
        "earlier": snapshot(EarlierDraft.objects.filter(case__in=case_ids), "case_id"),
    }


@transaction.atomic
def put_words_back(
    case_ids: Collection[UUID], before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Every word, conversation and draft where it was. Refused when one came, left or was sent since."""
    now = shape_of(case_ids)
    if now["messages"] != after["messages"]:
        raise changed_since()
    for pk, facts in before["messages"].items():
        put_back(Message, pk, {n: facts[n] for n in ("case_id", "thread_id")})
    for pk, facts in before["threads"].items():
        put_back(Thread, pk, facts)
    for pk, facts in before.get("earlier", {}).items():
        put_back(EarlierDraft, pk, facts)
    _put_drafts_back(before, after, now)


def _put_drafts_back(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> None:
    """As they were, unless somebody has written on since: then their words stay where they are."""
    if now["drafts"] != after["drafts"]:
        return
    for pk, facts in before["drafts"].items():
        if pk not in now["drafts"]:
            Draft.objects.create(pk=pk, **facts)
        else:
            put_back(Draft, pk, facts)
    for pk, facts in before["files"].items():
        put_back(Attachment, pk, facts)
