"""The desk's own "we have it": once a case and day, never to a machine."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.ids import new_id
from makegood.kernel.log import record
from makegood.messages.actions.accounts import POST_OFFICE, sending_account
from makegood.messages.actions.composing import shown_moment
from makegood.messages.actions.sending import enqueue, write
from makegood.messages.actions.threads import thread_of
from makegood.messages.events import MessageWritten
from makegood.messages.models import Account, Message
from makegood.messages.rules import AckFacts, may_acknowledge
from makegood.messages.rules.acknowledging import MOST_PER_HOUR
from makegood.people.rules import DEAD, normalise_email


@transaction.atomic(savepoint=False)  # a step of receiving, which has a savepoint of its own
def acknowledge(case: Case, message: Message, answer_by: datetime) -> Message | None:
    """Tell the writer of `message` that it is here, its case number, and by when they have an answer.

    None when it may not be: the rule says no, the case had one today, or the address had too many this hour.
    """
    if message.channel == "portal":
        return None  # they see on the page itself that it arrived
    account = _account(case, message)
    # Receiving let no address of ours through as a writer; these two are looked at once more.
    own = frozenset({account.address, case.shop.email.lower()})
    refusal = may_acknowledge(AckFacts(message.from_address, message.auto, own))
    if refusal or not _take_turn(case, message.from_address):
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


def _take_turn(case: Case, address: str) -> bool:
    """One statement: under the hourly cap, the first of the day, to an address that is not known to be dead.
    Two workers cannot both pass the constraint.
    """
    now = clock.now()
    day = now.astimezone(ZoneInfo(case.shop.timezone)).date()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO messages_acknowledgement (id, case_id, day, address, at)
            SELECT %s, %s, %s, %s, %s
            WHERE (SELECT count(*) FROM messages_acknowledgement
                   WHERE address = %s AND at > %s) < %s
              AND NOT EXISTS (SELECT 1 FROM people_identity
                              WHERE kind = 'email' AND value = %s AND unreachable_why = ANY(%s))
            ON CONFLICT ON CONSTRAINT one_acknowledgement_a_day DO NOTHING
            """,
            [
                new_id(),
                case.pk,
                day,
                address,
                now,
                address,
                now - timedelta(hours=1),
                MOST_PER_HOUR,
                normalise_email(address),
                list(DEAD),
            ],
        )
        return bool(cursor.rowcount == 1)


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
            gettext(
                "If you want to add something, simply answer this message, "
                "or use the link below: there you also see where your case stands."
            ),
        ]
        return "\n\n".join(parts)
