"""Told first: the flows as readable lists, edited, tried on past orders, switched on and off, and what they did."""

from datetime import time
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.errors import reasons
from makegood.console.flowwords import STATIONS, TRIGGERS, flow_about, flow_name
from makegood.console.forms.flows import (
    NewFlowForm,
    QuietHoursForm,
    place_after,
    plan_in,
    rearranged,
)
from makegood.console.views.settings.flowpages import flow_page, rehearsal_page, runs_shown
from makegood.flows.access import flow_for
from makegood.flows.actions.writing import (
    choose_quiet_hours,
    make_flow,
    publish,
    remove_flow,
    rename_flow,
    restore_flow,
    save_draft,
    switch,
)
from makegood.flows.models import Flow
from makegood.flows.queries import flows_of, quiet_of, version_to_edit
from makegood.flows.rules.quiet import Quiet
from makegood.flows.rules.stations import RANKS, TROUBLES
from makegood.flows.rules.steps import Plan
from makegood.kernel.errors import BadInput, Conflict, NotFound, Refused
from makegood.shops.access import shop_for
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
@for_leads
def flows(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    shop = shop_for(by)
    form = NewFlowForm(request.POST or None)
    form.fields["trigger"].choices = list(TRIGGERS.items())  # type: ignore[attr-defined]  # the stubs know only Field
    if form.is_valid():
        with form.taking_refusals():
            made = make_flow(shop, by, form.cleaned_data["name"], form.cleaned_data["trigger"])
            return redirect("console:flow", made.pk)
    quiet = quiet_of(shop)
    hours = QuietHoursForm(
        initial={
            "since": _clock(quiet.since),
            "until": _clock(quiet.until),
            "keeps_holidays": quiet.keeps_holidays,
            "keeps_sundays": quiet.keeps_sundays,
        }
    )
    rows = flows_of(shop)
    on = [step for row in rows if row.flow.is_on for step in row.plan.steps]
    context = {
        "rows": rows,
        "form": form,
        "hours": hours,
        "way": [(code, STATIONS[code]) for code in RANKS if code not in TROUBLES],
        "troubles": [(code, STATIONS[code]) for code in RANKS if code in TROUBLES],
        "told_stations": {step.station for step in on if step.do == "tell"},
        "triggers": TRIGGERS,
        "flow_name": flow_name,
        "flow_about": flow_about,
    }
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/flows.html", context, status=status)


@require_POST
@for_leads
def flow_quiet(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    form = QuietHoursForm(request.POST)
    if not form.is_valid():
        flash.error(request, _("Enter both times, such as 21:00 and 8:00."))
        return redirect("console:flows")
    given = form.cleaned_data
    quiet = Quiet(
        _minute(given["since"]),
        _minute(given["until"]),
        given["keeps_holidays"],
        given["keeps_sundays"],
    )
    choose_quiet_hours(shop_for(by), by, quiet)
    flash.success(request, _("Saved."))
    return redirect("console:flows")


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


@require_http_methods(["GET", "POST"])
@for_leads
def flow(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    by = staff_of(request)
    its_flow = flow_for(by, flow_id)
    if request.method == "GET":
        version = version_to_edit(its_flow)
        plan = version.read if version else Plan("placed")
        return flow_page(request, its_flow, plan)
    plan = plan_in(request.POST, its_flow.shop.languages)
    number = _number(request)
    match request.POST.get("do", "draft").split(":"):
        case ["preview"]:
            return flow_page(request, its_flow, plan, number=number, block="preview")
        case ["draft"] | ["publish"] as what:
            try:
                rename_flow(its_flow, by, _name(request, its_flow))
                (publish if what == ["publish"] else save_draft)(its_flow, by, plan, number)
            except (BadInput, Conflict) as error:
                told = reasons(error)
                return flow_page(request, its_flow, plan, told, number=number, status=422)
            published = _("Published. What is under way goes on as it began.")
            flash.success(request, published if what == ["publish"] else _("Draft saved."))
            return redirect("console:flow", its_flow.pk)
        case order:
            after = rearranged(plan, order)
            at = place_after(order, after)
            return flow_page(request, its_flow, after, number=number, goes_on_at=at)


def _name(request: HttpRequest, its_flow: Flow) -> str:
    """Empty where it is called as it came: everybody reads that in their own language."""
    name = request.POST.get("name", "").strip()
    is_as_it_came = its_flow.ready and not its_flow.name and name == flow_name(its_flow)
    return "" if is_as_it_came else name


def _number(request: HttpRequest) -> int | None:
    text = request.POST.get("number", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


@require_POST
@for_leads
def flow_switch(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    by = staff_of(request)
    its_flow = flow_for(by, flow_id)
    on = request.POST.get("do") == "on"
    try:
        switch(its_flow, by, on=on)
    except Refused as error:
        flash.error(request, " ".join(error.reasons))
        return redirect("console:flow", its_flow.pk)
    flash.success(
        request,
        _("Switched on: it begins with what happens from now on.")
        if on
        else _("Switched off: nothing more is told by it."),
    )
    if request.POST.get("stay"):
        return redirect("console:flow", its_flow.pk)
    return redirect("console:flows")


@require_POST
@for_leads
def flow_restoring(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    by = staff_of(request)
    its_flow = flow_for(by, flow_id)
    restore_flow(its_flow, by)
    flash.success(request, _("The ready-made flow is back. Yours is among the versions below."))
    return redirect("console:flow", its_flow.pk)


@require_POST
@for_leads
def flow_removal(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    by = staff_of(request)
    try:
        remove_flow(flow_for(by, flow_id), by)
        flash.success(request, _("Removed."))
    except Refused as error:
        flash.error(request, " ".join(error.reasons))
    return redirect("console:flows")


@require_GET
@for_leads
def flow_rehearsal(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    asked = request.GET.get("flow", "")
    its_flow = flow_for(by, _uuid(asked)) if asked else None
    return rehearsal_page(request, shop_for(by), its_flow)


@require_GET
@for_leads
def flow_runs(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    asked = request.GET.get("flow", "")
    its_flow = flow_for(by, _uuid(asked)) if asked else None
    return runs_shown(request, by, its_flow)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
