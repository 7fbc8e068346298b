"""Orders as 1C hands them over, with the shipments and payments that hang on them.

Those are said in one of three ways: as values on the order ("Дата оплаты по 1С"), as documents below it
(ПодчиненныйДокумент), or as documents beside it that name it as their ground (Основание).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO
from xml.etree.ElementTree import Element, tostring
from zoneinfo import ZoneInfo

from makegood.adapters.shops.onec.unpacking import elements
from makegood.adapters.shops.onec.words import (
    currency,
    day_and_time,
    is_so,
    minor,
    moment,
    number,
    options,
    requisites,
    text,
)
from makegood.shops.ports import (
    AddressSeen,
    CustomerSeen,
    InstrumentSeen,
    LineSeen,
    OrderSeen,
    ParcelSeen,
    PaymentSeen,
    RefundSeen,
)

DOCUMENT = "Документ"
ORDER = "заказ товара"
CANCELLED, DELETED, SENT, PAID, TAKEN = "Отменен", "Удален", "Отгружен", "Оплачен", "Принят"
DELIVERY = {"ORDER_DELIVERY", "DELIVERY"}
_TRACKING = ("Трек-номер", "Трек номер", "Идентификатор отправления", "Номер отправления")
_COUNTRIES = {"россия": "RU", "российская федерация": "RU", "украина": "UA", "казахстан": "KZ", "беларусь": "BY", "сербия": "RS"}  # fmt: skip
_METHODS = ("Метод оплаты", "Тип платежа", "Способ оплаты")


def grounds(stream: IO[bytes]) -> dict[str, list[Element]]:
    """Documents that are no orders, by the order they belong to. They may stand before it."""
    found: dict[str, list[Element]] = {}
    for one in elements(stream, DOCUMENT):
        if one.tag == DOCUMENT and not is_order(one):
            found.setdefault(text(one, "Основание"), []).append(one)
    return found


def is_order(document: Element) -> bool:
    return text(document, "ХозОперация").casefold() in {ORDER, "", "заказ клиента", "счет на оплату"}  # fmt: skip


def read(
    order: Element,
    below: Sequence[Element],
    changed_at: datetime,
    zone: ZoneInfo,
    usual_currency: str,
) -> OrderSeen:
    """What the document says, as our values."""
    said = requisites(order)
    below = [*order.findall("ПодчиненныеДокументы/ПодчиненныйДокумент"), *below]
    money = currency(text(order, "Валюта"), usual_currency)
    total = minor(text(order, "Сумма"), money)
    lines, shipping = _lines(order, money)
    sent = [one for one in below if _operation(one) == "отпуск товара"]
    return OrderSeen(
        external_id=text(order, "Ид") or text(order, "Номер"),
        number=text(order, "Номер") or said.get("Номер по 1С", ""),
        changed_at=changed_at,
        placed_at=day_and_time(order, zone),
        state=_state(said, bool(sent)),
        currency=money,
        total_minor=total,
        raw="".join(tostring(one, encoding="unicode") for one in (order, *below)),
        shipping_minor=shipping,
        tax_minor=_sum(order, "Налоги/Налог", money),
        discount_minor=_sum(order, "Скидки/Скидка", money),
        customer=_customer(order),
        address=_address(order, said),
        lines=tuple(lines),
        parcels=tuple(_parcels(sent, said, zone)),
        payments=tuple(_payments(below, said, total, money, zone)),
        refunds=tuple(_refunds(below, said, money, zone)),
    )


def _state(said: dict[str, str], is_sent: bool) -> str:
    """What 1C calls it; where it gives it no name, what its marks come to."""
    if is_so(said.get("ПометкаУдаления", "")) or is_so(said.get("Пометка удаления", "")):
        return DELETED
    if is_so(said.get("Отменен", "")) or is_so(said.get("Отменён", "")):
        return CANCELLED
    named = said.get("Статус заказа") or said.get("Статуса заказа ИД") or said.get("Статус")
    if named:
        return named
    if is_sent or said.get("Дата отгрузки по 1С"):
        return SENT
    return PAID if said.get("Дата оплаты по 1С") else TAKEN


def _lines(order: Element, money: str) -> tuple[list[LineSeen], int | None]:
    """Its positions, and what is paid for delivery. A position has no id: it is its article, counted."""
    lines: list[LineSeen] = []
    times: Counter[str] = Counter()
    shipping: int | None = None
    for one in order.findall("Товары/Товар"):
        variant = text(one, "Ид")
        paid = minor(text(one, "Сумма"), money)
        if variant in DELIVERY:
            shipping = (shipping or 0) + paid
            continue
        named = variant or text(one, "Наименование")
        times[named] += 1
        quantity, chosen = _quantity(one)
        lines.append(
            LineSeen(
                external_id=named if times[named] == 1 else f"{named}/{times[named]}",
                name=text(one, "Наименование"),
                quantity=quantity,
                sku=text(one, "Артикул"),
                product_id=variant.partition("#")[0],
                variant_id=variant if "#" in variant else "",
                total_minor=paid,
                options={**options(one), **chosen},
            )
        )
    return lines, shipping


def _quantity(of: Element) -> tuple[int, dict[str, str]]:
    """Pieces. What is sold by the metre is one piece of so many metres."""
    said = number(text(of, "Количество") or "1")
    if said == said.to_integral_value() and said >= 0:
        return int(said), {}
    unit = text(of, "БазоваяЕдиница") or text(of, "Единица")
    return 1, {"Количество": f"{said.normalize():f} {unit}".strip()}


def _sum(order: Element, path: str, money: str) -> int | None:
    found = [minor(text(one, "Сумма"), money) for one in order.findall(path)]
    return sum(found) if found else None


def _customer(order: Element) -> CustomerSeen:
    who = _buyer(order)
    if who is None:
        return CustomerSeen()
    emails, phones = [], []
    for one in who.findall("Контакты/Контакт"):
        kind, value = text(one, "Тип").casefold(), text(one, "Значение")
        if "@" in value:
            emails.append(value)
        elif value and ("телефон" in kind or any(sign.isdigit() for sign in value)):
            phones.append(value)
    parts = (text(who, "Имя"), text(who, "Фамилия"))
    own = " ".join(part for part in parts if part)
    return CustomerSeen(
        email=emails[0] if emails else "",
        name=text(who, "ПолноеНаименование") or own or text(who, "Наименование"),
        external_id=text(who, "Ид"),
        phones=tuple(dict.fromkeys(phones)),
    )


def _buyer(order: Element) -> Element | None:
    all_of_them = order.findall("Контрагенты/Контрагент")
    buyers = [one for one in all_of_them if text(one, "Роль") == "Покупатель"]
    return next(iter(buyers or all_of_them), None)


def _address(order: Element, said: dict[str, str]) -> AddressSeen:
    """Where it goes: in parts where 1C has some, else on one line."""
    who = _buyer(order)
    found = None
    for path in ("АдресДоставки", "Адрес", "АдресРегистрации"):
        found = next((o.find(path) for o in (order, who) if o is not None and o.find(path) is not None), None)  # fmt: skip
        if found is not None:
            break
    parts = {
        text(one, "Тип"): text(one, "Значение")
        for one in (found.findall("АдресноеПоле") if found is not None else ())
    }
    road = ", ".join(parts[name] for name in ("Улица", "Дом", "Корпус", "Квартира") if parts.get(name))  # fmt: skip
    whole = said.get("Адрес доставки") or text(found, "Представление")
    country = parts.get("Страна", "").casefold()
    return AddressSeen(
        name=_customer(order).name,
        street=road or whole,
        postcode=parts.get("Почтовый индекс", ""),
        city=parts.get("Город") or parts.get("Населенный пункт", ""),
        region=parts.get("Регион", ""),
        country=_COUNTRIES.get(country, country.upper() if len(country) == 2 else ""),
    )


def _parcels(sent: Iterable[Element], said: dict[str, str], zone: ZoneInfo) -> Iterable[ParcelSeen]:
    """A number of 1C's own is no carrier's: a parcel has one where it is called one."""
    there = False
    for one in sent:
        there = True
        own = requisites(one)
        yield ParcelSeen(
            number=_first(own, _TRACKING),
            external_id=text(one, "Ид") or text(one, "Номер"),
            carrier=own.get("Служба доставки", ""),
            shipped_at=day_and_time(one, zone),
            pieces=_pieces(one),
        )
    if not there and (said.get("Дата отгрузки по 1С") or _first(said, _TRACKING)):
        day = said.get("Дата отгрузки по 1С")
        yield ParcelSeen(
            number=_first(said, _TRACKING),
            external_id=said.get("Номер отгрузки по 1С") or "sent",
            carrier=said.get("Служба доставки", ""),
            shipped_at=moment(day, zone) if day else None,
        )


def _payments(
    below: Iterable[Element], said: dict[str, str], total: int, money: str, zone: ZoneInfo
) -> Iterable[PaymentSeen]:
    by = InstrumentSeen("other", _first(said, _METHODS))
    found = [one for one in below if _is_money(one) and not _goes_back(one)]
    for one in found:
        name = text(one, "Ид") or text(one, "Номер")
        paid = minor(text(one, "Сумма"), money)
        yield PaymentSeen(name, paid, _by(one, by), day_and_time(one, zone))
    day = said.get("Дата оплаты по 1С")
    if not found and day:
        yield PaymentSeen(said.get("Номер оплаты по 1С") or "paid", total, by, moment(day, zone))


def _refunds(
    below: Iterable[Element], said: dict[str, str], money: str, zone: ZoneInfo
) -> Iterable[RefundSeen]:
    by = InstrumentSeen("other", _first(said, _METHODS))
    for one in below:
        if _is_money(one) and _goes_back(one):
            yield RefundSeen(
                external_id=text(one, "Ид") or text(one, "Номер"),
                amount_minor=minor(text(one, "Сумма"), money),
                instrument=_by(one, by),
                at=day_and_time(one, zone),
                reason=text(one, "Комментарий"),
                pieces=_pieces(one),
            )


def _is_money(of: Element) -> bool:
    return any(word in _operation(of) for word in ("выплат", "оплат", "эквайринг", "денежн", "денег"))  # fmt: skip


def _goes_back(of: Element) -> bool:
    return "возврат" in _operation(of) or is_so(requisites(of).get("Возврат", ""))


def _operation(of: Element) -> str:
    return text(of, "ХозОперация").casefold()


def _by(of: Element, usual: InstrumentSeen) -> InstrumentSeen:
    words = _operation(of)
    if "эквайринг" in words or "карт" in words:
        return InstrumentSeen("card", usual.label)
    if "безналичн" in words:
        return InstrumentSeen("bank", usual.label)
    return InstrumentSeen("cash", usual.label) if "наличн" in words else usual


def _pieces(of: Element) -> dict[str, int]:
    """By the position's article, as in `_lines`."""
    found: dict[str, Decimal] = {}
    for one in of.findall("Товары/Товар"):
        named = text(one, "Ид") or text(one, "Наименование")
        if named not in DELIVERY:
            found[named] = found.get(named, Decimal(0)) + number(text(one, "Количество") or "1")
    return {named: max(int(quantity), 1) for named, quantity in found.items()}


def _first(said: dict[str, str], names: Iterable[str]) -> str:
    return next((said[name] for name in names if said.get(name)), "")
