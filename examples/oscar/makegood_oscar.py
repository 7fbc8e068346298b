"""What Makegood asks of a django-oscar shop: put this file beside `manage.py`, and into the shop's `urls.py`

    path("makegood/", include("makegood_oscar")),

and `rest_framework` and `rest_framework.authtoken` into INSTALLED_APPS. Then `manage.py migrate` and, for a member of
staff made for it, `manage.py drf_create_token NAME`.

It is needed beside django-oscar-api, whose list of orders can't be asked for what changed, whose lines have no name and
no SKU, and which tells nothing of parcels and payments. It adds no table and no signal: an order's date of change is
the latest date of what Oscar writes down of it. Money is moved by your EventHandler, or by nobody, as in Oscar's dashboard.
"""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice

from django.db import transaction
from django.forms.models import model_to_dict
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.dateparse import parse_datetime
from oscar.apps.order import exceptions
from oscar.core.loading import get_class, get_model
from rest_framework.authentication import TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response

import oscar

Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")
PaymentEventType = get_model("order", "PaymentEventType")
EventHandler = get_class("order.processing", "EventHandler")
CHANGES = (
    (Order, "date_placed", "pk"),
    (get_model("order", "OrderStatusChange"), "date_created", "order_id"),
    (get_model("order", "ShippingEvent"), "date_created", "order_id"),
    (get_model("order", "PaymentEvent"), "date_created", "order_id"),
    (get_model("order", "OrderNote"), "date_updated", "order_id"),
    (get_model("payment", "Transaction"), "date_created", "source__order_id"),
)
"""What bears a date of change, and whose it is. Oscar indexes all of them but the notes'."""
REFUND = "Refund"


def door(*methods):
    def opened(view):
        for wrap in (
            permission_classes([IsAdminUser]),
            authentication_classes([TokenAuthentication]),
        ):
            view = wrap(view)
        return api_view(methods)(view)

    return opened


@door("GET")
def index(request):
    statuses = Order.all_statuses()
    return Response({"oscar": oscar.get_version(), "statuses": statuses, "now": datetime.now(UTC)})


@door("GET")
def new_orders(request):
    """Orders by their id, from the first one on: what a first reading goes by."""
    after, limit = int(request.GET.get("after", 0)), _limit(request)
    found = list(_orders().filter(pk__gt=after).order_by("pk")[: limit + 1])
    left = Order.objects.filter(pk__gt=after).count() - len(found[:limit])
    told = [_order(one) for one in found[:limit]]
    return Response({"orders": told, "more": len(found) > limit, "left": left})


@door("GET")
def changed_orders(request):
    """Those of which something bears a date after (since, after): date and order's id, one after the other."""
    limit, after = _limit(request), int(request.GET.get("after", 0))
    since = parse_datetime(request.GET["since"])
    places = sorted({place for of in CHANGES for place in _places(*of, since, after, limit + 1)})
    page = places[:limit]
    told = [_order(one) for one in _orders().filter(pk__in={pk for _at, pk in page})]
    last = {"since": page[-1][0], "after": page[-1][1]} if page else None
    return Response({"orders": told, "more": len(places) > limit, "last": last})


@door("GET")
def one_order(request, pk):
    return Response(_order(get_object_or_404(_orders(), pk=pk)))


@door("POST")
@transaction.atomic
def notes(request, pk):
    order = _held(pk)
    EventHandler(request.user).create_note(order, request.data["message"])
    return Response(_order(_orders().get(pk=pk)))


@door("POST")
@transaction.atomic
def status(request, pk):
    order, data = _held(pk), request.data
    try:
        EventHandler(request.user).handle_order_status_change(
            order, data["status"], data.get("note")
        )
    except exceptions.InvalidOrderStatus as error:
        return Response({"code": "invalid_status", "message": str(error)}, status=409)
    return Response(_order(_orders().get(pk=pk)))


@door("POST")
@transaction.atomic
def shipping_address(request, pk):
    address = _held(pk).shipping_address
    if address is None:
        return Response({"code": "no_address", "message": "Nothing of it is sent."}, status=409)
    country = get_model("address", "Country").objects.filter(pk=request.data["country"]).first()
    if country is None or not country.is_shipping_country:
        return Response({"code": "no_such_country", "message": "Not sent there."}, status=409)
    for name in ("first_name", "last_name", "line1", "line2", "line4", "state", "postcode"):
        setattr(address, name, request.data.get(name, ""))
    address.country = country
    address.save()
    EventHandler(request.user).create_note(_held(pk), "Delivery address changed")  # bears the date
    return Response(_order(_orders().get(pk=pk)))


@door("POST")
@transaction.atomic
def refunds(request, pk):
    """One refund for one `reference`, whoever asks how often: the order is held meanwhile."""
    order, data = _held(pk), request.data
    amount, reference = Decimal(data["amount"]), data["reference"]
    for source in order.sources.all():
        if source.transactions.filter(txn_type=REFUND, reference=reference).exists():
            return Response(_order(_orders().get(pk=pk)))
    source = next((s for s in order.sources.all() if s.amount_available_for_refund >= amount), None)
    if source is None or amount <= 0:
        return Response({"code": "too_much", "message": "More than was paid."}, status=409)
    pieces = {order.lines.get(pk=line): int(n) for line, n in data.get("pieces", {}).items()}
    kind, _new = PaymentEventType.objects.get_or_create(name=REFUND)
    try:
        with transaction.atomic():
            EventHandler(request.user).handle_payment_event(
                order, kind, amount, list(pieces), list(pieces.values()), reference=reference
            )
            source.refund(amount, reference=reference)
    except (exceptions.InvalidPaymentEvent, get_class("payment.exceptions", "PaymentError")) as no:
        return Response({"code": "not_refunded", "message": str(no)}, status=409)
    if data.get("reason"):
        EventHandler(request.user).create_note(order, data["reason"])
    return Response(_order(_orders().get(pk=pk)))


@door("GET")
def products(request):
    limit, after = _limit(request), int(request.GET.get("after", 0))
    since = parse_datetime(request.GET["since"])
    tops = Product.objects.exclude(structure=Product.CHILD)
    places = list(islice(_places_of(tops, "date_updated", "pk", since, after), limit + 1))
    found = tops.filter(pk__in=[pk for _at, pk in places[:limit]])
    found = found.prefetch_related("stockrecords", "children__stockrecords")
    told = sorted((_product(one) for one in found), key=lambda one: (one["changed_at"], one["id"]))
    return Response({"products": told, "more": len(places) > limit})


def _limit(request):
    return min(max(int(request.GET.get("limit", 100)), 1), 100)


def _held(pk):
    return get_object_or_404(Order.objects.select_for_update(), pk=pk)


def _orders():
    return Order.objects.select_related(
        "user", "shipping_address__country", "billing_address__country"
    ).prefetch_related(
        "lines__product",
        "lines__attributes__option", "status_changes", "notes", "shipping_events__event_type",
        "shipping_events__line_quantities", "payment_events__event_type", "payment_events__line_quantities",
        "sources__source_type", "sources__transactions",
    )  # fmt: skip


def _places(model, date, of, since, after, limit):
    return islice(_places_of(model.objects, date, of, since, after), limit)


def _places_of(rows, date, of, since, after):
    """(date, order's id) after the one given; those of the very same date are told by the id."""
    same = rows.filter(**{date: since, f"{of}__gt": after}).order_by(of).values_list(date, of)
    later = rows.filter(**{f"{date}__gt": since}).order_by(date, of).values_list(date, of)
    yield from same[:101]
    yield from later[:101]


def _order(order):
    events = [_event(one) for one in order.shipping_events.all()]
    paid = [_event(one) for one in order.payment_events.all()]
    sources = [_source(one) for one in order.sources.all()]
    notes = [{"message": n.message, "at": n.date_updated} for n in order.notes.all()]
    changes = [{"to": c.new_status, "at": c.date_created} for c in order.status_changes.all()]
    parts = [*events, *paid, *notes, *changes, *(t for s in sources for t in s["transactions"])]
    names = ("number", "status", "currency", "total_incl_tax", "total_excl_tax", "shipping_incl_tax", "guest_email",
             "shipping_method", "date_placed")  # fmt: skip
    return {name: _said(getattr(order, name)) for name in names} | {
        "id": order.pk,
        "changed_at": max([order.date_placed, *(part["at"] for part in parts)]),
        "user": {"id": order.user.pk, "email": order.user.email, "name": order.user.get_full_name()}
        if order.user
        else None,
        "shipping_address": _address(order.shipping_address),
        "billing_address": _address(order.billing_address),
        "lines": [_line(line) for line in order.lines.all()],
        "shipping_events": events,
        "payment_events": paid,
        "sources": sources,
        "notes": notes,
        "status_changes": changes,
    }


def _line(line):
    names = ("title", "quantity", "partner_sku", "upc", "product_id", "line_price_incl_tax",
             "line_price_before_discounts_incl_tax")  # fmt: skip
    options = {one.option.name: str(one.value) for one in line.attributes.all() if one.option}
    return {name: _said(getattr(line, name)) for name in names} | {
        "id": line.pk,
        "parent_id": line.product.parent_id if line.product else None,
        "options": options,
    }


def _event(event):
    pieces = {str(one.line_id): one.quantity for one in event.line_quantities.all()}
    words = getattr(event, "notes", None) or getattr(event, "reference", "")
    kind = event.event_type.name
    return {
        "id": event.pk,
        "type": kind,
        "at": event.date_created,
        "words": words,
        "pieces": pieces,
    }


def _source(source):
    names = ("id", "txn_type", "amount", "reference", "status")
    return {
        "id": source.pk,
        "type": source.source_type.name,
        "label": source.label,
        "amount_debited": str(source.amount_debited),
        "amount_refunded": str(source.amount_refunded),
        "transactions": [
            {name: _said(getattr(one, name)) for name in names} | {"at": one.date_created}
            for one in source.transactions.all()
        ],
    }


def _said(value):
    """Amounts as text: a number in JSON may be read as one that is not exact."""
    return str(value) if isinstance(value, Decimal) else value


def _address(address):
    if address is None:
        return None
    told = {name: str(value or "") for name, value in model_to_dict(address).items()}
    return told | {"country": address.country_id}


def _product(product):
    own = _stock(product)
    children = [
        {"id": one.pk, "title": one.get_title(), "options": _options(one)} | _stock(one)
        for one in product.children.all()
    ]
    told = {"id": product.pk, "title": product.get_title(), "changed_at": product.date_updated}
    return told | own | {"children": children}


def _stock(product):
    record = next(iter(product.stockrecords.all()), None)
    return {
        "is_public": product.is_public,
        "sku": record.partner_sku if record else product.upc or "",
        "price": _said(record.price) if record else None,
        "currency": record.price_currency if record else None,
        "stock": record.net_stock_level if record else None,
    }


def _options(product):
    return {one.attribute.name: one.value_as_text for one in product.get_attribute_values()}


app_name = "makegood"
urlpatterns = [
    path("", index),
    path("orders/", new_orders),
    path("orders/changed/", changed_orders),
    path("orders/<int:pk>/", one_order),
    path("orders/<int:pk>/notes/", notes),
    path("orders/<int:pk>/status/", status),
    path("orders/<int:pk>/shipping-address/", shipping_address),
    path("orders/<int:pk>/refunds/", refunds),
    path("products/", products),
]
