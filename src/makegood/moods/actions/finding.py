"""Finding what a customer's words tell, and weighing it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from makegood.cases.actions.alarming import set_signs
from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel.log import record
from makegood.messages.models import Message
from makegood.moods.events import FindingsMade, MoodAlarmed, MoodCalmed
from makegood.moods.models import Finding, Switch
from makegood.moods.queries import findings_of, own_phrases
from makegood.moods.rules import ALARMING, MOODS, REFUSALS, THREATS, Found, read, weight_of


@transaction.atomic(savepoint=False)  # a step of receiving, which has a savepoint of its own
def find_in(message: Message, case_id: UUID) -> None:
    """What the customer's own words in it tell. Where they tell nothing no statement is made: mail comes by the thousand."""
    own = own_phrases(message.thread.case.shop_id) if message.thread else ()
    found = read(own_words(message), message.language, own)
    if found:
        off = phrases_off(case_id, {one.phrase for one in found})
        found = tuple(one for one in found if one.phrase not in off)
    if not found:
        return
    Finding.objects.bulk_create(_row(message, case_id, one) for one in found)
    record(FindingsMade(case_id=case_id, kinds=sorted({one.kind for one in found})))
    weigh(case_id)


def own_words(message: Message) -> str:
    """What the customer wrote now: no quotes, no signature."""
    return message.reply_text or ("" if message.quoted_text else message.text)


def phrases_off(case_id: UUID, names: Collection[str]) -> set[str]:
    """Which of these phrases do not count for the case's shop: put off by hand, or refused too often and not put on again."""
    shop = Case.objects.filter(pk=case_id).values("shop")
    switched = dict(
        Switch.objects.filter(shop__in=shop, phrase__in=names).values_list("phrase", "is_on")
    )
    refused = Finding.objects.filter(
        case__shop__in=shop, phrase__in=names, refused_at__isnull=False
    ).values_list("phrase")
    often = refused.annotate(times=Count("pk")).filter(times__gte=REFUSALS)
    off = {phrase for phrase, _times in often if switched.get(phrase) is not True}
    return off | {phrase for phrase, is_on in switched.items() if not is_on}


@transaction.atomic(savepoint=False)
def weigh(case_id: UUID) -> None:
    """Bring the cover up to date with what was found; tells of an alarm that is new, and of one that is over: not of a
    closed case, for which nobody need hurry.
    """
    case = held(case_id)
    counting = [one for one in findings_of(case) if one.counts]
    weight = weight_of((one.kind, one.weight) for one in counting)
    alarm_at = _latest(counting) if weight >= ALARMING else None
    here = {one.kind for one in counting}
    kinds = [kind for kind in (*THREATS, *MOODS) if kind in here]
    if alarm_at == case.alarm_at and kinds == (case.signs or []):
        return
    was_alarmed = _is_alarmed(case.alarm_at, case.told_at)
    set_signs(case_id, kinds, alarm_at)
    if case.is_closed:
        return
    is_alarmed = _is_alarmed(alarm_at, case.told_at)
    if alarm_at and is_alarmed and not was_alarmed:
        record(MoodAlarmed(case_id=case_id, kinds=kinds, at=alarm_at))
    elif was_alarmed and not is_alarmed:
        record(MoodCalmed(case_id=case_id))


@transaction.atomic(savepoint=False)
def alarm_again(case_id: UUID) -> None:
    """A case that was closed in alarm is open again: where nobody has answered since, it is told anew."""
    case = held(case_id)
    if case.alarm_at and _is_alarmed(case.alarm_at, case.told_at):
        record(MoodAlarmed(case_id=case_id, kinds=case.signs or [], at=case.alarm_at))


def _is_alarmed(alarm_at: datetime | None, told_at: datetime | None) -> bool:
    return alarm_at is not None and (told_at is None or told_at < alarm_at)


def _latest(findings: Iterable[Finding]) -> datetime:
    return max(one.at for one in findings)


def _row(message: Message, case_id: UUID, found: Found) -> Finding:
    return Finding(
        case_id=case_id,
        message=message,
        kind=found.kind,
        weight=found.weight,
        phrase=found.phrase,
        words=found.words[:200],
        start=found.start,
        end=found.end,
        at=message.at,
    )
