"""What a link that leads nowhere shows: what to do, and nothing about whether it ever led anywhere."""

from django.http import HttpRequest, HttpResponse

from makegood.portal.brand import brand_of
from makegood.shops.queries import the_shop
from makegood.ui.pages import render


def gone(request: HttpRequest) -> HttpResponse:
    names = {**brand_of(the_shop()), "csrf_token": ""}
    return render(request, "portal/gone.html", names, status=404)
