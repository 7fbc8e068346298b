"""What the desk knows of a customer, changed by hand."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, bounded
from makegood.people.events import CustomerChanged
from makegood.people.models import Customer, Staff

_LIMITS = {"name": 200, "language": 10, "group": 80, "note": 20_000}


@transaction.atomic
def change_customer(customer: Customer, by: Staff, **fields: Any) -> Customer:
    """Save what differs of name, language, group and note; saving the same again records nothing."""
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    if unknown := sorted(set(fields) - set(_LIMITS)):
        raise BadInput(unknown[0], _("This cannot be changed by hand."))
    if fields.get("language") and fields["language"] not in LANGUAGES:
        raise BadInput("language", _("Choose one of the languages offered."))
    values = {name: bounded(value.strip(), _LIMITS[name]) for name, value in fields.items()}
    changed = [name for name, value in values.items() if getattr(customer, name) != value]
    for name in changed:
        setattr(customer, name, values[name])
    if changed:
        customer.save(update_fields=changed)
        record(CustomerChanged(customer_id=customer.pk, fields=tuple(changed), by_id=by.pk))
    return customer
