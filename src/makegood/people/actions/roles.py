"""Roles of the shop's own: a name for some of the permissions there are."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from makegood.kernel import audit
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.events import RoleRemoved, RoleSaved
from makegood.people.models import CustomRole, Role, Staff
from makegood.people.rules import PERMISSIONS, Seat, may_save_role


@transaction.atomic
def save_role(
    by: Staff, role_id: UUID | None, name: str, permissions: Collection[str]
) -> CustomRole:
    """Make a role, or change what it is called and allows; whoever has it may do so from their next click."""
    kept = CustomRole.objects.select_for_update().get(pk=role_id) if role_id else None
    before = _told(kept) if kept else {}
    role = kept or CustomRole()
    allowed = [one for one in PERMISSIONS if one in set(permissions)]
    if unknown := sorted(set(permissions) - set(PERMISSIONS)):
        raise BadInput("permissions", _("Unknown: %(names)s") % {"names": ", ".join(unknown)})
    _refuse_above(by, role.permissions if kept else None, allowed)
    role.name = bounded(" ".join(name.split()), 60)
    if not role.name or role.name.casefold() in {str(value) for value in Role.values}:
        raise BadInput("name", _("A role needs a name of its own."))
    role.permissions = allowed
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        raise BadInput("name", _("There is a role of this name already.")) from error
    thing = audit.Thing("role", role.pk, role.name)
    if kept:
        audit.changed(thing, by.pk, before, _told(role))
    else:
        audit.made(thing, by.pk, permissions=allowed)
    record(RoleSaved(role_id=role.pk, name=role.name, by_id=by.pk))
    return role


@transaction.atomic
def remove_role(by: Staff, role: CustomRole) -> None:
    """The role is no more; refused while somebody has it. Invitations to it end."""
    _refuse_above(by, role.permissions, [])
    thing = audit.Thing("role", role.pk, role.name)
    try:
        with transaction.atomic():
            CustomRole.objects.filter(pk=role.pk).delete()
    except ProtectedError as error:
        raise Refused(
            "role_in_use", _("Somebody has this role; give them another one first.")
        ) from error
    audit.removed(thing, by.pk, permissions=role.permissions)
    record(RoleRemoved(role_id=role.pk, name=role.name, by_id=by.pk))


def _refuse_above(by: Staff, before: Collection[str] | None, after: Collection[str]) -> None:
    was = None if before is None else Seat(Role.CUSTOM, frozenset(before))
    refusal = may_save_role(by.seat, was, Seat(Role.CUSTOM, frozenset(after)))
    if refusal is not None:
        raise Refused("may_not_save_role", _(refusal.template))


def _told(role: CustomRole) -> dict[str, object]:
    return {"name": role.name, "permissions": list(role.permissions)}
