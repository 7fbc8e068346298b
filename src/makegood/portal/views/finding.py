"""Finding one's order without an account: its number and the address it was bought with, then a code sent there."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makegood.kernel.errors import Refused
from makegood.messages.actions.finding_orders import ask_for_order
from makegood.portal.access import for_anybody, for_code, suffix_of
from makegood.portal.brand import brand_of
from makegood.portal.embedding import framed
from makegood.portal.forms import CodeForm, FindForm
from makegood.portal.languages import languages_offered
from makegood.shops.actions.looking_up import use_code
from makegood.shops.models import Shop
from makegood.shops.queries import code_token, order_url
from makegood.ui.origin import origin_of
from makegood.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
def find(request: HttpRequest, shop: Shop) -> HttpResponseBase:
    """The same answer whether or not there is such an order."""
    if request.method != "POST":
        number = request.GET.get("number", "")[:80]
        return _page(request, shop, "find", FindForm(initial={"number": number}))
    form = FindForm(request.POST)
    if not form.is_valid():
        return _page(request, shop, "find", form, status=422)
    given = form.cleaned_data
    language = get_language() or shop.main_language
    try:
        asked = ask_for_order(shop, given["number"], given["email"], language, origin_of(request))
    except Refused as refused:
        return _page(request, shop, "find", form, trouble=str(refused), status=429)
    path = reverse("portal:code", args=[code_token(asked.pk)])
    return HttpResponseRedirect(f"{path}{suffix_of(request)}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_code
def code(request: HttpRequest, shop: Shop, question_id: UUID) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request, shop, "code", CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, shop, "code", form, status=422)
    order = use_code(question_id, form.cleaned_data["code"])
    if order is None:
        form.add_error(
            "code",
            _("That is not the code, or it is good no longer. Look again, or ask for another."),
        )
        return _page(request, shop, "code", form, status=422)
    return HttpResponseRedirect(f"{order_url(order.pk)}{suffix_of(request)}")


def _page(
    request: HttpRequest,
    shop: Shop,
    template: str,
    form: FindForm | CodeForm,
    *,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    names: dict[str, Any] = {
        **brand_of(shop),
        "form": form,
        "trouble": trouble,
        "find_url": f"{reverse('portal:find')}{suffix_of(request)}",
        "languages": languages_offered(),
        "suffix": suffix_of(request),
        "csrf_token": "",
    }
    return framed(render(request, f"portal/{template}.html", names, status=status), shop)
