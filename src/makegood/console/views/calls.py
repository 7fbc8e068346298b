"""Talks on the phone: begun with one press, put on a case, ended with notes and perhaps a call back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from makegood.cases.access import case_for
from makegood.cases.models import Case
from makegood.cases.queries import open_cases_of
from makegood.console.access import for_staff, staff_of
from makegood.console.casepage import address
from makegood.console.errors import reasons
from makegood.console.moments import calls_back_at
from makegood.console.noted import CALL_NOTES, missed_calls, noted_pledge
from makegood.kernel.errors import BadInput, NotFound
from makegood.kernel.text import LANGUAGES
from makegood.messages.access import call_for, call_to_end
from makegood.messages.actions.calling import (
    begin_call,
    drop_call,
    end_call,
    note_down,
    open_case_for,
    put_on_case,
)
from makegood.messages.actions.sending import PromiseWish
from makegood.messages.models import Call, Message
from makegood.messages.queries.calls import latest_calls, running_call
from makegood.people.access import customer_for
from makegood.people.models import Customer, Staff
from makegood.people.queries import callers
from makegood.people.rules import digits_of
from makegood.promises.actions.making import make_promise
from makegood.promises.actions.renegotiating import put_in_place_of
from makegood.promises.models import Promise
from makegood.shops.queries import the_shop
from makegood.ui import formats
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS

LONGEST = 100


@dataclass(frozen=True)
class Found:
    """Somebody who may be calling, and their open cases one may see."""

    customer: Customer
    cases: list[Case]


@for_staff
@require_http_methods(["GET", "POST"])
def calls(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    if request.method == "GET":
        context = {"running": running_call(staff), "latest": latest_calls(staff)}
        return render(request, "console/calls.html", context)
    form, about = request.POST, request.POST.get("case", "")
    case = case_for(staff, int(about)) if about.isdecimal() and len(about) < 19 else None
    shop = case.shop if case else the_shop()
    if shop is None:
        raise NotFound
    begun = begin_call(
        shop,
        staff,
        form.get("direction", ""),
        number=form.get("number", ""),
        case=case,
    )
    return redirect(address(case, "call") if case else _place(begun))


@for_staff
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Find who it is and what it is about."""
    staff = staff_of(request)
    running = call_for(staff, call_id)
    if request.method == "GET":
        block = "callers" if is_htmx(request) else None
        return _finding(request, running, request.GET, block=block)
    try:
        case = _chosen(request, running, staff)
    except BadInput as error:
        return _finding(request, running, request.POST, reasons(error), status=422)
    return redirect(address(case, "call"))


@for_staff
@require_POST
def notes(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Kept while one types (what they promise comes back), or by the button."""
    staff = staff_of(request)
    running = call_for(staff, call_id)
    note_down(running, request.POST.get("summary", ""))
    if not is_htmx(request):
        return redirect(_place(running))
    context = {"noted": noted_pledge(running, staff, request.POST)}
    return render(request, CALL_NOTES, context, block="call_promise")


@for_staff
@require_POST
def ending(request: HttpRequest, call_id: UUID) -> HttpResponse:
    staff, form = staff_of(request), request.POST
    running = call_for(staff, call_id)
    note_down(running, form.get("summary", ""))  # what was written stays, whatever is wrong below
    due_at = calls_back_at(
        running.shop, staff, form.get("call_back", ""), form.get("call_back_at", "")
    )
    noted = noted_pledge(running, staff, form).wish
    call_back = Promise.Kind.CALL_BACK
    wishes = [PromiseWish(due_at, running.number, call_back)] if due_at else []
    if noted and not (
        due_at and noted.kind == call_back
    ):  # what was chosen goes before what was read
        wishes.append(noted)
    case = _ended(request, call_id, wishes)
    flash.success(request, _("The call is logged."))
    return redirect(address(case) if case else "console:calls")


@for_staff
@require_POST
def removal(request: HttpRequest, call_id: UUID) -> HttpResponse:
    running = call_for(staff_of(request), call_id)
    drop_call(running)
    flash.success(request, _("The call is forgotten."))
    return redirect(address(running.case) if running.case else "console:calls")


@transaction.atomic
def _ended(request: HttpRequest, call_id: UUID, wishes: Iterable[PromiseWish]) -> Case | None:
    """The call's end and what was promised in it are one, and there are no two of them."""
    staff = staff_of(request)
    running = call_to_end(staff, call_id)
    was_reached = "unreached" not in request.POST
    message = end_call(running, staff, running.summary, was_reached=was_reached)
    case = case_for(staff, running.case.number) if running.case else None
    if case:
        for wish in wishes:
            _promise(request, case, wish, message)
    return case


def _promise(request: HttpRequest, case: Case, wish: PromiseWish, message: Message | None) -> None:
    staff = staff_of(request)
    promise = make_promise(
        case,
        wish.kind,
        wish.due_at,
        Promise.Source.PERSON,
        text=wish.text if message or wish.kind == Promise.Kind.CALL_BACK else "",
        owner=staff,
        made_in=message,
        replaces=wish.replaces,
        by=staff,
    )
    replaced = wish.replaces
    if promise.kind == Promise.Kind.CALL_BACK:
        replaced = tuple(one.pk for one in missed_calls(case, promise))
    put_in_place_of(promise, replaced, staff)
    moment = formats.day_time(wish.due_at)
    flash.info(request, _("Noted as a promise: by %(day)s.") % {"day": moment})


def _place(running: Call) -> str:
    from_case = running.case
    return address(from_case, "call") if from_case else f"/calls/{running.pk}/"


def _chosen(request: HttpRequest, running: Call, staff: Staff) -> Case:
    form = request.POST
    typed = form.get("q", "").strip()[:LONGEST]
    is_number = bool(digits_of(typed, running.shop.country))
    number = form.get("number", "").strip() or (typed if is_number else "")
    if about := form.get("case", ""):
        case = case_for(staff, int(about) if about.isdecimal() and len(about) < 19 else 0)
        put_on_case(running, case, number)
        return case
    chosen = form.get("customer", "")
    return open_case_for(
        running,
        staff,
        customer=customer_for(staff, chosen) if chosen else None,
        name=form.get("name", "") or ("" if is_number else typed),
        number=number,
        kind=form.get("kind", ""),
        language="" if chosen else form.get("language", ""),
    )


def _finding(
    request: HttpRequest,
    running: Call,
    typed: Any,
    troubles: list[str] | None = None,
    *,
    status: int = 200,
    block: str | None = None,
) -> HttpResponse:
    shop, text = running.shop, typed.get("q", running.number)[:LONGEST]
    context = {
        "call": running,
        "found": list(_found(staff_of(request), callers(text, shop.country))),
        "typed": {
            "q": text,
            "kind": typed.get("kind", ""),
            "language": typed.get("language", shop.main_language),
            "name": typed.get("name", ""),
            "number": typed.get("number", ""),
        },
        "kinds": list(WORDS["kind"].items()),
        "languages": list(LANGUAGES.items()),
        "troubles": troubles or [],
    }
    return render(request, "console/call.html", context, block=block, status=status)


def _found(staff: Staff, customers: list[Customer]) -> Iterable[Found]:
    theirs: dict[UUID | None, list[Case]] = defaultdict(list)
    for case in open_cases_of(staff, customers):
        theirs[case.customer_id].append(case)
    return (Found(one, theirs[one.pk][:5]) for one in customers)
