from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from makegood.console.access import for_staff, staff_of
from makegood.console.tabs import Tab
from makegood.kernel import clock
from makegood.promises.queries import Asked, ended_page, kept_by, kept_in_all, promises_page
from makegood.promises.rules.figures import GROUPS
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
    """How what fell due was kept, by kind, team, owner or cause."""
    days = next((d for d in SPANS if str(d) == request.GET.get("days")), SPANS[0])
    by = next((g for g in GROUPS if g == request.GET.get("by")), GROUPS[0])
    now = clock.now()
    rows = kept_by(by, now - timedelta(days=days), now)
    heads = {"kind": _("What"), "team": _("Team"), "owner": _("Owner"), "cause": _("Cause")}
    context = {
        "rows": rows,
        "total": kept_in_all(rows),
        "head": heads[by],
        "names": WORDS.get({"kind": "promise", "cause": "responsibility"}.get(by, ""), {}),
        "groups": [Tab(name, _figures(days, code), code == by) for code, name in heads.items()],
        "spans": [Tab(_last_days(d), _figures(d, by), d == days) for d in SPANS],
    }
    return render(request, "console/promise_figures.html", context)


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
