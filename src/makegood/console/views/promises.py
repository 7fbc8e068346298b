from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from makegood.console.access import for_staff, staff_of
from makegood.console.tabs import Tab
from makegood.promises.queries import ended_page, promises_page
from makegood.ui.pages import is_htmx, render

OPEN = ("all", "mine")
ENDED = ("broken", "kept")


@for_staff
@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    staff, after = staff_of(request), request.GET.get("after")
    asked = request.GET.get("view", "all")
    view = asked if asked in OPEN + ENDED else "all"
    if view in ENDED:
        page = ended_page(staff, is_kept=view == "kept", after=after)
    else:
        page = promises_page(staff, owner=staff.pk if view == "mine" else None, after=after)
    context = {
        "rows": page.rows,
        "view": view,
        "here": _address(view=view),
        "more_url": _address(view=view, after=page.next) if page.next else "",
        "tabs": _tabs(view),
    }
    block = ("rows" if after else "ledger") if is_htmx(request) else None
    return render(request, "console/promises.html", context, block=block)


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
