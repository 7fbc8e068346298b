"""The door of the customers' pages: a link that works, or one page that says what to do, the same for every reason."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from makegood.cases.access import case_by_link, facts_asked_by_link
from makegood.cases.models import Case, FactRequest
from makegood.kernel.errors import NotFound
from makegood.kernel.text import LANGUAGES
from makegood.portal.gone import gone

P = ParamSpec("P")

HEADERS = {
    # The address is the key: it must not stay in a cache, a search engine or another site's log.
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def for_customer(
    view: Callable[Concatenate[HttpRequest, Case, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Whoever has the link, in the customer's language and on their clock."""

    return _guarded(lambda token: (case_by_link(token),), view)


def for_asked(
    view: Callable[Concatenate[HttpRequest, FactRequest, Case, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Whoever has the link to a form: they see its questions, and nothing else of the case."""
    return _guarded(facts_asked_by_link, view)


def _guarded(
    door: Callable[[str], tuple[Any, ...]], view: Callable[..., HttpResponseBase]
) -> Callable[..., HttpResponseBase]:
    # A forged form would have to know the address, which is the secret; no cookie lets anybody in here.
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, token: str, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            seen = door(token)
            case = seen[-1]
            with translation.override(language_of(request, case)), timezone.override(_zone(case)):
                response = view(request, *seen, *args, **kwargs)
        except NotFound:
            with translation.override(chosen(request) or translation.get_language()):
                response = gone(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return guarded


def language_of(request: HttpRequest, case: Case) -> str:
    """What the reader chose in the address, else what the customer wrote in, else the shop's."""
    wanted = (chosen(request), case.language, case.shop.main_language)
    return next((code for code in wanted if code in LANGUAGES), "en")


def chosen(request: HttpRequest) -> str:
    """The language named in the address, if it is one of ours."""
    code = request.GET.get("lang", "")
    return code if code in LANGUAGES else ""


def _zone(case: Case) -> ZoneInfo:
    for name in (case.customer.timezone if case.customer else "", case.shop.timezone):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC")
