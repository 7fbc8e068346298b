from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from makegood.console.access import for_staff, staff_of
from makegood.messages.queries import search_everything
from makegood.ui.pages import is_htmx, render
from makegood.ui.words import say

LIMIT = 50


@for_staff
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:1000].strip()
    results = search_everything(staff_of(request), text, LIMIT)
    context = {
        "text": text,
        "results": results,
        "unclear": [say(reason) for reason in results.unclear],
        "list_url": _list_address(results.query),
    }
    block = "results" if is_htmx(request) else None
    return render(request, "console/search.html", context, block=block)


def _list_address(query: str) -> str:
    return f"{reverse('console:inbox')}?{urlencode({'q': query})}" if query else ""
