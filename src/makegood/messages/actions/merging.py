"""The words of two cases that turned out to be one."""

from uuid import UUID

from django.db import transaction

from makegood.cases.models import Case
from makegood.messages.actions.threads import thread_of
from makegood.messages.models import Draft, Message, Thread


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
    for draft in Draft.objects.filter(case=case_id):
        _bring(draft, into)


def _bring(draft: Draft, into: Case) -> None:
    theirs = Draft.objects.filter(case=into, staff=draft.staff_id, thread=draft.thread_id).first()
    if theirs is None:
        Draft.objects.filter(pk=draft.pk).update(case=into)
        return
    theirs.body = "\n\n".join(filter(None, (theirs.body, draft.body)))
    theirs.version += 1
    theirs.save(update_fields=["body", "version"])
    draft.attachments.update(draft=theirs)
    draft.delete()
