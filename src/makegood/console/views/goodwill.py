"""Goodwill on a case: what the house's table gives, giving it, and the second person above a limit."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.cases.access import case_for
from makegood.cases.models import Case
from makegood.console.access import for_staff, staff_of
from makegood.console.amounts import amount_from
from makegood.console.below import put_below
from makegood.console.casepage import address
from makegood.console.errors import reasons
from makegood.console.goodwill import goodwill_on, told_to_customer
from makegood.console.rulewords import FORMS
from makegood.kernel.errors import BadInput, Conflict, MakegoodError, Refused
from makegood.people.access import require
from makegood.remedies.access import approval_for
from makegood.remedies.actions.deciding import grant, refuse, withdraw
from makegood.remedies.actions.giving import give_money
from makegood.remedies.models import Approval
from makegood.remedies.queries import approvals_on, approvals_page, may_grant
from makegood.ui.pages import is_htmx, render

HEARS = "CaseChanged CaseClosed CaseReopened CaseJoined CaseSplit CaseRestored Promise Approval Order Parcel"
"""The news after which something else may be given."""


@for_staff
@require_http_methods(["GET", "POST"])
def goodwill(request: HttpRequest, number: int) -> HttpResponse:
    """Worked out when it is opened: the case's own page asks nothing for it."""
    staff = staff_of(request)
    case = case_for(staff, number)
    if request.method == "GET":
        return _shown(request, case)
    require(staff, "answer")
    try:
        approval = _given(request, case)
    except (BadInput, Conflict, Refused) as error:
        return _shown(request, case, error)
    flash.success(request, _given_words(approval))
    if approval.is_open:  # nothing is promised yet: who was asked is told where it was asked
        return redirect("console:goodwill", case.number)
    return redirect(address(case, "promises"))


@for_staff
@require_POST
def words(request: HttpRequest, number: int) -> HttpResponse:
    """A granted sum into the draft, as long as it is owed."""
    staff = staff_of(request)
    case = case_for(staff, number)
    asked = request.POST.get("approval", "")
    found = [one for one in approvals_on(case) if str(one.pk) == asked]
    if not found or found[0].promise is None or not found[0].promise.is_open:
        raise BadInput("approval", _("Nothing of this is owed any more: nothing was written."))
    return put_below(request, case, told_to_customer(found[0]))


@for_staff
@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a second person."""
    staff, after = staff_of(request), request.GET.get("after")
    page = approvals_page(staff, after=after)
    here = reverse("console:approvals")
    more = f"{here}?after={page.next}" if page.next else ""
    names = {"rows": page.rows, "more_url": more, "forms": FORMS}
    block = "rows" if after and is_htmx(request) else None
    return render(request, "console/approvals.html", names, block=block)


@for_staff
@require_GET
def approval(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """A plain page with two buttons: a notice leads here, also on the phone."""
    return _approval_page(request, approval_for(staff_of(request), approval_id))


@for_staff
@require_POST
def decision(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    found, note = approval_for(staff, approval_id), request.POST.get("note", "")
    try:
        match request.POST.get("do"):
            case "grant":
                grant(found, staff, note)
                flash.success(request, _("Granted. Your colleague is told, and it is promised."))
            case "refuse":
                refuse(found, staff, note)
                flash.success(request, _("Refused. Your colleague is told why."))
            case "withdraw":
                withdraw(found, staff)
                flash.success(request, _("Taken back: nobody need decide it."))
            case _:
                raise BadInput("do", _("This can't be understood; look at it again."))
    except (BadInput, Refused) as error:
        return _approval_page(request, found, error)
    return redirect("console:approval", found.pk)


def _given(request: HttpRequest, case: Case) -> Approval:
    form = request.POST
    amount = amount_from(form.get("amount", ""), case)
    if amount is None:
        raise BadInput("amount", _("Give a sum that is more than nothing."))
    days = form.get("within_days", "")
    within = int(days) if days.isdecimal() and len(days) < 4 else 0
    return give_money(
        case,
        staff_of(request),
        amount,
        form.get("form", ""),
        within,
        form.get("reason", ""),
        form.get("seen"),
    )


def _given_words(approval: Approval) -> str:
    if approval.is_granted:
        return _("Promised. Tell the customer, pay it in your shop, then note it on the promise.")
    return _("A second person is asked. Promise nothing before they have said yes.")


def _shown(request: HttpRequest, case: Case, error: MakegoodError | None = None) -> HttpResponse:
    wrong = {error.field: error.message} if isinstance(error, BadInput) else {}
    names = {
        "case": case,
        "panel": goodwill_on(case, staff_of(request)),
        "back": address(case),
        "live": _live(case),
        "forms": list(FORMS.items()),
        "form_words": FORMS,
        "typed": request.POST,
        "wrong": wrong,
        "reasons": reasons(error) if isinstance(error, (Conflict, Refused)) else [],
    }
    block = "goodwill" if is_htmx(request) else None
    status = 409 if isinstance(error, Conflict) else 422 if error else 200
    return render(request, "console/case_goodwill.html", names, block=block, status=status)


def _approval_page(
    request: HttpRequest, found: Approval, error: MakegoodError | None = None
) -> HttpResponse:
    staff = staff_of(request)
    names = {
        "approval": found,
        "case": found.case,
        "form_words": FORMS,
        "may_decide": found.is_open and may_grant(staff, found),
        "is_own": found.is_open and found.asked_by_id == staff.pk,
        "note": request.POST.get("note", ""),
        "wrong": {error.field: error.message} if isinstance(error, BadInput) else {},
        "reasons": reasons(error) if isinstance(error, Refused) else [],
    }
    return render(request, "console/approval.html", names, status=422 if error else 200)


def _live(case: Case) -> dict[str, str]:
    return {
        "data-live": f"case:{case.pk}",
        "data-hears": HEARS,
        "hx-get": reverse("console:goodwill", args=[case.number]),
        "hx-trigger": "live",
        "hx-swap": "outerHTML",
    }
