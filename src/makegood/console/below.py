"""Words the desk puts into an answer, below what was written to the customer so far."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from makegood.cases.models import Case
from makegood.console.access import staff_of
from makegood.console.casepage import address, show
from makegood.console.writing import written
from makegood.messages.actions.drafting import save_draft
from makegood.messages.models import Draft
from makegood.messages.queries import draft_of
from makegood.messages.rules.recipients import Recipients
from makegood.people.models import Staff
from makegood.ui.pages import is_htmx


def put_below(request: HttpRequest, case: Case, words: str) -> HttpResponse:
    """Under HTMX the composer's form comes along, with what was typed since it was last saved."""
    staff = staff_of(request)
    is_here = "body" in request.POST and not request.POST.get("thread")
    if not is_here:
        _append(case, staff, draft_of(case, staff), words)
        return redirect(address(case, "composer"))
    _add(request, case, staff, words)
    return show(request, case, "composer") if is_htmx(request) else redirect(address(case))


def _add(request: HttpRequest, case: Case, staff: Staff, words: str) -> None:
    form = written(case, request.POST)
    body, pledge = _below(form.body, words), form.pledge
    people = form.recipients if form.is_chosen else None
    save_draft(
        case,
        staff,
        form.version,
        body,
        pledge.text,
        pledge.due_at,
        recipients=people,
        promised_by=form.template,
    )


def _append(case: Case, staff: Staff, draft: Draft | None, words: str) -> None:
    if draft is None:
        save_draft(case, staff, 0, words)
        return
    people = Recipients(tuple(map(tuple, draft.to)), tuple(map(tuple, draft.cc)))
    body, promised = _below(draft.body, words), (draft.promise_text, draft.promise_due_at)
    save_draft(
        case,
        staff,
        draft.version,
        body,
        *promised,
        recipients=people,
        promised_by=draft.promised_by,
    )


def _below(before: str, words: str) -> str:
    return f"{before.rstrip()}\n\n{words}" if before.strip() else words
