"""The desk's own "we have it": once a case and day, never to a machine."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.ids import new_id
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES
from makegood.messages.actions.accounts import POST_OFFICE, sending_account
from makegood.messages.actions.calming import is_stormy
from makegood.messages.actions.composing import shown_moment
from makegood.messages.actions.sending import enqueue, write
from makegood.messages.actions.threads import thread_of
from makegood.messages.events import MessageWritten
from makegood.messages.models import Account, Message
from makegood.messages.rules import AckFacts, may_acknowledge
from makegood.messages.rules.acknowledging import (
    MOST_OF_THE_SAME,
    MOST_PER_CASE,
    MOST_PER_HOUR,
    SAME_WITHIN_DAYS,
    digest_of,
)
from makegood.messages.rules.storm import (
    MOST_IN_ALL,
    MOST_TO_A_DOMAIN,
    WITHIN,
    Flow,
    is_everybodys,
    may_be_storm,
)
from makegood.people.rules import DEAD, normalise_email

COUNTED_AT_MOST = 5000
"""Rows looked at to tell a storm: beyond that it is one."""


@transaction.atomic(savepoint=False)  # a step of receiving, which has a savepoint of its own
def acknowledge(case: Case, message: Message, answer_by: datetime) -> Message | None:
    """Tell the writer of `message` that it is here, its case number, and by when they have an answer.

    None when it may not be: the rules say no, a cap is reached, the address is dead, or the mailbox is in a storm.
    """
    if message.channel == "portal":
        return None  # they see on the page itself that it arrived
    account = _account(case, message)
    # Receiving let no address of ours through as a writer; these two are looked at once more.
    own = frozenset({account.address, case.shop.email.lower()})
    words = message.reply_text or message.text
    facts = AckFacts(message.from_address, message.auto, own, words, _our_sentences())
    if may_acknowledge(facts) or not _take_turn(case, message, account):
        return None
    answer = write(
        account=account,
        thread=message.thread or thread_of(case),
        case=case,
        to=[(message.from_name, message.from_address)],
        text=_words(case, message.from_name, answer_by),
        purpose=Message.Purpose.ACKNOWLEDGEMENT,
        answers=message,
    )
    enqueue(answer, account, timedelta(0), {})
    record(
        MessageWritten(
            case_id=case.pk, message_id=answer.pk, purpose=Message.Purpose.ACKNOWLEDGEMENT
        )
    )
    return answer


_TURN = """
    WITH lately AS MATERIALIZED (
        SELECT domain FROM messages_acknowledgement
        WHERE account_id = %(account)s AND heard_at > %(from)s AND heard_at <= %(heard_at)s LIMIT %(counted)s
    ), flow AS MATERIALIZED (
        SELECT count(*) FILTER (WHERE domain = %(domain)s) AS to_domain, count(*) AS in_all FROM lately
    ), turn AS (
        INSERT INTO messages_acknowledgement (id, case_id, day, address, at, account_id, domain, heard_at, digest)
        SELECT %(id)s, %(case)s, %(day)s, %(address)s::text, %(now)s, %(account)s, %(domain)s::text, %(heard_at)s,
            %(digest)s::text
        FROM flow
        WHERE (%(is_calm)s OR (in_all < %(most)s AND (to_domain < %(most_to_domain)s OR %(is_everybodys)s)))
          AND (SELECT count(*) FROM messages_acknowledgement
               WHERE address = %(address)s AND at > %(hour)s) < %(most_per_hour)s
          AND (SELECT count(*) FROM messages_acknowledgement WHERE case_id = %(case)s) < %(most_per_case)s
          AND (%(digest)s = '' OR (SELECT count(*) FROM messages_acknowledgement
               WHERE address = %(address)s AND at > %(days)s AND digest = %(digest)s) < %(most_of_the_same)s)
          AND NOT EXISTS (SELECT 1 FROM people_identity
                          WHERE kind = 'email' AND value = %(email)s AND unreachable_why = ANY(%(dead)s))
        ON CONFLICT ON CONSTRAINT one_acknowledgement_a_day DO NOTHING RETURNING 1
    )
    SELECT to_domain, in_all, EXISTS (SELECT 1 FROM turn) FROM flow
"""


def _take_turn(case: Case, message: Message, account: Account) -> bool:
    """Under every cap, the first of the day, to an address that is not known to be dead, and no storm.

    One statement, so that two workers cannot both pass; another only where it may be a storm.
    """
    if account.answers_paused_at is not None:
        return False
    flow, is_taken = _ask_for_turn(case, message, account, is_calm=False)
    if is_taken or not may_be_storm(flow) or is_stormy(account, flow):
        return is_taken
    _flow, is_taken = _ask_for_turn(case, message, account, is_calm=True)
    return is_taken


def _ask_for_turn(
    case: Case, message: Message, account: Account, *, is_calm: bool
) -> tuple[Flow, bool]:
    now, address = clock.now(), message.from_address
    domain = address.rpartition("@")[2].lower()[:255]
    from_ = message.at - WITHIN
    values: dict[str, Any] = {
        "id": new_id(),
        "case": case.pk,
        "account": account.pk,
        "address": address,
        "domain": domain,
        "day": now.astimezone(ZoneInfo(case.shop.timezone)).date(),
        "now": now,
        "heard_at": message.at,
        "digest": digest_of(message.reply_text or message.text),
        "from": max(from_, account.answers_counted_from or from_),
        "hour": now - timedelta(hours=1),
        "days": now - timedelta(days=SAME_WITHIN_DAYS),
        "email": normalise_email(address),
        "dead": list(DEAD),
        "is_calm": is_calm,
        "is_everybodys": is_everybodys(domain),
        "most": MOST_IN_ALL,
        "most_to_domain": MOST_TO_A_DOMAIN,
        "most_per_hour": MOST_PER_HOUR,
        "most_per_case": MOST_PER_CASE,
        "most_of_the_same": MOST_OF_THE_SAME,
        "counted": COUNTED_AT_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TURN, values)
        to_domain, in_all, is_taken = cursor.fetchone()
    return Flow(domain, to_domain, in_all, 0), is_taken


def _account(case: Case, message: Message) -> Account:
    """Where it came in, it is answered; asked of the database only when that is not possible."""
    account = message.account
    nothing_leaves = settings.MAKEGOOD_TRAINING or case.shop.is_sample
    if account is not None and (account.kind == POST_OFFICE or not nothing_leaves):
        return account
    return sending_account(case.shop, message.thread)


def _words(case: Case, name: str, answer_by: datetime) -> str:
    language = case.language
    with translation.override(language):
        parts = [
            gettext("Hello %(name)s,") % {"name": name} if name else gettext("Hello,"),
            gettext("thank you for your message. It is here, and its number is %(number)s.")
            % {"number": f"#{case.number}"},
            gettext("You will have an answer from us at the latest: %(moment)s.")
            % {"moment": shown_moment(answer_by, language, case.shop.timezone)},
            _how_to_add(),
        ]
        return "\n\n".join(parts)


def _how_to_add() -> str:
    return gettext(
        "If you want to add something, simply answer this message, "
        "or use the link below: there you also see where your case stands."
    )


@cache
def _our_sentences() -> tuple[str, ...]:
    """The sentence that stands in every acknowledgement, as it is in every language we speak."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(_how_to_add())
    return tuple(dict.fromkeys(found))
