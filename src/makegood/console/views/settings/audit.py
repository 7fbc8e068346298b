"""Who changed which setting from what to what, when and from where: a page, and the same as a table for a spreadsheet."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from makegood.console.access import for_leads
from makegood.console.audit_words import THINGS, field_word, thing_word, what_words, words_of_values
from makegood.kernel import audit as log
from makegood.kernel.audit import ChangesQuery
from makegood.kernel.models import SettingChange
from makegood.people.queries import names_of_staff
from makegood.ui.pages import render

PAGE = 50
SHORT = 160
"""Characters of a value the page shows; the table has them all."""

Told = Callable[[Any, str], str]


@dataclass(frozen=True)
class Entry:
    """One line of the audit, in words."""

    at: datetime
    who: str
    origin: str
    what: str
    before: str
    after: str
    is_secret: bool


@require_GET
@for_leads
def audit(request: HttpRequest) -> HttpResponse:
    names, asked = names_of_staff(), _asked(request)
    before = asked.pop("before", "")
    last = int(before) if re.fullmatch(r"[0-9]{1,18}", before) else None
    found = list(log.changes(_query(asked), last)[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    told = words_of_values(found[:PAGE])
    context = {
        "entries": [_entry(change, names, told) for change in found[:PAGE]],
        "asked": asked,
        "things": [("", _("Everything")), *((code, str(name)) for code, name in THINGS.items())],
        "people": [("", _("Everybody")), *sorted(names.items(), key=lambda one: one[1])],
        "earlier": urlencode(asked | {"before": more}) if more else "",
        "table": urlencode(asked),
    }
    return render(request, "console/settings/audit.html", context)


@require_GET
@for_leads
def audit_table(request: HttpRequest) -> StreamingHttpResponse:
    """All that the filters let through, read page by page: it may be long."""
    lines = _lines(_query(_asked(request)), names_of_staff())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="changes.csv"'
    return response


def _asked(request: HttpRequest) -> dict[str, str]:
    named = ("who", "thing", "since", "until", "before")
    return {name: text for name in named if (text := request.GET.get(name, "").strip())}


def _query(asked: dict[str, str]) -> ChangesQuery:
    since, until = _day(asked.get("since", "")), _day(asked.get("until", ""))
    return ChangesQuery(
        by_id=_uuid(asked.get("who", "")),
        thing=asked.get("thing", "")[:20],
        since=_morning(since) if since else None,
        until=_morning(until + timedelta(days=1)) if until else None,
    )


def _entry(change: SettingChange, names: dict[UUID, str], told: Told) -> Entry:
    before, after = (told(one, change.field) for one in (change.before, change.after))
    return Entry(
        change.at,
        _who(change, names),
        change.origin,
        what_words(change),
        _short(before),
        _short(after),
        change.is_secret,
    )


def _who(change: SettingChange, names: dict[UUID, str]) -> str:
    return names.get(change.by_id, "") if change.by_id else _("The desk")


def _lines(query: ChangesQuery, names: dict[UUID, str]) -> Iterator[str]:
    yield _line("at", "who", "from", "what", "name", "field", "act", "before", "after")
    last: int | None = None
    while found := list(log.changes(query, last)[:500]):
        told = words_of_values(found)
        for change in found:
            field = field_word(change.field) if change.field else ""
            values = [told(one, change.field) for one in (change.before, change.after)]
            shown = ["•••", "•••"] if change.is_secret else values
            who, thing = _who(change, names), thing_word(change.thing)
            at = change.at.isoformat(timespec="seconds")
            yield _line(at, who, change.origin, thing, change.name, field, change.act, *shown)
        last = found[-1].pk


def _line(*cells: Any) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([_harmless(str(cell)) for cell in cells])
    return text.getvalue()


def _harmless(cell: str) -> str:
    # A spreadsheet takes these for the beginning of a formula, whoever wrote the name of the tag.
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
