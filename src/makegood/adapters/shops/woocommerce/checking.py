"""Trying what a WooCommerce shop is to be read with."""

from makegood.adapters.shops.woocommerce.asking import ask, base
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Settings, Step
from makegood.shops.reading import try_steps


def test(settings: Settings, web: Caller) -> list[Step]:
    return try_steps(
        settings,
        web,
        ("connect", _connect),
        ("sign_in", _sign_in),
        ("orders", _orders),
        ("products", _products),
    )


def _connect(settings: Settings, web: Caller) -> None:
    """Whether there is a WordPress with WooCommerce at all: its index names it."""
    reply = web.call("GET", base(settings), headers={"Accept": "application/json"})
    if reply.status == 404 or (300 <= reply.status < 400):
        raise ProviderFailed(f"HTTP {reply.status}", permanent=True, code="not_found")
    told = reply.json()
    if not isinstance(told, dict) or "wc/v3" not in told.get("namespaces", []):
        raise ProviderFailed("no WooCommerce there", permanent=True, code="not_found")


def _sign_in(settings: Settings, web: Caller) -> None:
    ask(settings, web, "orders", {"per_page": 1})


def _orders(settings: Settings, web: Caller) -> None:
    if not isinstance(ask(settings, web, "orders", {"per_page": 1}).json(), list):
        raise ProviderFailed("no list of orders", permanent=False, code="protocol")


def _products(settings: Settings, web: Caller) -> None:
    if not isinstance(ask(settings, web, "products", {"per_page": 1}).json(), list):
        raise ProviderFailed("no list of products", permanent=False, code="protocol")
