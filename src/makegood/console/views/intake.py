"""The mail log: every message seen, how it ended, and what a person can do about those that could not."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as flash
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from makegood.console.access import for_leads, for_staff, staff_of
from makegood.kernel import files
from makegood.kernel.errors import NotFound
from makegood.messages.access import arrival_for, message_for
from makegood.messages.actions.deciding import (
    file_missing,
    ignore_arrival,
    open_as_case,
    retry_arrival,
    retry_quarantined,
)
from makegood.messages.models import Account, Arrival
from makegood.messages.queries import (
    account_tiles,
    arrivals_by_day,
    arrivals_of,
    arrivals_page,
    undecided_counts,
)
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS, word

RAW_SHOWN = 200_000
"""Bytes of a raw message shown; the rest can be downloaded."""
OUTCOMES = ("opened", "joined", "quarantined", "ignored", "deleted", "")


@require_GET
@for_staff
def intake(request: HttpRequest) -> HttpResponse:
    staff, asked = staff_of(request), _asked(request)
    outcome = request.GET.get("outcome")
    account, day = _uuid(asked.get("account", "")), _day(asked.get("day", ""))
    page = arrivals_page(
        staff,
        request.GET.get("after") or None,
        outcome=outcome,
        account=account,
        day=day,
        words=asked.get("q", ""),
    )
    context = {
        "page": page,
        "outcome": outcome,
        "asked": asked,
        "mailboxes": [
            ("", _("All")),
            *((t.account.pk, _called(t.account)) for t in account_tiles()),
        ],
        "outcomes": OUTCOMES,
        "heads": [word("outcome", code) for code in OUTCOMES],
        "tabs": _tabs(outcome, asked),
        "days": arrivals_by_day(14, staff.timezone, account) if outcome is None else [],
        "earlier": f"?{urlencode(_all_asked(outcome, asked) | {'after': page.next or ''})}",
    }
    block = "ledger" if is_htmx(request) else None
    return render(request, "console/intake.html", context, block=block)


@require_GET
@for_staff
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    its_arrival = arrival_for(staff_of(request), arrival_id)
    is_missing = its_arrival.has_bytes and not files.is_there(its_arrival.sha256)
    head, body = ("", "") if is_missing else _beginning(its_arrival)
    context = {
        "arrival": its_arrival,
        "head": head,
        "raw": body,
        "file_missing": file_missing() if is_missing else "",
        "arrival_advice": WORDS["arrival_advice"],
        "is_deleted": its_arrival.outcome == Arrival.Outcome.DELETED,
        "is_cut": its_arrival.size > RAW_SHOWN,
        "can_be_decided": its_arrival.outcome == Arrival.Outcome.QUARANTINED,
        "can_be_tried": its_arrival.outcome == Arrival.Outcome.IGNORED
        and its_arrival.reason == "by_hand"
        and its_arrival.has_bytes,
    }
    return render(request, "console/arrival.html", context)


@require_GET
@for_staff
def raw(request: HttpRequest, arrival_id: UUID) -> FileResponse:
    its_arrival = arrival_for(staff_of(request), arrival_id)
    if not its_arrival.has_bytes or not files.is_there(its_arrival.sha256):
        raise NotFound
    response = FileResponse(
        files.open_file(its_arrival.sha256),
        as_attachment=True,
        filename=f"{its_arrival.pk}.eml",
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@for_staff
def original(request: HttpRequest, number: int, message_id: UUID) -> HttpResponse:
    """From a message of a case to the mail it was, as it came."""
    message = message_for(staff_of(request), message_id)
    its_arrival = arrivals_of(message.pk).first()
    if its_arrival is None or message.case is None or message.case.number != number:
        raise NotFound
    return redirect("console:arrival", its_arrival.pk)


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


@require_POST
@for_leads
def retrying(request: HttpRequest) -> HttpResponse:
    """All of the quarantine once more: after an update, or when whatever was wrong is right again."""
    count = retry_quarantined(staff_of(request))
    words = ngettext("%(n)s message is tried again.", "%(n)s messages are tried again.", count)
    flash.success(request, words % {"n": count})
    return redirect("console:intake")


def _beginning(its_arrival: Arrival) -> tuple[str, str]:
    """Header and body of the message as it came, as far as a page shows it; what is not text is escaped."""
    if not its_arrival.has_bytes:
        return "", ""
    with files.open_file(its_arrival.sha256) as stream:
        text = stream.read(RAW_SHOWN).decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    if its_arrival.account is None:
        return "", text
    head, _gap, body = text.partition("\n\n")
    return head, body


def _called(account: Account) -> str:
    return word("channel", account.kind) if account.kind == "postoffice" else account.address


def _tabs(chosen: str | None, asked: dict[str, str]) -> list[dict[str, object]]:
    """Counted is what somebody has to do something about; the rest grows with the years."""
    counts = undecided_counts()
    return [
        {
            "label": _("All") if code is None else word("outcome", code),
            "url": f"?{urlencode(_all_asked(code, asked))}",
            "is_here": chosen == code,
            "count": counts.get(code) if code is not None else None,
        }
        for code in (None, *OUTCOMES)
    ]


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to, besides the outcome."""
    return {name: request.GET[name] for name in ("q", "account", "day") if request.GET.get(name)}


def _all_asked(outcome: str | None, asked: dict[str, str]) -> dict[str, str]:
    return asked if outcome is None else asked | {"outcome": outcome}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)  # nobody's: an address made up by hand finds nothing


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return date(1970, 1, 1)
