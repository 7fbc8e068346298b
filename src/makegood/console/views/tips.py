"""Tips put away, and brought back."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makegood.console.access import for_staff, staff_of
from makegood.console.errors import page_before
from makegood.console.tips import NAMES
from makegood.kernel.errors import NotFound
from makegood.people.actions.tips import bring_tips_back, put_tip_away
from makegood.ui.pages import is_htmx, render


@for_staff
@require_POST
def tip_removal(request: HttpRequest, tip: str) -> HttpResponse:
    if tip not in NAMES:
        raise NotFound
    put_tip_away(staff_of(request), tip)
    if is_htmx(request):
        return render(request, "console/tip_gone.html")
    return redirect(page_before(request))


@for_staff
@require_POST
def tips(request: HttpRequest) -> HttpResponse:
    """All of them again."""
    bring_tips_back(staff_of(request))
    flash.success(request, _("The tips show again, each where it belongs."))
    return redirect("console:profile")
