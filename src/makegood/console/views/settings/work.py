"""When somebody works, and on what: one's own, or a colleague's for those who look after people."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makegood.console.access import for_leads, for_staff, staff_of
from makegood.console.forms.work import WorkForm
from makegood.people.access import staff_for
from makegood.people.actions.working import change_work
from makegood.people.models import Staff
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
@for_staff
def own_work(request: HttpRequest) -> HttpResponse:
    return _page(request, staff_of(request), back="console:work")


@require_http_methods(["GET", "POST"])
@for_leads
def staff_work(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    return _page(request, staff_for(staff_of(request), staff_id), back="console:staff")


def _page(request: HttpRequest, person: Staff, back: str) -> HttpResponse:
    form = (
        WorkForm(request.POST, person=person) if request.method == "POST" else WorkForm.of(person)
    )
    if form.is_valid():
        given = form.cleaned_data
        with form.taking_refusals():
            change_work(
                staff_of(request),
                person,
                away_until=form.until,
                hours=given["hours"],
                writes=given["writes"],
                skills=given["skills"],
            )
            flash.success(request, _("Saved."))
            return redirect(back)
    status = 422 if form.is_bound else 200
    context = {"form": form, "person": person}
    return render(request, "console/settings/work.html", context, status=status)
