"""The promises that come by themselves: an answer to whoever wrote, and no silence longer than the shop allows."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from makegood.cases.actions.hearing import still_ours
from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.log import in_hand, together
from makegood.messages.models import Message
from makegood.promises.actions.keeping import by_message, put_kept, put_open_again
from makegood.promises.actions.making import put_down
from makegood.promises.actions.queueing import requeue
from makegood.promises.models import Promise
from makegood.promises.queries import BY_A_WORD, calendar_of
from makegood.promises.rules import add_working_hours
from makegood.promises.rules.silence import SilenceFacts, silence_due_at
from makegood.rulebook.queries import Allowed, times_for


@transaction.atomic(savepoint=False)  # a step of receiving, which has a savepoint of its own
def promise_answer(case_id: UUID, made_in: Message | None = None) -> Promise:
    """Whoever wrote is owed one answer, within the working hours the house rules or the shop give; idempotent while it is open."""
    case = in_hand(Case, case_id) or held(case_id)
    if case.owes_something:
        answers = case.promises.filter(source=Promise.Source.ACKNOWLEDGEMENT)
        if owed := answers.filter(end=Promise.End.OPEN).first():
            return owed
    times = times_for(case)
    hours = times.answer_hours
    due_at = add_working_hours(clock.now(), hours, calendar_of(case.shop))
    source = Promise.Source.ACKNOWLEDGEMENT
    owner = case.assignee
    return put_down(
        case,
        Promise.Kind.ANSWER,
        due_at,
        source,
        basis=times.answer_basis,
        counted_hours=hours,
        owner=owner,
        made_in=made_in,
    )


@transaction.atomic
def keep_by_word(message: Message) -> None:
    """A person's word reached the customer: open answers and news are kept, and so the silence; the next silence begins. A talk on the
    phone keeps a call back as well.

    Only promises older than the message are kept: not the one it makes, nor an answer to what the customer wrote
    after it was written (ids are in order of birth, so they tell). Such a later word is owed an answer of its own. What the
    law takes for an answer is for `legal` to say: a question is none.
    """
    case = held(message.case_id)  # type: ignore[arg-type]  # a word to a customer is always on a case
    kept = Q(kind__in=BY_A_WORD)
    if message.is_spoken:
        kept |= Q(kind=Promise.Kind.CALL_BACK)
    owed = case.promises.filter(kept, end=Promise.End.OPEN, id__lt=message.pk)
    for promise in owed.exclude(source=Promise.Source.LAW):
        put_kept(promise, by_message(message))
    requeue(case)
    if case.is_closed:
        return
    start_silence(case.pk)
    if _wrote_meanwhile(message):
        promise_answer(case.pk)
        still_ours(case)


@transaction.atomic
def owe_what_bounced(message: Message) -> None:
    """The word came back unread: what it kept is owed as before. Where it kept nothing an answer is owed from now on,
    so that somebody tries another way.
    """
    case = held(message.case_id)  # type: ignore[arg-type]  # a word to a customer is always on a case
    if not put_open_again(message, case):
        promise_answer(case.pk)
    requeue(case)


@transaction.atomic
def start_silence(case_id: UUID) -> Promise | None:
    """An open case owes news once the shop's silence is over; idempotent while such a promise is open."""
    case = held(case_id)
    silence = Promise.Source.SILENCE
    if case.is_closed or case.promises.filter(end=Promise.End.OPEN, source=silence).exists():
        return None
    return _owe_news(case)


def cover_silent_cases(limit: int = 500) -> int:
    """Whatever left an open case owing nothing: from now on it owes news; of how many cases. Any number of workers at once."""
    with transaction.atomic(), together():
        claim = Case.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        found = claim.filter(closed_at=None, queue_at=FAR_FUTURE)
        silent = list(found.select_related("shop", "assignee")[:limit])
        owing = _owing_news(silent)
        for case in silent:
            if case.pk not in owing:
                _owe_news(case)
    return len(silent) - len(owing)


def _owing_news(cases: list[Case]) -> set[UUID]:
    """What rests is owed and does not fall due: such a case stays where it is."""
    silence = Promise.objects.filter(end=Promise.End.OPEN, source=Promise.Source.SILENCE)
    return set(silence.filter(case__in=cases).values_list("case", flat=True))


def _owe_news(case: Case) -> Promise:
    times = times_for(case)
    due_at = _silent_until(case, times)
    silence, basis = Promise.Source.SILENCE, times.news_basis
    return put_down(case, Promise.Kind.NEWS, due_at, silence, basis=basis, owner=case.assignee)


def _silent_until(case: Case, times: Allowed) -> datetime:
    return silence_due_at(
        SilenceFacts(
            last_word_at=case.told_at or case.opened_at,
            silence_days=times.news_days,
            answer_within_hours=times.answer_hours,
            calendar=calendar_of(case.shop),
        ),
        clock.now(),
    )


def _wrote_meanwhile(message: Message) -> bool:
    later = Message.objects.filter(case=message.case_id, id__gt=message.pk, auto="none")
    return later.filter(direction=Message.Direction.IN, thread__side="customer").exists()
