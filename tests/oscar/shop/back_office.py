"""What the shop's people do in Oscar's dashboard, and what they sell."""

import json
from decimal import Decimal

from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from django.http import HttpRequest, JsonResponse
from oscar.core.loading import get_class, get_model
from rest_framework.authtoken.models import Token

EventHandler = get_class("order.processing", "EventHandler")


def back_office(request: HttpRequest, pk: int, what: str) -> JsonResponse:
    """`pay` takes the money by card, `ship` sends so many pieces of each line, `arrive` says that they came."""
    order = get_model("order", "Order").objects.get(pk=pk)
    told = json.loads(request.body or "{}")
    if what == "pay":
        kind, _new = get_model("payment", "SourceType").objects.get_or_create(name="Bankcard")
        source = order.sources.create(source_type=kind, currency=order.currency, label="XXXX-4242")
        source.debit(order.total_incl_tax, reference="ch_1")
        kind, _new = get_model("order", "PaymentEventType").objects.get_or_create(name="Paid")
        EventHandler().handle_payment_event(order, kind, order.total_incl_tax, reference="ch_1")
        EventHandler().handle_order_status_change(order, "Being processed")
    else:
        name = {"ship": "Shipped", "arrive": "Delivered"}[what]
        kind, _new = get_model("order", "ShippingEventType").objects.get_or_create(name=name)
        lines = list(order.lines.all())
        pieces, number = [told["pieces"]] * len(lines), told.get("number", "")
        EventHandler().handle_shipping_event(order, kind, lines, pieces, reference=number)
    return JsonResponse({"status": order.status})


def fill() -> None:
    """A customer's country, a shirt in two sizes, a member of staff with a token, and one who is none."""
    Site.objects.get_or_create(pk=1, defaults={"domain": "shop.example", "name": "Shop"})
    get_model("address", "Country").objects.create(
        iso_3166_1_a2="DE", printable_name="Germany", name="Germany", is_shipping_country=True
    )
    kind = get_model("catalogue", "ProductClass").objects.create(name="Clothes", track_stock=True)
    kind.attributes.create(name="Size", code="size", type="text")
    partner = get_model("partner", "Partner").objects.create(name="Own")
    product = get_model("catalogue", "Product")
    shirt = product.objects.create(title="Shirt", structure="parent", product_class=kind)
    for size in ("M", "L"):
        one = product(title=f"Shirt {size}", structure="child", parent=shirt)
        one.attr.size = size
        one.save()
        one.stockrecords.create(
            partner=partner, partner_sku=f"SHIRT-{size}", price=Decimal("20.00"), num_in_stock=50
        )
    for name, is_staff in (("desk", True), ("ann", False)):
        user = User.objects.create_user(name, f"{name}@example.com", "x", is_staff=is_staff)
        Token.objects.create(user=user, key=f"token-of-{name}")
