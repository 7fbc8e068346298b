"""What 1C hands over, and what may be wrong with it."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.adapters.shops.onec import connector, unpacking
from makegood.adapters.shops.onec.tests.client import (
    SHIRT,
    L,
    M,
    money,
    offers,
    order,
    shipment,
    xml,
    zipped,
)
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import HandedOver, OrderSeen, ProductSeen, Unread

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)


def read(body: bytes, name: str = "orders.xml") -> list[Any]:
    return list(connector.understand({}, HandedOver(name, body, AT, "Europe/Moscow", "RUB")))


def one(inner: str) -> OrderSeen:
    (found,) = read(xml(inner))
    assert isinstance(found, OrderSeen)
    return found


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-16"])
def test_an_order_in_whatever_alphabet(encoding: str) -> None:
    (found,) = read(xml(order(), encoding=encoding))

    assert (found.number, found.state, found.currency) == ("СТ-000015", "Принят", "RUB")
    assert (found.total_minor, found.shipping_minor) == (230000, 30000)
    assert found.placed_at.isoformat() == "2026-11-20T14:05:00+03:00"
    assert found.changed_at.isoformat() == "2026-11-27T18:30:00+03:00"
    assert (found.customer.email, found.customer.name) == ("anna@example.com", "Иванова Анна")
    assert found.customer.phones == ("+7 (495) 123-45-67",)
    assert (found.address.street, found.address.city, found.address.country) == (
        "Тверская, 1",
        "Москва",
        "RU",
    )
    (line,) = found.lines
    assert (line.external_id, line.product_id, line.variant_id) == (M, SHIRT, M)
    assert (line.quantity, line.total_minor, line.options) == (2, 200000, {"Размер": "M"})


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "Принят"),
        ({"Дата оплаты по 1С": "2026-11-21"}, "Оплачен"),
        ({"Дата отгрузки по 1С": "2026-11-22", "Дата оплаты по 1С": "2026-11-21"}, "Отгружен"),
        ({"Статус заказа": "К отгрузке", "Дата оплаты по 1С": "2026-11-21"}, "К отгрузке"),
        ({"Статус заказа": "К отгрузке", "Отменен": "true"}, "Отменен"),
        ({"ПометкаУдаления": "true"}, "Удален"),
        ({"ПометкаУдаления": "false", "Отменен": "false"}, "Принят"),
    ],
)
def test_where_an_order_stands(said: dict[str, str], state: str) -> None:
    assert one(order(said=said)).state == state


def test_payments_refunds_and_shipments_below_an_order() -> None:
    below = (
        money("П-1", "2300.00")
        + money("В-1", "1000.00", "Возврат безналичных денежных средств")
        + money("В-2", "5.00", back=True)
        + shipment()
    )
    found = one(order(below=below))

    assert [(p.external_id, p.amount_minor, p.instrument.kind) for p in found.payments] == [
        ("П-1", 230000, "card")
    ]
    assert [(r.external_id, r.amount_minor, r.instrument.kind) for r in found.refunds] == [
        ("В-1", 100000, "bank"),
        ("В-2", 500, "card"),
    ]
    (parcel,) = found.parcels
    assert (parcel.number, parcel.pieces) == ("RA644000001RU", {M: 1})
    assert parcel.shipped_at is not None
    assert parcel.shipped_at.isoformat() == "2026-11-22T09:00:00+03:00"


def test_values_on_the_order_and_documents_beside_it_say_the_same() -> None:
    values = {"Номер оплаты по 1С": "7", "Дата оплаты по 1С": "21.11.2026", "Номер отгрузки по 1С": "9",
              "Дата отгрузки по 1С": "2026-11-22"}  # fmt: skip
    by_values = one(order(said=values))
    beside = one(shipment(to="id-СТ-000015", pieces=2) + order())

    assert [(p.external_id, p.amount_minor) for p in by_values.payments] == [("7", 230000)]
    assert [(p.external_id, p.number) for p in by_values.parcels] == [("9", "")]
    assert [(p.number, p.pieces) for p in beside.parcels] == [("RA644000001RU", {M: 2})]


def test_the_same_twice_and_by_the_metre() -> None:
    twice = order().replace("</Товары>", f"<Товар><Ид>{M}</Ид><Наименование>Футболка</Наименование><Количество>1</Количество>"
                            "<Сумма>900</Сумма></Товар><Товар><Ид>cloth</Ид><Наименование>Ткань</Наименование>"
                            "<БазоваяЕдиница>м</БазоваяЕдиница><Количество>1,50</Количество><Сумма>100</Сумма></Товар></Товары>", 1)  # fmt: skip
    found = one(twice)

    assert [line.external_id for line in found.lines] == [M, f"{M}/2", "cloth"]
    assert (found.lines[2].quantity, found.lines[2].options) == (1, {"Количество": "1.5 м"})


def test_offers_are_put_together_by_their_product() -> None:
    (shirt,) = read(xml(offers()), "offers0_1.xml")

    assert isinstance(shirt, ProductSeen)
    assert (shirt.external_id, shirt.name) == (SHIRT, "Футболка")
    assert [(v.external_id, v.price_minor, v.stock, v.is_available) for v in shirt.variants] == [
        (M, 100000, 5, True),
        (L, 110050, 0, False),
    ]


def test_what_is_odd_is_told_and_stops_no_other() -> None:
    odd = order("2").replace("<Дата>2026-11-20</Дата>", "<Дата>gestern</Дата>")
    without_number = order("3").replace("<Сумма>2300.00</Сумма>", "<Сумма>много</Сумма>")

    found = read(xml(odd + order("1") + without_number + shipment("РТ-9", to="id-none")))

    assert [o.number for o in found if isinstance(o, OrderSeen)] == ["1"]
    told = [one[1] for one in found if isinstance(one, tuple)]
    assert all(isinstance(unread, Unread) for unread in told)
    assert [unread.external_id for unread in told] == ["id-2", "id-3", "РТ-9"]
    assert told[2].why == "its order is not in this file"


def test_a_zip_is_read_like_what_is_in_it() -> None:
    found = read(zipped(orders=xml(order()), offers=xml(offers())), "v8_ABC.zip")

    assert [type(one) for one in found] == [OrderSeen, ProductSeen]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no XML"),
        (b"<html>", "no CommerceML"),
        (b"<a/>", "no CommerceML"),
        (xml(order())[:-40], "no XML"),
        (b"PK\x03\x04 nothing", "the zip can't be read"),
        (zipped(orders=b"<a>")[:60], "the zip can't be read"),
        (b'<?xml version="1.0" encoding="martian"?><a/>', "no XML"),
        (b"<a>" * 100, "nested beyond reason"),
        (b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>', "document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16"), "document type"),
    ],
    ids=range(10),
)
def test_what_is_no_such_file_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(ProviderFailed, match=why) as failed:
        read(body)

    assert failed.value.permanent


def test_a_bomb_is_refused_by_what_comes_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the archive says that little is in it."""
    monkeypatch.setattr(unpacking, "LARGEST", 100_000)
    bomb = bytearray(zipped(orders=b" " * 1_000_000))
    honest = (1_000_000).to_bytes(4, "little")
    lied = bytes(bomb).replace(honest, (10).to_bytes(4, "little"))

    for body in (bytes(bomb), lied):
        with pytest.raises(ProviderFailed):
            read(body, "v8.zip")


def test_a_locked_zip_is_refused() -> None:
    body = bytearray(zipped(orders=xml(order())))
    with zipfile.ZipFile(io.BytesIO(bytes(body))) as archive:
        at = archive.start_dir
    body[at + 8] |= 1

    with pytest.raises(ProviderFailed, match="password"):
        read(bytes(body), "v8.zip")


def test_who_is_let_in() -> None:
    own = {"user": "exchange", "password": "a long password"}

    assert connector.lets_in(own, "exchange", "a long password")
    assert not connector.lets_in(own, "exchange", "another password")
    assert not connector.lets_in(own, "Обмен", "a long password")
    assert not connector.lets_in({"user": "exchange", "password": "short"}, "exchange", "short")
    assert not connector.lets_in({}, "", "")


def test_nothing_to_tell_is_told_in_its_own_words() -> None:
    assert read(connector.answer({}, AT)) == []
    assert not connector.takes("import_files/ab/picture.jpg")
    assert connector.takes("offers0_1.XML")
