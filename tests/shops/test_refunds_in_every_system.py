"""Money given back through the desk, in each system that is doubled: told, answered, and found again in the ledger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.medusa.tests import medusa_shop
from makegood.adapters.shops.saleor.tests import saleor_shop
from makegood.adapters.shops.shopify.tests import shopify_shop
from makegood.kernel.web import Web
from makegood.shops.actions.commanding import carry_out, draft_command
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Order
from makegood.shops.ports import GiveRefund
from makegood.testing import woo_shop
from makegood.testing.makers import make_shop
from makegood.testing.woo_teller import Teller

pytestmark = pytest.mark.django_db

SYSTEMS: dict[str, tuple[Callable[[], Any], dict[str, str]]] = {
    "woocommerce": (Teller, woo_shop.SETTINGS),
    "medusa": (medusa_shop.MedusaShop, medusa_shop.SETTINGS),
    "saleor": (saleor_shop.SaleorShop, saleor_shop.SETTINGS),
    "shopify": (shopify_shop.ShopifyShop, shopify_shop.SETTINGS),
}


@pytest.mark.parametrize("kind", SYSTEMS)
def test_it_is_told_once_and_stands_in_the_ledger_under_its_own_id(kind: str) -> None:
    """Though the line breaks after the shop has heard it: the desk finds it out and does not tell it again."""
    opened, settings = SYSTEMS[kind]
    shop = opened()
    shop.new_order()
    connection = connect_shop(make_shop(), None, kind, "", settings)
    with Web(transport=shop.transport()) as web:
        sync(connection.pk, web)
    order = Order.objects.get()
    line = order.lines.get()
    command = draft_command(
        order, None, GiveRefund, amount_minor=1999, currency=order.currency,
        pieces={line.external_id: 1}, amounts={line.external_id: 1999}, reason="late",
    )  # fmt: skip

    with Web(transport=httpx.MockTransport(_breaking_once(shop))) as web:
        assert carry_out(command.pk, web).outcome == "unknown"
        for _turn in range(3):  # Saleor takes two steps, and either may be the one that broke
            if carry_out(command.pk, web).outcome == "done":
                break
    if kind == "saleor":
        shop.confirm_refunds()
    with Web(transport=shop.transport()) as web:
        shop.now += timedelta(hours=1)
        _date(kind, shop)
        sync(connection.pk, web)

    command.refresh_from_db()
    back = order.entries.get(kind="refund")
    assert (command.outcome, back.external_id) == ("done", command.external_id)
    assert (back.amount_minor, back.reason.split(" [")[0]) == (1999, "late")


def _breaking_once(shop: Any) -> Callable[[httpx.Request], httpx.Response]:
    """It does what it is told first, and the answer is lost."""
    lost = [True]

    def answer(request: httpx.Request) -> httpx.Response:
        answered: httpx.Response = shop.answer(request)
        if lost and _is_a_refund(request):
            lost.clear()
            raise httpx.ReadTimeout("slow")
        return answered

    return answer


def _is_a_refund(request: httpx.Request) -> bool:
    told = request.content.decode()
    asks = ("orderGrantRefundCreate(", "refundCreate(")
    is_rest = request.method == "POST" and "/refund" in request.url.path
    return is_rest or any(one in told for one in asks)


def _date(kind: str, shop: Any) -> None:
    """A refund dates the order anew, where the double does not do so by itself."""
    (order,) = shop.orders.values()
    if kind == "woocommerce":
        shop.change(order["id"])
    else:
        order["updated_at" if kind == "medusa" else "updatedAt"] = shop.said()
