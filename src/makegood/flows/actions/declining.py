"""Customers who do not want to be told first, and those who want it again."""

from uuid import UUID

from django.db import transaction

from makegood.flows.events import TellingDeclined, TellingWanted
from makegood.flows.models import Declined
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.people.models import Customer, Staff


@transaction.atomic
def decline(customer: Customer, by: Staff | None) -> None:
    """Flows write to them no more, what is under way included; twice is once."""
    given = {"by": by, "at": clock.now()}
    _row, is_new = Declined.objects.get_or_create(customer=customer, defaults=given)
    if is_new:
        record(TellingDeclined(customer_id=customer.pk, by_id=by.pk if by else None))


@transaction.atomic
def want_again(customer: Customer, by: Staff | None) -> None:
    """They are told of what comes from now on."""
    if Declined.objects.filter(customer=customer).delete()[0]:
        record(TellingWanted(customer_id=customer.pk, by_id=by.pk if by else None))


def bring_wish(gone_id: UUID, kept_id: UUID) -> None:
    """Of two who are one, what either of them declined is declined."""
    if row := Declined.objects.filter(customer=gone_id).first():
        given = {"by_id": row.by_id, "at": row.at}
        Declined.objects.get_or_create(customer_id=kept_id, defaults=given)
        row.delete()
