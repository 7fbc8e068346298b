"""Who may see which case: every read of cases begins here."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from makegood.cases.models import Case
from makegood.people.models import Staff


def cases_visible_to(staff: Staff) -> QuerySet[Case]:
    """Every case `staff` may see. A team's case is seen by the team, its assignee and whose role says so; others by all."""
    return cases_seen_by(staff.pk, sees_all=staff.may("others"))


def cases_seen_by(staff_id: UUID, *, sees_all: bool) -> QuerySet[Case]:
    """The same of plain values, for statements that are written once."""
    return Case.objects.all() if sees_all else Case.objects.filter(_may_see(staff_id))


def on_visible_case(staff: Staff, path: str) -> Q:
    """For lists of what hangs on cases, by the lookup `path`: what `staff` may see; on no case, who changes settings.

    Empty for who sees everything: beware of joining it with "or".
    """
    if staff.may("others"):
        return Q() if staff.may("settings") else Q(**{f"{path}__isnull": False})
    return Q(**{f"{path}__isnull": False}) & _may_see(staff.pk, f"{path}__")


def _may_see(staff_id: UUID, path: str = "") -> Q:
    of_team = Q(**{f"{path}team": None}) | Q(**{f"{path}team__in": teams_joined_by(staff_id)})
    return of_team | Q(**{f"{path}assignee": staff_id})


def teams_joined_by(staff_id: UUID) -> QuerySet[Any, Any]:
    """The ids of the teams somebody is in, as a subquery."""
    return Staff.teams.through.objects.filter(staff=staff_id).values("team")
