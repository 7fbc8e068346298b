"""What the desk does about a promise by itself: it prepares the news and, where the owner allows it, sends them; it prepares
other ways out of a repair that takes longer than two weeks.

Rows are claimed as `watching` claims them, by a column and an index of their own.
"""

import logging

from django.db import transaction

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import Conflict, Refused
from makegood.kernel.log import record
from makegood.messages.actions.drafting import discard_draft, save_draft
from makegood.messages.actions.sending import send_reply
from makegood.messages.models import Draft
from makegood.people.models import Staff
from makegood.promises.actions.wording import alternatives, news
from makegood.promises.events import PromiseOverlong
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules.acting import NewsFacts, may_send_news, news_at

log = logging.getLogger(__name__)


def act_due(limit: int = 100) -> int:
    """Do what is due to be done for up to `limit` promises; how many were looked at."""
    with transaction.atomic():
        due = _claimed(limit)
        for promise in due:
            promise.act_at = None
            _act(promise)
        Promise.objects.bulk_update(due, ["act_at"])
    return len(due)


def _act(promise: Promise) -> None:
    try:
        with transaction.atomic():
            if promise.source == Promise.Source.SILENCE:
                _see_to_news(promise)
            else:
                _see_to_repair(promise)
    except Conflict:
        return  # somebody is writing on this case at this very moment
    except Exception:
        log.exception("nothing could be done by itself about promise %s", promise.pk)


@transaction.atomic
def prepare(promise: Promise, staff: Staff) -> None:
    """Put what can be said of it into their draft, in place of what was prepared before; words of their own stay."""
    draft = Draft.objects.filter(case=promise.case, staff=staff, thread=None).first()
    if draft is not None and draft.body.strip() and not draft.is_prepared:
        return
    text = alternatives(promise) if promise.kind == Promise.Kind.REPAIR else news(promise.case)
    save_draft(promise.case, staff, draft.version if draft else 0, text, is_prepared=True)


def _claimed(limit: int) -> list[Promise]:
    claim = Promise.objects.select_for_update(skip_locked=True, no_key=True, of=("self", "case"))
    due = claim.filter(end=Promise.End.OPEN, paused_at=None, act_at__lte=clock.now())
    related = ("case__shop", "case__order", "case__customer", "case__assignee", "owner")
    return list(due.select_related(*related).order_by("act_at")[:limit])


def _see_to_news(promise: Promise) -> None:
    """First they are prepared, when its owner is warned; then, shortly before it breaks, sent where that is allowed."""
    case = promise.case
    at = news_at(promise.due_at, calendar_of(case.shop))
    if clock.now() < at:
        promise.act_at = at if case.shop.sends_news else None
        _prepare_for_owner(promise)
    elif may_send_news(_facts(case)):
        _send(case)


def _see_to_repair(promise: Promise) -> None:
    _prepare_for_owner(promise)
    record(
        PromiseOverlong(
            case_id=promise.case_id,
            promise_id=promise.pk,
            owner_id=promise.owner_id or promise.case.assignee_id,
            due_at=promise.due_at,
        )
    )


def _prepare_for_owner(promise: Promise) -> None:
    if owner := promise.owner or promise.case.assignee:
        prepare(promise, owner)


def _facts(case: Case) -> NewsFacts:
    own = Draft.objects.filter(case=case, thread=None, is_prepared=False).exclude(body="")
    return NewsFacts(case.shop.sends_news, case.turn == Case.Turn.US, own.exists())


def _send(case: Case) -> None:
    try:
        with transaction.atomic():
            send_reply(case, None, news(case), is_by_hand=False)
            for draft in case.drafts.filter(thread=None, is_prepared=True).select_related("staff"):
                discard_draft(case, draft.staff)
    except Refused:
        return  # there is no address to write to: its owner was told, and finds another way
