"""One decision for many cases: choosing what, watching it, reading what became of each, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.bulk.access import bulk_for, macro_for
from makegood.bulk.actions.looking import look_at
from makegood.bulk.actions.macros import undo_at_once
from makegood.bulk.actions.starting import (
    MOST_CASES,
    begin_undoing,
    checked,
    do_again,
    settled,
    start_bulk,
    stop_bulk,
)
from makegood.bulk.models import Bulk, MacroVersion
from makegood.bulk.queries import bulks_page, macros_of, outcomes_page
from makegood.bulk.rules import Step
from makegood.cases.queries import cases_by_language, tags
from makegood.console.access import for_staff, staff_of
from makegood.console.choosing import Choice, chosen
from makegood.console.forms.steps import StepsForm
from makegood.console.stepwords import all_words, names_in, result_of, step_words
from makegood.console.undoing import forget_undo
from makegood.kernel.errors import BadInput, NotFound
from makegood.messages.rules.filling import FIELDS
from makegood.people.models import Staff
from makegood.shops.queries import the_shop
from makegood.ui.pages import is_htmx, render

TRIED = 3
"""On so many cases it is shown what would be done."""
AGAIN = ("changed", "refused", "failed", "stopped")


@for_staff
@require_GET
def bulks(request: HttpRequest) -> HttpResponse:
    page = bulks_page(staff_of(request), request.GET.get("after"))
    rows = [(bulk, all_words((bulk.undoes or bulk).steps)) for bulk in page.rows]
    return render(request, "console/bulks.html", {"rows": rows, "next": page.next})


@for_staff
@require_http_methods(["GET", "POST"])
def new_bulk(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    choice = chosen(staff, request.POST if request.method == "POST" else request.GET)
    shop = the_shop()
    if shop is None:
        raise NotFound
    macro = _macro(staff, request)
    if macro is not None and request.method == "POST":
        return _with_macro(request, choice, macro)
    form = StepsForm(shop, request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _shown(request, choice, form, status=422 if form.is_bound else 200)
    tried: list[Any] = []
    with form.taking_refusals():
        if request.POST.get("do") == "start":
            return redirect("console:bulk", _start(staff, choice, form.steps).pk)
        tried = _tried(staff, choice, settled(staff, checked(staff, form.steps)))
    return _shown(request, choice, form, tried, status=200 if form.is_valid() else 422)


@for_staff
@require_GET
def bulk(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    found = bulk_for(staff, bulk_id)
    asked = request.GET.get("result")
    after = request.GET.get("after", "")
    place = int(after) if after.isdecimal() and len(after) < 8 else 0
    page = outcomes_page(staff, found, asked, place)
    figures = [(name, getattr(found, name)) for name in ("done", "skipped", *AGAIN)]
    waiting = found.total - found.handled
    context = {
        "bulk": found,
        "undoing": getattr(found, "undone_by", None),
        "steps": all_words((found.undoes or found).steps),
        "page": page,
        "asked": asked,
        "figures": [(name, result_of(name), count) for name, count in figures if count],
        "waiting": waiting,
        "left_out": sum(getattr(found, name) for name in AGAIN),
        "result_of": result_of,
    }
    block = None
    if is_htmx(request):
        block = "outcomes" if place else "progress"
    return render(request, "console/bulk.html", context, block=block)


@for_staff
@require_POST
def stopping(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    found = bulk_for(staff_of(request), bulk_id)
    stop_bulk(found, staff_of(request))
    flash.info(request, _("It stops after the cases it has in hand."))
    return redirect("console:bulk", found.pk)


@for_staff
@require_POST
def undoing(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    found = bulk_for(staff, bulk_id)
    if found.total > 1 or found.macro is None:
        return redirect("console:bulk", begin_undoing(staff, found).pk)
    forget_undo(request)
    outcome = undo_at_once(staff, found)
    if outcome.result == "done":
        flash.success(request, _("Undone. Everything is where it was."))
    else:
        flash.warning(request, outcome.why)
    return redirect("console:case", outcome.number)


@for_staff
@require_POST
def again(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """The same once more for those that were left out; whoever asks has seen why."""
    staff = staff_of(request)
    found = bulk_for(staff, bulk_id)
    if found.undoes_id or found.ended_at is None:
        raise BadInput("do", _("This can't be done again."))
    asked = request.POST.get("result")
    return redirect("console:bulk", do_again(staff, found, [asked] if asked in AGAIN else AGAIN).pk)


def _macro(staff: Staff, request: HttpRequest) -> MacroVersion | None:
    asked = request.POST.get("macro")
    try:
        return macro_for(staff, UUID(asked)) if asked else None
    except ValueError as error:
        raise NotFound from error


def _with_macro(request: HttpRequest, choice: Choice, macro: MacroVersion) -> HttpResponse:
    """First what it would do; then, told so, it is done."""
    staff = staff_of(request)
    if request.POST.get("do") == "start":
        return redirect("console:bulk", _start(staff, choice, macro.steps, macro).pk)
    tried = _tried(staff, choice, settled(staff, macro.steps))
    shop = the_shop()
    assert shop is not None, "asked for above"
    return _shown(request, choice, StepsForm(shop), tried, macro=macro)


def _start(
    staff: Staff, choice: Choice, steps: list[Step], macro: MacroVersion | None = None
) -> Bulk:
    return start_bulk(staff, choice.cases, steps, chosen=choice.words, macro=macro)


def _tried(staff: Staff, choice: Choice, steps: list[Step]) -> list[Any]:
    """On the first few cases: the case, and each step in words with what it would do."""
    cases = choice.cases.filter(merged_into=None).select_related("shop", "customer", "order")
    names = names_in(steps)
    return [
        (case, [(step_words(seen.step, names), seen) for seen in look_at(case, steps, staff)])
        for case in cases.order_by("-number")[:TRIED]
    ]


def _shown(
    request: HttpRequest,
    choice: Choice,
    form: StepsForm,
    tried: list[Any] | None = None,
    *,
    macro: MacroVersion | None = None,
    status: int = 200,
) -> HttpResponse:
    cases = choice.cases.filter(merged_into=None)
    count = choice.count
    # Who writes the answers sees which languages they are wanted in before customers are left without one.
    form.cases_in = cases_by_language(cases) if count <= MOST_CASES else {}
    macros = macros_of(staff_of(request))
    context = {
        "choice": choice,
        "count": count,
        "is_too_many": count > MOST_CASES,
        "is_counted": choice.counted_to is None or count <= choice.counted_to,
        "first": cases.select_related("customer").order_by("-number")[:5],
        "form": form,
        "macros": [(one, ", ".join(all_words(one.steps))) for one in macros],
        "macro": macro,
        "tried": tried,
        "fields": FIELDS,
        "known_tags": [tag.name for tag in tags()],
    }
    return render(request, "console/bulk_new.html", context, status=status)
