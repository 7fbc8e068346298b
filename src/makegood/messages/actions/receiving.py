"""What was stored is understood: each arrival ends as exactly one outcome of the ledger.

A claim counts the try and commits it before anything is read, so a message that kills the process is found out:
after some tries it stands alone, then it is read on trial in a process of its own, and goes to quarantine if that
dies. Two workers never handle one sender at the same time (advisory locks, tried and not waited for): that settles
who makes the customer, which of two copies is the duplicate and which of two mails comes first, without either
worker waiting for the other.
"""

import logging
import zlib
from collections.abc import Sequence
from datetime import timedelta
from time import perf_counter
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation

from makegood.kernel import clock, files
from makegood.kernel.log import coming_via, record, together
from makegood.kernel.registry import adapters
from makegood.kernel.text import bounded
from makegood.kernel.words import said
from makegood.kernel.written import written_rows
from makegood.messages.actions.bouncing import note_report, reported_message
from makegood.messages.actions.burying import (
    are_there_tombstones,
    is_buried,
    let_go,
    tell_of_deleted_case,
)
from makegood.messages.actions.finding import (
    Arriving,
    Known,
    account_of,
    find_place,
    known_messages,
    place_at,
)
from makegood.messages.actions.forwarding import note_forwarder
from makegood.messages.actions.joining import join, open_with
from makegood.messages.actions.trial import survives_reading
from makegood.messages.events import MailQuarantined
from makegood.messages.models import Arrival, Dispatch, Message
from makegood.messages.ports import Address, Inbound
from makegood.messages.queries import own_addresses
from makegood.messages.rules import admit
from makegood.messages.rules.admitting import (
    JOINS_ONLY,
    as_first_written,
    identity_of,
    is_same,
    words_of_forwarder,
)
from makegood.messages.rules.bouncing import REPORTS
from makegood.messages.rules.picturing import with_names
from makegood.messages.rules.sealing import sealing, with_words
from makegood.people.queries import staff_addresses

logger = logging.getLogger(__name__)

GLANCE = 64 * 1024
"""Bytes of a message that is not read whole which still tell whose it is."""
BATCH = 20
"""Messages settled in one transaction: enough to spare commits, few enough to hold no lock for long."""
STANDS_ALONE_FROM = 3
MOST_TRIES = 5
TRIES_IN_ALL = 25
TRIED_AGAIN_AFTER = timedelta(seconds=10)
Outcome = Arrival.Outcome


class Busy(Exception):
    """Another worker has a message of this sender in hand; this one's turn comes later."""


def settle_arrivals(limit: int = 500) -> int:
    """Settle what waits, oldest first, in small transactions; any number of workers at once. Answers how many."""
    with coming_via("mail"):
        return _settle_all(limit)


def settle(arrival: Arrival) -> Arrival:
    """Settle one now; one already settled stays as it is."""
    Arrival.objects.filter(pk=arrival.pk).update(tries=F("tries") + 1, tried_at=clock.now())
    _settle_batch([arrival.pk])
    arrival.refresh_from_db()
    return arrival


def understood(arrival: Arrival, raw: bytes) -> Inbound:
    """The raw bytes as the account's channel reads them, pictures called by name; what is encrypted says so, in the shop's language."""
    account = account_of(arrival)
    inbound = with_names(adapters("makegood.channels")[account.kind].understand(raw))
    if sealed := sealing(inbound):
        with translation.override(account.shop.main_language):
            return with_words(inbound, said(sealed))
    return inbound


def note(
    arrival: Arrival,
    outcome: str,
    reason: str,
    message_id: UUID | None,
    started: float | None = None,
) -> None:
    """How the arrival ended; `write_down` puts it into the ledger."""
    arrival.outcome, arrival.reason, arrival.message_id = outcome, reason, message_id
    arrival.settled_at = clock.now()
    if started is not None:
        arrival.took_ms = _since(started)


_WRITE_DOWN = """
    UPDATE messages_arrival a SET outcome = v.outcome, reason = v.reason, message_id = v.message_id,
        settled_at = v.settled_at, took_ms = v.took_ms, sender = v.sender, subject = v.subject, mail_id = v.mail_id
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::timestamptz[], %s::int[], %s::text[], %s::text[],
        %s::text[]) AS v (id, outcome, reason, message_id, settled_at, took_ms, sender, subject, mail_id)
    WHERE a.id = v.id
"""


def write_down(arrivals: Sequence[Arrival]) -> None:
    """How these ended and what they are called, into the ledger: one statement for all that were settled together."""
    rows = [
        (
            one.pk,
            one.outcome,
            one.reason,
            one.message_id,
            one.settled_at,
            one.took_ms,
            one.sender,
            one.subject,
            one.mail_id,
        )
        for one in arrivals
    ]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_DOWN, [list(column) for column in zip(*rows, strict=True)])


def _settle_all(limit: int) -> int:
    settled = 0
    passed_over: set[UUID] = set()
    while settled < limit:
        ids = _claim(min(BATCH, limit - settled), passed_over)
        if not ids:
            break
        done = _settle_batch(ids)
        settled += len(done)
        passed_over |= set(ids) - done
    return settled


@transaction.atomic(durable=True)
def _claim(count: int, passed_over: set[UUID]) -> list[UUID]:
    now = clock.now()
    ready = Q(tried_at=None) | Q(tried_at__lt=now - TRIED_AGAIN_AFTER)
    waiting = Arrival.objects.filter(ready, outcome=Outcome.WAITING).exclude(pk__in=passed_over)
    waiting = waiting.select_for_update(skip_locked=True).order_by("arrived_at", "pk")
    # One that was in hand at several deaths waits until the others are done, and then stands alone: should it kill
    # again it takes nobody with it, and the next deaths are held against nobody else.
    fresh = waiting.filter(tries__lt=STANDS_ALONE_FROM - 1).values_list("pk", flat=True)
    ids = list(fresh[:count]) or list(waiting.values_list("pk", flat=True)[:1])
    if ids:
        Arrival.objects.filter(pk__in=ids).update(tries=F("tries") + 1, tried_at=now)
    return ids


@transaction.atomic
def _settle_batch(ids: list[UUID]) -> set[UUID]:
    _plan_by_key()
    arrivals = _held(ids)
    own, graves = own_addresses(), are_there_tombstones()
    with together():
        settled = [arrival for arrival in arrivals if _settled(arrival, own, graves)]
    write_down(settled)
    return {arrival.pk for arrival in settled}


@written_rows
def _held(ids: list[UUID]) -> QuerySet[Arrival]:
    rows = Arrival.objects.filter(pk__any=ids, outcome=Outcome.WAITING)
    # Waits, and never skips: another worker's claim may hold a row of ours for a moment, only to see that it is taken.
    rows = rows.select_for_update(of=("self",)).select_related("account__shop")
    return rows.order_by("arrived_at", "pk")


def _plan_by_key() -> None:
    """Settling looks up few rows by key, whatever the size of a table. Plans are kept, the foreign keys' own too, and one made
    while a table was small would read the whole of it for every mail of a mailbox that is read for the first time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def _settled(arrival: Arrival, own: frozenset[str], graves: bool) -> bool:
    """Settle one in a savepoint of its own; whatever goes wrong stays with it."""
    try:
        with transaction.atomic(), together():
            _settle_one(arrival, own, graves)
    except Busy:
        # Not its fault: the try does not count, and it is ready again at once.
        Arrival.objects.filter(pk=arrival.pk).update(tries=F("tries") - 1, tried_at=None)
        return False
    except (DatabaseError, OSError):
        if not connection.is_usable():
            raise  # the database is gone: nothing more can be settled now, and it is no message's fault
        logger.warning("arrival put off", exc_info=True, extra={"arrival": str(arrival.pk)})
        return arrival.tries >= MOST_TRIES and _quarantine(arrival, "failed")
    except Exception:
        logger.exception("arrival cannot be settled", extra={"arrival": str(arrival.pk)})
        return _quarantine(arrival, "failed")
    return True


def _settle_one(arrival: Arrival, own: frozenset[str], graves: bool) -> None:
    started = perf_counter()
    is_too_big = arrival.size > settings.MAKEGOOD_LARGEST_MAIL
    if problem := arrival.problem or ("too_big" if is_too_big else ""):
        with files.open_file(arrival.sha256) as stream:
            _name(arrival, understood(arrival, stream.read(GLANCE)))
        _quarantine(arrival, problem)
        return
    raw = files.read(arrival.sha256)
    if _kills(arrival, raw):
        _quarantine(arrival, "kills_reader")
        return
    inbound = understood(arrival, raw)
    identity = identity_of(inbound)
    _name(arrival, inbound)
    admission = admit(inbound, own, staff_addresses() if inbound.forwarded else frozenset())
    sender = admission.author.address if admission.author else ""
    _take_turn(account_of(arrival).pk, identity, sender)
    known = known_messages(identity, inbound)
    if admission.forwarder:
        inbound, forwarded = as_first_written(inbound), inbound
    # A report may come from anybody, or from nobody.
    author = admission.author or inbound.sender or Address("", "")
    arriving = Arriving(arrival, inbound, author, identity)
    if copy := _copy_of(identity, sender, inbound, known):
        reason = "duplicate" if copy.direction == Message.Direction.IN else "own_message"
        note(arrival, Outcome.IGNORED, reason, copy.pk, started)
    elif graves and is_buried(arrival.sha256, arrival.mail_id, sender, inbound.text):
        _bury(arrival, started)
    elif reported := _reported(arriving, known):
        _take_report(arriving, reported, started)
    elif admission.author is None:
        _turn_away(arrival, admission.outcome, admission.reason, started)
    else:
        message = _place(arriving, known, started)
        if message and admission.forwarder:
            note_forwarder(message.case, admission.forwarder, words_of_forwarder(forwarded))


def _kills(arrival: Arrival, raw: bytes) -> bool:
    """In hand at many deaths: its own doing, or was it only there? Tried apart; at too many the answer no longer matters."""
    if arrival.tries <= MOST_TRIES:
        return False
    return arrival.tries > TRIES_IN_ALL or not survives_reading(account_of(arrival).kind, raw)


def _name(arrival: Arrival, inbound: Inbound) -> None:
    """What the ledger calls it; written with the outcome."""
    arrival.sender = bounded(inbound.sender.address if inbound.sender else "", 320)
    arrival.subject = bounded(inbound.subject, 300)
    arrival.mail_id = bounded(identity_of(inbound), 998)


def _place(arriving: Arriving, known: Sequence[Known], started: float) -> Message | None:
    arrival, auto = arriving.arrival, arriving.inbound.auto
    place = find_place(arriving, known)
    if place.match.candidate is not None:
        message = join(arriving, place)
        note(arrival, Outcome.JOINED, place.match.rule, message.pk, started)
    elif auto in JOINS_ONLY:
        note(arrival, Outcome.IGNORED, f"{auto}_of_nothing", None, started)
        return None
    else:
        message = open_with(arriving, place)
        tell_of_deleted_case(message, arriving.inbound, arrival.recipient)
        note(arrival, Outcome.OPENED, place.match.rule, message.pk, started)
    return message


def _reported(arriving: Arriving, known: Sequence[Known]) -> Message | None:
    return reported_message(arriving, known) if arriving.inbound.auto in REPORTS else None


def _take_report(arriving: Arriving, reported: Message, started: float) -> None:
    """A report goes to the message it speaks of, wherever that is; a letter without a case only has it noted."""
    arrival, inbound = arriving.arrival, arriving.inbound
    if reported.dispatch.state == Dispatch.State.SENDING:
        raise Busy  # the server bounced it before its sender wrote down that it was taken
    if reported.thread is None:
        note(arrival, Outcome.IGNORED, f"{inbound.auto}_noted", reported.pk, started)
    else:
        message = join(arriving, place_at(reported.thread.pk, "reported"))
        note(arrival, Outcome.JOINED, "reported", message.pk, started)
    note_report(reported, inbound.auto, inbound.bounce)


def _copy_of(identity: str, sender: str, inbound: Inbound, known: Sequence[Known]) -> Known | None:
    for one in known:
        if one.message_id != identity:
            continue
        if one.direction == Message.Direction.OUT:
            return one
        if is_same(sender, inbound.text, one.from_address, one.text):
            return one
    return None


def _take_turn(account_id: UUID, identity: str, sender: str) -> None:
    """Hold this message and this sender until the transaction ends, or step aside."""
    keys = [_key("message", identity), _key("sender", sender or str(account_id))]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s) AND pg_try_advisory_xact_lock(%s)", keys
        )
        row = cursor.fetchone()
    if not row or not row[0]:
        raise Busy


def _key(kind: str, value: str) -> int:
    raw = f"{kind}:{value}".encode("utf-8", "surrogatepass")
    return (zlib.crc32(raw) << 31) ^ zlib.adler32(raw)


def _turn_away(arrival: Arrival, outcome: str, reason: str, started: float) -> None:
    if outcome == Outcome.QUARANTINED:
        _quarantine(arrival, reason, started)
    else:
        note(arrival, outcome, reason, None, started)


def _bury(arrival: Arrival, started: float) -> None:
    """It was in a case that was deleted, and came again: another tombstone."""
    arrival.sender = arrival.subject = ""
    note(arrival, Outcome.DELETED, "deleted_case", None, started)
    let_go([arrival.sha256])


def _quarantine(arrival: Arrival, reason: str, started: float | None = None) -> bool:
    note(arrival, Outcome.QUARANTINED, reason, None, started)
    account_id = account_of(arrival).pk
    record(MailQuarantined(account_id=account_id, arrival_id=arrival.pk, reason=reason))
    return True


def _since(started: float) -> int:
    return round((perf_counter() - started) * 1000)
