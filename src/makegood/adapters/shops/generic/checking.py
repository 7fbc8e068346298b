"""Trying what a shop with our interface is to be read with."""

from makegood.adapters.shops.generic.asking import ask, base, changed_since, heads
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Settings, Step
from makegood.shops.reading import try_steps

VERSION = 1


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
    """Whether anybody is there: who refuses a token is."""
    reply = web.call("GET", base(settings), headers=heads(settings))
    if reply.status not in {401, 403} and not reply.is_ok:
        raise ProviderFailed(reply.words, permanent=True, code="not_found")


def _sign_in(settings: Settings, web: Caller) -> None:
    reply = ask(settings, web, "")
    told = reply.json() if reply.is_ok else None
    if not isinstance(told, dict) or told.get("makegood") != VERSION:
        words = f'it does not answer {{"makegood": {VERSION}}}'
        raise ProviderFailed(words, permanent=True, code="not_found")


def _orders(settings: Settings, web: Caller) -> None:
    changed_since(settings, web, "orders", {})


def _products(settings: Settings, web: Caller) -> None:
    if ask(settings, web, "products", {"limit": 1}).status != 404:
        changed_since(settings, web, "products", {})
