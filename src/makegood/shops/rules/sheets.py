"""What rows of a file say, put together: an order with its lines and parcels, a customer, a product."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from makegood.kernel.text import Phrase, _, order_key
from makegood.shops.rules import cells
from makegood.shops.rules.cells import BadCell, Cell, Manners

Cells = Mapping[str, Cell]


@dataclass(frozen=True)
class LineSheet:
    """One position. A price of None was not told."""

    sku: str
    name: str
    quantity: int
    price_minor: int | None
    supplier: str


@dataclass
class ParcelSheet:
    """One parcel and the positions (from 1) in it."""

    number: str
    carrier: str = ""
    shipped_at: datetime | None = None
    expected_at: datetime | None = None
    delivered_at: datetime | None = None
    positions: set[int] = field(default_factory=set)

    @property
    def key(self) -> str:
        return order_key(self.number)


@dataclass
class OrderSheet:
    """An order as the file tells it; None and "" mean that it does not say."""

    number: str
    placed_at: datetime | None = None
    state: str = ""
    currency: str = ""
    total_minor: int | None = None
    delivered_at: datetime | None = None
    address: dict[str, str] = field(default_factory=dict)
    email: str = ""
    phone: str = ""
    unread_phone: str = ""
    """A phone as it is written, when it can't be read as one."""
    name: str = ""
    language: str = ""
    country: str = ""
    lines: list[LineSheet] = field(default_factory=list)
    parcels: list[ParcelSheet] = field(default_factory=list)

    @property
    def key(self) -> str:
        return order_key(self.number)


@dataclass(frozen=True)
class CustomerSheet:
    """A customer as the file tells them."""

    email: str
    phone: str
    name: str
    language: str
    country: str
    note: str
    group: str = ""
    unread_phone: str = ""
    """A phone as it is written, when it can't be read as one."""


@dataclass(frozen=True)
class ProductSheet:
    """A product as the file tells it."""

    sku: str
    name: str
    price_minor: int | None
    supplier: str
    warranty_months: int | None


class BadRow(Exception):
    """Row `index` of the group can't be taken."""

    def __init__(self, index: int, reason: Phrase) -> None:
        super().__init__(index, str(reason))
        self.index = index
        self.reason = reason


def order_sheet(rows: Sequence[Cells], manners: Manners) -> OrderSheet:
    """One order from all its rows: the first row that says a thing counts, each row may add a line and a parcel."""
    sheet = OrderSheet(number="")
    for index, row in enumerate(rows):
        try:
            _cover(sheet, row, manners)
            _contents(sheet, row, manners)
        except BadCell as bad:
            raise BadRow(index, bad.reason) from bad
    _conclude(sheet)
    return sheet


def customer_sheet(rows: Sequence[Cells], manners: Manners) -> CustomerSheet:
    """One customer from all their rows: the last that says a thing counts."""
    said: dict[str, str] = {}
    for index, row in enumerate(rows):
        try:
            said.update({name: value for name, value in _person(row, manners) if value})
        except BadCell as bad:
            raise BadRow(index, bad.reason) from bad
    if said.get("phone"):
        said.pop("unread_phone", None)
    if not said.get("email") and not said.get("phone"):
        raise BadRow(0, _nobody(said.get("unread_phone", "")))
    names = ("email", "phone", "name", "language", "country", "note", "group", "unread_phone")
    return CustomerSheet(**{name: said.get(name, "") for name in names})


def product_sheet(rows: Sequence[Cells], manners: Manners) -> ProductSheet:
    """One product from all its rows: the last that says a thing counts."""
    said: dict[str, Any] = {"price_minor": None, "supplier": "", "warranty_months": None}
    for index, row in enumerate(rows):
        try:
            told = {
                name: value for name, value in _product(row, manners) if value not in {"", None}
            }
        except BadCell as bad:
            raise BadRow(index, bad.reason) from bad
        said.update(told)
    if not said.get("sku"):
        raise BadRow(0, _("The article number is missing."))
    if not said.get("name"):
        raise BadRow(0, _("The product has no name."))
    return ProductSheet(**said)


def key_of(kind: str, row: Cells) -> str:
    """What rows of one thing have in common; "" when the row does not say."""
    if kind == "orders":
        return order_key(cells.identifier(row.get("number")))
    if kind == "products":
        return cells.identifier(row.get("sku"))
    address = cells.plain(row.get("email")).casefold()
    return address or re.sub(r"\D", "", cells.plain(row.get("phone")))


def continues(kind: str, row: Cells) -> bool:
    """Whether a row without a key goes on with the thing above it: an export that names each order once."""
    return kind == "orders" and any(
        cells.plain(row.get(name)) for name in ("line_sku", "line_name", "parcel_number")
    )


def _cover(sheet: OrderSheet, row: Cells, manners: Manners) -> None:
    sheet.number = sheet.number or cells.identifier(row.get("number"))
    sheet.currency = sheet.currency or _currency(row.get("currency"))
    currency = sheet.currency or manners.currency
    sheet.placed_at = sheet.placed_at or cells.moment(row.get("placed_at"), manners)
    sheet.delivered_at = sheet.delivered_at or cells.moment(row.get("delivered_at"), manners)
    sheet.state = sheet.state or cells.words(row.get("state"), 80)
    if sheet.total_minor is None:
        sheet.total_minor = cells.minor(row.get("total"), currency, manners)
    for name, value in _buyer(row, manners):
        if value and not getattr(sheet, name):
            setattr(sheet, name, value)
    for part in ("street", "street2", "postcode", "city", "region", "country"):
        if value := cells.words(row.get(part), 200):
            sheet.address.setdefault(part, value)


def _buyer(row: Cells, manners: Manners) -> Iterable[tuple[str, str]]:
    country = cells.country_code(row.get("country"))
    yield "country", country
    yield "email", cells.email(row.get("customer_email"))
    yield from _phones(row.get("customer_phone"), manners, country)
    yield "name", _name(row, "customer_name", "customer_first_name", "customer_last_name")
    yield "language", cells.language_code(row.get("language"))


def _contents(sheet: OrderSheet, row: Cells, manners: Manners) -> None:
    position = None
    if line := _line(row, sheet.currency or manners.currency, manners):
        sheet.lines.append(line)
        position = len(sheet.lines)
    for number in _parcel_numbers(row.get("parcel_number")):
        parcel = _parcel(sheet, number)
        parcel.carrier = parcel.carrier or cells.words(row.get("carrier"), 60)
        for name, column in (
            ("shipped_at", "shipped_at"),
            ("expected_at", "expected_at"),
            ("delivered_at", "parcel_delivered_at"),
        ):
            if getattr(parcel, name) is None:
                setattr(parcel, name, cells.moment(row.get(column), manners))
        if position:
            parcel.positions.add(position)


def _line(row: Cells, currency: str, manners: Manners) -> LineSheet | None:
    sku = cells.identifier(row.get("line_sku"))
    name = cells.words(row.get("line_name"), 300)
    if not sku and not name:
        return None
    quantity = cells.count(row.get("line_quantity"), manners)
    price = cells.minor(row.get("line_price"), currency, manners)
    supplier = cells.words(row.get("supplier"), 160)
    return LineSheet(sku, name or sku, 1 if quantity is None else quantity, price, supplier)


def _parcel_numbers(cell: Cell) -> list[str]:
    """One cell may hold several, with commas between."""
    if not isinstance(cell, str):
        number = cells.identifier(cell)
        return [number] if order_key(number) else []
    parts = (cells.identifier(part) for part in re.split(r"[,;\n|]", cell) if part.strip())
    return [part for part in parts if order_key(part)]


def _parcel(sheet: OrderSheet, number: str) -> ParcelSheet:
    for parcel in sheet.parcels:
        if parcel.key == order_key(number):
            return parcel
    sheet.parcels.append(ParcelSheet(number))
    return sheet.parcels[-1]


def _conclude(sheet: OrderSheet) -> None:
    if not sheet.key:
        raise BadRow(0, _("The order number is missing."))
    if sheet.phone:
        sheet.unread_phone = ""
    for parcel in sheet.parcels:
        parcel.delivered_at = parcel.delivered_at or sheet.delivered_at
    arrivals = [parcel.delivered_at for parcel in sheet.parcels]
    if sheet.delivered_at is None and arrivals and None not in arrivals:
        sheet.delivered_at = max(at for at in arrivals if at)
    prices = [line.price_minor for line in sheet.lines]
    if sheet.total_minor is None and prices and None not in prices:
        sheet.total_minor = sum(line.quantity * (line.price_minor or 0) for line in sheet.lines)


def _currency(cell: Cell) -> str:
    text = cells.plain(cell).upper()
    code = {"€": "EUR", "$": "USD", "£": "GBP", "₽": "RUB", "FT": "HUF", "DIN": "RSD"}.get(
        text, text
    )
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise BadCell(_("“%(value)s” is not a currency.", value=text))
    return code


def _name(row: Cells, whole: str, first: str, last: str) -> str:
    full = cells.words(row.get(whole), 200)
    parts = (cells.words(row.get(name), 100) for name in (first, last))
    return full or " ".join(part for part in parts if part)


def _person(row: Cells, manners: Manners) -> Iterable[tuple[str, str]]:
    country = cells.country_code(row.get("country"))
    yield "email", cells.email(row.get("email"))
    yield from _phones(row.get("phone"), manners, country)
    yield "name", _name(row, "name", "first_name", "last_name")
    yield "language", cells.language_code(row.get("language"))
    yield "country", country
    yield "note", cells.words(row.get("note"), 4000)
    yield "group", cells.words(row.get("group"), 80)


def _phones(cell: Cell, manners: Manners, country: str) -> Iterable[tuple[str, str]]:
    phone = cells.phone(cell, manners, country)
    yield "phone", phone
    written = cells.words(cell, 80)
    yield "unread_phone", written if not phone and re.search(r"\d", written) else ""


def _nobody(unread_phone: str) -> Phrase:
    if unread_phone:
        return _(
            "“%(value)s” can't be read as a phone number. Write it with + and the number of its country.",
            value=unread_phone,
        )
    return _("There is neither an e-mail address nor a phone number.")


def _product(row: Cells, manners: Manners) -> Iterable[tuple[str, object]]:
    yield "sku", cells.identifier(row.get("sku"))
    yield "name", cells.words(row.get("name"), 300)
    yield "price_minor", cells.minor(row.get("price"), manners.currency, manners)
    yield "supplier", cells.words(row.get("supplier"), 160)
    months = cells.count(row.get("warranty_months"), manners)
    if months is not None and months > 1200:
        raise BadCell(_("“%(value)s” is not a number of months.", value=months))
    yield "warranty_months", months
