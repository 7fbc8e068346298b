"""The playbook on the case page: steps done, questions answered, words put into the draft, advice tried."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makegood.cases.access import case_for
from makegood.console.access import for_staff, staff_of
from makegood.console.casepage import address, show
from makegood.console.writing import found_pledge, written
from makegood.kernel.errors import BadInput
from makegood.messages.actions.drafting import save_draft
from makegood.messages.queries import draft_of
from makegood.playbooks.access import guide_on
from makegood.playbooks.actions.going import answer_question, script_for, tick, untick
from makegood.playbooks.actions.guiding import note_attempt
from makegood.ui.pages import is_htmx


@for_staff
@require_POST
def steps(request: HttpRequest, number: int) -> HttpResponse:
    staff, form = staff_of(request), request.POST
    case = case_for(staff, number)
    if "ask" in form:
        answer_question(case, form["ask"], form.get("answer", ""), staff)
    elif "untick" in form:
        untick(case, form["untick"], staff)
    else:
        tick(case, form.get("tick", ""), staff)
    return redirect(address(case, "playbook"))


@for_staff
@require_POST
def attempts(request: HttpRequest, number: int) -> HttpResponse:
    staff, form = staff_of(request), request.POST
    case = case_for(staff, number)
    guide = guide_on(case, form.get("guide", ""))
    if form.get("solved") not in ("yes", "no"):
        raise BadInput("solved", _("Say whether it helped."))
    note_attempt(case, guide, form.get("advice", ""), solved=form["solved"] == "yes", by=staff)
    return redirect(address(case, "playbook"))


@for_staff
@require_POST
def script(request: HttpRequest, number: int) -> HttpResponse:
    """What is to be said, filled with the case's facts, below what was written so far."""
    staff = staff_of(request)
    case = case_for(staff, number)
    words = script_for(case, request.POST.get("step", ""), staff)
    is_elsewhere = bool(
        request.POST.get("thread")
    )  # what stands there is for a supplier or carrier
    form = written(case, QueryDict() if is_elsewhere else request.POST)
    before, version, there = form.body.rstrip(), form.version, draft_of(case, staff)
    if there and (is_elsewhere or "body" not in request.POST):
        before, version = there.body.rstrip(), there.version
    body = f"{before}\n\n{words}" if before else words
    pledge = found_pledge(case, body)
    chosen = form.recipients if form.is_chosen else None
    save_draft(case, staff, version, body, pledge.text, pledge.due_at, recipients=chosen)
    if is_htmx(request) and is_elsewhere:
        return HttpResponse(headers={"HX-Redirect": address(case, "composer")})
    if is_htmx(request):
        return show(request, case, "composer")
    return redirect(address(case, "composer"))
