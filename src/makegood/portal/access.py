"""The door of the customers' pages: a link that works, or one page that says what to do, the same for every reason."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from makegood.cases.access import case_by_link, facts_asked_by_link
from makegood.cases.models import Case, FactRequest
from makegood.kernel.errors import NotFound
from makegood.kernel.text import LANGUAGES
from makegood.people.models import Customer
from makegood.portal.gone import gone
from makegood.shops.access import order_by_link, question_by_link
from makegood.shops.models import Order, Shop
from makegood.shops.queries import the_shop

P = ParamSpec("P")

HEADERS = {
    # The address is the key: it must not stay in a cache, a search engine or another site's log.
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True)
class Reader:
    """Whoever reads: in which languages, the likeliest first, and on whose clock."""

    languages: tuple[str, ...]
    customer: Customer | None
    shop: Shop


def for_customer(
    view: Callable[Concatenate[HttpRequest, Case, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Whoever has the link, in the customer's language and on their clock."""

    return _guarded(lambda token: (case_by_link(token),), _of_case, view)


def for_asked(
    view: Callable[Concatenate[HttpRequest, FactRequest, Case, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Whoever has the link to a form: they see its questions, and nothing else of the case."""
    return _guarded(facts_asked_by_link, _of_case, view)


def for_buyer(
    view: Callable[Concatenate[HttpRequest, Order, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Whoever has the link to an order."""
    return _guarded(lambda token: (order_by_link(token),), _of_order, view)


def for_code(
    view: Callable[Concatenate[HttpRequest, Shop, UUID, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Whoever asked for an order a moment ago, and is to enter the code."""
    return _guarded(lambda token: (_shop(), question_by_link(token)), _of_shop, view)


def for_anybody(
    view: Callable[Concatenate[HttpRequest, Shop, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Everybody; there is a shop, though."""
    guarded = _guarded(lambda _: (_shop(),), _of_shop, view)

    @csrf_exempt
    @wraps(view)
    def open_to_all(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return guarded(request, "", *args, **kwargs)

    return open_to_all


def _guarded(
    door: Callable[[str], tuple[Any, ...]],
    read_by: Callable[[tuple[Any, ...]], Reader],
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    # A forged form would have to know the address, which is the secret; no cookie lets anybody in here.
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, token: str, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            seen = door(token)
            reader = read_by(seen)
            language = language_of(request, reader)
            with translation.override(language), timezone.override(_zone(reader)):
                response = view(request, *seen, *args, **kwargs)
        except NotFound:
            with translation.override(chosen(request) or translation.get_language()):
                response = gone(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return guarded


def language_of(request: HttpRequest, reader: Reader) -> str:
    """What the reader chose in the address, else what the customer wrote in, else the shop's."""
    wanted = (chosen(request), *reader.languages, reader.shop.main_language)
    return next((code for code in wanted if code in LANGUAGES), "en")


def chosen(request: HttpRequest) -> str:
    """The language named in the address, if it is one of ours."""
    code = request.GET.get("lang", "")
    return code if code in LANGUAGES else ""


def suffix_of(request: HttpRequest) -> str:
    """Keeps the chosen language from page to page without a cookie."""
    return f"?lang={code}" if (code := chosen(request)) else ""


def _of_case(seen: tuple[Any, ...]) -> Reader:
    case: Case = seen[-1]
    return Reader((case.language,), case.customer, case.shop)


def _of_order(seen: tuple[Any, ...]) -> Reader:
    order: Order = seen[0]
    spoken = (order.customer.language,) if order.customer else ()
    return Reader(spoken, order.customer, order.shop)


def _of_shop(seen: tuple[Any, ...]) -> Reader:
    return Reader((translation.get_language(),), None, seen[0])


def _shop() -> Shop:
    shop = the_shop()
    if shop is None:
        raise NotFound
    return shop


def _zone(reader: Reader) -> ZoneInfo:
    for name in (reader.customer.timezone if reader.customer else "", reader.shop.timezone):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC")
