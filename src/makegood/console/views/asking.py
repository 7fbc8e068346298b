"""Asking the customer for the facts that are missing, in one click."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makegood.cases.access import case_for
from makegood.cases.actions.asking import ask_for_facts
from makegood.cases.queries import facts_url, missing_facts
from makegood.cases.rules import ASKED_FACTS
from makegood.console.access import for_staff, staff_of
from makegood.console.below import put_below
from makegood.console.facts import questions_in_words
from makegood.kernel.errors import BadInput


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
    return put_below(request, case, questions_in_words(case, keys, url))
