"""What the law and our rules say on a case: a panel on it, and a page of its own without JavaScript."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.cases.access import case_for
from makegood.cases.models import Case
from makegood.cases.rules import CHOICES, DAYS
from makegood.console.access import for_staff, staff_of
from makegood.console.below import put_below
from makegood.console.casepage import address
from makegood.console.law import panel_of
from makegood.console.moments import day_from
from makegood.console.refusing import no_in_words
from makegood.kernel.errors import BadInput
from makegood.remedies.actions.overriding import give_right
from makegood.ui.pages import is_htmx, render
from makegood.ui.questions import QUESTIONS
from makegood.ui.words import WORDS

HEARS = "CaseChanged CaseClosed CaseReopened CaseJoined CaseSplit CaseRestored Facts Message Order Parcel"
"""The news after which something else may hold."""


@for_staff
@require_GET
def law(request: HttpRequest, number: int) -> HttpResponse:
    """Judged when it is opened: the case's own page asks and loads nothing for it."""
    case = case_for(staff_of(request), number)
    names = {
        "case": case,
        "panel": panel_of(case),
        "back": address(case),
        "live": _live(case),
        "choices": {key: list(WORDS[key].items()) for key in CHOICES},
        "days": DAYS,
        "askable": QUESTIONS,
    }
    block = "law" if is_htmx(request) else None
    return render(request, "console/case_law.html", names, block=block)


@for_staff
@require_POST
def no(request: HttpRequest, number: int) -> HttpResponse:
    """A refusal into the draft, with all that has to stand in it; only of what the law refuses at this moment."""
    case = case_for(staff_of(request), number)
    panel = panel_of(case)
    asked = request.POST.get("right", ""), request.POST.get("line", "")
    found = [one for line in panel.lines for one in line.refused if (one.right, one.line) == asked]
    if not found or not found[0].may_be_told:
        raise BadInput(
            "right",
            _(
                "There is no such no to write: the law does not refuse this, or nobody asked for it."
            ),
        )
    return put_below(request, case, no_in_words(case, panel, found[0]))


@for_staff
@require_POST
def giving(request: HttpRequest, number: int) -> HttpResponse:
    """What the law refuses, given all the same: at once within one's limit, above it when a second person says yes."""
    staff, form = staff_of(request), request.POST
    case = case_for(staff, number)
    until = day_from(form.get("until", ""), "until")
    right, line = form.get("right", ""), form.get("line", "")
    approval = give_right(case, staff, right, line, until, form.get("reason", ""))
    if approval.is_granted:
        flash.success(request, _("Given. Tell the customer; it stands on their page, too."))
    else:
        flash.success(
            request, _("A second person is asked. Promise nothing before they have said yes.")
        )
    return redirect("console:law", case.number)


def _live(case: Case) -> dict[str, str]:
    return {
        "data-live": f"case:{case.pk}",
        "data-hears": HEARS,
        "hx-get": reverse("console:law", args=[case.number]),
        "hx-trigger": "live",
        "hx-swap": "outerHTML",
    }
