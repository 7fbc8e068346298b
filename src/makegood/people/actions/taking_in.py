"""Taking in many customers at once, as an import or another system tells of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.text import bounded
from makegood.people.models import Customer, Identity
from makegood.people.rules import normalise_email, normalise_phone

EMAIL, PHONE = Identity.Kind.EMAIL, Identity.Kind.PHONE
FEWEST_DIGITS = 5
"""With fewer it says nothing: "0", "123", what people write where they must write something."""
_LIMITS = {"name": 200, "language": 10, "country": 2, "note": 4000, "group": 80}


@dataclass(frozen=True)
class Person:
    """What somebody else says of a customer; blank means that they say nothing of it."""

    email: str = ""
    phone: str = ""
    name: str = ""
    language: str = ""
    country: str = ""
    note: str = ""
    group: str = ""
    unread_phone: str = ""
    """A phone as it is written, that is no number where they are: kept, and nobody is recognised by it."""


class _Keys(NamedTuple):
    """What somebody is known by, each as kind and compared value, "" for none."""

    email: tuple[str, str]
    phone: tuple[str, str]
    unread: tuple[str, str]


@dataclass(frozen=True)
class TakenIn:
    """Which customer it is, and whether the row was `created`, `changed` or `unchanged` by it."""

    customer_id: UUID
    outcome: str


@dataclass
class _Known:
    """The customers this batch touches: by identity, with what they were changed to."""

    by_identity: dict[tuple[str, str], Customer] = field(default_factory=dict)
    with_email: set[UUID] = field(default_factory=set)
    new: list[Customer] = field(default_factory=list)
    changed: dict[UUID, Customer] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)


@transaction.atomic
def take_in(
    people: Sequence[Person], *, overwrites: bool, sample: bool = False
) -> list[TakenIn | None]:
    """Recognise or create each, in a handful of queries; None for one without address or phone.

    The address decides who it is; a phone only when its owner has no address, as families share phones.
    `overwrites`: a name that differs replaces ours; else only blanks are filled. Saying the same twice changes nothing.
    """
    keys = [_keys(person) for person in people]
    known = _fetch({key for of_one in keys for key in of_one if key[1]})
    results = [
        _take(known, person, of_one, overwrites, sample)
        for person, of_one in zip(people, keys, strict=True)
    ]
    Customer.objects.bulk_create(known.new)
    Customer.objects.bulk_update(known.changed.values(), list(_LIMITS))
    Identity.objects.bulk_create(known.identities)
    return results


def _keys(person: Person) -> _Keys:
    phone = normalise_phone(person.phone, person.country) if person.phone else ""
    digits = re.sub(r"\D", "", person.unread_phone)
    return _Keys(
        (EMAIL.value, normalise_email(person.email)),
        (PHONE.value, phone),
        (PHONE.value, digits if len(digits) >= FEWEST_DIGITS else ""),
    )


def _fetch(keys: Iterable[tuple[str, str]]) -> _Known:
    known = _Known()
    values = {value for _kind, value in keys}
    found = Identity.objects.filter(value__in=values).select_related("customer__merged_into")
    for identity in found:
        customer = identity.customer
        while customer.merged_into is not None:
            customer = customer.merged_into
        known.by_identity[identity.kind, identity.value] = customer
    ids = {customer.pk for customer in known.by_identity.values()}
    with_email = Identity.objects.filter(customer__in=ids, kind=EMAIL)
    known.with_email = set(with_email.values_list("customer_id", flat=True))
    return known


def _take(
    known: _Known,
    person: Person,
    keys: _Keys,
    overwrites: bool,
    sample: bool,
) -> TakenIn | None:
    email, phone, _unread = keys
    if not email[1] and not phone[1]:
        return None
    customer = known.by_identity.get(email) if email[1] else None
    if customer is None and (by_phone := known.by_identity.get(phone)) is not None:
        customer = by_phone if not email[1] or by_phone.pk not in known.with_email else None
    outcome = "unchanged"
    if customer is None:
        outcome = "created"
        customer = Customer(created_at=clock.now(), is_sample=sample)
        known.new.append(customer)
    added = [
        _know(known, customer, key, raw)
        for key, raw in zip(keys, (person.email, person.phone, person.unread_phone), strict=True)
    ]
    if (any(added) | _fill(customer, person, overwrites)) and outcome == "unchanged":
        outcome = "changed"
        if all(new is not customer for new in known.new):
            known.changed[customer.pk] = customer
    return TakenIn(customer.pk, outcome)


def _know(known: _Known, customer: Customer, key: tuple[str, str], raw: str) -> bool:
    """Whether it was new; one that is somebody else's stays theirs."""
    kind, value = key
    if not value or key in known.by_identity:
        return False
    known.by_identity[key] = customer
    if kind == EMAIL:
        known.with_email.add(customer.pk)
    known.identities.append(
        Identity(customer=customer, kind=kind, value=value, raw=bounded(raw, 320))
    )
    return True


def _fill(customer: Customer, person: Person, overwrites: bool) -> bool:
    changed = False
    for name, limit in _LIMITS.items():
        said, ours = bounded(getattr(person, name), limit), getattr(customer, name)
        if said and said != ours and (overwrites or not ours):
            setattr(customer, name, said)
            changed = True
    return changed
