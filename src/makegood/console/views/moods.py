"""The customer's mood on the case page: what was found and is not so, and what was missed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from makegood.cases.access import case_for
from makegood.console.access import for_staff, staff_of
from makegood.console.casepage import address
from makegood.moods.access import finding_on
from makegood.moods.actions.correcting import miss, refuse, restore


@for_staff
@require_POST
def missing(request: HttpRequest, number: int) -> HttpResponse:
    staff = staff_of(request)
    case = case_for(staff, number)
    miss(case, request.POST.get("kind", ""), request.POST.get("words", ""), staff)
    return redirect(address(case, "moods"))


@for_staff
@require_POST
def refusal(request: HttpRequest, number: int, finding_id: UUID) -> HttpResponse:
    """Not so; or, with `way=back`, so after all."""
    staff = staff_of(request)
    case = case_for(staff, number)
    change = restore if request.POST.get("way") == "back" else refuse
    change(finding_on(case, finding_id), case, staff)
    return redirect(address(case, "moods"))
