"""Who is this? One customer for each address and phone, whoever asks first."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.rows import insert_both
from makegood.kernel.text import bounded
from makegood.people.models import Customer, Identity
from makegood.people.rules import normalise_email, normalise_phone


def recognise(
    kind: str,
    raw: str,
    name: str = "",
    language: str = "",
    *,
    country: str = "",
    sample: bool = False,
    is_new: bool = False,
) -> Customer:
    """The customer known by this address or phone, or a new one; `is_new`: the caller has looked already.

    Safe against two asking at once: the identity is unique, the slower one finds the faster one's customer.
    """
    value = _normalised(kind, raw, country)
    known = None if is_new else _known(kind, value)
    return known or _fresh(kind, value, raw, name, language, country, sample)


@transaction.atomic
def add_identity(customer: Customer, kind: str, raw: str) -> Identity:
    """Know `customer` by one more address or phone; already theirs is fine, another's is a Conflict."""
    value = _normalised(kind, raw, customer.country)
    identity, _made = Identity.objects.get_or_create(
        kind=kind, value=value, defaults={"customer": customer, "raw": bounded(raw, 320)}
    )
    if identity.customer_id != customer.pk:
        raise Conflict(
            "identity_taken",
            _("Another customer is known by this; join the two customers instead."),
        )
    return identity


@transaction.atomic
def stays(customer_id: UUID) -> Customer | None:
    """The customer, held until the caller's transaction ends against being forgotten or merged away; None when they were
    forgotten since the caller found them.

    Shared, and no more than a foreign key that points at them holds: two mails of one person do not wait for each other.
    """
    rows = Customer.objects.raw(
        "SELECT * FROM people_customer WHERE id = %s FOR KEY SHARE", [customer_id]
    )
    customer: Customer | None = next(iter(rows), None)
    if customer is None or customer.anonymised_at:
        return None
    return stays(customer.merged_into_id) if customer.merged_into_id else customer


def _known(kind: str, value: str) -> Customer | None:
    identity = Identity.objects.filter(kind=kind, value=value)
    customer_id = identity.values_list("customer", flat=True).first()
    return stays(customer_id) if customer_id else None


def _fresh(
    kind: str, value: str, raw: str, name: str, language: str, country: str, sample: bool
) -> Customer:
    customer = Customer(
        name=bounded(name, 200),
        language=language,
        country=country,
        created_at=clock.now(),
        is_sample=sample,
    )
    identity = Identity(customer=customer, kind=kind, value=value, raw=bounded(raw, 320))
    if insert_both(identity, "kind, value", customer):
        return customer
    known = _known(kind, value)
    assert known is not None, "the identity was taken a moment ago"
    return known


def _normalised(kind: str, raw: str, country: str) -> str:
    value = normalise_email(raw) if kind == Identity.Kind.EMAIL else normalise_phone(raw, country)
    if not value:
        raise BadInput(kind, f"not understood: {bounded(raw, 80)!r}")
    return value
