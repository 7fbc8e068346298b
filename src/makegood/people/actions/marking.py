"""Marking a customer who only abuses the service, and the way back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.events import CustomerMarked, CustomerMarkLifted
from makegood.people.models import Customer, Mark, Staff

LONGEST = timedelta(days=731)


@transaction.atomic
def mark_customer(customer: Customer, by: Staff | None, reason: str, until: datetime) -> Mark:
    """Mark them, or change reason and end of the mark in force; the same again records nothing."""
    reason = bounded(" ".join(reason.replace("\x00", "").split()), 500)
    now = clock.now()
    if not reason:
        raise BadInput("reason", _("Say why: the next colleague has to understand it."))
    if not now < until <= now + LONGEST:
        raise BadInput("until", _("Choose an end within the next two years."))
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    before = Mark.objects.filter(customer=customer, lifted_at=None).first()
    if before and (before.reason, before.until) == (reason, until):
        return before
    if before:
        before.lifted_at = now
        before.save(update_fields=["lifted_at"])
    made = Mark.objects.create(customer=customer, reason=reason, by=by, at=now, until=until)
    by_id = by.pk if by else None
    record(CustomerMarked(customer_id=customer.pk, reason=reason, until=until, by_id=by_id))
    return made


@transaction.atomic
def lift_mark(customer: Customer, by: Staff | None) -> None:
    """They are like anybody again; idempotent."""
    rows = Mark.objects.filter(customer=customer, lifted_at=None)
    if rows.update(lifted_at=clock.now()):
        record(CustomerMarkLifted(customer_id=customer.pk, by_id=by.pk if by else None))


@transaction.atomic
def lift_due(limit: int = 500) -> int:
    """Lift up to `limit` marks whose time is up; any number of workers at once."""
    due = Mark.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    found = list(due.filter(lifted_at=None, until__lte=clock.now()).order_by("until")[:limit])
    for mark in found:
        mark.lifted_at = clock.now()
        mark.save(update_fields=["lifted_at"])
        record(CustomerMarkLifted(customer_id=mark.customer_id))
    return len(found)


def bring_marks(gone: Customer, kept: Customer) -> None:
    """Two customers are one: a mark in force goes along, unless one stands there already."""
    rows = Mark.objects.filter(customer=gone)
    if Mark.objects.filter(customer=kept, lifted_at=None).exists():
        rows.filter(lifted_at=None).update(lifted_at=clock.now())
    rows.update(customer=kept)
