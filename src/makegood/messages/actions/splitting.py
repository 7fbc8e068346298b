"""Messages that turn out to be another matter: taken out of their case into one of their own."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.holding import hold
from makegood.cases.actions.linking import link_cases
from makegood.cases.actions.opening import open_case
from makegood.cases.actions.rearranging import begin, end
from makegood.cases.actions.turning import set_turn
from makegood.cases.events import CaseSplit
from makegood.cases.models import Case, LinkedCase, Rearrangement
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.kernel.text import first_words
from makegood.kernel.words import said
from makegood.messages.actions.threads import thread_of
from makegood.messages.models import Message
from makegood.messages.rules import plain_subject
from makegood.messages.rules.splitting import SplitFacts, may_split
from makegood.people.models import Staff
from makegood.shops.queries import orders_in_text


@transaction.atomic
def split_case(case: Case, message_ids: Collection[UUID | str], by: Staff | None) -> Case:
    """Take these messages of the customer's conversation into a new case of the same customer, linked to this one and
    in the same hands.

    What they promised goes along; facts, tags, notes and drafts stay. An answer to one of them joins the new case,
    whichever address it goes to. Nobody is written to. `rearranging.take_back` undoes it.
    """
    hold(case)
    words = list(case.messages.filter(thread__side="customer").select_related("dispatch"))
    taken = [m for m in words if str(m.pk) in set(map(str, message_ids))]
    if not taken or len(taken) != len(set(map(str, message_ids))):
        raise BadInput("message", _("Choose messages of the customer's conversation."))
    refusal = may_split(_facts(words, taken))
    if refusal:
        raise Refused(refusal.code, *map(said, refusal.reasons))
    new = _opened_for(case, sorted(taken, key=_at), by)
    row = begin(Rearrangement.Kind.SPLIT, case, new, by)
    ids = tuple(m.pk for m in taken)
    Message.objects.filter(pk__in=ids).update(case=new, thread=thread_of(new))
    for one in (case, new):
        _turn(one)
    link_cases(new, case, LinkedCase.Why.SPLIT, by)
    by_id = by.pk if by else None
    record(
        CaseSplit(case_id=case.pk, other_id=new.pk, number=new.number, message_ids=ids, by_id=by_id)
    )
    end(row)
    new.refresh_from_db()
    case.refresh_from_db()
    return new


def _facts(words: list[Message], taken: list[Message]) -> SplitFacts:
    gone = {m.pk for m in taken}
    stay = [m for m in words if m.pk not in gone and m.is_word]
    states = [m.dispatch.state for m in taken if hasattr(m, "dispatch")]
    return SplitFacts(
        takes_something=any(m.is_word for m in taken),
        stays_something=bool(stay),
        is_under_way=any(state in ("waiting", "sending", "unknown") for state in states),
    )


def _opened_for(case: Case, taken: list[Message], by: Staff | None) -> Case:
    first = next((m for m in taken if m.direction == Message.Direction.IN), taken[0])
    named = orders_in_text(case.shop, f"{first.subject}\n{first.reply_text or first.text}")
    new = open_case(
        shop=case.shop,
        customer=case.customer,
        subject=plain_subject(first.subject) or case.subject,
        language=case.language,
        channel=first.channel,
        preview=_preview(first),
        order=next((one for one in named if one.customer_id == case.customer_id), case.order),
        by=by,
    )
    keeps = case.assignee if case.assignee and case.assignee.is_active else None
    assign(new, by, keeps, case.team)
    return new


def _turn(case: Case) -> None:
    """Whose move it is now, by who spoke last."""
    words = [m for m in case.messages.filter(thread__side="customer") if m.is_word]
    heard = [m for m in words if m.direction == Message.Direction.IN]
    last = max(words, key=_at, default=None)
    is_ours = last is not None and last.direction == Message.Direction.IN
    preview = _preview(max(heard, key=_at)) if heard else ""
    set_turn(case, is_ours, max((m.at for m in heard), default=None), preview)


def _at(message: Message) -> tuple[datetime, UUID]:
    return message.at, message.pk


def _preview(message: Message) -> str:
    return first_words(message.reply_text or message.text)
