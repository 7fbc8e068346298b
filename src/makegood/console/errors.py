"""What went wrong, as a page, as a part of one, or as a remark on the page one came from."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages as flash
from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views import defaults

from makegood.kernel.errors import (
    BadInput,
    Conflict,
    MakegoodError,
    NotAllowed,
    NotFound,
    ProviderFailed,
    Refused,
)
from makegood.ui.pages import is_htmx, render

OTHER_SURFACES = ("/api/", "/s/")


class ConsoleErrorsMiddleware:
    """Turns what Makegood raises on purpose into an answer; everything else is Django's to report."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # PostgreSQL stores no NUL and asks for none; nobody types one by hand.
        if "%00" in request.META.get("QUERY_STRING", "") and not _is_other(request):
            return answer(request, NotFound("an address with a NUL"))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if _is_other(request):
            return None
        if isinstance(error, DataError) and "NUL" in str(error):
            return answer(request, NotFound("a form with a NUL"))
        return answer(request, error) if isinstance(error, MakegoodError) else None


def _is_other(request: HttpRequest) -> bool:
    return request.path.startswith(OTHER_SURFACES)


def answer(request: HttpRequest, error: MakegoodError) -> HttpResponse:
    """Reading what is not there is a page; doing what can't be done brings one back, with the reason."""
    if request.method == "GET" or isinstance(error, NotFound | NotAllowed):
        return _page(request, error)
    if is_htmx(request):
        response = render(
            request, "ui/flashes.html", {"reasons": reasons(error)}, status=status(error)
        )
        response["HX-Retarget"], response["HX-Reswap"] = "#flashes", "innerHTML"
        return response
    for reason in reasons(error):
        flash.error(request, reason)
    return HttpResponseRedirect(page_before(request))


def status(error: MakegoodError) -> int:
    """The HTTP status that fits."""
    match error:
        case NotFound():
            return 404
        case NotAllowed():
            return 403
        case Conflict():
            return 409
        case _:
            return 422


def reasons(error: MakegoodError) -> list[str]:
    """What happened, in sentences for the reader."""
    match error:
        case Refused():
            return list(error.reasons)
        case Conflict() | BadInput() | ProviderFailed():
            return [error.message]
        case NotAllowed():
            return [_("Your role does not let you do this. Ask an owner or a manager.")]
        case _:
            return [_("There is nothing at this address, or it is not yours to see.")]


def _page(request: HttpRequest, error: MakegoodError, code: int = 0) -> HttpResponse:
    headings = {404: _("Not here"), 403: _("Not yours to do")}
    code = code or status(error)
    context = {
        "heading": headings.get(code, _("That did not work")),
        "reasons": reasons(error),
        "icon": "lock" if code == 403 else "search" if code == 404 else "alert",
        "back": "/",
    }
    return render(request, "ui/error.html", context, status=code)


def page_before(request: HttpRequest) -> str:
    """The page the form was on; never another site, never the form's own address if that can't be read."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    # A path that begins with two slashes would be read as another site's.
    path = "/" + came_from.path.lstrip("/\\")
    return path + (f"?{came_from.query}" if came_from.query else "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: what it refuses before any page looks at it."""
    if _is_other(request):
        return defaults.bad_request(request, exception)
    reason = _("What was sent can't be read. Go back in your browser and try again.")
    if isinstance(exception, RequestDataTooBig):
        reason = _(
            "That is more text than can be sent at once. Go back in your browser: what you wrote is still there. Send it as a file instead."
        )
    return _page(request, BadInput("form", reason), 400)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return _page(request, NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: asks nothing of the database, which may be what failed."""
    words = {
        "heading": _("Something broke here"),
        "reasons": [
            _(
                "It is written down for whoever looks after this desk. Nothing you had saved is lost."
            )
        ],
        "icon": "alert",
        "back": "/",
    }
    return render(request, "ui/error.html", words, status=500)
