"""Orders: the list, and one with its lines, parcels and cases."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from makegood.cases.queries import case_numbers_of
from makegood.console.access import for_staff, staff_of
from makegood.console.flowwords import STATIONS
from makegood.console.parceltroubles import troubles_by_parcel, zone_of
from makegood.flows.queries import told_of
from makegood.kernel.money import Money
from makegood.people.queries import main_email
from makegood.shops.access import order_for
from makegood.shops.models import Order
from makegood.shops.queries import entries_of, order_page, order_url, purse_of, state_names
from makegood.ui.pages import is_htmx, render

SHOWN = 50


@require_GET
@for_staff
def orders(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("text", "")
    page = order_page(request.GET.get("after") or None, SHOWN, text)
    block = "rows" if is_htmx(request) else None
    context = {"page": page, "text": text, "order_states": state_names(page.rows)}
    return render(request, "console/orders.html", context, block=block)


@require_GET
@for_staff
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    its_order = order_for(staff, order_id)
    buyer = its_order.customer
    context = {
        "order": its_order,
        "order_states": state_names([its_order]),
        "cases": case_numbers_of(staff, order=its_order),
        "customer_email": main_email(buyer) if buyer else "",
        "entries": entries_of(its_order),
        "extras": _extras(its_order),
        "troubles": troubles_by_parcel(its_order.parcels.all(), zone_of(buyer, its_order.shop)),
        "may_add": staff.may("answer"),
        "page_url": order_url(its_order.pk),
        "told": [(one, STATIONS.get(one.station, one.station)) for one in told_of(its_order)],
    }
    return render(request, "console/order.html", context)


def _extras(its_order: Order) -> list[tuple[str, Money]]:
    """What of the total is not for articles, as far as the shop says."""
    said = (
        (_("Delivery"), its_order.shipping_minor),
        (_("Discount"), its_order.discount_minor),
        (_("Tax in it"), its_order.tax_minor),
        (_("Gone back"), purse_of(its_order).refunded),
    )
    return [(label, Money(minor, its_order.currency)) for label, minor in said if minor]
