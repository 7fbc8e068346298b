"""What one wishes to be told, and when."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makegood.console.access import for_staff, staff_of
from makegood.console.forms.wishes import WishesForm
from makegood.notify.actions.wishing import save_wishes
from makegood.notify.queries import wish_of
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
@for_staff
def wishes(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    form = WishesForm(request.POST) if request.method == "POST" else WishesForm.of(wish_of(staff))
    if form.is_valid():
        with form.taking_refusals():
            save_wishes(staff, **form.wishes)
            flash.success(request, _("Saved."))
            return redirect("console:wishes")
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/wishes.html", {"form": form}, status=status)
