"""Settings → Connected shops: connecting, testing, progress, states, what could not be read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.registry import adapters
from makegood.kernel.text import Phrase
from makegood.shops.actions.connecting import connect_shop, connector_of, opened
from makegood.shops.actions.documents import note_unread
from makegood.shops.actions.syncing import fail, sync
from makegood.shops.models import Connection, Order
from makegood.shops.ports import Step, Unread
from makegood.testing.cast import Cast
from makegood.testing.makers import make_shop
from makegood.testing.woo_shop import SETTINGS, WooShop

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(people: Cast) -> Client:
    make_shop()
    client = Client()
    client.force_login(people.owner)
    return client


@pytest.fixture
def woo() -> WooShop:
    return WooShop()


@pytest.fixture
def settings_there(woo: WooShop) -> Iterator[dict[str, str]]:
    with woo.serving() as found:
        yield found


@pytest.fixture
def connection() -> Connection:
    return connect_shop(make_shop(), None, "woocommerce", "Our shop", SETTINGS)


def tiles(client: Client) -> str:
    return client.get(reverse("console:connections")).content.decode()


def test_it_is_tested_first_and_the_step_that_failed_is_named(
    owner: Client, settings_there: dict[str, str]
) -> None:
    new = reverse("console:connection_new_of", args=["woocommerce"])
    wrong = settings_there | {"secret": "cs_other"}

    answer = owner.post(new, wrong | {"do": "test"}).content.decode()
    assert "Show the key" in answer
    assert "The shop does not take the key." in answer
    assert owner.post(new, wrong | {"do": "save"}).status_code == 422
    assert not Connection.objects.exists()

    assert "It works" in owner.post(new, settings_there | {"do": "test"}).content.decode()
    assert not Connection.objects.exists(), "a test connects nothing"


def test_what_is_worth_knowing_is_said_though_all_went_well(
    owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Noted(type(connector_of("woocommerce"))):  # type: ignore[misc]  # whatever the adapter is
        def test(self, *_args: object) -> list[Step]:
            return [Step("orders", "ok", note=Phrase("Only the last %(days)s days.", {"days": 60}))]

    monkeypatch.setitem(adapters("makegood.shops"), "woocommerce", Noted())
    new = reverse("console:connection_new_of", args=["woocommerce"])

    assert "Only the last 60 days." in owner.post(new, SETTINGS | {"do": "test"}).content.decode()
    saved = owner.post(new, SETTINGS | {"do": "save"}, follow=True)
    assert "Only the last 60 days." in saved.content.decode()


def test_connected_it_is_read_at_once_and_its_secrets_are_shown_to_nobody(
    owner: Client, settings_there: dict[str, str]
) -> None:
    new = reverse("console:connection_new_of", args=["woocommerce"])

    answer = owner.post(new, settings_there | {"do": "save", "name": "The lamp shop"})

    found = Connection.objects.get()
    assert answer.status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="makegood.shops.tasks.read_shop").exists()
    page = owner.get(reverse("console:connection", args=[found.pk])).content.decode()
    assert f"/api/shops/{found.pk}/hints/" in page
    assert "cs_test" not in page
    assert "whsecret" not in page
    assert "First reading" in tiles(owner)


def test_connecting_all_the_same_is_asked_for(owner: Client) -> None:
    new = reverse("console:connection_new_of", args=["woocommerce"])
    nowhere = SETTINGS | {"url": "http://127.0.0.1:9"}

    assert "Connect it all the same" in owner.post(new, nowhere | {"do": "save"}).content.decode()
    assert owner.post(new, nowhere | {"do": "connect_anyway"}).status_code == 302


def test_what_is_missing_is_named(owner: Client) -> None:
    new = reverse("console:connection_new_of", args=["woocommerce"])

    answer = owner.post(new, {"url": "", "do": "save"})

    assert answer.status_code == 422
    assert "“Address of the shop” is needed." in answer.content.decode()
    assert owner.get(reverse("console:connection_new_of", args=["nothing"])).status_code == 404


def test_a_saved_secret_is_not_sent_to_another_address(
    owner: Client, connection: Connection, woo: WooShop, settings_there: dict[str, str]
) -> None:
    page = reverse("console:connection", args=[connection.pk])
    woo.fails = AssertionError("somebody called")

    for do in ("test", "save"):
        given = settings_there | {"secret": "", "webhook_secret": "", "do": do}
        answer = owner.post(page, given)
        assert answer.status_code == 422
        assert "“Consumer secret” is needed." in answer.content.decode()

    connection.refresh_from_db()
    assert connection.settings["url"] == SETTINGS["url"]
    woo.fails = None
    assert owner.post(page, settings_there | {"do": "save"}).status_code == 302


def test_a_secret_left_empty_stays(owner: Client, settings_there: dict[str, str]) -> None:
    connection = connect_shop(make_shop(), None, "woocommerce", "Our shop", settings_there)
    page = reverse("console:connection", args=[connection.pk])
    given: dict[str, Any] = settings_there | {"secret": "", "webhook_secret": "", "do": "save"}

    assert owner.post(page, given | {"do": "test"}).content.decode().count("test-ok") == 4
    assert owner.post(page, given | {"name": "Lamps"}).status_code == 302

    connection.refresh_from_db()
    assert connection.name == "Lamps"
    assert opened(connection) == settings_there


def test_the_tile_shows_how_far_the_first_reading_is_and_since_when_it_fails(
    owner: Client, connection: Connection
) -> None:
    Connection.objects.update(read=1200, left=800, orders_cursor={"since": "2026-01-01"})
    assert "Orders read: 1,200 of 2,000" in tiles(owner)

    connection.refresh_from_db()
    with clock.frozen(clock.now() - timedelta(hours=5)):
        fail(connection, ProviderFailed("Consumer key is wrong.", permanent=True, code="key_refused"))  # fmt: skip
    told = tiles(owner)
    assert "Does not work" in told
    assert "Make a new key in the shop, enter it here and test it." in told
    assert "Consumer key is wrong." in told


def test_states_are_mapped_and_their_orders_go_along(
    owner: Client, connection: Connection, woo: WooShop, settings_there: dict[str, str]
) -> None:
    woo.new_order(status="at-the-tailor")
    Connection.objects.update(settings={**connection.settings, "url": settings_there["url"]})
    sync(connection.pk)
    page = reverse("console:connection_states", args=[connection.pk])
    form = owner.get(page).content.decode()
    assert "At the tailor" in form

    rows = connection.states.all()
    chosen = {f"state-{row.pk}": row.standing for row in rows}
    tailor = next(row for row in rows if row.state == "at-the-tailor")
    assert owner.post(page, chosen | {f"state-{tailor.pk}": "waiting"}).status_code == 302
    assert Order.objects.get().standing == "waiting"

    assert owner.post(page, chosen | {f"state-{tailor.pk}": "nonsense"}).status_code == 422
    assert Order.objects.get().standing == "waiting"


def test_what_could_not_be_read_is_listed_page_by_page(
    owner: Client, connection: Connection
) -> None:
    odd = [Unread(str(n), "KeyError('total')", "{}") for n in range(1000, 1060)]
    note_unread(connection, "order", odd)

    assert "Could not be read" in tiles(owner)
    page = reverse("console:connection_refusals", args=[connection.pk])
    first = owner.get(page).content.decode()
    assert first.count("Order 10") == 50
    older = first.split("?after=")[1].split('"')[0]
    assert owner.get(f"{page}?after={older}").content.decode().count("Order 10") == 10
    assert owner.get(f"{page}?after=x").status_code == 422


def test_disconnecting_keeps_the_orders(owner: Client, connection: Connection) -> None:
    answer = owner.post(reverse("console:connection_cutting", args=[connection.pk]))

    assert answer.status_code == 302
    assert "Disconnected" in tiles(owner)


def test_the_page_costs_the_same_for_one_and_three(owner: Client, connection: Connection) -> None:
    tiles(owner)
    with CaptureQueriesContext(database) as one:
        tiles(owner)
    for name in ("B", "C"):
        connect_shop(connection.shop, None, "woocommerce", name, SETTINGS)
    with CaptureQueriesContext(database) as three:
        tiles(owner)

    assert len(three) == len(one)


def test_a_system_that_calls_us_is_given_an_address_and_nothing_to_try(owner: Client) -> None:
    new = reverse("console:connection_new_of", args=["onec"])
    short = owner.post(new, {"name": "1C", "user": "exchange", "password": "short"})
    assert (short.status_code, Connection.objects.count()) == (422, 0)

    made = owner.post(new, {"name": "1C", "user": "exchange", "password": "a long password"})
    connection = Connection.objects.get()
    page = owner.get(made.url).content.decode()

    assert f"/api/shops/{connection.pk}/exchange/" in page
    assert "a long password" not in page
    assert 'value="test"' not in page
    assert "/hints/" not in page
    assert "Read it now" not in tiles(owner)
    assert opened(connection)["password"] == "a long password"
