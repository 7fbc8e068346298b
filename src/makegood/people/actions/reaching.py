"""Whether an address reaches its customer: noted when a mail comes back, forgotten when one comes from it."""

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.events import AddressReached, AddressUnreachable
from makegood.people.models import Identity, Staff
from makegood.people.rules import normalise_email


@transaction.atomic
def mark_unreachable(address: str, why: str, words: str = "") -> Identity | None:
    """Note that mail to the address comes back: since when, why, and in whose words. None when it is nobody's.

    Said again it brings the reason up to date; the day stays the first one.
    """
    known = Identity.objects.select_for_update(no_key=True)
    identity = known.filter(kind=Identity.Kind.EMAIL, value=normalise_email(address)).first()
    if identity is None:
        return None
    is_news = identity.unreachable_at is None
    identity.unreachable_at = identity.unreachable_at or clock.now()
    identity.unreachable_why = bounded(why, 30)
    identity.unreachable_words = bounded(words, 300)
    identity.save(update_fields=["unreachable_at", "unreachable_why", "unreachable_words"])
    if is_news:
        about = {"customer_id": identity.customer_id, "identity_id": identity.pk}
        record(AddressUnreachable(**about, why=identity.unreachable_why))
    return identity


@transaction.atomic
def mark_reached(address: str, by: Staff | None = None) -> None:
    """Nothing is known against the address any more; idempotent."""
    marked = Identity.objects.filter(
        kind=Identity.Kind.EMAIL, value=normalise_email(address), unreachable_at__isnull=False
    )
    identity = marked.select_for_update(no_key=True).first()
    if identity is None:
        return
    Identity.objects.filter(pk=identity.pk).update(
        unreachable_at=None, unreachable_why="", unreachable_words=""
    )
    by_id = by.pk if by else None
    record(AddressReached(customer_id=identity.customer_id, identity_id=identity.pk, by_id=by_id))
