"""What a person decides about a message that became no case by itself: try again, open it all the same, leave it."""

import logging
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import files
from makegood.kernel.errors import Conflict
from makegood.kernel.log import record
from makegood.kernel.mail.values import File
from makegood.messages.actions.asking_again import AFRESH, ask_again
from makegood.messages.actions.finding import Arriving, Place, find_place
from makegood.messages.actions.joining import open_with
from makegood.messages.actions.receiving import note, settle, understood, write_down
from makegood.messages.events import QuarantineDecided
from makegood.messages.models import Account, Arrival, Message
from makegood.messages.ports import Address, Inbound
from makegood.messages.queries import own_addresses
from makegood.messages.rules import Match
from makegood.messages.rules.addressing import is_ours
from makegood.messages.rules.admitting import identity_of
from makegood.people.models import Staff

logger = logging.getLogger(__name__)

Outcome = Arrival.Outcome


@transaction.atomic
def retry_arrival(arrival: Arrival, by: Staff) -> Arrival:
    """Try a quarantined or ignored message again from the start; of what its server could not give, the worker asks first."""
    _hold(arrival)
    if not ask_again([arrival]):
        _reopen(arrival)
        settle(arrival)
    _decided(arrival, by, "retried", but=[arrival.pk])
    return arrival


@transaction.atomic
def retry_quarantined(by: Staff, limit: int = 1000) -> int:
    """Let the worker try the oldest of the quarantine again from the start; answers how many."""
    held = Arrival.objects.filter(outcome=Outcome.QUARANTINED).order_by("arrived_at", "pk")
    held = held.select_for_update(skip_locked=True, of=("self",)).select_related("account")
    arrivals = list(held[:limit])
    ids = [arrival.pk for arrival in arrivals]
    asked_for = ask_again(arrivals)
    accounts = Account.objects.filter(arrivals__in=ids).distinct()
    for account_id in list(accounts.values_list("pk", flat=True)):
        _tell(account_id, by, "retried", _left(account_id, but=ids))
    Arrival.objects.filter(pk__in=set(ids) - asked_for).update(**AFRESH)
    return len(ids)


@transaction.atomic
def open_as_case(arrival: Arrival, by: Staff) -> Case:
    """A person decides that it is a case, whatever the rules said; what can't be understood is attached as it came."""
    _reopen(arrival)
    raw = _raw(arrival)
    message = _opened_as_read(arrival, raw) or _opened(arrival, _as_it_came(arrival, raw))
    note(arrival, Outcome.OPENED, "by_hand", message.pk)
    write_down([arrival])
    _decided(arrival, by, "opened")
    assert message.case is not None, "it was opened a moment ago"
    return message.case


def _opened_as_read(arrival: Arrival, raw: bytes) -> Message | None:
    """None where reading it, or anything that is done with what was read, goes wrong."""
    if arrival.problem not in ("", "too_big"):
        return None
    try:
        with transaction.atomic():
            return _opened(arrival, understood(arrival, raw))
    except Exception:
        logger.exception("mail cannot be read", extra={"arrival": str(arrival.pk)})
        return None


def _opened(arrival: Arrival, inbound: Inbound) -> Message:
    author = inbound.sender or Address("", "")
    own = own_addresses()
    if is_ours(author.address, own):
        others = (a for a in inbound.reply_to if not is_ours(a.address, own))
        author = next(others, Address("", ""))
    arriving = Arriving(arrival, inbound, author, identity_of(inbound))
    place = find_place(arriving, [])
    return open_with(arriving, Place(Match(None, "by_hand"), {}, place.customer, place.orders))


@transaction.atomic
def ignore_arrival(arrival: Arrival, by: Staff) -> None:
    """A person decides that it is nothing for the desk; it can still be tried again."""
    _reopen(arrival)
    note(arrival, Outcome.IGNORED, "by_hand", None)
    write_down([arrival])
    _decided(arrival, by, "ignored")


def file_missing() -> str:
    """Why a message can be neither shown nor opened, and what may help."""
    return gettext(
        "The file of this message is not where the desk keeps it. Put it back from a backup; or try again, if it still lies in the mailbox."
    )


def _decided(arrival: Arrival, by: Staff, decision: str, but: Collection[UUID] = ()) -> None:
    if arrival.account_id is not None:
        _tell(arrival.account_id, by, decision, _left(arrival.account_id, but))


def _left(account_id: UUID, but: Collection[UUID] = ()) -> int:
    held = Arrival.objects.filter(account=account_id, outcome=Outcome.QUARANTINED)
    return held.exclude(pk__in=but)[:100].count()


def _tell(account_id: UUID, by: Staff, decision: str, left: int) -> None:
    record(QuarantineDecided(account_id=account_id, decision=decision, left=left, by_id=by.pk))


def _reopen(arrival: Arrival) -> None:
    """Back to waiting."""
    _hold(arrival)
    Arrival.objects.filter(pk=arrival.pk).update(**AFRESH)
    arrival.refresh_from_db()


def _hold(arrival: Arrival) -> None:
    """Locked; only what was turned away for good can be decided on."""
    held = Arrival.objects.select_for_update().get(pk=arrival.pk)
    turned_away = held.outcome in (Outcome.QUARANTINED, Outcome.IGNORED)
    if not turned_away or held.reason == "duplicate":
        raise Conflict("settled", gettext("This message is in a case already."))
    if held.emptied_at:
        words = gettext(
            "This message was thrown away when it was old enough; only its row is left."
        )
        raise Conflict("emptied", words)


def _raw(arrival: Arrival) -> bytes:
    try:
        return files.read(arrival.sha256)
    except FileNotFoundError as error:
        raise Conflict("file_missing", file_missing()) from error


def _as_it_came(arrival: Arrival, raw: bytes) -> Inbound:
    """Nothing but the mail as a file, and whom the ledger knows as its sender."""
    words = gettext("This mail could not be read. It is attached as it came.")
    original = File("original.eml", "message/rfc822", raw)
    sender = Address("", arrival.sender) if arrival.sender else None
    return Inbound(sender=sender, subject=words, text=words, reply_text=words, files=(original,))
