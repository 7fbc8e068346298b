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
from makegood.cases.actions.assigning import assign, hand_over, hand_to_team
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.facts import remove_fact, set_fact
from makegood.cases.actions.following import follow, unfollow
from makegood.cases.actions.linking import new_link, revoke_link
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.actions.rearranging import take_back
from makegood.cases.actions.snoozing import snooze, wake
from makegood.cases.actions.tagging import tag, untag
from makegood.cases.actions.undoing import undo
from makegood.cases.models import Case
from makegood.cases.queries import notes_of
from makegood.console.access import for_staff, staff_of
from makegood.console.amounts import amount_from
from makegood.console.casepage import address, show
from makegood.console.clashing import FactClash, cover_clash
from makegood.console.errors import status
from makegood.console.facts import Evidence
from makegood.console.frame import read_of
from makegood.console.moments import day_from, end_of, end_of_day, snooze_until
from makegood.console.presence import say_typing
from makegood.console.talk import said
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from makegood.kernel.log import happening_of
from makegood.messages.actions.splitting import split_case
from makegood.messages.queries import conversation
from makegood.people.access import colleague_for, identity_for, receiving_team_for
from makegood.people.actions.marking import lift_mark, mark_customer
from makegood.people.actions.reaching import mark_reached
from makegood.people.models import Staff
from makegood.promises.access import promise_for
from makegood.promises.actions.acting import prepare
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.making import make_promise
from makegood.promises.actions.pausing import pause, resume
from makegood.promises.actions.planning import wait_for
from makegood.promises.actions.renegotiating import release, replace, tell_new_time
from makegood.promises.models import Promise
from makegood.promises.queries import open_promises
from makegood.remedies.actions.repairing import agree_repair
from makegood.shops.access import order_for
from makegood.ui import formats
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import word

LONGEST_NUMBER = 18
"""Digits; longer ones are no number of ours, and too long for the database to look for."""
COVER = ("subject", "kind", "language")
Verb = Callable[[Case, Staff, HttpRequest], str | None]


@for_staff
@require_GET
def case(request: HttpRequest, number: int) -> HttpResponse:
    found = case_for(staff_of(request), number)
    if found.number != number:
        return redirect("console:case", found.number)
    if not is_htmx(request):
        read_of(request, found)
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


def _hand_over(case: Case, staff: Staff, request: HttpRequest) -> str:
    kind, _colon, chosen = request.POST.get("to", "").partition(":")
    who = colleague_for(staff, chosen) if kind == "staff" and chosen else None
    team = receiving_team_for(staff, chosen) if kind == "team" and chosen else None
    hand_over(case, staff, request.POST.get("why", ""), who, team)
    name = who.name if who else team.name if team else ""
    flash.success(request, _("Handed over to %(name)s.") % {"name": name})
    return "/"  # it may be a team's whose cases one does not see


def _follow(case: Case, staff: Staff, request: HttpRequest) -> None:
    if request.POST.get("way") == "end":
        unfollow(case, staff)
    else:
        follow(case, staff)


def _snooze(case: Case, staff: Staff, request: HttpRequest) -> str:
    until = snooze_until(staff, request.POST.get("until", ""))
    snooze(case, staff, until)
    flash.success(request, _("Case %(number)s is put aside.") % {"number": case.number})
    if sooner := next((one for one in open_promises(case) if one.due_at < until), None):
        # The promise wakes it: who puts it aside for longer should not hear of it only then.
        told = {"what": word("promise", sooner.kind), "day": formats.day_time(sooner.due_at)}
        flash.info(
            request, _("It comes back sooner, for what is promised: %(what)s, %(day)s.") % told
        )
    return "/"


def _wake(case: Case, staff: Staff, request: HttpRequest) -> None:
    wake(case, staff)


@for_staff
@require_POST
def changing(request: HttpRequest, number: int) -> HttpResponse:
    """Change the cover; what a colleague changed meanwhile is shown beside it, and one chooses."""
    staff, form = staff_of(request), request.POST
    found = case_for(staff, number)
    changes: dict[str, Any] = {name: form[name] for name in COVER if name in form}
    if "order" in form:
        typed = form["order"].strip()
        changes["order"] = _order(staff, typed) if typed else None
    base = {name: form[f"was_{name}"] for name in (*COVER, "order") if f"was_{name}" in form}
    version = form.get("version", "")
    try:
        asked = int(version) if version.isdecimal() and not base else None
        change_case(found, staff, asked, base=base or None, **changes)
    except Conflict as conflict:
        if not conflict.fields:
            raise
        clash = cover_clash(
            found, conflict, {name: str(new or "") for name, new in changes.items()}
        )
        response = show(request, found, "cover", status=status(conflict), cover_clash=clash)
        response["HX-Retarget"], response["HX-Reswap"] = "#cover", "outerHTML"
        return response
    return redirect(address(found))


@for_staff
@require_POST
def facts(request: HttpRequest, number: int) -> HttpResponse:
    """Note a fact or empty it; where a colleague told another meanwhile both are shown, and one chooses."""
    staff, form = staff_of(request), request.POST
    found = case_for(staff, number)
    key, value, seen = form.get("key", ""), form.get("value", ""), form.get("seen", "")
    evidence = _evidence(found, form["evidence"]) if form.get("evidence") else ""
    because = form.get("because", "")
    try:
        if value.strip():
            rests = {"evidence": evidence, "because": because}
            set_fact(found, key, value, "staff", staff, seen=seen, **rests)
        else:
            remove_fact(found, key, staff, seen=seen)
    except Conflict as conflict:
        clash = FactClash(key, value, evidence, because, conflict.message)
        return show(request, found, "facts", status=status(conflict), clash=clash)
    return redirect(address(found, "facts"))


def _evidence(case: Case, ref: str) -> str:
    """Only what was said in this very case; anything else is as good as absent."""
    words, notes = conversation(case), list(notes_of(case))
    if Evidence.of(words, notes, {}).find(ref) is None:
        raise BadInput("evidence", _("Choose a message, a file or a note of this case."))
    return ref


@for_staff
@require_POST
def undoing(request: HttpRequest, number: int, happening_id: int) -> HttpResponse:
    """Take one change of the history back."""
    found = case_for(staff_of(request), number)
    happening = happening_of(f"case:{found.pk}", happening_id)
    if happening is None:
        raise NotFound
    if happening.name == "CaseClosed" and not staff_of(request).may("close"):
        raise NotAllowed
    undo(found, happening, staff_of(request))
    flash.success(request, _("Undone."))
    return redirect(address(found))


def _mark(case: Case, staff: Staff, request: HttpRequest) -> None:
    if case.customer is None:
        raise NotFound
    if request.POST.get("way") == "lift":
        lift_mark(case.customer, staff)
        return
    until = end_of(staff, day_from(request.POST.get("until", ""), "until"))
    mark_customer(case.customer, staff, request.POST.get("reason", ""), until)


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


@for_staff
@require_POST
def noting(request: HttpRequest, number: int) -> HttpResponseBase:
    """Left by the button; while it is typed colleagues are told so (`typing`), and no word of it leaves the page."""
    staff = staff_of(request)
    found = case_for(staff, number)
    if "typing" in request.POST:
        say_typing(found, staff, "note")
        return HttpResponse(status=204)
    note(found, staff, request.POST.get("body", ""))
    return redirect(address(found))


def _merge(case: Case, staff: Staff, request: HttpRequest) -> str:
    number = request.POST.get("into", "").strip().lstrip("#")
    if not number.isdecimal():
        raise BadInput("into", _("Enter the number of the other case."))
    try:
        other = case_for(staff, int(number) if len(number) <= LONGEST_NUMBER else 0)
    except NotFound as error:
        raise BadInput("into", _("There is no case of this number.")) from error
    into = merge_case(case, other, staff)
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
    is_alone = len(words) == 1  # the only one stays
    if is_alone:
        words = []
    chosen = request.GET.get("message") or (str(words[-1].pk) if words else "")
    customer = case.customer.name if case.customer else ""
    shown = [said(m, customer) for m in words]
    context = {"case": case, "words": shown, "chosen": chosen, "is_alone": is_alone}
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
    if request.POST.get("way") == "repair":
        agree_repair(case, staff)
        return
    kind = request.POST.get("kind", "")
    if kind not in Promise.Kind.values:
        raise BadInput("kind", _("Choose what is promised."))
    due_at = end_of_day(case.shop, request.POST.get("day", ""), "day")
    text, amount = request.POST.get("text", ""), amount_from(request.POST.get("amount", ""), case)
    source = Promise.Source.PERSON
    make_promise(case, kind, due_at, source, text=text, amount=amount, owner=staff, by=staff)


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
tagging = _verb(_tag)
untagging = _verb(_untag)
handing_over = _verb(_hand_over)
following = _verb(_follow)
merging = _verb(_merge)
linking = _verb(_link)
marking = _verb(_mark)
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
        case "prepare":
            prepare(promise, staff)
            flash.success(request, _("It is in your answer now; change it as you like."))
        case "tell":
            due_at = end_of_day(found.shop, form.get("day", ""), "day")
            tell_new_time(promise, due_at, staff, words, form.get("alternative", ""))
            flash.success(request, _("The customer is told of the new date."))
        case "wait":
            wait_for(promise, _first(staff, form.get("first", "")))
        case "pause":
            pause(promise, form.get("reason", ""), staff, words)
        case "resume":
            resume(promise, staff)
        case "replace":
            replace(promise, end_of_day(found.shop, form.get("day", ""), "day"), staff, words)
        case _:
            raise BadInput("way", _("Choose what became of the promise."))
    return redirect(address(found))


def _first(staff: Staff, chosen: str) -> Promise | None:
    if not chosen:
        return None
    try:
        return promise_for(staff, UUID(chosen))
    except ValueError as error:
        raise BadInput(
            "first", _("Choose another promise, which does not wait for this one.")
        ) from error
