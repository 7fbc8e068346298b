"""What a link that leads nowhere shows: what to do, and nothing about whether it ever led anywhere."""

from django.http import HttpRequest, HttpResponse

from makegood.portal.brand import brand_url
from makegood.shops.queries import the_shop
from makegood.ui.pages import render


def gone(request: HttpRequest) -> HttpResponse:
    shop = the_shop()
    names = {"shop": shop, "brand_url": brand_url(shop) if shop else "", "csrf_token": ""}
    return render(request, "portal/gone.html", names, status=404)
