"""Deleting a case: what goes is said before, and why it had to go is kept."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makegood.cases.access import case_to_delete
from makegood.cases.actions.deleting import delete_case
from makegood.console.access import for_staff, staff_of
from makegood.console.forms.deleting import DeletionForm
from makegood.messages.queries import what_goes_with
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
@for_staff
def deletion(request: HttpRequest, number: int) -> HttpResponse:
    staff = staff_of(request)
    case = case_to_delete(staff, number)
    form = DeletionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.taking_refusals():
            delete_case(case, staff, form.cleaned_data["reason"])
            words = _("Case #%(number)s is deleted, with all that was said in it.")
            flash.success(request, words % {"number": case.number})
            return redirect("console:inbox")
    context = {"case": case, "form": form, "goes": what_goes_with(case)}
    return render(request, "console/deletion.html", context, status=422 if form.is_bound else 200)
