"""The sample shop: loaded while one watches, looked around in, taken away again."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.sample.actions.loading import begin_loading
from makegood.sample.actions.removing import remove_sample
from makegood.sample.queries import latest_loading, minutes_to_go, sample_shop
from makegood.ui.pages import is_htmx, render


@require_http_methods(["GET", "POST"])
@for_leads
def sample(request: HttpRequest) -> HttpResponse:
    """Asking for it brings one here to watch; when it is there, whoever watched is taken to the inbox."""
    if request.method == "POST":
        begin_loading(staff_of(request))
        return redirect(f"{reverse('console:sample')}?watch")
    loading, shop = latest_loading(), sample_shop()
    is_under_way = loading is not None and loading.ended_at is None
    if "watch" in request.GET and shop and not is_under_way:
        return _to_the_inbox(request)
    left = minutes_to_go(loading) if loading and is_under_way else None
    context = {"loading": loading, "shop": shop, "is_under_way": is_under_way, "minutes": left}
    block = "progress" if is_htmx(request) else None
    return render(request, "console/sample.html", context, block=block)


@require_POST
@for_leads
def sample_removal(request: HttpRequest) -> HttpResponse:
    if remove_sample():
        flash.success(request, _("The sample shop is gone, with all that was in it."))
    return redirect("console:sample")


def _to_the_inbox(request: HttpRequest) -> HttpResponse:
    if not is_htmx(request):
        return redirect("console:inbox")
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("console:inbox")
    return response
