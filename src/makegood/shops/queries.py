"""Reading the mirror."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Concat, RowNumber

from makegood.kernel import clock
from makegood.kernel.asking import Question, all_of
from makegood.kernel.at_hand import is_at_hand, keep_at_hand
from makegood.kernel.crypto import sign
from makegood.kernel.errors import BadInput
from makegood.kernel.money import Money
from makegood.kernel.text import order_key
from makegood.kernel.written import written, written_rows
from makegood.people.models import Customer, Identity
from makegood.shops.models import (
    CarrierAccount,
    Command,
    Connection,
    Document,
    Entry,
    Hint,
    ImportRun,
    Line,
    Order,
    Parcel,
    Product,
    Refusal,
    Shop,
    StateMapping,
    Supplier,
    TrackingEvent,
    Variant,
)
from makegood.shops.rules.lateness import Known, Trouble, troubles
from makegood.shops.rules.looking_up import CODE_LINK, ORDER_LINK
from makegood.shops.rules.numbers import keys_in
from makegood.shops.rules.previews import PREVIEW, SHOWN, packed
from makegood.shops.rules.purses import Asked, Movement, Purse, purse_of_file, purse_of_ledger

SCANS = 12
"""Of a parcel's scans the last that are shown to its buyer."""


@dataclass(frozen=True)
class OrderPage:
    """Some orders, newest first, and where the next page begins (None: there is none)."""

    rows: list[Order]
    next: str | None


def the_shop() -> Shop | None:
    """The shop this desk is for: the first real one, else the sample, else none yet."""
    return Shop.objects.order_by("is_sample", "created_at", "id").first()


def preview_token(shop: Shop) -> str:
    """What shows the shop as this object has it, whatever is saved; `access.shop_by_preview` takes it for an hour."""
    until = (clock.now() + timedelta(hours=1)).timestamp()
    shown = {field: getattr(shop, field) for field in SHOWN}
    return sign(packed({"id": shop.pk, "until": until, **shown}), PREVIEW)


def is_a_logo(sha256: str) -> bool:
    """Whether some shop of the desk shows this file as its logo."""
    return Shop.objects.filter(logo_sha256=sha256).exists()


def shops() -> QuerySet[Shop]:
    """All shops, the real ones first."""
    return Shop.objects.order_by("is_sample", "created_at", "id")


def orders_in_text(shop: Shop, text: str) -> list[Order]:
    """The shop's orders whose numbers are written in `text`, the likeliest first."""
    keys = keys_in(text)
    found = orders_by_key(shop, keys)
    return [found[key] for key in keys if key in found]


def orders_by_key(shop: Shop, keys: Collection[str]) -> dict[str, Order]:
    """Those of the shop's orders that have one of these numbers, as they are matched."""
    if not keys:
        return {}
    return {order.number_key: order for order in _orders_by_key(shop.pk, list(keys))}


@written_rows
def _orders_by_key(shop_id: UUID, keys: list[str]) -> QuerySet[Order]:
    return Order.objects.filter(shop=shop_id, number_key__any=keys)


def orders_of(customer: Customer) -> QuerySet[Order]:
    """What the customer ordered, newest first, with lines and parcels at hand."""
    orders = Order.objects.filter(customer=customer).order_by("-placed_at", "-id")
    return orders.prefetch_related("lines__product", "parcels")


def keep_lines_at_hand(order: Order) -> None:
    """`order.lines.all()` asks no more from now on; by position."""
    if not is_at_hand(order, "lines"):
        keep_at_hand([order], "lines", _lines(order.pk))


def keep_parcels_at_hand(order: Order) -> None:
    """`order.parcels.all()` asks no more from now on."""
    if not is_at_hand(order, "parcels"):
        keep_at_hand([order], "parcels", _parcels(order.pk))


@written_rows
def _lines(order_id: UUID) -> QuerySet[Line]:
    return Line.objects.filter(order=order_id).order_by("position", "pk")


@written_rows
def _parcels(order_id: UUID) -> QuerySet[Parcel]:
    return Parcel.objects.filter(order=order_id).order_by("pk")


@written_rows
def latest_orders(customer_id: UUID) -> QuerySet[Order]:
    """The customer's last dozen orders, newest first."""
    return Order.objects.filter(customer=customer_id).order_by("-placed_at", "-id")[:12]


@dataclass(frozen=True)
class Spent:
    """What a customer's orders come to in one currency, as the mirror has them."""

    total: Money
    orders: int


def spent_by(customer: Customer) -> Question:
    """One text for each currency, for `spent` to read."""
    return _spent_by(customer.pk)


@written
def _spent_by(customer_id: UUID) -> Question:
    told = Concat(
        F("currency"),
        Value(" "),
        Sum("total_minor"),
        Value(" "),
        Count("pk"),
        output_field=TextField(),
    )
    orders = Order.objects.filter(customer=customer_id).values("currency").annotate(told=told)
    return all_of(orders.order_by("currency").values_list("told"))


def spent(told: Collection[str]) -> list[Spent]:
    """The answer to `spent_by`, the currency with most orders first."""
    parts = [one.split(" ") for one in told]
    found = [Spent(Money(int(minor), currency), int(count)) for currency, minor, count in parts]
    return sorted(found, key=lambda one: -one.orders)


def order_url(order_id: UUID) -> str:
    """Where the customer follows their order, without an account: whoever has the address sees it."""
    return f"{settings.MAKEGOOD_URL}/o/{sign(order_id.hex, ORDER_LINK)}/"


def code_token(question_id: UUID) -> str:
    """What `access.question_by_link` takes."""
    return sign(question_id.hex, CODE_LINK)


def lines_bought(order: Order) -> QuerySet[Line]:
    """What was ordered, as the order names it."""
    return Line.objects.filter(order=order).order_by("position")


def parcels_of(order: Order) -> list[Parcel]:
    """The order's parcels with what is in them, the first sent first; two statements."""
    parcels = Parcel.objects.filter(order=order).order_by("shipped_at", "pk")
    return list(parcels.prefetch_related("packed_set__line"))


def scans_of(parcels: Collection[Parcel]) -> dict[UUID, list[TrackingEvent]]:
    """What carriers told of these parcels, the latest first; of each a dozen at most."""
    found: dict[UUID, list[TrackingEvent]] = {one.pk: [] for one in parcels}
    if found:
        place = Window(RowNumber(), partition_by="parcel_id", order_by=("-at", "-pk"))
        rows = TrackingEvent.objects.filter(parcel__in=found).annotate(place_in_row=place)
        for row in rows.filter(place_in_row__lte=SCANS).order_by("-at", "-pk"):
            found[row.parcel_id].append(row)
    return found


def suppliers_of(shop: Shop, order: Order | None = None) -> QuerySet[Supplier]:
    """Everybody who supplies the shop, those of the order's products first."""
    theirs = Line.objects.filter(order=order, product__supplier=OuterRef("pk"))
    rows = Supplier.objects.filter(shop=shop).annotate(is_of_order=Exists(theirs))
    return rows.order_by("-is_of_order", "name")


def order_page(after: str | None = None, limit: int = 50, text: str = "") -> OrderPage:
    """Orders newest first; `text` narrows to an order or parcel number's beginning, an e-mail or a phone."""
    orders = Order.objects.select_related("customer").order_by("-placed_at", "-id")
    if text.strip():
        orders = orders.filter(_mentions(text.strip()))
    if after:
        placed_at, order_id = _cursor(after)
        orders = orders.filter(
            Q(placed_at__lt=placed_at) | Q(placed_at=placed_at, id__lt=order_id),
            placed_at__lte=placed_at,
        )
    rows = list(orders[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return OrderPage(rows, f"{rows[-1].placed_at.isoformat()}|{rows[-1].id}" if more else None)


def recent_imports(limit: int = 20) -> QuerySet[ImportRun]:
    """The latest files taken in, newest first."""
    return ImportRun.objects.order_by("-started_at")[:limit]


def _mentions(text: str) -> Q:
    key = order_key(text)
    identity = Identity.objects.filter(customer=OuterRef("customer"), value__istartswith=text)
    found = Q(Exists(identity))
    if key:
        parcel = Parcel.objects.filter(order=OuterRef("pk"), number_key__startswith=key)
        found |= Q(number_key__startswith=key) | Q(Exists(parcel))
    return found


def _cursor(after: str) -> tuple[datetime, UUID]:
    placed_at, _, order_id = after.partition("|")
    try:
        at, last = datetime.fromisoformat(placed_at), UUID(order_id)
    except ValueError as error:
        raise BadInput("after", "a cursor from an earlier page") from error
    if at.tzinfo is None:
        raise BadInput("after", "a cursor from an earlier page")
    return at, last


def product_by_sku(shop: Shop | None, sku: str) -> Product | None:
    """The article of this number, however it is capitalised."""
    if shop is None or not sku.strip():
        return None
    return Product.objects.filter(shop=shop, sku__iexact=sku.strip()).first()


def connections_due(limit: int = 50) -> list[UUID]:
    """The shops to be read now, the longest due first."""
    due = Connection.objects.filter(is_active=True, due_at__lte=clock.now())
    return list(due.order_by("due_at").values_list("pk", flat=True)[:limit])


def connections_hinted_at() -> list[UUID]:
    """The shops whose webhooks wait to be followed, and which do not rest after a failure."""
    waiting = Hint.objects.filter(connection=OuterRef("pk"), read_at=None)
    rests = Q(failing_since__isnull=False, due_at__gt=clock.now())
    rows = Connection.objects.filter(Exists(waiting), is_active=True).exclude(rests)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class ConnectionTile:
    """One connected shop, and how many of its things could not be taken in."""

    connection: Connection
    refused: int


def connection_tiles() -> list[ConnectionTile]:
    """Every shop that is or was connected, those in use first; two statements."""
    rows = list(Connection.objects.select_related("shop").order_by("-is_active", "created_at"))
    counted = Refusal.objects.values_list("connection").annotate(Count("pk")).order_by()
    refused = dict(counted)
    return [ConnectionTile(row, refused.get(row.pk, 0)) for row in rows]


def refusals_of(connection: Connection, after: int | None = None) -> list[Refusal]:
    """What could not be taken in of a shop, the latest first, without the words it came in; fifty, and one more when
    there are more."""
    rows = Refusal.objects.filter(connection=connection).defer("raw").order_by("-id")
    return list((rows.filter(id__lt=after) if after else rows)[:51])


def states_of(connection: Connection) -> QuerySet[StateMapping]:
    """The states the shop has, as they are mapped."""
    return StateMapping.objects.filter(connection=connection).order_by("name", "state")


def state_names(orders: Collection[Order]) -> dict[UUID, str]:
    """What their shops call the states they are in, by order. Of a shop that counts its states the names are asked for,
    of others nothing."""
    counted = [order for order in orders if order.connection_id and order.state.isdigit()]
    known = StateMapping.objects.filter(
        connection__in={order.connection_id for order in counted},
        state__in={order.state for order in counted},
    ).exclude(name="")
    rows = known.values_list("connection_id", "state", "name") if counted else ()
    names: dict[tuple[UUID | None, str], str] = {(of, state): name for of, state, name in rows}
    return {one.pk: names.get((one.connection_id, one.state), one.state) for one in orders}


def entries_of(order: Order) -> list[Entry]:
    """The order's ledger as its shop has it, oldest first."""
    rows = list(Entry.objects.filter(order=order).order_by("at", "pk"))
    for row in rows:
        row.order = order
    return rows


def purse_of(order: Order) -> Purse:
    """What was paid for the order and can still go back, its lines at hand; three statements at most."""
    bought = {line.key: line.quantity for line in order.lines.all()}
    asked = [_asked(row) for row in _refunds_asked(order)]
    if order.connection_id is None:
        return purse_of_file(order.total_minor, asked, bought, order.shipping_minor)
    moved = [
        Movement(e.external_id, e.kind == Entry.Kind.REFUND, e.amount_minor, e.pieces)
        for e in Entry.objects.filter(order=order)
    ]
    is_by_hand = any(one.answered_at and not one.external_id for one in asked)
    read_at = _read_at(order) if is_by_hand else None
    return purse_of_ledger(moved, asked, bought, read_at, order.shipping_minor)


@dataclass(frozen=True)
class CommandPage:
    """Some commands, and where the next page begins (None: there is none)."""

    rows: list[Command]
    next: str | None


def siblings_of(order: Order) -> dict[str, list[Variant]]:
    """Line's id → the other variants of its product that can be bought for as much, as far as the mirror knows them."""
    lines = [line for line in order.lines.all() if line.variant_id and line.product_id]
    products = {line.product_id for line in lines}
    rows = Variant.objects.filter(product__in=products).exclude(external_id="").order_by("pk")
    known = {row.pk: row for row in rows}
    found = {}
    for line in lines:
        own = known.get(line.variant_id) if line.variant_id else None
        others = [one for one in known.values() if own and _stands_for(own, one)]
        if others:
            found[line.key] = others
    return found


def _stands_for(own: Variant, other: Variant) -> bool:
    is_sibling = own.product_id == other.product_id and own.pk != other.pk
    return is_sibling and other.is_available and own.price_minor == other.price_minor


def commands_of(order: Order, after: str | None = None, limit: int = 50) -> CommandPage:
    """What was to be done with the order, the latest first."""
    rows = Command.objects.filter(order=order).order_by("-drafted_at", "-pk")
    if after:
        at, last = _cursor(after)
        rows = rows.filter(Q(drafted_at__lt=at) | Q(drafted_at=at, pk__lt=last))
    page = _command_page(list(rows[: limit + 1]), limit)
    for row in page.rows:
        row.order = order
    return page


def commands_for_a_person(after: str | None = None, limit: int = 50) -> CommandPage:
    """What somebody has to do in a shop, or to look for there."""
    left = [Command.Outcome.BY_HAND, Command.Outcome.UNKNOWN]
    rows = Command.objects.filter(outcome__in=left, due_at=None).order_by("drafted_at", "pk")
    if after:
        at, last = _cursor(after)
        later = Q(drafted_at__gt=at) | Q(drafted_at=at, pk__gt=last)
        rows = rows.filter(later, drafted_at__gte=at)
    found = rows.select_related("order__shop", "order__customer")[: limit + 1]
    return _command_page(list(found), limit)


def _command_page(found: list[Command], limit: int) -> CommandPage:
    rows = found[:limit]
    more = len(found) > limit
    return CommandPage(rows, f"{rows[-1].drafted_at.isoformat()}|{rows[-1].pk}" if more else None)


def _refunds_asked(order: Order) -> QuerySet[Command]:
    asked = Command.objects.filter(order=order, kind="refund")
    return asked.exclude(outcome=Command.Outcome.REFUSED)


def _asked(row: Command) -> Asked:
    told = row.arguments
    return Asked(told["amount_minor"], row.external_id, row.answered_at, told.get("pieces", {}))


def _read_at(order: Order) -> datetime | None:
    """When what the mirror has of the order was read."""
    said = Document.objects.filter(
        connection=order.connection_id,
        kind=Document.Kind.ORDER,
        external_id=order.external_id,
    )
    return said.values_list("read_at", flat=True).first()


def commands_due(limit: int = 50) -> list[UUID]:
    """What shops are to be told, or what is to be found out of it, the longest due first."""
    due = Command.objects.filter(due_at__lte=clock.now(), connection__is_active=True)
    due = due.order_by("due_at")
    return list(due.values_list("pk", flat=True)[:limit])


def connections_in_use() -> list[UUID]:
    """The shops that were read whole once and can be read."""
    rows = Connection.objects.filter(is_active=True, imported_at__isnull=False, failing_since=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def carriers_due() -> list[UUID]:
    """The carriers that may be asked, and of which some parcel is due."""
    now = clock.now()
    due = Parcel.objects.filter(account=OuterRef("pk"), due_at__lte=now)
    rows = CarrierAccount.objects.filter(Q(rests_until=None) | Q(rests_until__lte=now), Exists(due))
    return list(rows.filter(is_active=True).order_by("pk").values_list("pk", flat=True))


def carriers_of(shop: Shop) -> QuerySet[CarrierAccount]:
    """The carriers the shop sends with, by name."""
    return CarrierAccount.objects.filter(shop=shop).order_by("name", "pk")


def all_scans_of(parcel: Parcel) -> list[TrackingEvent]:
    """What was told of it, the latest first; of an endless story the last chapters."""
    return list(
        TrackingEvent.objects.filter(parcel=parcel).order_by("-at", "-seen_at", "-pk")[:200]
    )


def troubles_of(parcel: Parcel, zone: str, cause: str = "") -> list[Trouble]:
    """What is wrong with it now; asks nothing. `zone` is the customer's."""
    known = Known(
        state=str(parcel.state),
        state_at=parcel.state_at,
        moved_at=parcel.moved_at,
        shipped_at=parcel.shipped_at,
        promised_at=parcel.promised_at,
        collect_until=parcel.collect_until,
        delivered_at=parcel.delivered_at,
        known_at=parcel.known_at,
        cause=cause,
    )
    return troubles(known, clock.now(), zone)
