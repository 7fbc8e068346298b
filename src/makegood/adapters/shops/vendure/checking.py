"""Trying what a Vendure shop is to be read with."""

from makegood.adapters.shops.vendure.asking import address, ask, sign_in
from makegood.adapters.shops.vendure.orders import FIELDS
from makegood.adapters.shops.vendure.products import FIELDS as PRODUCT_FIELDS
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
    """Any GraphQL answers this, whoever asks."""
    body = b'{"query": "{__typename}"}'
    reply = web.call(
        "POST", address(settings), headers={"Content-Type": "application/json"}, body=body
    )
    if reply.status >= 500:
        raise ProviderFailed(reply.words, permanent=False, code="protocol")
    told = reply.json() if reply.is_ok else None
    if not isinstance(told, dict) or not isinstance(told.get("data"), dict):
        raise ProviderFailed(reply.words, permanent=True, code="not_found")


def _sign_in(settings: Settings, web: Caller) -> None:
    sign_in(settings, web)


def _orders(settings: Settings, web: Caller) -> None:
    ask(settings, web, f"{{orders(options:{{take:1}}){{items{{{FIELDS}}}}}}}")


def _products(settings: Settings, web: Caller) -> None:
    ask(settings, web, f"{{products(options:{{take:1}}){{items{{{PRODUCT_FIELDS}}}}}}}")
