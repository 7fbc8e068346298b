"""Where one can go, by a few letters: pages, settings, cases, customers and orders."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from makegood.console.access import for_staff, staff_of
from makegood.console.frame import Desk
from makegood.kernel.text import folded
from makegood.messages.queries import SearchResults, search_everything
from makegood.ui.pages import render

SHORTEST = 2
"""Fewer letters find only pages."""
MOST = 6
"""Of each kind."""


@dataclass(frozen=True)
class Place:
    """One place to go: what it is called, a word about it, an icon, the address."""

    label: str
    note: str
    icon: str
    url: str


@for_staff
@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """The options of the palette, group by group."""
    text = request.GET.get("q", "")[:200].strip()
    groups = [(_("Go to"), list(_pages(request, text)))]
    if len(text) >= SHORTEST:
        groups += _found(search_everything(staff_of(request), text, MOST))
    shown = [(name, places) for name, places in groups if places]
    return render(request, "console/palette.html", {"groups": shown})


def _pages(request: HttpRequest, text: str) -> Iterator[Place]:
    desk, words = Desk(request), folded(text).split()
    for entry in desk.navigation:
        if all(word in folded(entry.label) for word in words):
            yield Place(entry.label, "", entry.icon, entry.url)
    if words:
        for group in desk.settings:
            for page in group.pages:
                if page.matches(words):
                    yield Place(str(page.label), str(group.label), page.icon, page.url)


def _found(results: SearchResults) -> list[tuple[str, list[Place]]]:
    cases = [
        Place(
            f"#{hit.number} {hit.subject or _('No subject')}",
            hit.customer_name,
            "inbox",
            reverse("console:case", args=[hit.number]),
        )
        for hit in results.cases
    ]
    customers = [
        Place(
            hit.name or _("No name yet"),
            " · ".join(hit.identities[:2]),
            "person",
            reverse("console:customer", args=[hit.id]),
        )
        for hit in results.customers[:MOST]
    ]
    orders = [
        Place(hit.number, hit.customer_name, "order", reverse("console:order", args=[hit.id]))
        for hit in results.orders[:MOST]
    ]
    return [(_("Cases"), cases), (_("Customers"), customers), (_("Orders"), orders)]
