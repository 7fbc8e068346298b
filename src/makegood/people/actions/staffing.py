"""Seats at the desk: the first owner, invitations, roles, leaving."""

import hashlib
from datetime import timedelta
from uuid import UUID
from zoneinfo import available_timezones

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput, Conflict, NotFound, Refused
from makegood.kernel.ids import new_token
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, Phrase, bounded
from makegood.people.actions.provider import release_all_accounts
from makegood.people.events import (
    InvitationMade,
    InvitationRevoked,
    StaffChanged,
    StaffJoined,
)
from makegood.people.models import CustomRole, Invitation, Role, Staff, seat_of
from makegood.people.rules import may_change_seat, may_invite, normalise_email

INVITATION_LASTS = timedelta(days=7)
Named = tuple[str, CustomRole | None]
"""A role, and which one of the shop's own it is."""


@transaction.atomic
def create_owner(
    email: str, name: str, password: str, language: str = "en", timezone: str = "UTC"
) -> Staff:
    """The person who sets the desk up; further owners are invited."""
    return _seat(email, name, password, (Role.OWNER, None), language, timezone)


@transaction.atomic
def invite(by: Staff, email: str, role: str, language: str = "en") -> tuple[Invitation, str]:
    """Offer a seat; the token is for the mail alone, here only its hash stays. Earlier offers to the address end.

    `role` is one of `Role`, or `custom:<id>`.
    """
    named = _role(role)
    _refuse_if("may_not_invite", may_invite(by.seat, named and seat_of(*named)))
    assert named, "a role that is none was refused"
    address = normalise_email(email)
    if not address:
        raise BadInput("email", gettext("Enter an e-mail address."))
    if Staff.objects.filter(email__iexact=address, is_active=True).exists():
        raise Conflict("already_staff", gettext("This person has a seat already."))
    now = clock.now()
    _open_invitations().filter(email__iexact=address).update(revoked_at=now)
    token = new_token(32)
    invitation = Invitation.objects.create(
        email=address,
        role=named[0],
        custom_role=named[1],
        language=language,
        token_hash=_hash(token),
        invited_by=by,
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    called = _called(*named)
    audit.made(audit.Thing("invitation", invitation.pk, address), by.pk, role=called)
    record(InvitationMade(invitation_id=invitation.pk, role=called, by_id=by.pk))
    return invitation, token


@transaction.atomic
def accept_invitation(token: str, name: str, password: str, timezone: str = "UTC") -> Staff:
    """Take the seat; a token works once and for a week."""
    invitation = _open_invitations().select_for_update().filter(token_hash=_hash(token)).first()
    if invitation is None or invitation.expires_at <= clock.now():
        raise NotFound(gettext("This invitation has been used, withdrawn or is too old."))
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    gone = Staff.objects.filter(email__iexact=invitation.email, is_active=False).first()
    named = (invitation.role, invitation.custom_role)
    if gone is not None:
        return _return_to_seat(gone, name, password, named, invitation.language)
    return _seat(invitation.email, name, password, named, invitation.language, timezone)


@transaction.atomic
def revoke_invitation(by: Staff, invitation: Invitation) -> None:
    """Take an offer back; one already used or revoked stays as it is."""
    _refuse_if("may_not_invite", may_invite(by.seat, seat_of(Role.LIGHT, None)))
    if _open_invitations().filter(pk=invitation.pk).update(revoked_at=clock.now()):
        audit.removed(audit.Thing("invitation", invitation.pk, invitation.email), by.pk)
        record(InvitationRevoked(invitation_id=invitation.pk, by_id=by.pk))


@transaction.atomic
def change_role(by: Staff, staff: Staff, role: str) -> Staff:
    """Give another role (one of `Role`, or `custom:<id>`); the last owner keeps theirs."""
    named = _role(role)
    if named is None:
        raise BadInput("role", gettext("There is no such role."))
    owners = _locked_owners()
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    after = seat_of(*named)
    _refuse_if("may_not_change_role", may_change_seat(by.seat, by == staff, staff.seat, after))
    if named[0] != Role.OWNER:
        _keep_an_owner(owners, staff)
    before = _called(staff.role, staff.custom_role)
    if before == _called(*named):
        return staff
    staff.role, staff.custom_role = named
    staff.save(update_fields=["role", "custom_role"])
    _tell_changed(by, staff, "role", before, _called(*named))
    return staff


@transaction.atomic
def deactivate(by: Staff, staff: Staff) -> Staff:
    """Close the seat: no sign-in, no API key of theirs works; what they wrote stays theirs."""
    owners = _locked_owners()
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    _refuse_if("may_not_change_role", may_change_seat(by.seat, by == staff, staff.seat, staff.seat))
    _keep_an_owner(owners, staff)
    if not staff.is_active:
        return staff
    staff.api_keys.filter(revoked_at=None).update(revoked_at=clock.now())
    return _changed(by, staff, "is_active", False)


@transaction.atomic
def reactivate(by: Staff, staff: Staff) -> Staff:
    """Open the seat again, with the role it had."""
    _refuse_if("may_not_change_role", may_change_seat(by.seat, by == staff, staff.seat, staff.seat))
    return staff if staff.is_active else _changed(by, staff, "is_active", True)


@transaction.atomic
def change_profile(staff: Staff, *, name: str, language: str, timezone: str) -> Staff:
    """What a person says of themselves."""
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise BadInput("name", gettext("Enter your name."))
    if language not in LANGUAGES:
        raise BadInput("language", gettext("Choose one of the languages offered."))
    if timezone not in available_timezones():
        raise BadInput("timezone", gettext("Choose a time zone from the list."))
    staff.name, staff.language, staff.timezone = bounded(name, 120), language, timezone
    staff.save(update_fields=["name", "language", "timezone"])
    return staff


@transaction.atomic
def seat_without_password(email: str, name: str, role: str, language: str, timezone: str) -> Staff:
    """A colleague who is there and cannot sign in: the sample shop's."""
    return _seat(email, name, None, (role, None), language, timezone)


def _seat(
    email: str, name: str, password: str | None, named: Named, language: str, timezone: str
) -> Staff:
    address = normalise_email(email)
    if not address:
        raise BadInput("email", gettext("Enter an e-mail address."))
    try:
        with transaction.atomic():
            staff = Staff.objects.create(
                email=address,
                name=bounded(name, 120),
                password=make_password(password),
                role=named[0],
                custom_role=named[1],
                language=language,
                timezone=timezone,
                created_at=clock.now(),
            )
    except IntegrityError as error:
        raise Conflict("already_staff", gettext("This person has a seat already.")) from error
    _tell_joined(staff)
    return staff


def _return_to_seat(staff: Staff, name: str, password: str, named: Named, language: str) -> Staff:
    staff.role, staff.custom_role = named
    staff.name, staff.language, staff.is_active = name, language, True
    staff.password = make_password(password)
    fields = ["name", "role", "custom_role", "language", "is_active", "password"]
    staff.save(update_fields=fields)
    _close_former_ways_in(staff)
    _tell_joined(staff)
    return staff


def _close_former_ways_in(staff: Staff) -> None:
    """An address may have been given to somebody else: only who has read the invitation gets in, and by what they set up."""
    release_all_accounts(staff)
    Authenticator.objects.filter(user=staff).delete()


def _tell_joined(staff: Staff) -> None:
    role = _called(staff.role, staff.custom_role)
    audit.made(_thing(staff), staff.pk, role=role)
    record(StaffJoined(staff_id=staff.pk, role=role))


def _changed(by: Staff, staff: Staff, field: str, after: object) -> Staff:
    before = getattr(staff, field)
    if before == after:
        return staff
    setattr(staff, field, after)
    staff.save(update_fields=[field])
    _tell_changed(by, staff, field, before, after)
    return staff


def _tell_changed(by: Staff, staff: Staff, field: str, before: object, after: object) -> None:
    audit.changed(_thing(staff), by.pk, {field: before}, {field: after})
    told = {"field": field, "before": str(before), "after": str(after)}
    record(StaffChanged(staff_id=staff.pk, by_id=by.pk, **told))


def _role(text: str) -> Named | None:
    """The role `text` names: one that comes with the desk, or `custom:<id>`; None when there is none."""
    kind, _colon, key = text.partition(":")
    if kind != Role.CUSTOM:
        return (text, None) if text in Role.values else None
    try:
        found = CustomRole.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return (kind, found) if found else None


def _called(role: str, custom: CustomRole | None) -> str:
    return custom.name if custom else role


def _thing(staff: Staff) -> audit.Thing:
    return audit.Thing("staff", staff.pk, staff.name)


def _locked_owners() -> list[Staff]:
    # All owners' rows are locked: two owners leaving at once must not both see the other stay.
    owners = Staff.objects.filter(role=Role.OWNER, is_active=True).order_by("pk")
    return list(owners.select_for_update())


def _keep_an_owner(owners: list[Staff], staff: Staff) -> None:
    if owners == [staff]:
        raise Refused(
            "last_owner", gettext("The desk needs an owner; make somebody else one first.")
        )


def _open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _refuse_if(code: str, reason: Phrase | None) -> None:
    if reason is not None:
        raise Refused(code, gettext(reason.template) % reason.values)
