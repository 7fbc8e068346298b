"""What is left of a deleted case's words: that they were seen, so that they do not come back at the next poll.

A tombstone keeps hashes, the server's name for the message and its Message-ID, and no word of it.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext

from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.log import record
from makegood.messages.events import DeletedCaseAnswered
from makegood.messages.models import (
    Arrival,
    Attachment,
    DeletedThread,
    Dispatch,
    Draft,
    EarlierDraft,
    Leftover,
    Message,
    Thread,
)
from makegood.messages.ports import Inbound
from makegood.messages.rules import tokens_in
from makegood.messages.rules.admitting import fingerprint_of


@transaction.atomic
def bury_words(case_id: UUID, number: int) -> None:
    """Every word of the case goes, and its files with it; its arrivals and reply addresses become tombstones.

    Refused while a letter of it is in a sender's hands: nobody could note any more what became of it.
    """
    _let_nothing_be_sent(case_id)
    # Two questions: one with "or" reads every attachment there is.
    of_case = [
        Attachment.objects.filter(message__case=case_id),
        Attachment.objects.filter(draft__case=case_id),
    ]
    arrivals = Arrival.objects.filter(message__case=case_id).select_related("message")
    attached = [sha256 for some in of_case for sha256 in some.values_list("sha256", flat=True)]
    let_go([*attached, *_buried(arrivals.iterator(200))])
    now = clock.now()
    DeletedThread.objects.bulk_create(
        DeletedThread(token=token, number=number, deleted_at=now)
        for token in Thread.objects.filter(case=case_id).values_list("token", flat=True)
    )
    for some in of_case:
        some.delete()
    Draft.objects.filter(case=case_id).delete()
    EarlierDraft.objects.filter(case=case_id).delete()
    Message.objects.filter(case=case_id).delete()


def are_there_tombstones() -> bool:
    """Whether any case was ever deleted; most desks need not ask of each mail."""
    return Arrival.objects.filter(outcome=Arrival.Outcome.DELETED).exists()


def is_buried(sha256: str, mail_id: str, sender: str, text: str) -> bool:
    """Whether a message is one of a deleted case: the same bytes, or by the same id the same words of the same person."""
    with connection.cursor() as cursor:
        cursor.execute(_BURIED, [sha256, mail_id, fingerprint_of(sender, text)])
        return cursor.fetchone() is not None


def tell_of_deleted_case(message: Message, inbound: Inbound, recipient: str) -> None:
    """Whether the case this message opened answers a deleted one; its story says so then."""
    tokens = tokens_in((*inbound.recipients, recipient), (inbound.in_reply_to, *inbound.references))
    gone = DeletedThread.objects.filter(token__in=tokens).first() if tokens else None
    if gone is not None and message.case_id is not None:
        record(
            DeletedCaseAnswered(
                case_id=message.case_id,
                message_id=message.pk,
                number=gone.number,
                deleted_at=gone.deleted_at,
            )
        )


def let_go(sha256s: Iterable[str]) -> None:
    """Whoever used these files needs them no longer; the sweep sees whether somebody else does."""
    rows = [Leftover(sha256=one, at=clock.now()) for one in set(sha256s)]
    Leftover.objects.bulk_create(rows, ignore_conflicts=True)


_BURIED = """
    SELECT 1 FROM messages_arrival
    WHERE outcome = 'deleted' AND (sha256 = %s OR (mail_id = %s AND fingerprint = %s)) LIMIT 1
"""


def _let_nothing_be_sent(case_id: UUID) -> None:
    letters = Dispatch.objects.select_for_update(of=("self",)).filter(message__case=case_id)
    if Dispatch.State.SENDING in set(letters.values_list("state", flat=True)):
        words = gettext(
            "A letter of this case is being sent at this moment. Try again in a minute."
        )
        raise Refused("being_sent", words)


def _buried(arrivals: Iterator[Arrival]) -> Iterator[str]:
    """Make tombstones of them; answers the files that held their bytes."""
    for arrival in arrivals:
        message = arrival.message
        assert message is not None, "asked for by its message"
        yield arrival.sha256
        Arrival.objects.filter(pk=arrival.pk).update(
            outcome=Arrival.Outcome.DELETED,
            message=None,
            mail_id=arrival.mail_id or message.message_id,
            fingerprint=fingerprint_of(message.from_address, message.text),
            sender="",
            subject="",
            detail="",
            recipient="",
        )
