"""Practising on past cases: what one may take, the answer as it is written, its score, and the review."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from makegood.cases.access import case_for
from makegood.cases.models import Case
from makegood.console.access import for_staff, staff_of
from makegood.console.signed_out import take_practised, written_by
from makegood.console.talk import said
from makegood.kernel.errors import BadInput, NotAllowed, NotFound
from makegood.messages.rules import fill_template
from makegood.people.access import colleague_for
from makegood.people.models import Staff
from makegood.people.queries import active_staff
from makegood.playbooks.access import own_practice, practice_for
from makegood.playbooks.actions.practising import (
    begin_practice,
    drop_practice,
    hand_in,
    known_before,
    review_practice,
    script_in_practice,
    write_practice,
)
from makegood.playbooks.models import Practice, Version
from makegood.playbooks.queries.practising import (
    beginning_of,
    begun_by,
    done_page,
    facts_before,
    own_words_of,
    playbook_of,
    proposals,
)
from makegood.playbooks.rules import PROMISE, due_steps
from makegood.rights.wording import fields_of
from makegood.shops.queries import the_shop
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS, word


@for_staff
@require_http_methods(["GET", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    if request.method == "POST":
        return _begin(request, staff)
    if is_htmx(request):
        return render(request, "console/training.html", _done(request, staff), block="done_rows")
    kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
    shop = the_shop()
    context = _done(request, staff) | {
        "begun": begun_by(staff),
        "proposed": proposals(staff, kind, language),
        "kinds": [("", _("Any kind")), *((k, WORDS["kind"][k]) for k in Case.Kind.values if k)],
        "chosen_kind": kind,
        "languages": [
            ("", _("Any language")),
            *((one, word("language", one)) for one in (shop.languages if shop else [])),
        ],
        "chosen_language": language,
        "leads": staff.may("people"),
        "colleagues": _colleagues(staff) if staff.may("people") else [],
        "given_case": request.GET.get("case", ""),
    }
    return render(request, "console/training.html", context)


@for_staff
@require_http_methods(["GET", "POST"])
def practice(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """Written while it is not handed in; read with its score after that."""
    staff = staff_of(request)
    if request.method == "POST":
        return _write(request, own_practice(staff, practice_id))
    its_practice = practice_for(staff, practice_id)
    if its_practice.done_at is None and its_practice.staff_id != staff.pk:
        raise NotFound  # nobody looks over one's shoulder
    if its_practice.done_at is None and (words := take_practised(request, its_practice.pk)):
        marks = its_practice.ticked, its_practice.left_out
        its_practice = write_practice(its_practice, words, *marks)
    return render(request, "console/practice.html", _shown(its_practice, staff))


@for_staff
@require_POST
def practice_review(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    by, form = staff_of(request), request.POST
    its_practice = practice_for(by, practice_id)
    review_practice(its_practice, by, form.get("comment", ""), form.getlist("held"))
    told = _("%(name)s is told of your review.") % {"name": its_practice.staff.name}
    flash.success(request, told)
    return redirect("console:practice", its_practice.pk)


@for_staff
@require_POST
def practice_removal(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    drop_practice(own_practice(staff_of(request), practice_id))
    flash.success(request, _("Put back."))
    return redirect("console:training")


def _begin(request: HttpRequest, staff: Staff) -> HttpResponse:
    """For oneself, or for the colleague that is named."""
    form = request.POST
    number = form.get("case", "").strip().lstrip("#")
    if not number.isdecimal() or len(number) > 18:
        raise BadInput("case", _("Type the number of a case."))
    whose = colleague_for(staff, form["staff"]) if form.get("staff") else staff
    if whose != staff and not staff.may("people"):
        raise NotAllowed("people")
    try:
        case = case_for(staff, int(number))
    except NotFound as error:
        raise BadInput("case", _("There is no case of this number.")) from error
    if whose != staff:
        _must_see(whose, case)
    begun = begin_practice(case, whose, staff)
    if whose == staff:
        return redirect("console:practice", begun.pk)
    flash.success(request, _("%(name)s is told of it.") % {"name": whose.name})
    return redirect("console:training")


def _must_see(whose: Staff, case: Case) -> None:
    try:
        case_for(whose, case.number)
    except NotFound as error:
        message = _("%(name)s may not see this case.") % {"name": whose.name}
        raise BadInput("case", message) from error


def _write(request: HttpRequest, its_practice: Practice) -> HttpResponse:
    form = request.POST
    text = form.get("body", "")
    if put := form.get("put"):
        words = script_in_practice(its_practice, put)
        text = f"{text.rstrip()}\n\n{words}" if text.strip() else words
    kept = write_practice(its_practice, text, form.getlist("ticked"), form.getlist("left_out"))
    address = reverse("console:practice", args=[kept.pk])
    if form.get("do") == "hand_in":
        hand_in(kept)
        return redirect(address)
    if is_htmx(request):
        return render(
            request, "console/practice.html", {"practice": kept, "is_kept": True}, block="kept"
        )
    if put:
        return redirect(f"{address}#answer")
    flash.success(request, _("Your answer is kept here."))
    return redirect(address)


def _shown(its_practice: Practice, reader: Staff) -> dict[str, Any]:
    case, beginning = its_practice.case, beginning_of(its_practice.case)
    customer = case.customer.name if case.customer else ""
    is_done, version = its_practice.done_at is not None, playbook_of(case)
    own = own_words_of(version, reader.language) if version else None
    return {
        "own": own.steps if own else {},
        "practice": its_practice,
        "written_by": written_by(reader),
        "case": case,
        "customer": customer,
        "is_kept": False,
        "words": [said(one, customer) for one in beginning.words],
        "answer": said(beginning.answer, customer) if is_done and beginning.answer else None,
        "facts": sorted(facts_before(case, beginning.until).items()),
        "lines": list(case.order.lines.all()) if case.order else [],
        "parcels": list(case.order.parcels.all()) if case.order else [],
        "may_review": is_done and reader.may("people") and its_practice.staff_id != reader.pk,
    } | ({} if is_done else _playbook(its_practice, version, known_before(case, beginning)))


def _playbook(its_practice: Practice, version: Version | None, known: set[str]) -> dict[str, Any]:
    steps = list(due_steps(version.read)) if version else []
    facts = fields_of(its_practice.case, its_practice.staff)
    return {
        "steps": steps,
        "spoken": version.playbook.language if version else "",
        "known": known,
        "scripts": {one.key: fill_template(one.text, facts).text for one in steps if one.text},
        "promise": PROMISE,
    }


def _done(request: HttpRequest, staff: Staff) -> dict[str, Any]:
    page = done_page(staff, after=request.GET.get("after"))
    more = f"{reverse('console:training')}?{urlencode({'after': page.next})}" if page.next else ""
    return {"done": page.rows, "more_url": more}


def _colleagues(staff: Staff) -> list[tuple[str, str]]:
    others = (one for one in active_staff() if one.pk != staff.pk)
    return [("", _("Choose a colleague")), *((str(one.pk), one.name) for one in others)]
