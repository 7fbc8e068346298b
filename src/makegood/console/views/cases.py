from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.cases.access import case_for, rearrangement_for
from makegood.cases.actions.assigning import assign, hand_to_team
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.facts import remove_fact, set_fact
from makegood.cases.actions.linking import new_link, revoke_link
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.actions.rearranging import take_back
from makegood.cases.actions.snoozing import snooze, wake
from makegood.cases.actions.tagging import tag, untag
from makegood.cases.models import Case
from makegood.console.access import for_staff, staff_of
from makegood.console.casepage import address, show
from makegood.console.errors import status
from makegood.console.moments import end_of_day, snooze_until
from makegood.console.talk import said
from makegood.kernel.errors import BadInput, NotFound, Refused
from makegood.messages.actions.splitting import split_case
from makegood.messages.queries import conversation
from makegood.people.access import colleague_for, identity_for, receiving_team_for
from makegood.people.actions.reaching import mark_reached
from makegood.people.models import Staff
from makegood.promises.access import promise_for
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.making import make_promise
from makegood.promises.actions.renegotiating import release, replace
from makegood.promises.models import Promise
from makegood.shops.access import order_for
from makegood.ui.pages import render

Verb = Callable[[Case, Staff, HttpRequest], str | None]


@for_staff
@require_GET
def case(request: HttpRequest, number: int) -> HttpResponse:
    found = case_for(staff_of(request), number)
    if found.number != number:
        return redirect("console:case", found.number)
    return show(request, found)


@for_staff
@require_POST
def closure(request: HttpRequest, number: int) -> HttpResponse:
    found, reason = case_for(staff_of(request), number), request.POST.get("reason", "")
    try:
        close_case(found, staff_of(request), reason)
    except Refused as error:
        extra = {"refusal": error.reasons, "reason": reason}
        return show(request, found, "cover", status=status(error), **extra)
    return redirect(address(found))


def _verb(act: Verb) -> Callable[..., HttpResponseBase]:
    """A view that does one thing to a case and shows it again; `act` may answer where else to go."""

    @for_staff
    @require_POST
    def view(request: HttpRequest, number: int) -> HttpResponse:
        staff = staff_of(request)
        found = case_for(staff, number)
        return redirect(act(found, staff, request) or address(found))

    return view


def _reopen(case: Case, staff: Staff, request: HttpRequest) -> None:
    reopen_case(case, staff)


def _assign(case: Case, staff: Staff, request: HttpRequest) -> None:
    chosen = request.POST.get("assignee")
    if chosen is not None:
        assign(case, staff, colleague_for(staff, chosen) if chosen else None)
    team = request.POST.get("team")
    if team is not None and team != str(case.team_id or ""):
        hand_to_team(case, staff, receiving_team_for(staff, team) if team else None)


def _snooze(case: Case, staff: Staff, request: HttpRequest) -> str:
    snooze(case, staff, snooze_until(staff, request.POST.get("until", "")))
    flash.success(request, _("Case %(number)s is put aside.") % {"number": case.number})
    return "/"


def _wake(case: Case, staff: Staff, request: HttpRequest) -> None:
    wake(case, staff)


def _change(case: Case, staff: Staff, request: HttpRequest) -> None:
    form = request.POST
    changes: dict[str, Any] = {
        name: form[name] for name in ("subject", "kind", "language") if name in form
    }
    if "order" in form:
        number = form["order"].strip()
        changes["order"] = _order(staff, number) if number else None
    version = form.get("version", "")
    change_case(case, staff, int(version) if version.isdecimal() else None, **changes)


def _order(staff: Staff, number: str) -> object:
    try:
        return order_for(staff, number)
    except NotFound as error:
        message = _("There is no order %(number)s.") % {"number": number}
        raise BadInput("order", message) from error


def _tag(case: Case, staff: Staff, request: HttpRequest) -> None:
    tag(case, staff, request.POST.get("name", ""))


def _untag(case: Case, staff: Staff, request: HttpRequest) -> None:
    untag(case, staff, request.POST.get("name", ""))


def _note(case: Case, staff: Staff, request: HttpRequest) -> None:
    note(case, staff, request.POST.get("body", ""))


def _fact(case: Case, staff: Staff, request: HttpRequest) -> None:
    key, value = request.POST.get("key", ""), request.POST.get("value", "")
    if value.strip():
        set_fact(case, key, value, "staff", staff)
    else:
        remove_fact(case, key, staff)


def _merge(case: Case, staff: Staff, request: HttpRequest) -> str:
    number = request.POST.get("into", "").strip().lstrip("#")
    if not number.isdecimal():
        raise BadInput("into", _("Enter the number of the other case."))
    into = merge_case(case, case_for(staff, int(number)), staff)
    flash.success(request, _("The two cases are one now. You can undo it above the conversation."))
    return address(into)


@for_staff
@require_http_methods(["GET", "POST"])
def splitting(request: HttpRequest, number: int) -> HttpResponse:
    """Choose messages that are another matter, and take them into a case of their own."""
    staff = staff_of(request)
    case = case_for(staff, number)
    if request.method == "POST":
        new = split_case(case, request.POST.getlist("message"), staff)
        flash.success(request, _("Split off into a case of its own, linked to the first."))
        return redirect(address(new))
    said_here = [m for m in conversation(case) if m.thread and m.thread.is_with_customer]
    words = [m for m in said_here if m.is_word]
    if len(words) == 1:  # the only one stays
        words = []
    chosen = request.GET.get("message") or (str(words[-1].pk) if words else "")
    customer = case.customer.name if case.customer else ""
    context = {"case": case, "words": [said(m, customer) for m in words], "chosen": chosen}
    return render(request, "console/case_split.html", context)


@for_staff
@require_POST
def rearrangement(request: HttpRequest, number: int, rearrangement_id: UUID) -> HttpResponse:
    """Undo a join or a split."""
    staff = staff_of(request)
    case = case_for(staff, number)
    row = rearrangement_for(staff, case, rearrangement_id)
    take_back(row, staff)
    flash.success(request, _("Undone. Everything is where it was."))
    return redirect(address(case_for(staff, case.number)))  # a case split off is no more


def _link(case: Case, staff: Staff, request: HttpRequest) -> None:
    if request.POST.get("way") == "revoke":
        revoke_link(case, staff)
        flash.success(request, _("The customer's link leads nowhere now."))
    else:
        new_link(case, staff)
        flash.success(request, _("There is a new link; the earlier ones lead nowhere."))


def _promise(case: Case, staff: Staff, request: HttpRequest) -> None:
    kind = request.POST.get("kind", "")
    if kind not in Promise.Kind.values:
        raise BadInput("kind", _("Choose what is promised."))
    due_at = end_of_day(case.shop, request.POST.get("day", ""), "day")
    text = request.POST.get("text", "")
    make_promise(case, kind, due_at, Promise.Source.PERSON, text=text, owner=staff, by=staff)


@for_staff
@require_POST
def address_works(request: HttpRequest, number: int, identity_id: UUID) -> HttpResponse:
    """Somebody knows that mail arrives there: the mark of the one that came back goes."""
    staff = staff_of(request)
    found, identity = case_for(staff, number), identity_for(staff, identity_id)
    if identity.customer_id != found.customer_id:
        raise NotFound
    mark_reached(identity.value, staff)
    return redirect(address(found))


reopening = _verb(_reopen)
assignment = _verb(_assign)
snoozing = _verb(_snooze)
waking = _verb(_wake)
changing = _verb(_change)
tagging = _verb(_tag)
untagging = _verb(_untag)
noting = _verb(_note)
facts = _verb(_fact)
merging = _verb(_merge)
linking = _verb(_link)
promising = _verb(_promise)


@for_staff
@require_POST
def promise_change(request: HttpRequest, number: int, promise_id: UUID) -> HttpResponse:
    staff, form = staff_of(request), request.POST
    found = case_for(staff, number)
    promise, words = promise_for(staff, promise_id), form.get("note", "")
    if promise.case_id != found.pk:
        raise NotFound
    match form.get("way"):
        case "keep":
            keep(promise, note=words, by=staff)
        case "release":
            release(promise, staff, words)
        case "replace":
            replace(promise, end_of_day(found.shop, form.get("day", ""), "day"), staff, words)
        case _:
            raise BadInput("way", _("Choose what became of the promise."))
    return redirect(address(found))
