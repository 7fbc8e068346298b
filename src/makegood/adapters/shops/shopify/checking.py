"""Trying what a Shopify shop is to be read with."""

from dataclasses import replace

from makegood.adapters.shops.shopify import orders, products
from makegood.adapters.shops.shopify.asking import VERSION, ask, base
from makegood.adapters.shops.shopify.scopes import need, reads_all
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.text import _
from makegood.shops.ports import Settings, Step
from makegood.shops.reading import try_steps

_SIXTY_DAYS = _(
    "Shopify shows this app the orders of the last 60 days only. Give it the access scope read_all_orders and install it anew to read older ones, too."
)


def test(settings: Settings, web: Caller) -> list[Step]:
    steps = try_steps(
        settings,
        web,
        ("connect", _connect),
        ("sign_in", _sign_in),
        ("orders", _orders),
        ("products", _products),
    )
    if not steps[-1].is_ok or _is_shown_all(settings, web):
        return steps
    return [replace(one, note=_SIXTY_DAYS) if one.name == "orders" else one for one in steps]


def _is_shown_all(settings: Settings, web: Caller) -> bool:
    try:
        return reads_all(settings, web)
    except ProviderFailed:
        return True  # it has just answered the same: the next test tells


def _connect(settings: Settings, web: Caller) -> None:
    """Its interface refuses whoever is not signed in; what is not a shop of Shopify's has none."""
    reply = web.call(
        "POST",
        f"{base(settings)}api/{VERSION}/graphql.json",
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        body=b'{"query": "{shop{name}}"}',
    )
    if reply.status >= 500:
        raise ProviderFailed(reply.words, permanent=False, code="down")
    if reply.status not in {401, 403}:
        raise ProviderFailed(f"HTTP {reply.status}", permanent=True, code="not_found")


def _sign_in(settings: Settings, web: Caller) -> None:
    if not isinstance(ask(settings, web, "{shop{name}}").get("shop"), dict):
        raise ProviderFailed("no shop there", permanent=True, code="not_found")


def _orders(settings: Settings, web: Caller) -> None:
    """The rights are asked for, since a shop without orders would not complain of a missing one."""
    need(settings, web, "orders")
    orders.try_one(settings, web)


def _products(settings: Settings, web: Caller) -> None:
    need(settings, web, "products")
    products.since(settings, web, {})
