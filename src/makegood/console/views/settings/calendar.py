"""One's own promises in one's own calendar: the address, and what a calendar program reads there."""

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
from makegood.notify.queries import calendar_link_of
from makegood.people.models import Staff
from makegood.ui.pages import render

turns = Turns(per_second=0.1, at_once=20)
"""Of one address; its owner may have it in several programs."""
KEPT = f"private, max-age={ASK_AGAIN.seconds // 3}"


@require_http_methods(["GET", "POST"])
@for_staff
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    link = calendar_link_of(staff)
    if request.method == "POST":
        form = CalendarForm(request.POST)
        names = form.is_valid() and form.cleaned_data["names_customers"]
        flash.success(request, _done(request.POST.get("do", ""), staff, link, bool(names)))
        return redirect("console:calendar")
    form = CalendarForm(initial={"names_customers": link.names_customers if link else False})
    context = {"form": form, "link": link, "address": _address(link) if link else ""}
    return render(request, "console/settings/calendar.html", context)


def _done(what: str, staff: Staff, link: CalendarLink | None, names: bool) -> str:
    if what == "end":
        end_calendar(staff)
        return _("The address is dead.")
    if what == "save" and link is not None:
        name_customers(link, names)
        return _("Saved.")
    share_calendar(staff, names_customers=link.names_customers if link else names)
    return _("Here is your address.")


def _address(link: CalendarLink) -> str:
    token = token_of(link)
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
            answer = HttpResponse(as_ics(shown), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="promises.ics"'
    answer["ETag"] = etag
    answer["Cache-Control"] = KEPT
    answer["X-Robots-Tag"] = "noindex"
    return answer
