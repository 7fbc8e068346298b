"""The doors to people: forbidden looks like absent."""

import hashlib
from datetime import timedelta
from uuid import UUID

from makegood.kernel import clock
from makegood.kernel.errors import NotAllowed, NotFound
from makegood.people.models import (
    ApiKey,
    Customer,
    CustomRole,
    Identity,
    Invitation,
    SeatBinding,
    Staff,
    Team,
)


def staff_for(by: Staff, staff_id: UUID | str) -> Staff:
    """A colleague: those who look after people see everybody, others themselves."""
    _active(by)
    staff = Staff.objects.filter(pk=_uuid(staff_id)).first()
    if staff is None or not (by.may("people") or by.pk == staff.pk):
        raise NotFound("no such colleague")
    return staff


def require(staff: Staff, permission: str) -> None:
    """Pass if the role allows it: the one place every surface and action asks at."""
    if not (staff.is_active and staff.may(permission)):
        raise NotAllowed(permission)


def require_owner(staff: Staff) -> None:
    """Pass for owners alone: what would let anybody in as an owner is no manager's to set."""
    if not (staff.is_active and staff.is_owner):
        raise NotAllowed("owner")


def binding_for(by: Staff, binding_id: UUID | str) -> SeatBinding:
    """What opens a seat from elsewhere, for owners."""
    require_owner(by)
    found = SeatBinding.objects.select_related("staff").filter(pk=_uuid(binding_id)).first()
    if found is None:
        raise NotFound("no such binding")
    return found


def role_for(by: Staff, role_id: UUID | str) -> CustomRole:
    """A role of the shop's own, for those who look after people."""
    found = CustomRole.objects.filter(pk=_uuid(role_id)).first()
    if found is None or not (by.may("people") and by.is_active):
        raise NotFound("no such role")
    return found


def colleague_for(by: Staff, staff_id: UUID | str) -> Staff:
    """Somebody work can be given to: everybody at the desk may give to everybody who still works there."""
    _active(by)
    colleague = Staff.objects.filter(pk=_uuid(staff_id), is_active=True).first()
    if colleague is None:
        raise NotFound("no such colleague")
    return colleague


def receiving_team_for(by: Staff, team_id: UUID | str) -> Team:
    """A team work can be given to."""
    _active(by)
    team = Team.objects.filter(pk=_uuid(team_id)).first()
    if team is None:
        raise NotFound("no such team")
    return team


def invitation_for(by: Staff, invitation_id: UUID | str) -> Invitation:
    """An invitation, for those who look after people."""
    invitation = Invitation.objects.filter(pk=_uuid(invitation_id)).first()
    if invitation is None or not (by.may("people") and by.is_active):
        raise NotFound("no such invitation")
    return invitation


def invitation_by_token(token: str) -> Invitation:
    """The invitation whose mail held this token, while it can be accepted."""
    found = Invitation.objects.filter(
        token_hash=_hash(token), accepted_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).first()
    if found is None:
        raise NotFound("no such invitation")
    return found


def identity_for(staff: Staff, identity_id: UUID | str) -> Identity:
    """An address or phone of a customer."""
    _active(staff)
    found = Identity.objects.select_related("customer").filter(pk=_uuid(identity_id)).first()
    if found is None:
        raise NotFound("no such address")
    return found


def customer_for(staff: Staff, customer_id: UUID | str) -> Customer:
    """A customer; one merged away leads to the one they became."""
    _active(staff)
    customer = Customer.objects.select_related("merged_into").filter(pk=_uuid(customer_id)).first()
    if customer is None:
        raise NotFound("no such customer")
    return customer.merged_into or customer


def api_key_for(key: str) -> ApiKey:
    """The key's row, its staff fetched along; NotFound when unknown, revoked, past its end, or its owner left."""
    found = ApiKey.objects.select_related("staff__custom_role").filter(key_hash=_hash(key)).first()
    if found is None or found.revoked_at or not found.staff.is_active:
        raise NotFound("no such key")
    if found.ends_at and found.ends_at <= clock.now():
        raise NotFound("no such key")
    _note_use(found)
    return found


def key_for(staff: Staff, key_id: UUID | str) -> ApiKey:
    """A key to look after: one's own, or anybody's for those who change settings."""
    _active(staff)
    found = ApiKey.objects.select_related("staff").filter(pk=_uuid(key_id)).first()
    if found is None or not (staff.may("settings") or found.staff_id == staff.pk):
        raise NotFound("no such key")
    return found


def team_for(staff: Staff, team_id: UUID | str) -> Team:
    """A team to look after, for those who look after people."""
    team = Team.objects.filter(pk=_uuid(team_id)).first()
    if team is None or not (staff.may("people") and staff.is_active):
        raise NotFound("no such team")
    return team


def _note_use(key: ApiKey) -> None:
    # Once a minute is enough to show it is alive; a write for every request is not worth it.
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at > timedelta(minutes=1):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _active(staff: Staff) -> None:
    if not staff.is_active:
        raise NotFound("no such seat")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _uuid(value: UUID | str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)  # nobody's: what is no id at all is as absent as an unknown one
