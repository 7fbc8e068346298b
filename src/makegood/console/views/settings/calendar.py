"""Promises in one's own calendar, one's own and a team's: the address, and what a calendar program reads there."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from makegood.console.access import for_staff, staff_of
from makegood.console.calendars import ASK_AGAIN, as_ics, etag_of
from makegood.console.forms.calendar import CalendarForm
from makegood.kernel.errors import NotFound
from makegood.kernel.turns import Turns
from makegood.notify.access import calendar_link_by_token
from makegood.notify.actions.showing import (
    end_calendar,
    name_customers,
    read_calendar,
    share_calendar,
    token_of,
)
from makegood.notify.models import CalendarLink
from makegood.notify.queries import calendar_links_of
from makegood.people.models import Staff, Team
from makegood.people.queries import teams
from makegood.ui.pages import render

turns = Turns(per_second=0.1, at_once=20)
"""Of one address; its owner may have it in several programs."""
KEPT = f"private, max-age={ASK_AGAIN.seconds // 3}"


@dataclass(frozen=True)
class Row:
    """A team, and the address of its calendar if there is one."""

    team: Team
    link: CalendarLink | None
    address: str


@require_http_methods(["GET", "POST"])
@for_staff
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    links = {link.team_id: link for link in calendar_links_of(staff)}
    shared = list(teams()) if staff.may("others") else []
    if request.method == "POST":
        team = _team(request.POST.get("team", ""), shared)
        link = links.get(team.pk if team else None)
        form = CalendarForm(request.POST)
        names = form.is_valid() and form.cleaned_data["names_customers"]
        done = _done(request.POST.get("do", ""), staff, team, link, bool(names))
        flash.success(request, done)
        return redirect("console:calendar")
    link = links.get(None)
    context = {
        "form": CalendarForm(
            initial={"names_customers": link is not None and link.names_customers}
        ),
        "link": link,
        "address": _address(link),
        "rows": [Row(team, one := links.get(team.pk), _address(one)) for team in shared],
    }
    return render(request, "console/settings/calendar.html", context)


def _team(given: str, shared: list[Team]) -> Team | None:
    if not given:
        return None
    found = next((team for team in shared if str(team.pk) == given), None)
    if found is None:
        raise NotFound("no such team")
    return found


def _done(
    what: str, staff: Staff, team: Team | None, link: CalendarLink | None, names: bool
) -> str:
    if what == "end":
        if link is not None:
            end_calendar(link)
        return _("The address is dead.")
    if what == "save" and link is not None:
        name_customers(link, names)
        return _("Saved.")
    names = link.names_customers if link else names
    share_calendar(staff, names_customers=names, team=team)
    return _("Here is your address.")


def _address(link: CalendarLink | None) -> str:
    token = token_of(link) if link else ""
    path = reverse("console:calendar_file", args=[token]) if token else ""
    return f"{settings.MAKEGOOD_URL}{path}" if path else ""


@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """For a program, which signs in by nothing but the address."""
    link = calendar_link_by_token(token)
    if wait := turns.take(str(link.pk)):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    shown = read_calendar(link)
    etag = etag_of(link, shown)
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        with translation.override(link.staff.language):
            answer = HttpResponse(as_ics(link, shown), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="promises.ics"'
    answer["ETag"] = etag
    answer["Cache-Control"] = KEPT
    answer["X-Robots-Tag"] = "noindex"
    return answer
