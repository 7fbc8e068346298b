from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.cases.access import view_for
from makegood.cases.actions.looks import HIDEABLE, open_with, set_look
from makegood.cases.actions.views import delete_view, rename_view, save_view
from makegood.cases.models import Case, QueueLook, SavedView
from makegood.cases.queries import (
    BUILT_IN,
    GROUPS,
    HERE,
    Counts,
    counted_to,
    look_of,
    names_of_tags,
    names_unknown,
    queue_counts,
    queue_in_groups,
    saved_views,
)
from makegood.cases.queries import inbox as queue_page
from makegood.cases.rules.asking import MOODS, RISKS, Query, Term, Value, read_query
from makegood.console.access import for_staff, staff_of
from makegood.console.chips import chips
from makegood.console.lanes import in_lanes
from makegood.console.rows import drawn_row
from makegood.kernel.asking import answers
from makegood.kernel.text import LANGUAGES
from makegood.people.models import Staff
from makegood.people.queries import seats_told, teams_joined, teams_of, teams_told
from makegood.sample.queries import is_sample_coming
from makegood.ui.formats import number
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import say, word

PAGE = 50
LONGEST = 200
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """One view of the queue, with its address and how many cases it has."""

    label: str
    url: str
    is_here: bool
    count: str | None = None
    is_shared: bool = False
    view: SavedView | None = None


@for_staff
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    staff, given = staff_of(request), request.GET
    look = look_of(staff)
    is_asked = bool({"q", "group", "view", "kind", "language", "tag"} & given.keys())
    query = _asked(given) if is_asked else read_query(look.opens_with)
    group = given.get("group", "") if given.get("group") in GROUPS else ""
    if ("q" not in given and is_asked and not group) or "add" in given:
        return redirect(_address(_chosen_anew(query, given.getlist("add")), group))
    context = {"look": look, "group": group, "here": _address(query, group), "drawn_row": drawn_row}
    context |= _list(request, staff, query, group)
    if given.get("part") == "news":
        return _news(request, staff, query, context)
    if is_htmx(request):
        block = "rows" if given.get("after") else "queue"
        counted = queue_counts(staff, query, [], [])
        return render(
            request, "console/inbox.html", context | _lanes(request, context, counted), block=block
        )
    joined, *names = answers(teams_joined(staff.pk), names_of_tags(), seats_told(), teams_told())
    places = _places(staff, query, group, is_in_team=bool(joined))
    lanes = _lanes(request, context, places["counts"])
    around = _around(query, group, _choices(*names))
    return render(request, "console/inbox.html", context | places | lanes | around)


def _news(
    request: HttpRequest, staff: Staff, query: Query, context: dict[str, object]
) -> HttpResponse:
    """What an open page shows anew: the rows and the views with their counts, in one request for both."""
    (joined,) = answers(teams_joined(staff.pk))
    places = _places(staff, query, str(context["group"]), is_in_team=bool(joined))
    rows = context | _lanes(request, context, places["counts"])
    answer = render(request, "console/inbox.html", rows, block="queue")
    answer.write(render(request, "console/inbox.html", places, block="views").content)
    return answer


@for_staff
@require_POST
def saving(request: HttpRequest) -> HttpResponse:
    given = request.POST
    text, group = given.get("q", ""), given.get("group", "")
    is_shared = given.get("shared") == "on"
    view = save_view(staff_of(request), given.get("name", ""), text, group, is_shared=is_shared)
    flash.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(_address(read_query(view.text), view.group))


@for_staff
@require_POST
def renaming(request: HttpRequest, view_id: UUID) -> HttpResponse:
    view = view_for(staff_of(request), view_id)
    rename_view(view, request.POST.get("name", ""))
    flash.success(request, _("The view is called “%(name)s” now.") % {"name": view.name})
    return redirect(_address(read_query(view.text), view.group))


@for_staff
@require_POST
def removal(request: HttpRequest, view_id: UUID) -> HttpResponse:
    delete_view(view_for(staff_of(request), view_id))
    flash.success(request, _("The view is gone."))
    return redirect(_address(Query()))


@for_staff
@require_POST
def looking(request: HttpRequest) -> HttpResponse:
    """How the rows look, or (`opens`) what the inbox begins with."""
    given, staff = request.POST, staff_of(request)
    query = read_query(given.get("q", ""))
    if "opens" in given:
        open_with(staff, str(query))
        flash.success(request, _("Your inbox begins with this from now on."))
    else:
        set_look(staff, given.get("density", ""), given.getlist("shown"))
    return redirect(_address(query, given.get("group", "")))


def _asked(given: QueryDict) -> Query:
    """The query of an address, those of earlier releases included."""
    query = read_query(given.get("q", ""))
    old = [BUILT_IN.get(given.get("view", ""), "")]
    old += [f"{new}:{given[name]}" for name, new in _OLD.items() if given.get(name)]
    return query.with_terms(read_query(" ".join(old))) if "q" not in given else query


def _chosen_anew(query: Query, added: list[str]) -> Query:
    """The query with what the filter's menus say now in place of what they showed."""
    showed = {_chosen(query, field) for field in _MENUS} if added else set()
    kept = Query(tuple(term for term in query.terms if str(term) not in showed))
    return kept.with_terms(read_query(" ".join(added)))


_OLD = {"kind": "kind", "language": "lang", "tag": "tag"}


def _list(request: HttpRequest, staff: Staff, query: Query, group: str) -> dict[str, object]:
    """The rows, or the groups, and what is to be said of the query itself."""
    after, is_empty = request.GET.get("after"), str(query) == ""
    said: dict[str, object] = {
        "query": query,
        "is_everything": is_empty,
        "is_sample_coming": False,
        "unclear": [say(term.reason) for term in query.unclear],
        "unknown": [say(phrase) for phrase in names_unknown(query)],
        "page": None,
        "groups": [],
        "search_url": reverse("console:search") + "?" + urlencode({"q": str(query)}),
    }
    if group:
        groups = queue_in_groups(staff, query, group, after)
        named = [
            (one, _address(query.with_terms(read_query(one.term)), "") if one.term else "")
            for one in groups.groups
        ]
        more = _address(query, group, after=groups.next) if groups.next else ""
        return said | {"groups": named, "is_cut": groups.is_cut, "more_url": more}
    page = queue_page(staff, query, after, limit=_shown(request))
    if is_empty and not page.rows:
        said["is_sample_coming"] = is_sample_coming()
    more = _address(query, after=page.next, lane=page.rows[-1].lane) if page.next else ""
    return said | {"page": page, "is_cut": False, "more_url": more}


def _lanes(request: HttpRequest, context: dict[str, object], counts: object) -> dict[str, object]:
    page = context["page"]
    if page is None:
        return {"lanes": [], "counted": counted}
    assert isinstance(counts, Counts)
    shown = request.GET.get("lane", "")
    return {"lanes": list(in_lanes(page, counts.lanes, shown)), "counted": counted}  # type: ignore[arg-type]  # a Page


def _places(staff: Staff, query: Query, group: str, *, is_in_team: bool) -> dict[str, object]:
    """Where else one can look: the views there are and those that were saved, with their counts.

    A query nobody has a name for is named so.
    """
    names = {
        "all": _("All open"),
        "mine": _("Mine"),
        "unassigned": _("Unassigned"),
        "team": _("My team"),
        "snoozed": _("Put aside"),
        "closed": _("Closed cases"),
    }
    if not is_in_team:
        del names["team"]
    saved, text = saved_views(staff), str(query)
    named = [name for name in names if name != "closed"]
    counts = queue_counts(staff, query, [HERE, *named], saved)
    here_count = None if query.unclear else counted(counts.views[HERE], counted_to(query))
    built_in = [
        Place(
            label,
            _address(read_query(BUILT_IN[code])),
            BUILT_IN[code] == text and not group,
            here_count
            if BUILT_IN[code] == text
            else counted(counts.views.get(code), counted_to(read_query(BUILT_IN[code]))),
        )
        for code, label in names.items()
    ]
    own = [
        Place(
            view.name,
            _address(read_query(view.text), view.group),
            view.text == text and view.group == group,
            here_count
            if view.text == text
            else counted(counts.saved.get(view.pk), counted_to(read_query(view.text))),
            view.staff_id is None,
            view,
        )
        for view in saved
    ]
    if text not in {*BUILT_IN.values(), *(view.text for view in saved)} and here_count:
        built_in.insert(0, Place(_("Filtered"), _address(query, group), True, here_count))
    here = next((place for place in own if place.is_here), None)
    return {
        "places": built_in,
        "saved": own,
        "here_view": here.view
        if here and (here.view and (here.view.staff_id or staff.may("settings")))
        else None,
        "counts": counts,
    }


def _around(query: Query, group: str, choices: dict[str, tuple[str, Choices]]) -> dict[str, object]:
    """What stands above the rows: the chips, and what the query may be narrowed by."""
    groups = [(_("Nothing"), _address(query), not group)]
    groups += [(word("group", code), _address(query, code), code == group) for code in GROUPS]
    return {
        "chips": chips(query, lambda rest: _address(rest, group)),
        "choices": choices,
        "chosen": {name: _chosen(query, name) for name in _MENUS},
        "grouping": groups,
        "row_parts": [(part, word("row_part", part)) for part in HIDEABLE],
        "densities": QueueLook.Density.values,
    }


_MENUS = (
    "state",
    "kind",
    "turn",
    "risk",
    "mood",
    "lang",
    "tag",
    "assignee",
    "follower",
    "team",
    "due",
    "opened",
)


def _choices(tags: list[str], seats: list[str], told: list[str]) -> dict[str, tuple[str, Choices]]:
    """The menus of the filter: each field's name, and what may be chosen, as parts of a query."""
    people = (one.partition(" ") for one in seats)
    own: dict[str, Choices] = {
        "tag": [(_named("tag", name), name) for name in tags],
        "assignee": [(_named("assignee", email), name) for email, _space, name in people],
        "team": [(_named("team", team.name), team.name) for team in teams_of(told)],
    }
    return {
        name: (label, [*fixed, *((f"{name}:{code}", label) for code, label in own.get(name, ()))])
        for name, (label, fixed) in _fixed_choices(translation.get_language() or "en").items()
    }


@lru_cache(maxsize=len(LANGUAGES))
def _fixed_choices(_language: str) -> dict[str, tuple[str, Choices]]:
    """What is the same in every shop, in the language spoken now."""
    times = ["<2h", "today", "<2d", "<1w", "none"]
    ages = ["<1d", ">2d", ">1w", ">4w"]
    offered: dict[str, Choices] = {
        "state": [(code, word("state", code)) for code in ("snoozed", "closed", "any")],
        "kind": [(code, word("kind", code)) for code in Case.Kind.values if code],
        "turn": [(code, word("turn", code)) for code in Case.Turn.values],
        "risk": [("any", _("any threat")), *((code, word("sign", code)) for code in RISKS)],
        "mood": [(code, word("sign", code)) for code in MOODS],
        "lang": list(LANGUAGES.items()),
        "tag": [],
        "assignee": [(code, word("asked", code)) for code in ("me", "none")],
        "follower": [(code, word("asked", code)) for code in ("me", "none")],
        "team": [(code, word("asked", code)) for code in ("mine", "none")],
        "due": [(time, _time_words("due", time)) for time in times],
        "opened": [(time, _time_words("opened", time)) for time in ages],
    }
    return {
        name: (
            word("query_field", name),
            [("", _("any")), *((f"{name}:{code}", label) for code, label in offered[name])],
        )
        for name in _MENUS
    }


def _named(field: str, name: str) -> str:
    return str(Term(field, (Value(name),))).partition(":")[2]


def _time_words(field: str, text: str) -> str:
    chip = chips(read_query(f"{field}:{text}"), lambda _rest: "")[0]
    return chip.label.partition(": ")[2]


def _chosen(query: Query, field: str) -> str:
    """What the menu of a field shows: its part of the query, where it has just one."""
    mine = [t for t in query.understood if t.field == field and not t.is_negated]
    return str(mine[0]) if len(mine) == 1 else ""


def counted(count: int | None, to: int | None = None) -> str | None:
    """The figure as it is read, with a plus where it was counted no further; None for what was not counted."""
    if count is None:
        return None
    return f"{number(to)}+" if to is not None and count > to else number(count)


def _address(query: Query, group: str = "", **more: str | None) -> str:
    asked = {"q": str(query), "group": group} | more
    asked = {name: value for name, value in asked.items() if value or name == "q"}
    return reverse("console:inbox") + f"?{urlencode(asked)}"


def _shown(request: HttpRequest) -> int:
    """A page that reads itself again wants as many rows as it already shows."""
    try:
        return min(max(int(request.GET.get("shown", PAGE)), PAGE), LONGEST)
    except ValueError:
        return PAGE
