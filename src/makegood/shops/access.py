"""The doors from a member of staff to what the shops said. All staff of a desk see its shops."""

from uuid import UUID

from django.db.models import Q

from makegood.kernel import clock
from makegood.kernel.crypto import signed
from makegood.kernel.errors import NotAllowed, NotFound
from makegood.kernel.text import order_key
from makegood.people.models import Staff
from makegood.shops.models import (
    CarrierAccount,
    Command,
    Connection,
    ImportRun,
    Order,
    Parcel,
    Shop,
    Supplier,
)
from makegood.shops.rules.looking_up import CODE_LINK, ORDER_LINK
from makegood.shops.rules.previews import PREVIEW, SHOWN, unpacked


def order_for(staff: Staff, number: str | UUID) -> Order:
    """The order of this number (as written, in any case) or id, with lines and parcels at hand."""
    orders = Order.objects.select_related("shop", "customer", "connection")
    orders = orders.prefetch_related("lines__product__supplier", "parcels__lines")
    if not staff.is_active:
        raise NotFound
    found = orders.filter(_named(number)).order_by("shop__is_sample", "-placed_at").first()
    if found is None:
        raise NotFound
    return found


def order_by_link(token: str) -> Order:
    """The order a customer's link leads to; a forged one leads nowhere, and so does one whose customer was forgotten."""
    order_id = signed(token, ORDER_LINK)
    orders = Order.objects.select_related("shop", "customer")
    found = orders.filter(pk=order_id).first() if order_id else None
    if found is None or (found.customer and found.customer.anonymised_at):
        raise NotFound
    return found


def question_by_link(token: str) -> UUID:
    """The question whose code is to be entered; whether there is an order behind it nobody is told."""
    question_id = signed(token, CODE_LINK)
    if question_id is None:
        raise NotFound
    return UUID(question_id)


def shop_for(staff: Staff) -> Shop:
    """The shop whose settings this person may change: those whose role lets them change settings."""
    shop = Shop.objects.order_by("is_sample", "created_at", "id").first()
    if shop is None or not staff.is_active:
        raise NotFound
    if not staff.may("settings"):
        raise NotAllowed
    return shop


def shop_to_change(staff: Staff) -> Shop:
    """As `shop_for`, held until the transaction ends: nobody else saves between what is read and what is saved."""
    return Shop.objects.select_for_update(no_key=True).get(pk=shop_for(staff).pk)


def shop_by_preview(token: str) -> Shop:
    """The shop as it would look, saved nowhere: for whoever was given what `queries.preview_token` made in the last hour."""
    packed = signed(token, PREVIEW)
    given = unpacked(packed) if packed else {}
    shop = Shop.objects.filter(pk=given["id"]).first() if given else None
    if shop is None or clock.now().timestamp() > given["until"]:
        raise NotFound
    for field in SHOWN:
        setattr(shop, field, given[field])
    return shop


def supplier_for(staff: Staff, supplier_id: str | UUID) -> Supplier:
    """A supplier to write to."""
    uuid = _uuid(supplier_id)
    found = Supplier.objects.filter(id=uuid).first() if uuid and staff.is_active else None
    if found is None:
        raise NotFound
    return found


def command_for(staff: Staff, command_id: str | UUID) -> Command:
    """What was to be done with an order, for whoever may see orders."""
    uuid = _uuid(command_id)
    rows = Command.objects.select_related("order__shop", "order__customer", "connection")
    found = rows.filter(id=uuid).first() if uuid and staff.is_active else None
    if found is None:
        raise NotFound
    return found


def import_for(staff: Staff, import_id: str | UUID) -> ImportRun:
    """One import, for those who may change orders."""
    uuid = _uuid(import_id)
    if uuid is None or not staff.is_active or not staff.may("orders"):
        raise NotFound
    run = ImportRun.objects.select_related("shop").filter(id=uuid).first()
    if run is None:
        raise NotFound
    return run


def connection_for(staff: Staff, connection_id: str | UUID) -> Connection:
    """A connected shop, for those whose role lets them change settings."""
    uuid = _uuid(connection_id)
    if uuid is None or not staff.is_active or not staff.may("settings"):
        raise NotFound
    found = Connection.objects.select_related("shop").filter(id=uuid).first()
    if found is None:
        raise NotFound
    return found


def carrier_for(staff: Staff, carrier_id: str | UUID) -> CarrierAccount:
    """A carrier of the shop's own, for those whose role lets them change settings."""
    uuid = _uuid(carrier_id)
    if uuid is None or not staff.is_active or not staff.may("settings"):
        raise NotFound
    found = CarrierAccount.objects.select_related("shop").filter(id=uuid).first()
    if found is None:
        raise NotFound
    return found


def carrier_called(carrier_id: UUID) -> CarrierAccount:
    """The carrier a call is from; whether it is, its signature has to show."""
    rows = CarrierAccount.objects.select_related("shop")
    found = rows.filter(id=carrier_id, is_active=True).first()
    if found is None:
        raise NotFound
    return found


def parcel_for(staff: Staff, parcel_id: str | UUID) -> Parcel:
    """A parcel with its order, for whoever may see orders."""
    uuid = _uuid(parcel_id)
    rows = Parcel.objects.select_related("order__shop", "order__customer", "account")
    found = rows.filter(id=uuid).first() if uuid and staff.is_active else None
    if found is None:
        raise NotFound
    return found


def connection_called(connection_id: UUID) -> Connection:
    """The shop a webhook is for; whether it is the shop that calls, its signature has to show."""
    rows = Connection.objects.select_related("shop")
    found = rows.filter(id=connection_id, is_active=True).first()
    if found is None:
        raise NotFound
    return found


def _named(number: str | UUID) -> Q:
    uuid = _uuid(number)
    return Q(id=uuid) if uuid else Q(number_key=order_key(str(number)))


def _uuid(value: str | UUID) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except ValueError:
        return None
