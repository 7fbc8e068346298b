"""1C calls, over HTTP: the whole exchange, chunked and zipped, repeated, and by those who are not 1C."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from makegood.adapters.shops.onec.tests.client import (
    SHIRT,
    M,
    money,
    offers,
    order,
    shipment,
    xml,
    zipped,
)
from makegood.api import exchange as door
from makegood.kernel import clock
from makegood.shops.actions import handing_over
from makegood.shops.actions.connecting import connect_shop, disconnect_shop
from makegood.shops.actions.looking_again import look_again
from makegood.shops.actions.syncing import sync
from makegood.shops.models import (
    Connection,
    Document,
    HandedFile,
    HandedPiece,
    Order,
    Product,
    Refusal,
)
from makegood.shops.queries import connections_due
from makegood.testing.makers import MONDAY, make_shop
from makegood.testing.woo_shop import SETTINGS as WOO

pytestmark = pytest.mark.django_db

SETTINGS = {"user": "обмен", "password": "a long password"}


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    door._turns.clear()
    yield
    door._turns.clear()


@pytest.fixture
def connection() -> Connection:
    return connect_shop(make_shop(), None, "onec", "1C", SETTINGS)


class OneC:
    """The other side: it signs in, and calls with the cookie it was given."""

    def __init__(self, connection: Connection) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.address = f"/api/shops/{connection.pk}/exchange/"

    def signs_in(self, user: str = "обмен", password: str = "a long password", encoding: str = "utf-8") -> str:  # fmt: skip
        basic = base64.b64encode(f"{user}:{password}".encode(encoding)).decode()
        answer = self.calls("catalog", "checkauth", headers={"Authorization": f"Basic {basic}"})
        words = answer.split("\n")
        if words[0] == "success":
            self.client.cookies[words[1]] = words[2]
        return words[0]

    def calls(self, kind: str, mode: str, headers: dict[str, str] | None = None) -> str:
        answer = self.client.get(self.address, {"type": kind, "mode": mode}, headers=headers or {})
        return answer.content.decode("cp1251")

    def hands_over(self, kind: str, name: str, body: bytes, piece: int = 1000) -> None:
        for at in range(0, len(body), piece):
            answer = self.client.post(
                f"{self.address}?type={kind}&mode=file&filename={name}",
                body[at : at + piece],
                content_type="application/octet-stream",
            )
            assert answer.content == b"success\n"

    def says_all_of(self, kind: str, name: str, body: bytes) -> None:
        """A whole exchange."""
        assert self.signs_in() == "success"
        assert self.calls(kind, "init").startswith("zip=yes\nfile_limit=")
        self.hands_over(kind, name, body)
        assert self.calls(kind, "import") == "success\n"


def test_orders_come_in_pieces_and_change_as_1c_says(connection: Connection) -> None:
    one_c = OneC(connection)
    one_c.says_all_of("sale", "orders.xml", xml(order()))
    assert not Order.objects.exists(), "kept first, understood by the worker"
    assert HandedPiece.objects.count() > 1
    sync(connection.pk)

    mirrored = Order.objects.get()
    assert (mirrored.number, mirrored.standing) == ("СТ-000015", "preparing")
    assert mirrored.total_minor == 230000
    assert mirrored.customer is not None
    assert mirrored.lines.get().quantity == 2
    assert not HandedFile.objects.exists()

    below = (
        money("П-1", "2300.00")
        + shipment(pieces=2)
        + money("В-1", "1000.00", "Возврат денежных средств")
    )
    later = xml(order(said={"Статус заказа": "Доставлен"}, below=below), "2026-11-28T08:00:00")
    one_c.says_all_of("sale", "orders.xml", later)
    sync(connection.pk)

    mirrored.refresh_from_db()
    assert (mirrored.state, mirrored.standing) == ("Доставлен", "delivered")
    assert mirrored.parcels.get().number == "RA644000001RU"
    assert [(one.kind, one.amount_minor) for one in mirrored.entries.order_by("amount_minor")] == [
        ("refund", 100000),
        ("payment", 230000),
    ]


def test_a_full_dump_once_more_changes_nothing(connection: Connection) -> None:
    dump = zipped(offers=xml(offers()), orders=xml(order("1") + order("2")))
    OneC(connection).says_all_of("catalog", "v8_1C.zip", dump)
    sync(connection.pk)
    before = dict(Order.objects.values_list("number", "updated_at"))
    OneC(connection).says_all_of("catalog", "v8_1C.zip", dump)
    sync(connection.pk)
    assert dict(Order.objects.values_list("number", "updated_at")) == before

    later = zipped(orders=xml(order("1") + order("2"), "2026-11-29T08:00:00"))
    OneC(connection).says_all_of("sale", "v8_1C.zip", later)
    sync(connection.pk)

    assert dict(Order.objects.values_list("number", "updated_at")) == before, "the same, said later"
    assert Document.objects.filter(kind="order").count() == 2
    shirt = Product.objects.get(external_id=SHIRT)
    assert shirt.variants.get(external_id=M).stock == 5


def test_an_older_file_that_comes_late_changes_nothing(connection: Connection) -> None:
    new = xml(order(said={"Статус заказа": "Доставлен"}), "2026-11-28T08:00:00")
    for body in (new, xml(order(), "2026-11-27T08:00:00")):
        OneC(connection).says_all_of("sale", "orders.xml", body)
        sync(connection.pk)

    assert Order.objects.get().state == "Доставлен"


def test_what_cannot_be_read_is_told_and_the_next_file_is_read(connection: Connection) -> None:
    one_c = OneC(connection)
    one_c.says_all_of("sale", "orders.xml", xml(order())[:-300])
    sync(connection.pk)
    connection.refresh_from_db()
    told = Refusal.objects.get()
    assert (told.external_id, told.why[:6]) == ("orders.xml", "no XML")
    assert connection.failing_since is None

    one_c.says_all_of("sale", "orders.xml", xml(order()))
    sync(connection.pk)
    assert not Refusal.objects.exists()
    assert Order.objects.count() == 1


def test_what_the_database_does_not_take_stops_no_other_file(connection: Connection) -> None:
    dear = xml(offers((M, "M", "9" * 30, 1)))
    one_c = OneC(connection)
    one_c.signs_in()
    one_c.hands_over("catalog", "offers.xml", dear)
    one_c.hands_over("sale", "orders.xml", xml(order()))
    one_c.calls("sale", "import")

    sync(connection.pk)

    assert Refusal.objects.get().external_id == "offers.xml"
    assert Order.objects.count() == 1
    assert not HandedFile.objects.exists()


def test_one_that_never_says_that_it_is_done_is_read_after_a_while(connection: Connection) -> None:
    with clock.frozen(MONDAY):
        one_c = OneC(connection)
        one_c.signs_in()
        one_c.hands_over("sale", "orders.xml", xml(order()))
        sync(connection.pk)
        one_c.hands_over("catalog", "offers.xml", xml(offers()))
        assert connections_due() == []
    assert not Order.objects.exists()

    with clock.frozen(MONDAY + timedelta(minutes=6)):
        assert connections_due() == [connection.pk]
        sync(connection.pk)
    assert Order.objects.count() == 1


def test_asked_for_orders_it_says_that_there_are_none(connection: Connection) -> None:
    one_c = OneC(connection)
    one_c.signs_in(encoding="cp1251")

    assert "КоммерческаяИнформация" in one_c.calls("sale", "query")
    assert one_c.calls("sale", "success") == "success\n"
    assert one_c.calls("sale", "dance") == "failure\nno such mode\n"


def test_nobody_else_is_let_in(connection: Connection) -> None:
    stranger, other = OneC(connection), connect_shop(connection.shop, None, "onec", "2", SETTINGS)

    assert stranger.signs_in(password="a wrong password") == "failure"
    assert stranger.client.get(f"{stranger.address}?mode=init").status_code == 401
    assert stranger.client.post(f"{stranger.address}?mode=file&filename=orders.xml", b"<a/>", content_type="text/xml").status_code == 401  # fmt: skip
    stranger.signs_in()
    elsewhere = f"/api/shops/{other.pk}/exchange/?mode=init"
    assert stranger.client.get(elsewhere).status_code == 401, "a sign-in is for one shop"
    woo = connect_shop(connection.shop, None, "woocommerce", "Woo", WOO)
    assert stranger.client.get(f"/api/shops/{woo.pk}/exchange/?mode=init").status_code == 404
    assert stranger.client.get(f"/api/shops/{uuid4()}/exchange/?mode=init").status_code == 404
    with clock.frozen(clock.now() + timedelta(hours=13)):
        assert stranger.client.get(f"{stranger.address}?mode=init").status_code == 401
    disconnect_shop(connection, None)
    assert stranger.client.get(f"{stranger.address}?mode=init").status_code == 404
    assert not HandedFile.objects.exists()


def test_guessing_is_slowed_down(connection: Connection) -> None:
    guesser = OneC(connection)
    basic = base64.b64encode("обмен:guess".encode()).decode()
    codes = [
        guesser.client.get(f"{guesser.address}?mode=checkauth", headers={"Authorization": f"Basic {basic}"}).status_code
        for _n in range(12)
    ]  # fmt: skip

    assert codes == [401] * 10 + [429] * 2


def test_what_is_kept_is_bounded(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_over, "MOST_WAITING", 2500)
    one_c = OneC(connection)
    one_c.signs_in()
    one_c.hands_over("sale", "orders.xml", b"x" * 2000)
    one_c.hands_over("catalog", "import_files/1.jpg", b"x" * 9000, piece=9000)

    more = one_c.client.post(f"{one_c.address}?mode=file&filename=orders.xml", b"x" * 600, content_type="text/xml")  # fmt: skip
    big = one_c.client.post(f"{one_c.address}?mode=file&filename=orders.xml", b"x" * (4 * 1024 * 1024 + 1), content_type="text/xml")  # fmt: skip
    assert (more.status_code, big.status_code) == (413, 413)
    assert HandedFile.objects.get().size == 2000


def test_it_is_never_asked(connection: Connection) -> None:
    OneC(connection).says_all_of("sale", "orders.xml", xml(order()))
    sync(connection.pk)
    with clock.frozen(clock.now() + timedelta(hours=3)):
        assert look_again(connection.pk) == 0

    assert Order.objects.get().gone_at is None


@pytest.mark.thorough  # a server and a database of its own, some seconds
@pytest.mark.django_db(transaction=True)
def test_the_whole_exchange_over_a_real_line(live_server: LiveServer) -> None:
    connection = connect_shop(make_shop(), None, "onec", "1C", SETTINGS)
    address = f"{live_server.url}/api/shops/{connection.pk}/exchange/?type=sale&mode="
    whole = zipped(
        orders=xml(order(below=shipment() + money("П-1", "2300.00"))), offers=xml(offers())
    )
    with httpx.Client(timeout=20) as one_c:
        user, password = SETTINGS["user"].encode(), SETTINGS["password"].encode()
        told = one_c.get(f"{address}checkauth", auth=httpx.BasicAuth(user, password)).text
        _success, name, token = told.split()
        one_c.cookies.set(name, token)
        assert one_c.get(f"{address}init").text.startswith("zip=yes")
        for at in range(0, len(whole), 700):
            piece = one_c.post(f"{address}file&filename=v8.zip", content=whole[at : at + 700])
            assert piece.text == "success\n"
        assert one_c.get(f"{address}import&filename=v8.zip").text == "success\n"
    sync(connection.pk)

    assert Order.objects.get().parcels.get().number == "RA644000001RU"
    assert Product.objects.get(external_id=SHIRT).variants.count() == 2
