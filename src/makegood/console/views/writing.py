from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.cases.access import case_for
from makegood.cases.models import Case
from makegood.console.access import for_staff, staff_of
from makegood.console.addressing import recipients_in
from makegood.console.casepage import address, show, thread_asked
from makegood.console.checking import Doubt, digest_of, doubts_about
from makegood.console.errors import reasons
from makegood.console.moments import leaves_at
from makegood.console.presence import say_typing
from makegood.console.undoing import forget_undo, offer_undo
from makegood.console.writing import COMPOSER, Pledge, Written, found_pledge, state, written
from makegood.kernel.errors import BadInput, Conflict, MakegoodError, NotFound, Refused
from makegood.messages.access import earlier_draft_for, message_for, template_for
from makegood.messages.actions.drafting import (
    MOST_FILES,
    attach,
    detach,
    discard_draft,
    draft_for,
    put_earlier_back,
    save_draft,
    set_aside,
)
from makegood.messages.actions.resolving import resolve_unknown, retry_failed, send_now, stop_trying
from makegood.messages.actions.sending import LONGEST, send_reply, whole, withdraw
from makegood.messages.actions.templating import used
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Draft, Message, Thread
from makegood.messages.queries import draft_of, earlier_drafts, known_address, words_after
from makegood.messages.rules import fill_template
from makegood.people.access import require
from makegood.people.models import Staff
from makegood.promises.queries import is_owed_beyond_a_word
from makegood.rights.wording import fields_of
from makegood.shops.access import supplier_for
from makegood.shops.queries import suppliers_of
from makegood.ui import formats
from makegood.ui.pages import is_htmx, render


@for_staff
@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Saved as one types (the state alone comes back), or by the button."""
    staff = staff_of(request)
    case = case_for(staff, number)
    thread = thread_asked(request, case)
    form = written(case, request.POST, thread)
    if request.POST.get("join"):
        return _joined(request, case, staff, form)
    if len(form.body) > LONGEST and not is_htmx(request):
        return _too_long(request, case)
    try:
        saved = _save(case, staff, form, is_over="over" in request.POST)
    except Conflict as conflict:
        set_aside(case, staff, form.body, form.thread)
        return _told_of_conflict(request, case, conflict)
    _attach_all(request, saved)
    if is_htmx(request):
        if form.body.strip() and not thread:
            say_typing(case, staff)
        context = state(case, saved, form.pledge, form.trouble)
        return render(request, COMPOSER, context, block="composer_state")
    if form.trouble:
        flash.error(request, form.trouble)
    flash.success(request, _("Your draft is saved."))
    return redirect(address(case, "composer", form.thread))


@for_staff
@require_POST
def template(request: HttpRequest, number: int) -> HttpResponse:
    """A prepared answer, filled with the case's facts: its words alone for a script, else below what was written so far."""
    staff = staff_of(request)
    case = case_for(staff, number)
    chosen = template_for(staff, request.POST.get("template", ""))
    filled = fill_template(chosen.body, fields_of(case, staff))
    used(chosen)
    promises = str(chosen.pk) if chosen.promise_kind else ""
    if request.headers.get("Accept") == "application/json":
        told = {"text": filled.text, "missing": filled.missing, "promises": promises}
        return JsonResponse(told)
    before = request.POST.get("body", "").replace("\r\n", "\n").rstrip()
    body = f"{before}\n\n{filled.text}" if before else filled.text
    form = written(case, request.POST)
    template = chosen if promises else form.template
    pledge = found_pledge(case, body, template=template)
    _save(case, staff, replace(form, body=body, pledge=pledge, template=template))
    return redirect(address(case, "composer"))


@for_staff
@require_GET
def earlier(request: HttpRequest, number: int) -> HttpResponse:
    """What stood in one's draft before."""
    staff = staff_of(request)
    case = case_for(staff, number)
    thread = thread_asked(request, case)
    context = {
        "case": case,
        "thread": thread,
        "back": address(case, "composer", thread),
        "draft": draft_of(case, staff, thread),
        "earlier": list(earlier_drafts(case, staff, thread)),
    }
    return render(request, "console/earlier_drafts.html", context)


@for_staff
@require_POST
def earlier_back(request: HttpRequest, number: int, earlier_id: UUID) -> HttpResponse:
    """Put one back; what stands there now takes its place in the list."""
    staff = staff_of(request)
    case = case_for(staff, number)
    saved = put_earlier_back(case, staff, earlier_draft_for(staff, case, earlier_id))
    flash.success(request, _("That text is your draft again."))
    return redirect(address(case, "composer", saved.thread))


@for_staff
@require_POST
def removal(request: HttpRequest, number: int) -> HttpResponse:
    """Throw the draft away."""
    case = case_for(staff_of(request), number)
    thread = thread_asked(request, case)
    discard_draft(case, staff_of(request), thread)
    flash.success(request, _("Thrown away. Its words stay among the earlier drafts."))
    return redirect(address(case, "composer", thread))


@for_staff
@require_POST
def files(request: HttpRequest, number: int) -> HttpResponse:
    case = case_for(staff_of(request), number)
    saved = draft_for(case, staff_of(request), thread_asked(request, case))
    try:
        _attach_all(request, saved)
    except BadInput as error:
        if not is_htmx(request):
            raise
        return _files(request, case, error.message)
    return _files(request, case)


@for_staff
@require_POST
def file_removal(request: HttpRequest, number: int, attachment_id: UUID) -> HttpResponse:
    case = case_for(staff_of(request), number)
    detach(draft_for(case, staff_of(request), thread_asked(request, case)), attachment_id)
    return _files(request, case)


@for_staff
@require_POST
def messages(request: HttpRequest, number: int) -> HttpResponse:
    """Send; ten seconds to take it back."""
    staff = staff_of(request)
    case = case_for(staff, number)
    thread = thread_asked(request, case)
    if request.POST.get("action") == "close":
        require(staff, "close")
    try:
        later = request.POST.get("later", "")
        leaving_at = leaves_at(case.shop, staff, later, request.POST.get("later_at", ""))
        form = written(case, request.POST, thread, leaving_at)
        if asked := _asked_first(request, case, staff, form):
            return asked
        sent = _send(request, case, staff, form)
    except MakegoodError as error:
        if error.code == "answered_meanwhile" and _said_meanwhile(case, form):
            return _ask(request, case, staff, form, [])  # both pressed Send in the same moment
        return _not_sent(request, case, staff, thread, error)
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": sent})
    return redirect(sent)


@for_staff
@require_POST
def withdrawal(request: HttpRequest, number: int, message_id: UUID) -> HttpResponse:
    """Take a message back; its words are the draft again."""
    staff = staff_of(request)
    case = case_for(staff, number)
    message = _sent_on(case, staff, message_id)
    forget_undo(request)
    saved = withdraw(message, staff)
    flash.success(request, _("Taken back. Your answer is a draft again."))
    return redirect(address(case, "composer", saved.thread))


@for_staff
@require_http_methods(["GET", "POST"])
def threads(request: HttpRequest, number: int) -> HttpResponse:
    """Begin to write to a supplier or carrier."""
    staff = staff_of(request)
    case = case_for(staff, number)
    if request.method == "GET":
        return render(request, "console/thread_new.html", _beginning(case, {}))
    try:
        return redirect(address(case, "composer", _opened(case, staff, request)))
    except (BadInput, Refused) as error:
        context = _beginning(case, request.POST) | {"reasons": reasons(error)}
        return render(request, "console/thread_new.html", context, status=422)


@for_staff
@require_POST
def delivery(request: HttpRequest, number: int, message_id: UUID) -> HttpResponse:
    """A person decides what the machine could not: try again, or it was sent."""
    staff = staff_of(request)
    case = case_for(staff, number)
    message = _sent_on(case, staff, message_id)
    match request.POST.get("way"):
        case "retry":
            retry_failed(message.dispatch, staff)
        case "sent":
            resolve_unknown(message.dispatch, staff, was_sent=True)
        case "now":
            send_now(message.dispatch, staff)
        case "stop":
            stop_trying(message.dispatch, staff)
        case "again":
            resolve_unknown(message.dispatch, staff, was_sent=False)
        case _:
            raise BadInput("way", _("Choose what to do."))
    return redirect(address(case))


def _beginning(case: Case, typed: Mapping[str, Any]) -> dict[str, Any]:
    parcels = case.order.parcels.all() if case.order else ()
    about = _("Order %(number)s") % {"number": case.order.number} if case.order else ""
    return {
        "case": case,
        "suppliers": list(suppliers_of(case.shop, case.order)[:500]),
        "carriers": sorted({parcel.carrier for parcel in parcels if parcel.carrier}),
        "typed": {"subject": about} | {name: typed[name] for name in typed},
        "reasons": [],
    }


def _opened(case: Case, staff: Staff, request: HttpRequest) -> Thread:
    form = request.POST
    supplier = supplier_for(staff, form["supplier"]) if form.get("supplier") else None
    side, name = form.get("side", ""), form.get("name", "")
    if supplier is not None:
        side, name = Thread.With.SUPPLIER, supplier.name
    known = (supplier.email if supplier else "") or known_address(side, name)
    place = form.get("address", "").strip() or known
    about = form.get("subject", "")
    return open_thread(case, staff, side, name, place, supplier=supplier, subject=about)


def _sent_on(case: Case, staff: Staff, message_id: UUID) -> Message:
    """A message of ours on this very case."""
    message = message_for(staff, message_id)
    if message.case_id != case.pk or not hasattr(message, "dispatch"):
        raise NotFound
    return message


def _asked_first(
    request: HttpRequest, case: Case, staff: Staff, form: Written
) -> HttpResponse | None:
    """What there is to ask, unless it was answered for these very words: never more than one step."""
    if form.trouble or not form.body.strip():
        return None
    found: list[Doubt] = []
    if request.POST.get("acknowledged") != digest_of(case, form):
        kept = draft_of(case, staff, form.thread)
        has_files = bool(request.FILES or request.POST.getlist("passed_on"))
        has_files = has_files or (kept is not None and bool(kept.attachments.all()))
        found = doubts_about(case, form, staff, has_files=has_files)
    if not found and not _said_meanwhile(case, form):
        return None
    if not is_htmx(request):
        _attach_all(request, draft_for(case, staff, form.thread))  # before the page shows them
    return _ask(request, case, staff, form, found)


def _ask(
    request: HttpRequest, case: Case, staff: Staff, form: Written, found: list[Doubt]
) -> HttpResponse:
    """The question above the buttons; "send anyway" was said to these words and to what was said last by then."""
    later = request.POST.get("later", "")
    told: dict[str, Any] = {
        "doubts": found,
        "meanwhile": _said_meanwhile(case, form),
        "digest": digest_of(case, form),
        "again": ("later", later) if later else ("action", request.POST.get("action", "send")),
    }
    if is_htmx(request):
        context = state(case, draft_of(case, staff, form.thread)) | told
        return render(request, COMPOSER, context, block="composer_doubts", status=422)
    _keep_words(case, staff, request)
    told |= {
        "pledge": form.pledge,
        "later_at": request.POST.get("later_at", ""),
        "passed_on": request.POST.getlist("passed_on"),
    }
    return show(request, case, status=422, **told)


def _said_meanwhile(case: Case, form: Written) -> list[Message]:
    return words_after(case, form.thread, form.seen) if form.seen else []


def _not_sent(
    request: HttpRequest, case: Case, staff: Staff, thread: Thread | None, error: MakegoodError
) -> HttpResponse:
    """Whatever was wrong, what was written must not be lost."""
    _keep_words(case, staff, request)
    if is_htmx(request):
        told = state(case, None) | {"refusals": reasons(error)}
        return render(request, COMPOSER, told, block="composer_doubts", status=422)
    if len(request.POST.get("body", "")) > LONGEST:
        return _too_long(request, case)
    for reason in reasons(error):
        flash.error(request, reason)
    return redirect(address(case, "composer", thread))


def _send(request: HttpRequest, case: Case, staff: Staff, form: Written) -> str:
    if form.trouble:
        raise BadInput("to", form.trouble)
    closing = request.POST.get("action") == "close"
    saved = draft_for(case, staff, form.thread)
    _attach_all(request, saved)
    message = send_reply(
        case,
        staff,
        form.body,
        thread=form.thread,
        to=form.recipients.to if form.recipients else None,
        cc=form.recipients.cc if form.recipients else None,
        close=closing,
        at=form.leaving_at,
        promise=form.pledge.wish,
        attachment_ids=[one.pk for one in saved.attachments.all()],
        passed_on=request.POST.getlist("passed_on"),
        after=form.seen,
    )
    if form.leaving_at is None:
        offer_undo(request, case.number, message.pk, message.dispatch.not_before)
    else:
        moment = formats.day_time(form.leaving_at)
        flash.success(request, _("Your answer goes out: %(moment)s.") % {"moment": moment})
    if form.pledge.wish:
        for pledge in (form.pledge, *(one for one in form.pledge.beside if one.is_meant)):
            _tell(request, pledge)
    if closing and not form.thread and (form.pledge.wish or is_owed_beyond_a_word(case)):
        flash.info(request, _("The case stays open until what is promised on it is done."))
    return "/" if closing and not form.thread else address(case)


def _tell(request: HttpRequest, pledge: Pledge) -> None:
    day = formats.day_time(pledge.due_at) if pledge.due_at else ""
    flash.info(request, _("Noted as a promise: by %(day)s.") % {"day": day})
    for earlier in pledge.replaced:
        day = formats.day(earlier.due_at)
        flash.info(request, _("It replaces the promise of %(day)s.") % {"day": day})


def _too_long(request: HttpRequest, case: Case) -> HttpResponse:
    """Said on the page the words still stand on: they are kept nowhere else."""
    body = request.POST.get("body", "").replace("\r\n", "\n")
    try:
        whole(body)
    except BadInput as error:
        return show(request, case, status=422, body=body, refusals=reasons(error))
    raise AssertionError("asked of an answer that is not too long")


def _joined(request: HttpRequest, case: Case, staff: Staff, form: Written) -> HttpResponse:
    """Both texts, one below the other: what another window saved, and what was typed in this one."""
    other = draft_of(case, staff, form.thread)
    body = "\n\n".join(filter(None, (other.body.rstrip() if other else "", form.body)))
    version = other.version if other else 0
    _save(case, staff, replace(form, body=body, version=version), is_over=True)
    if is_htmx(request):
        return show(request, case, "composer")
    return redirect(address(case, "composer", form.thread))


def _save(case: Case, staff: Staff, form: Written, *, is_over: bool = False) -> Draft:
    pledge = form.pledge
    return save_draft(
        case,
        staff,
        form.version,
        form.body,
        pledge.text,
        pledge.due_at,
        thread=form.thread,
        recipients=form.recipients if form.is_chosen else None,
        is_over=is_over,
        promised_by=form.template,
    )


def _keep_words(case: Case, staff: Staff, request: HttpRequest) -> None:
    body = request.POST.get("body", "").replace("\r\n", "\n")
    if not body.strip() or len(body) > LONGEST:
        return
    thread = thread_asked(request, case)
    with suppress(BadInput):  # what is no address is not kept, the words are
        chosen = recipients_in(request.POST)
        version = draft_for(case, staff, thread).version
        save_draft(case, staff, version, body, thread=thread, recipients=chosen)
        return
    save_draft(case, staff, draft_for(case, staff, thread).version, body, thread=thread)


def _attach_all(request: HttpRequest, saved: Draft) -> None:
    files = request.FILES.getlist("files")
    if len(files) > MOST_FILES:  # at once, before any of them is kept
        words = _("A message may have at most %(count)s files; these are %(given)s.")
        raise BadInput("files", words % {"count": MOST_FILES, "given": len(files)})
    for file in files:
        assert isinstance(file, UploadedFile)
        attach(saved, file.name or "", file.content_type or "", file.read())


def _files(request: HttpRequest, case: Case, trouble: str = "") -> HttpResponse:
    if is_htmx(request):
        context = state(case, draft_of(case, staff_of(request), thread_asked(request, case)))
        context["file_trouble"] = trouble
        status = 422 if trouble else 200
        return render(request, COMPOSER, context, block="composer_files", status=status)
    return redirect(address(case, "composer", thread_asked(request, case)))


def _told_of_conflict(request: HttpRequest, case: Case, conflict: Conflict) -> HttpResponse:
    """Neither text is lost: the other one is saved, this one still stands in the form."""
    other = draft_of(case, staff_of(request), thread_asked(request, case))
    told: dict[str, Any] = {
        "conflict": conflict.message,
        "version": request.POST.get("version", "0"),
        "current": other.version if other else 0,
        "other_body": other.body if other else "",
    }
    if is_htmx(request):
        context = state(case, other) | told
        return render(request, COMPOSER, context, block="composer_state", status=409)
    return show(request, case, status=409, body=request.POST.get("body", ""), **told)
