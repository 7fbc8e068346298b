"""Teams."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.staff import TeamForm
from makegood.people.access import team_for
from makegood.people.actions.teams import remove_team, save_team
from makegood.people.models import Team
from makegood.people.queries import active_staff
from makegood.people.queries import teams as all_teams
from makegood.ui.pages import render


@require_GET
@for_leads
def teams(request: HttpRequest) -> HttpResponse:
    return render(request, "console/settings/teams.html", {"teams": all_teams()})


@require_http_methods(["GET", "POST"])
@for_leads
def new_team(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@require_http_methods(["GET", "POST"])
@for_leads
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    return _page(request, team_for(staff_of(request), team_id))


def _page(request: HttpRequest, its_team: Team | None) -> HttpResponse:
    staff = list(active_staff().prefetch_related("teams"))
    if request.method == "POST":
        form = TeamForm(request.POST, staff=staff)
    else:
        form = TeamForm.of(its_team, staff) if its_team else TeamForm(staff=staff)
    if form.is_valid():
        with form.taking_refusals():
            given = form.cleaned_data
            members = [UUID(member) for member in given["members"]]
            save_team(
                staff_of(request),
                its_team,
                given["name"],
                members,
                senior=UUID(given["senior"]) if given["senior"] else None,
                sharing=given["sharing"],
                takes_new=given["takes_new"],
            )
            flash.success(request, _("Saved."))
            return redirect("console:teams")
    context = {"form": form, "team": its_team}
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/team.html", context, status=status)


@require_POST
@for_leads
def team_removal(request: HttpRequest, team_id: UUID) -> HttpResponse:
    by = staff_of(request)
    remove_team(by, team_for(by, team_id))
    flash.success(request, _("The team is no more; its cases are anybody's."))
    return redirect("console:teams")
