"""Pausing a mailbox's automatic answers in a storm, and answering again. The thresholds are `rules.storm`."""

from datetime import datetime

from django.db import connection, transaction

from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.messages.events import AnswersPaused, AnswersResumed
from makegood.messages.models import Account, Message
from makegood.messages.rules.storm import (
    CALM_FOR,
    USUAL_OVER,
    WITHIN,
    Flow,
    is_calm,
    is_storm,
)
from makegood.people.models import Staff


def is_stormy(account: Account, flow: Flow) -> bool:
    """Whether `flow` is a storm by what this mailbox is used to; then its automatic answers are paused."""
    why = is_storm(Flow(flow.domain, flow.to_domain, flow.in_all, usual_of(account)))
    if why:
        _pause(account, why, flow)
    return bool(why)


@transaction.atomic
def resume_answers(account: Account, by: Staff | None) -> None:
    """Answer automatically again; idempotent. What was before no longer counts."""
    now = clock.now()
    paused = Account.objects.filter(pk=account.pk, answers_paused_at__isnull=False)
    if paused.update(answers_paused_at=None, answers_pause={}, answers_counted_from=now):
        record(AnswersResumed(account_id=account.pk, by_id=by.pk if by else None))


def resume_calm() -> int:
    """Every paused mailbox that has been calm for a while answers again. How many."""
    now = clock.now()
    paused = Account.objects.filter(answers_paused_at__lte=now - CALM_FOR)
    calm = [
        account
        for account in paused
        if is_calm(_arrived_since(account, now - CALM_FOR), usual_of(account))
    ]
    for account in calm:
        resume_answers(account, None)
    return len(calm)


def usual_of(account: Account) -> int:
    """The most acknowledgements of ten minutes in the last fortnight, those of the last hour left out."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(max(n), 0) FROM (
                SELECT count(*) AS n FROM messages_acknowledgement
                WHERE account_id = %s AND heard_at > %s AND heard_at < %s
                GROUP BY floor(extract(epoch FROM heard_at) / %s)
            ) AS spans
            """,
            [account.pk, now - USUAL_OVER, now - 6 * WITHIN, WITHIN.total_seconds()],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@transaction.atomic(savepoint=False)
def _pause(account: Account, why: str, flow: Flow) -> None:
    count = flow.to_domain if why == "domain" else flow.in_all
    facts = {"why": why, "domain": flow.domain if why == "domain" else "", "count": count}
    running = Account.objects.filter(pk=account.pk, answers_paused_at=None)
    if running.update(answers_paused_at=clock.now(), answers_pause=facts):
        record(
            AnswersPaused(account_id=account.pk, why=why, domain=str(facts["domain"]), count=count)
        )


def _arrived_since(account: Account, since: datetime) -> int:
    arrived = Message.objects.filter(account=account, direction=Message.Direction.IN)
    return arrived.filter(at__gt=since).count()
