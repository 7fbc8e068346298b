from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from makegood.console.access import for_staff, staff_of
from makegood.console.tabs import Tab
from makegood.kernel import clock
from makegood.kernel.errors import NotFound
from makegood.promises.queries import Asked, ended_page, promises_page
from makegood.promises.queries.figures import (
    HOW,
    cost_in_all,
    costs_by,
    figure_page,
    kept_by,
    kept_in_all,
)
from makegood.promises.rules.costing import NO_COST
from makegood.promises.rules.figures import GROUPS
from makegood.shops.queries import the_shop
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import WORDS

OPEN = ("all", "mine")
ENDED = ("broken", "kept")
SPANS = (30, 90, 365)
"""Days looked back over."""


@for_staff
@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    staff, after = staff_of(request), request.GET.get("after")
    asked = request.GET.get("view", "all")
    view = asked if asked in OPEN + ENDED else "all"
    if view in ENDED:
        page = ended_page(staff, is_kept=view == "kept", after=after)
    else:
        page = promises_page(staff, Asked(owner=staff.pk if view == "mine" else None), after=after)
    context = {
        "rows": page.rows,
        "view": view,
        "here": _address(view=view),
        "more_url": _address(view=view, after=page.next) if page.next else "",
        "tabs": _tabs(view),
        "figures_url": reverse("console:promise_figures") if staff.may("reports") else "",
    }
    block = ("rows" if after else "ledger") if is_htmx(request) else None
    return render(request, "console/promises.html", context, block=block)


@for_staff
@require_GET
def promise_figures(request: HttpRequest) -> HttpResponse:
    """How what fell due was kept, by kind, team, owner or cause, and what it cost where it was not."""
    # Whoever reads reports need not be one who changes settings.
    its_shop = the_shop()
    if its_shop is None:
        raise NotFound
    days, by = _span_asked(request), _group_asked(request)
    window = _window(days)
    rows, costs = kept_by(by, *window), costs_by(by, *window)
    heads = {"kind": _("What"), "team": _("Team"), "owner": _("Owner"), "cause": _("Cause")}
    context = {
        "rows": [(row, costs.get(row.group, NO_COST)) for row in rows],
        "total": (kept_in_all(rows), cost_in_all(costs)),
        "head": heads[by],
        "names": _names(by),
        "its_shop": its_shop,
        "cases": lambda how, group=None: _cases(days, by, how, group),
        "groups": [Tab(name, _figures(days, code), code == by) for code, name in heads.items()],
        "spans": [Tab(_last_days(d), _figures(d, by), d == days) for d in SPANS],
    }
    return render(request, "console/promise_figures.html", context)


@for_staff
@require_GET
def promise_figure(request: HttpRequest) -> HttpResponse:
    """The promises one figure counts, each with its case."""
    days, by = _span_asked(request), _group_asked(request)
    how, group = request.GET.get("of", "due"), request.GET.get("group")
    if how not in (*HOW, "costly"):
        raise NotFound
    after = request.GET.get("after")
    page = figure_page(staff_of(request), (by, group), how, _window(days), after=after)
    name = None if group is None else _names(by).get(group) or group or _("nobody named")
    context = {
        "rows": page.rows,
        "counted": _counted(how),
        "name": name,
        "within": _last_days(days),
        "here": _cases(days, by, how, group),
        "more_url": _cases(days, by, how, group, after=page.next) if page.next else "",
        "back_url": _figures(days, by),
    }
    block = "rows" if after and is_htmx(request) else None
    return render(request, "console/promise_figure.html", context, block=block)


def _span_asked(request: HttpRequest) -> int:
    return next((d for d in SPANS if str(d) == request.GET.get("days")), SPANS[0])


def _group_asked(request: HttpRequest) -> str:
    return next((g for g in GROUPS if g == request.GET.get("by")), GROUPS[0])


def _window(days: int) -> tuple[datetime, datetime]:
    now = clock.now()
    return now - timedelta(days=days), now


def _names(by: str) -> Mapping[str, object]:
    return WORDS.get({"kind": "promise", "cause": "responsibility"}.get(by, ""), {})


def _counted(how: str) -> str:
    return {
        "due": _("Fell due"),
        "kept": _("Kept in time"),
        "late": _("Kept late"),
        "broken": _("Not kept"),
        "costly": _("Broke"),
    }[how]


def _cases(days: int, by: str, how: str, group: str | None, **more: str) -> str:
    asked = {"days": days, "by": by, "of": how} | ({} if group is None else {"group": group})
    return f"{reverse('console:promise_figure')}?{urlencode(asked | more)}"


def _last_days(days: int) -> str:
    return ngettext("Last %(count)s day", "Last %(count)s days", days) % {"count": days}


def _figures(days: int, by: str) -> str:
    return reverse("console:promise_figures") + f"?days={days}&by={by}"


def _tabs(view: str) -> list[Tab]:
    names = {
        "all": _("Open promises"),
        "mine": _("Mine"),
        "broken": _("Broken"),
        "kept": _("Kept"),
    }
    return [Tab(name, _address(view=code), code == view) for code, name in names.items()]


def _address(**asked: str) -> str:
    wanted = {k: v for k, v in asked.items() if (k, v) != ("view", "all")}
    return reverse("console:promises") + (f"?{urlencode(wanted)}" if wanted else "")
