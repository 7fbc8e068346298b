"""What the pages of flows show."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.console.flowwords import (
    CHECKS,
    DID,
    FROM,
    SORTS,
    STATIONS,
    TRIGGERS,
    entry_words,
    flow_about,
    flow_name,
    reason_words,
    sentence,
    task_shown,
)
from makegood.flows.actions.previewing import previews
from makegood.flows.actions.wording import words_in
from makegood.flows.models import Flow
from makegood.flows.queries import flow_names, quiet_of, runs_page, versions_of
from makegood.flows.queries.rehearsing import plans_rehearsed, rehearsal
from makegood.flows.rules.filling import PLACES
from makegood.flows.rules.ready import READY_MADE
from makegood.flows.rules.steps import WITH_VALUE, Plan
from makegood.flows.rules.texts import FIELDS
from makegood.kernel.errors import BadInput, NotFound
from makegood.people.models import Staff
from makegood.sample.queries import sample_shop
from makegood.shops.access import order_for
from makegood.shops.models import Order, Shop
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS, say, word

SHOWN_VERSIONS = 20
STEP_ICONS = {
    "wait": "clock",
    "only": "filter",
    "tell": "send",
    "case": "inbox",
    "promise": "promise",
    "task": "note",
    "stop": "close",
}
PAGE = "console/settings/flow.html"


def flow_page(
    request: HttpRequest,
    flow: Flow,
    plan: Plan,
    troubles: list[str] | None = None,
    *,
    number: int | None = None,
    status: int = 200,
    block: str | None = None,
    goes_on_at: str = "",
) -> HttpResponse:
    """The list, its editor and what it would tell."""
    shop = flow.shop
    versions = list(versions_of(flow)[:SHOWN_VERSIONS])
    shown = block if block and is_htmx(request) else None
    in_force = versions[0].number if versions else 0
    order = _order_asked(request) if block == "preview" else None
    # Of an order that is not there nothing is shown: an example would be taken for it.
    is_missing = order is None and bool(request.POST.get("order", "").strip())
    context = {
        "flow": flow,
        "plan": plan,
        "version_number": in_force if number is None else number,
        "troubles": troubles or [],
        "versions": versions,
        "languages": shop.languages,
        "is_ready_made": flow.ready in READY_MADE,
        "is_preview": block == "preview",
        "previews": _previews(shop, plan, order) if block == "preview" and not is_missing else {},
        "is_order_missing": is_missing,
        "preview_of": request.POST.get("order", ""),
        "trigger_words": TRIGGERS.get(plan.trigger, plan.trigger),
        "goes_on_at": goes_on_at or ("" if shown else block),
        "words_of": {
            (place, language): words_in(step, language)
            for place, step in enumerate(plan.steps)
            if step.do == "tell"
            for language in shop.languages
        },
        **_choices(),
    }
    return render(request, PAGE, context, block=shown, status=status)


def _choices() -> dict[str, object]:
    return {
        "triggers": list(TRIGGERS.items()),
        "stations": [("", _("Something else")), *STATIONS.items()],
        "sorts": SORTS,
        "step_icons": STEP_ICONS,
        "checks": list(CHECKS.items()),
        "since": list(FROM.items()),
        "units": [("days", _("days")), ("hours", _("hours"))],
        "kinds": [(kind, word("kind", kind)) for kind in Case.Kind.values],
        "promises": list(WORDS["promise"].items()),
        "with_value": WITH_VALUE,
        "fields": [(PLACES[name], say(example)) for name, example in FIELDS.items()],
        "sentence": sentence,
        "task_shown": task_shown,
        "flow_name": flow_name,
        "flow_about": flow_about,
    }


def _previews(shop: Shop, plan: Plan, order: Order | None) -> dict[int, object]:
    return {
        place: previews(step, shop, order)
        for place, step in enumerate(plan.steps)
        if step.do == "tell"
    }


def _order_asked(request: HttpRequest) -> Order | None:
    number = request.POST.get("order", "").strip()
    if not number:
        return None
    try:
        return order_for(request.user, number)  # type: ignore[arg-type]  # the door asked before
    except NotFound:
        return None


def rehearsal_page(request: HttpRequest, shop: Shop, flow: Flow | None) -> HttpResponse:
    """Who would have got what when."""
    try:
        page = rehearsal(shop, plans_rehearsed(shop, flow), request.GET.get("after"))
    except BadInput as error:
        raise NotFound from error
    chosen = str(flow.pk) if flow else ""
    context = {
        "page": page,
        "flow": flow,
        "chosen": chosen,
        "quiet": quiet_of(shop),
        "names": {str(pk): flow_name(one) for pk, one in flow_names(shop).items()},
        "sentence": sentence,
        "reason_words": reason_words,
        "flow_name": flow_name,
        "has_sample": sample_shop() is not None,
    }
    return render(request, "console/settings/flow_rehearsal.html", context)


def runs_shown(request: HttpRequest, by: Staff, flow: Flow | None) -> HttpResponse:
    """What was done or left undone, and why."""
    asked = request.GET.get("order", "").strip()
    order = order_for(by, asked) if asked else None
    try:
        page = runs_page(flow=flow, order=order, after=request.GET.get("after"))
    except BadInput as error:
        raise NotFound from error
    context = {
        "page": page,
        "flow": flow,
        "order": order,
        "flow_name": flow_name,
        "entry_words": entry_words,
        "reason_words": reason_words,
        "did": DID,
    }
    return render(request, "console/settings/flow_runs.html", context)
