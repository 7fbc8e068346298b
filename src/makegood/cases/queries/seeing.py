"""Who may see which case: every read of cases begins here."""

from django.db.models import Q, QuerySet

from makegood.cases.models import Case
from makegood.people.models import Staff


def cases_visible_to(staff: Staff) -> QuerySet[Case]:
    """Every case `staff` may see. A team's case is seen by the team, its assignee and whose role says so; others by all."""
    if staff.may("others"):
        return Case.objects.all()
    return Case.objects.filter(_may_see(staff))


def on_visible_case(staff: Staff, path: str) -> Q:
    """For lists of what hangs on cases, by the lookup `path`: what `staff` may see; on no case, who changes settings.

    Empty for who sees everything: beware of joining it with "or".
    """
    if staff.may("others"):
        return Q() if staff.may("settings") else Q(**{f"{path}__isnull": False})
    return Q(**{f"{path}__isnull": False}) & _may_see(staff, f"{path}__")


def _may_see(staff: Staff, path: str = "") -> Q:
    of_team = Q(**{f"{path}team": None}) | Q(**{f"{path}team__in": staff.teams.all()})
    return of_team | Q(**{f"{path}assignee": staff})
