"""An order's page for whoever bought it: how far it is, what was promised, and a way to say that something is wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from makegood.cases.queries import cases_told_of, link_url, opened_since
from makegood.kernel.ids import new_token
from makegood.messages.actions.entering import open_from_order
from makegood.portal.access import for_buyer, suffix_of
from makegood.portal.brand import brand_of
from makegood.portal.forms import WrongForm, limits
from makegood.portal.languages import languages_offered
from makegood.portal.orderjourney import box_of, order_journey
from makegood.portal.posting import inbound, key_of, once_for, trouble_with
from makegood.portal.shown import owed_to_customer
from makegood.promises.queries import promises_told_of
from makegood.shops.models import Order
from makegood.shops.queries import lines_bought, parcels_of, scans_of
from makegood.ui.pages import render


@require_safe
@for_buyer
def order(request: HttpRequest, bought: Order) -> HttpResponseBase:
    return _page(request, bought)


@require_http_methods(["GET", "HEAD", "POST"])
@for_buyer
def wrong(request: HttpRequest, bought: Order) -> HttpResponseBase:
    """What is wrong becomes a case, and its page is where they go on."""
    lines = {str(line.pk): line.name for line in lines_bought(bought)}
    if request.method != "POST":
        return _wrong(request, bought, WrongForm(lines, initial={"once": new_token()}))
    if trouble := trouble_with(request, lambda since: opened_since(bought, since)):
        return _wrong(request, bought, WrongForm(lines), trouble=trouble[0], status=trouble[1])
    form = WrongForm(lines, request.POST, request.FILES)
    if not form.is_valid():
        return _wrong(request, bought, form, status=422)
    return HttpResponseRedirect(_opened(request, bought, form))


def _opened(request: HttpRequest, bought: Order, form: WrongForm) -> str:
    given, words = form.cleaned_data, form.in_words()
    files = [inbound(file) for file in given["photos"]]
    key = key_of(given["once"], words, *(file.name for file in files))

    def open_case() -> str:
        language = get_language() or bought.shop.main_language
        case = open_from_order(bought, given["kind"], form.facts(), words, files, language)
        return link_url(case.links.values_list("pk", flat=True).latest("pk"))

    link = once_for(f"order:{bought.pk}", key, open_case)
    joined = "&" if suffix_of(request) else "?"
    return f"{link}{suffix_of(request)}{joined}thanks=answer#thanks"


def _page(request: HttpRequest, bought: Order) -> HttpResponse:
    parcels, cases = parcels_of(bought), cases_told_of(bought)
    scans = scans_of(parcels)
    owed = owed_to_customer(promises_told_of([case.pk for case, _ in cases]))
    names: dict[str, Any] = {
        "order": bought,
        **brand_of(bought.shop),
        "journey": order_journey(bought, parcels),
        "boxes": [box_of(one, scans[one.pk]) for one in parcels],
        "lines": lines_bought(bought),
        "cases": [(case, link_url(link)) for case, link in cases],
        "owed": [one for one in owed if one.state in ("open", "paused", "broken")],
        "token": _token(request),
        "languages": languages_offered(),
        "suffix": suffix_of(request),
        "csrf_token": "",
    }
    return render(request, "portal/order.html", names)


def _wrong(
    request: HttpRequest, bought: Order, form: WrongForm, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    names: dict[str, Any] = {
        "order": bought,
        **brand_of(bought.shop),
        "form": form,
        "trouble": trouble,
        "limits": limits(),
        "back": reverse("portal:order", args=[_token(request)]),
        "languages": languages_offered(),
        "suffix": suffix_of(request),
        "csrf_token": "",
    }
    return render(request, "portal/wrong.html", names, status=status)


def _token(request: HttpRequest) -> str:
    assert request.resolver_match is not None
    return str(request.resolver_match.args[0])
