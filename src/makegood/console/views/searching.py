from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from makegood.console.access import for_staff, staff_of
from makegood.messages.queries import search_everything
from makegood.ui.pages import is_htmx, render

LIMIT = 50


@for_staff
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:200].strip()
    context = {"text": text, "results": search_everything(staff_of(request), text, LIMIT)}
    block = "results" if is_htmx(request) else None
    return render(request, "console/search.html", context, block=block)
