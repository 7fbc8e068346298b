"""Whose seat an account at the provider opens. Nobody gets a seat here: they are given by set-up and invitation only."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from makegood.kernel import audit, clock
from makegood.kernel.errors import Refused
from makegood.kernel.log import record
from makegood.people.events import SeatBound
from makegood.people.models import SeatBinding, Staff
from makegood.people.rules import is_same_address, proved_address


@transaction.atomic
def seat_for(issuer: str, claims: Mapping[str, Any]) -> Staff:
    """The member of staff whose account it is: bound by its id before, or now by the address the provider has proved.

    Refused with the code `seat_closed`, `no_address`, `unproved`, `no_seat` or `other_account`; the reader's words are
    the surface's.
    """
    subject = str(claims["sub"])
    if binding := _binding(issuer, subject):
        return _opened(binding)
    staff = _seat_at(issuer, claims)
    _bind(staff, issuer, subject)
    return staff


def _binding(issuer: str, subject: str) -> SeatBinding | None:
    found = SeatBinding.objects.filter(issuer=issuer, subject=subject)
    return found.select_related("staff__custom_role").first()


def _opened(binding: SeatBinding) -> Staff:
    _refuse_closed(binding.staff)
    binding.used_at = clock.now()
    binding.save(update_fields=["used_at"])
    return binding.staff


def _seat_at(issuer: str, claims: Mapping[str, Any]) -> Staff:
    if not claims.get("email"):
        raise Refused("no_address")
    address = proved_address(claims, issuer)
    if not address:
        raise Refused("unproved")
    # The row is locked: two accounts that come at once must not both find the seat free.
    found = Staff.objects.select_for_update().filter(email__iexact=address).first()
    if found is None or not is_same_address(address, found.email):
        raise Refused("no_seat")
    _refuse_closed(found)
    return found


def _bind(staff: Staff, issuer: str, subject: str) -> None:
    now = clock.now()
    row, is_new = SeatBinding.objects.get_or_create(
        staff=staff,
        issuer=issuer,
        defaults={"subject": subject, "bound_at": now, "used_at": now},
    )
    if row.subject != subject:
        raise Refused("other_account")
    if not is_new:  # the same answer came twice at once
        return
    audit.changed(
        audit.Thing("staff", staff.pk, staff.name),
        staff.pk,
        {"provider_account": ""},
        {"provider_account": subject},
    )
    record(SeatBound(staff_id=staff.pk, by_id=staff.pk))


def _refuse_closed(staff: Staff) -> None:
    if not staff.is_active:
        raise Refused("seat_closed")
