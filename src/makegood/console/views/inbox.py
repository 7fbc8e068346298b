from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.cases.access import view_for
from makegood.cases.actions.views import delete_view, save_view
from makegood.cases.models import Case
from makegood.cases.queries import (
    COUNTED_TO,
    InboxQuery,
    inbox_counts,
    saved_views,
    tags,
)
from makegood.cases.queries import inbox as inbox_page
from makegood.console.access import for_staff, staff_of
from makegood.console.lanes import in_lanes, lane_of
from makegood.kernel.text import LANGUAGES
from makegood.people.models import Staff
from makegood.people.queries import active_staff
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import word

FILTERS = ("kind", "language", "tag", "assignee")
PAGE = 50
LONGEST = 200


@dataclass(frozen=True)
class Tab:
    """One view of the inbox, with its address."""

    label: str
    url: str
    is_here: bool
    count: str | None = None


@for_staff
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    staff, query = staff_of(request), InboxQuery.from_plain(request.GET.dict())
    after, shown = request.GET.get("after"), _shown(request)
    page = inbox_page(staff, query, after, limit=shown)
    context = {
        "lanes": list(in_lanes(page.rows, request.GET.get("lane", ""))),
        "more_url": _address(query, after=page.next, lane=lane_of(page.rows[-1]))
        if page.next
        else "",
        "here": _address(query),
        "query": query,
    }
    if is_htmx(request):
        return render(request, "console/inbox.html", context, block="rows" if after else "queue")
    return render(request, "console/inbox.html", context | _around(staff, query, request))


@for_staff
@require_POST
def saving(request: HttpRequest) -> HttpResponse:
    query = InboxQuery.from_plain(request.POST.dict())
    is_shared = request.POST.get("shared") == "on"
    view = save_view(staff_of(request), request.POST.get("name", ""), query, is_shared=is_shared)
    flash.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(_address(query))


@for_staff
@require_POST
def removal(request: HttpRequest, view_id: UUID) -> HttpResponse:
    delete_view(view_for(staff_of(request), view_id))
    flash.success(request, _("The view is gone."))
    return redirect("console:inbox")


def _around(staff: Staff, query: InboxQuery, request: HttpRequest) -> dict[str, object]:
    """What stands above the rows: tabs, saved views, filters."""
    colleagues = list(active_staff())
    return {
        "tabs": _tabs(staff, query),
        "views": [(view, _saved_address(view.query)) for view in saved_views(staff)],
        "choices": _choices(colleagues),
        "chosen": _chosen(query, colleagues),
        "is_filtered": any(query.plain().get(name) for name in FILTERS),
        "everything": _address(InboxQuery(view=query.view)),
    }


def _tabs(staff: Staff, query: InboxQuery) -> list[Tab]:
    counts = inbox_counts(staff)
    names = {
        "all": _("All"),
        "mine": _("Mine"),
        "unassigned": _("Unassigned"),
        "team": _("My team"),
        "snoozed": _("Snoozed"),
        "closed": _("Closed cases"),
    }
    if not staff.teams.all():
        del names["team"]
    return [
        Tab(name, _address(InboxQuery(view=code)), code == query.view, _count(counts.get(code)))
        for code, name in names.items()
    ]


def _count(count: int | None) -> str | None:
    if count is None:
        return None
    return f"{COUNTED_TO}+" if count > COUNTED_TO else str(count)


def _choices(colleagues: list[Staff]) -> dict[str, list[tuple[str, str]]]:
    anything = ("", _("any"))
    return {
        "kind": [anything, *((k, word("kind", k)) for k in Case.Kind.values if k)],
        "language": [anything, *LANGUAGES.items()],
        "tag": [anything, *((tag.name, tag.name) for tag in tags())],
        "assignee": [anything, *((str(c.pk), c.name) for c in colleagues)],
    }


def _chosen(query: InboxQuery, colleagues: list[Staff]) -> list[tuple[str, str]]:
    """The filters in force, in words, each with the address without it."""
    plain, names = query.plain(), {str(c.pk): c.name for c in colleagues}
    words: dict[str, Callable[[str], str]] = {
        "kind": lambda code: word("kind", code),
        "language": lambda code: word("language", code),
        "tag": lambda name: f"#{name}",
        "assignee": lambda pk: names.get(pk, "?"),
    }
    return [
        (words[name](plain[name]), _plain_address({k: v for k, v in plain.items() if k != name}))
        for name in FILTERS
        if plain.get(name)
    ]


def _address(query: InboxQuery, **more: str | None) -> str:
    return _plain_address(query.plain() | {k: v for k, v in more.items() if v})


def _saved_address(plain: dict[str, str]) -> str:
    return _plain_address(plain)


def _plain_address(plain: dict[str, str]) -> str:
    asked = {name: value for name, value in plain.items() if (name, value) != ("view", "all")}
    return reverse("console:inbox") + (f"?{urlencode(asked)}" if asked else "")


def _shown(request: HttpRequest) -> int:
    """A page that reads itself again wants as many rows as it already shows."""
    try:
        return min(max(int(request.GET.get("shown", PAGE)), PAGE), LONGEST)
    except ValueError:
        return PAGE
