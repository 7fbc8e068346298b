"""The mail log: every message seen, how it ended, and what a person can do about those that could not."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.console.access import for_staff, staff_of
from makegood.kernel import files
from makegood.messages.access import arrival_for
from makegood.messages.actions.receiving import ignore_arrival, open_as_case, retry_arrival
from makegood.messages.models import Arrival
from makegood.messages.queries import arrival_counts, arrivals_by_day, arrivals_page
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import word

RAW_SHOWN = 200_000
"""Bytes of a raw message shown; the rest can be downloaded."""
OUTCOMES = ("opened", "joined", "quarantined", "ignored", "")


@require_GET
@for_staff
def intake(request: HttpRequest) -> HttpResponse:
    outcome = request.GET.get("outcome")
    page = arrivals_page(staff_of(request), request.GET.get("after") or None, outcome=outcome)
    context = {
        "page": page,
        "outcome": outcome,
        "outcomes": OUTCOMES,
        "heads": [word("outcome", code) for code in OUTCOMES],
        "tabs": _tabs(outcome),
        "days": arrivals_by_day(14, staff_of(request).timezone),
    }
    block = "ledger" if is_htmx(request) else None
    return render(request, "console/intake.html", context, block=block)


def _tabs(chosen: str | None) -> list[dict[str, object]]:
    counts = arrival_counts()
    everything = {"label": _("All"), "url": "?", "is_here": chosen is None, "count": None}
    return [everything] + [
        {
            "label": word("outcome", code),
            "url": f"?outcome={code}",
            "is_here": chosen == code,
            "count": counts[code],
        }
        for code in OUTCOMES
    ]


@require_GET
@for_staff
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    its_arrival = arrival_for(staff_of(request), arrival_id)
    raw = files.read(its_arrival.sha256)
    context = {
        "arrival": its_arrival,
        "raw": raw[:RAW_SHOWN].decode("utf-8", "backslashreplace"),
        "is_cut": len(raw) > RAW_SHOWN,
        "can_be_decided": its_arrival.outcome == Arrival.Outcome.QUARANTINED,
    }
    return render(request, "console/arrival.html", context)


@require_GET
@for_staff
def raw(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    its_arrival = arrival_for(staff_of(request), arrival_id)
    response = HttpResponse(files.read(its_arrival.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{its_arrival.pk}.eml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@for_staff
def decision(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """What a person decides on a message the desk could not: try it again, make it a case, or leave it."""
    staff = staff_of(request)
    its_arrival = arrival_for(staff, arrival_id)
    match request.POST.get("do"):
        case "open":
            return redirect("console:case", open_as_case(its_arrival, staff).number)
        case "ignore":
            ignore_arrival(its_arrival, staff)
            flash.success(request, _("Left as it is; it will not be shown as waiting any more."))
        case _:
            retry_arrival(its_arrival, staff)
            flash.success(request, _("It is tried again."))
    return redirect("console:intake")
