"""Asking the customer for the facts that are missing, in one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makegood.cases.access import case_for
from makegood.cases.actions.asking import ask_for_facts
from makegood.cases.models import Case
from makegood.cases.queries import facts_url, missing_facts
from makegood.cases.rules import ASKED_FACTS
from makegood.console.access import for_staff, staff_of
from makegood.console.casepage import address, show
from makegood.console.facts import questions_in_words
from makegood.console.writing import written
from makegood.kernel.errors import BadInput
from makegood.messages.actions.drafting import save_draft
from makegood.messages.models import Draft
from makegood.messages.queries import draft_of
from makegood.messages.rules.recipients import Recipients
from makegood.people.models import Staff
from makegood.ui.pages import is_htmx


@for_staff
@require_POST
def questions(request: HttpRequest, number: int) -> HttpResponse:
    """The questions, or a link to a form that asks them, below what was written so far. `key`: only these."""
    staff = staff_of(request)
    case = case_for(staff, number)
    keys, url = missing_facts(case, request.POST.getlist("key") or ASKED_FACTS), ""
    if not keys:
        raise BadInput("way", _("Everything we ask for is known already."))
    if request.POST.get("way") == "form":
        url = facts_url(ask_for_facts(case, staff, keys).pk)
    words = questions_in_words(case, keys, url)
    # Under HTMX the composer's form comes along, with what was typed since it was last saved.
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
    save_draft(case, staff, form.version, body, pledge.text, pledge.due_at, recipients=people)


def _append(case: Case, staff: Staff, draft: Draft | None, words: str) -> None:
    if draft is None:
        save_draft(case, staff, 0, words)
        return
    people = Recipients(tuple(map(tuple, draft.to)), tuple(map(tuple, draft.cc)))
    body, promised = _below(draft.body, words), (draft.promise_text, draft.promise_due_at)
    save_draft(case, staff, draft.version, body, *promised, recipients=people)


def _below(before: str, words: str) -> str:
    return f"{before.rstrip()}\n\n{words}" if before.strip() else words
