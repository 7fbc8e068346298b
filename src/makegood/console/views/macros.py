"""Macros: looked at and run on a case, made and changed in the settings."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.bulk.access import macro_for, macro_to_change
from makegood.bulk.actions.looking import look_at
from makegood.bulk.actions.macros import remove_macro, run_macro, save_macro
from makegood.bulk.actions.starting import settled
from makegood.bulk.models import MacroVersion
from makegood.bulk.queries import macros_of
from makegood.cases.access import case_for
from makegood.cases.queries import tags
from makegood.console.access import for_staff, staff_of
from makegood.console.casepage import address
from makegood.console.forms.steps import StepsForm
from makegood.console.stepwords import all_words, names_in, step_words
from makegood.console.undoing import offer_undo_of_macro
from makegood.kernel import clock
from makegood.kernel.errors import NotFound
from makegood.messages.actions.sending import UNDO_FOR
from makegood.messages.rules.filling import FIELDS
from makegood.shops.queries import the_shop
from makegood.ui.pages import render

OFFERED_FOR = timedelta(seconds=30)
"""How long an undo is offered on every page, where no answer is about to leave."""


@for_staff
@require_http_methods(["GET", "POST"])
def macro_on_case(request: HttpRequest, number: int, macro_id: UUID) -> HttpResponse:
    """What it would do to this case; then, told so, it is done."""
    staff = staff_of(request)
    case, version = case_for(staff, number), macro_for(staff, macro_id)
    steps = settled(staff, version.steps)
    if request.method == "POST":
        words = request.POST.get("body", "").replace("\r\n", "\n").strip()
        outcome = run_macro(case, staff, version, words or None)
        if outcome.result == "done":
            is_answer = any(step["do"] == "answer" for step in steps)
            until = clock.now() + (UNDO_FOR if is_answer else OFFERED_FOR)
            offer_undo_of_macro(request, case.number, outcome.bulk_id, version.name, until)
            return redirect(address(case))
        flash.warning(request, outcome.why)
        if outcome.result == "skipped":
            return redirect(address(case))
    names = names_in(steps)
    seen = look_at(case, steps, staff)
    answer = next((one for one in seen if one.step["do"] == "answer"), None)
    context = {
        "case": case,
        "macro": version,
        "seen": [(step_words(one.step, names), one) for one in seen],
        "answer": answer,
        "body": request.POST.get("body") or (answer.text if answer else ""),
        "is_any_change": any(one.is_change for one in seen),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "console/macro_on_case.html", context, status=status)


@for_staff
@require_GET
def macros(request: HttpRequest) -> HttpResponse:
    rows = [(one, all_words(one.steps)) for one in macros_of(staff_of(request))]
    return render(request, "console/settings/macros.html", {"macros": rows})


@for_staff
@require_http_methods(["GET", "POST"])
def new_macro(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@for_staff
@require_http_methods(["GET", "POST"])
def macro(request: HttpRequest, macro_id: UUID) -> HttpResponse:
    return _page(request, macro_to_change(staff_of(request), macro_id))


@for_staff
@require_POST
def macro_removal(request: HttpRequest, macro_id: UUID) -> HttpResponse:
    by = staff_of(request)
    remove_macro(macro_to_change(by, macro_id).macro, by)
    flash.success(request, _("The macro is no longer offered. What was done with it stays."))
    return redirect("console:macros")


def _page(request: HttpRequest, version: MacroVersion | None) -> HttpResponse:
    by, shop = staff_of(request), the_shop()
    if shop is None:
        raise NotFound
    is_shared = by.leads if version is None else version.macro.staff_id is None
    name = version.name if version else ""
    if request.method == "GET":
        form = StepsForm(shop, initial=StepsForm.filled_from(version.steps) if version else {})
        return _shown(request, form, version, name=name, is_shared=is_shared)
    form, name = StepsForm(shop, request.POST), request.POST.get("name", "")
    is_shared = request.POST.get("shared") == "on"
    if form.is_valid():
        with form.taking_refusals():
            macro = version.macro if version else None
            save_macro(by, name, form.steps, is_shared=is_shared, macro=macro)
            flash.success(request, _("Saved."))
            return redirect("console:macros")
    return _shown(request, form, version, name=name, is_shared=is_shared, status=422)


def _shown(
    request: HttpRequest,
    form: StepsForm,
    version: MacroVersion | None,
    *,
    status: int = 200,
    **typed: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "version": version,
        "fields": FIELDS,
        "known_tags": [tag.name for tag in tags()],
    } | typed
    return render(request, "console/settings/macro.html", context, status=status)
