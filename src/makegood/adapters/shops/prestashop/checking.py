"""Trying what a PrestaShop is to be read with."""

from makegood.adapters.shops.prestashop.asking import ask, base, listed, zone
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Settings, Step
from makegood.shops.reading import try_steps

READ = ("orders", "order_details", "order_carriers", "order_slip", "order_payments", "order_states", "customers", "addresses", "carriers", "countries", "currencies", "languages")  # fmt: skip
"""What the key has to be allowed to read for orders to be whole."""


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
    """Its web service answers everybody, if only to ask for a key."""
    reply = web.call("GET", base(settings))
    if reply.status in {200, 401}:
        return
    if reply.status == 404 or 300 <= reply.status < 400:
        raise ProviderFailed(reply.words, permanent=True, code="not_found")
    if reply.status == 503:
        raise ProviderFailed(reply.words, permanent=False, code="down")
    raise ProviderFailed(reply.words, permanent=False, code="protocol")


def _sign_in(settings: Settings, web: Caller) -> None:
    zone(settings)
    reply = ask(settings, web, "")
    if not reply.is_ok or b"<prestashop" not in reply.body:
        raise ProviderFailed(reply.words, permanent=True, code="not_found")


def _orders(settings: Settings, web: Caller) -> None:
    """Each resource once: a key is given rights for each by itself."""
    for resource in READ:
        reply = ask(settings, web, resource, {"limit": "1"})
        if not reply.is_ok:
            words = f"{resource}: {reply.words}"
            raise ProviderFailed(words, permanent=True, code="not_allowed")
    listed(settings, web, "orders", limit="1")


def _products(settings: Settings, web: Caller) -> None:
    listed(settings, web, "products", limit="1")
