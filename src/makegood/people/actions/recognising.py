"""Who is this? One customer for each address and phone, whoever asks first."""

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


def _known(kind: str, value: str) -> Customer | None:
    identity = Identity.objects.select_related("customer").filter(kind=kind, value=value).first()
    return identity.customer if identity else None


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
