"""A person the desk has nothing to do with any more is forgotten."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from makegood.kernel import clock
from makegood.kernel.log import forget, record
from makegood.people.events import CustomerAnonymised
from makegood.people.models import Customer, Identity, Mark

_BLANK = {"name": "", "note": "", "timezone": "", "preferred_channel": "", "group": ""}


@transaction.atomic
def anonymise(customer_ids: Collection[UUID]) -> int:
    """Name, addresses, note and marks go, of those merged into them too; that there was somebody stays. Idempotent.

    What hangs on them in other rooms is for the caller to have looked at.
    """
    wanted = Q(pk__in=customer_ids) | Q(merged_into__in=customer_ids)
    held = Customer.objects.select_for_update(of=("self",)).filter(wanted, anonymised_at=None)
    gone = list(held.order_by("pk").values_list("pk", flat=True))
    Identity.objects.filter(customer__in=gone).delete()
    Mark.objects.filter(customer__in=gone).delete()
    Customer.objects.filter(pk__in=gone).update(**_BLANK, anonymised_at=clock.now())
    for customer_id in gone:
        forget(f"customer:{customer_id}")
        record(CustomerAnonymised(customer_id=customer_id))
    return len(set(gone) & set(customer_ids))
