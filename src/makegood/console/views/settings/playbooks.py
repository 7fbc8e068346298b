"""Playbooks: read as they stand, edited step by step, tried before they are saved; and guides to products."""

import re
from dataclasses import replace
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.cases.models import Case
from makegood.console.access import for_leads, staff_of
from makegood.console.errors import reasons
from makegood.console.forms.guides import GuideForm
from makegood.kernel.errors import BadInput, Conflict, NotFound
from makegood.kernel.text import LANGUAGES
from makegood.messages.rules import fill_template
from makegood.messages.rules.filling import FIELDS
from makegood.playbooks.access import guide_for, playbook_for
from makegood.playbooks.actions.guiding import retire_guide, save_guide
from makegood.playbooks.actions.writing import make_playbook, restore_playbook, write_playbook
from makegood.playbooks.models import Guide, Playbook, Version
from makegood.playbooks.queries import guides_of, newest_versions, versions_of
from makegood.playbooks.ready import ready_kinds
from makegood.playbooks.rules import (
    FACTS,
    MOST_STAGES,
    MOST_STEPS,
    SORTS,
    GuideTrouble,
    Stage,
    Step,
    read_guide,
)
from makegood.shops.access import shop_for
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS, say, word

SHOWN_VERSIONS = 20


@require_GET
@for_leads
def playbooks(request: HttpRequest) -> HttpResponse:
    its_shop = shop_for(staff_of(request))
    chosen = request.GET.get("language", "") or its_shop.main_language
    if chosen not in LANGUAGES:
        raise NotFound
    newest = newest_versions(its_shop, chosen)
    context = {
        "kinds": [(kind, newest.get(kind)) for kind in Case.Kind.values],
        "languages": its_shop.languages,
        "chosen": chosen,
        "guides": guides_of(its_shop),
    }
    return render(request, "console/settings/playbooks.html", context)


@require_POST
@for_leads
def making(request: HttpRequest) -> HttpResponse:
    """A playbook for a kind that has none, from what is ready-made."""
    by, form = staff_of(request), request.POST
    made = make_playbook(shop_for(by), form.get("kind", ""), form.get("language", ""), by)
    return redirect("console:playbook", made.pk)


@require_http_methods(["GET", "POST"])
@for_leads
def playbook(request: HttpRequest, playbook_id: UUID) -> HttpResponse:
    by = staff_of(request)
    its_playbook = playbook_for(by, playbook_id)
    if request.method == "GET":
        newest = versions_of(its_playbook)[0]
        shown = _version_asked(request, its_playbook) or newest
        return _page(request, its_playbook, newest.number, list(shown.read))
    stages, number = stages_in(request.POST), _number(request.POST)
    match request.POST.get("do", "save").split(":"):
        case ["preview"]:
            return _page(request, its_playbook, number, stages, block="preview")
        case ["save"]:
            try:
                write_playbook(its_playbook, by, stages, number)
            except (BadInput, Conflict) as error:
                return _page(request, its_playbook, number, stages, reasons(error), status=422)
            flash.success(
                request, _("Saved. Cases that have begun keep the version they began with.")
            )
            return redirect("console:playbook", its_playbook.pk)
        case order:
            after = rearranged(stages, order)
            return _page(request, its_playbook, number, after, goes_on_at=place_of(order, after))


@require_POST
@for_leads
def restoring(request: HttpRequest, playbook_id: UUID) -> HttpResponse:
    by = staff_of(request)
    its_playbook = playbook_for(by, playbook_id)
    restore_playbook(its_playbook, by)
    flash.success(request, _("The ready-made playbook is back. Yours is among the versions below."))
    return redirect("console:playbook", its_playbook.pk)


@require_http_methods(["GET", "POST"])
@for_leads
def new_guide(request: HttpRequest) -> HttpResponse:
    return _guide_page(request, None)


@require_http_methods(["GET", "POST"])
@for_leads
def guide(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    return _guide_page(request, guide_for(staff_of(request), guide_id))


@require_POST
@for_leads
def guide_removal(request: HttpRequest, guide_id: UUID) -> HttpResponse:
    by = staff_of(request)
    retire_guide(guide_for(by, guide_id), by)
    flash.success(request, _("The guide is no longer offered."))
    return redirect("console:playbooks")


def stages_in(form: QueryDict) -> list[Stage]:
    """The editor's form: `stage-0`, and of its steps `sort-0-0`, `title-0-0`, `text-0-0`, `fact-0-0`, `key-0-0`;
    of a stage that promises something `promise-0`, `days-0`.
    """
    stages = []
    for place in range(MOST_STAGES + 1):
        if f"stage-{place}" not in form:
            break
        steps = [
            Step(*(form.get(f"{name}-{place}-{number}", "") for name in _STEP_FIELDS))
            for number in range(MOST_STEPS + 1)
            if f"title-{place}-{number}" in form
        ]
        days = form.get(f"days-{place}", "")
        stages.append(
            Stage(
                form.get(f"stage-{place}", ""),
                tuple(steps),
                form.get(f"promise-{place}", ""),
                int(days) if re.fullmatch("[0-9]{1,4}", days) else 0,
            )
        )
    return stages


_STEP_FIELDS = ("key", "sort", "title", "text", "fact")


def rearranged(stages: list[Stage], order: list[str]) -> list[Stage]:
    """One of the editor's buttons: `stage`, `step:0`, `up:0:1`, `down:0:1`, `remove:0:1`, `remove:0`. Foreign ones do nothing."""
    what, *numbers = order
    places = [int(one) for one in numbers if re.fullmatch("[0-9]{1,3}", one)]
    if len(places) != len(numbers):
        return stages
    match [what, *places]:
        case ["stage"] if len(stages) < MOST_STAGES:
            return [*stages, Stage("", (_EMPTY,))]
        case ["remove", int(at)] if at < len(stages):
            return [*stages[:at], *stages[at + 1 :]]
        case [_, int(at), *_rest] if at >= len(stages):
            return stages
        case ["step", int(at)] if len(stages[at].steps) < MOST_STEPS:
            return _with_steps(stages, at, (*stages[at].steps, _EMPTY))
        case ["remove", int(at), int(number)]:
            steps = stages[at].steps
            return _with_steps(stages, at, steps[:number] + steps[number + 1 :])
        case ["up", int(at), int(number)]:
            return _with_steps(stages, at, _swapped(stages[at].steps, number - 1))
        case ["down", int(at), int(number)]:
            return _with_steps(stages, at, _swapped(stages[at].steps, number))
    return stages


_EMPTY = Step(key="", sort="ask", title="")


def _with_steps(stages: list[Stage], at: int, steps: tuple[Step, ...]) -> list[Stage]:
    return [*stages[:at], replace(stages[at], steps=steps), *stages[at + 1 :]]


def _swapped(steps: tuple[Step, ...], at: int) -> tuple[Step, ...]:
    if not 0 <= at < len(steps) - 1:
        return steps
    return (*steps[:at], steps[at + 1], steps[at], *steps[at + 2 :])


def place_of(order: list[str], after: list[Stage]) -> str:
    """Which field or button one goes on with after an order, by its name or value; empty: the page's beginning.

    Who uses the keyboard would else begin at the top after every press, and who uses a phone would scroll.
    """
    what, *numbers = order
    at, number = (int(one) if one.isdecimal() else -1 for one in (*numbers, "", "")[:2])
    steps = len(after[at].steps) if 0 <= at < len(after) else 0
    match what:
        case "stage":
            return f"stage-{len(after) - 1}"
        case "step" if steps:
            return f"title-{at}-{steps - 1}"
        case "up" if steps > 1:
            return f"up:{at}:{number - 1}" if number > 1 else f"down:{at}:0"
        case "down" if steps > 1:
            last = number + 1 >= steps - 1
            return f"up:{at}:{steps - 1}" if last else f"down:{at}:{number + 1}"
        case "remove" if number >= 0:
            return f"title-{at}-{min(number, steps - 1)}" if steps else f"step:{at}"
        case "remove" if after:
            return f"stage-{min(at, len(after) - 1)}"
    return ""


def _page(
    request: HttpRequest,
    its_playbook: Playbook,
    number: int,
    stages: list[Stage],
    troubles: list[str] | None = None,
    status: int = 200,
    block: str | None = None,
    goes_on_at: str = "",
) -> HttpResponse:
    shown = block if block and is_htmx(request) else None
    texts = {step.text for stage in stages for step in stage.steps if step.text.strip()}
    context = {
        "playbook": its_playbook,
        "version_number": number,
        "stages": stages,
        "troubles": troubles or [],
        "versions": versions_of(its_playbook)[:SHOWN_VERSIONS],
        "sorts": [(code, word("step", code)) for code in SORTS],
        "promises": [("", _("nothing by itself")), *WORDS["promise"].items()],
        "facts": [("", _("nothing")), *((code, word("fact", code)) for code in FACTS)],
        "fields": FIELDS,
        "filled": {text: fill_template(text, FIELDS) for text in texts},
        "is_ready_kind": its_playbook.kind in ready_kinds(),
        "is_preview": block == "preview",
        "goes_on_at": goes_on_at or ("" if shown else block),
    }
    page = "console/settings/playbook.html"
    return render(request, page, context, block=shown, status=status)


def _version_asked(request: HttpRequest, its_playbook: Playbook) -> Version | None:
    asked = request.GET.get("version", "")
    if not asked:
        return None
    found = versions_of(its_playbook).filter(number=asked if asked.isdecimal() else 0).first()
    if found is None:
        raise NotFound
    return found


def _number(form: QueryDict) -> int:
    text = form.get("number", "")
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _guide_page(request: HttpRequest, its_guide: Guide | None) -> HttpResponse:
    by = staff_of(request)
    its_shop = shop_for(by)
    if request.method == "GET":
        language = {"language": its_shop.main_language}
        form = GuideForm.of(its_guide) if its_guide else GuideForm(initial=language)
        return _guide_shown(request, form, its_guide)
    form = GuideForm(request.POST)
    if request.POST.get("do") == "preview":
        return _guide_shown(request, form, its_guide)
    if form.is_valid():
        with form.taking_refusals():
            save_guide(its_shop, by, guide=its_guide, **form.cleaned_data)
            flash.success(request, _("Saved."))
            return redirect("console:playbooks")
    return _guide_shown(request, form, its_guide, status=422)


def _guide_shown(
    request: HttpRequest, form: GuideForm, its_guide: Guide | None, status: int = 200
) -> HttpResponse:
    text = form["text"].value() or ""
    read, trouble = None, ""
    if text.strip():
        try:
            read = read_guide(text)
        except GuideTrouble as error:
            where = _("Line %(number)s:") % {"number": error.line}
            trouble = f"{where} {say(error.words)}"
    context = {"form": form, "guide": its_guide, "tree_read": read, "trouble": trouble}
    block = "preview" if is_htmx(request) and request.POST.get("do") == "preview" else None
    page = "console/settings/guide.html"
    return render(request, page, context, block=block, status=status)
