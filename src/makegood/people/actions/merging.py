"""Two customers turn out to be one."""

from django.db import transaction
from django.utils.translation import gettext

from makegood.kernel import audit
from makegood.kernel.errors import Refused
from makegood.kernel.log import record
from makegood.people.actions.marking import bring_marks
from makegood.people.events import CustomersMerged
from makegood.people.models import Customer, Identity, Staff

_FILLED = ("name", "language", "country", "timezone", "preferred_channel", "note", "group")


@transaction.atomic
def merge_customers(by: Staff | None, kept: Customer, gone: Customer) -> Customer:
    """`gone`'s identities become `kept`'s, and what `kept` lacks is filled in; other rooms move their own rows.

    The row of `gone` stays and points to `kept`. Merging again changes nothing.
    """
    if kept.pk == gone.pk:
        raise Refused("same_customer", gettext("A customer cannot be joined with themselves."))
    rows = _locked(kept, gone)
    kept, gone = rows[kept.pk], rows[gone.pk]
    if gone.merged_into_id == kept.pk:
        return kept
    if kept.merged_into_id or gone.merged_into_id:
        raise Refused("merged_already", gettext("One of them was joined with another already."))
    Identity.objects.filter(customer=gone).update(customer=kept)
    bring_marks(gone, kept)
    Customer.objects.filter(merged_into=gone).update(merged_into=kept)
    _fill(kept, gone)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    by_id = by.pk if by else None
    # No name: who asks to be forgotten must not live on here.
    audit.changed(audit.Thing("customer", kept.pk, ""), by_id, {}, {"joined": gone.pk})
    record(CustomersMerged(kept_id=kept.pk, gone_id=gone.pk, by_id=by_id))
    return kept


def _locked(*customers: Customer) -> dict[object, Customer]:
    rows = Customer.objects.select_for_update().order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=[c.pk for c in customers])}


def _fill(kept: Customer, gone: Customer) -> None:
    missing = [f for f in _FILLED if not getattr(kept, f) and getattr(gone, f)]
    for field in missing:
        setattr(kept, field, getattr(gone, field))
    if missing:
        kept.save(update_fields=missing)
