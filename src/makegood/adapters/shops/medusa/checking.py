"""Trying what a Medusa is to be read with."""

from makegood.adapters.shops.medusa.asking import ask, base
from makegood.adapters.shops.medusa.orders import FIELDS
from makegood.adapters.shops.medusa.products import FIELDS as PRODUCT_FIELDS
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
    """A server of Medusa says that it is well, whoever asks; what else lies at the address does not know the path."""
    reply = web.call("GET", base(settings).removesuffix("admin/") + "health")
    if reply.status >= 500:
        raise ProviderFailed(reply.words, permanent=False, code="down")
    if not reply.is_ok or reply.body.strip() != b"OK":
        raise ProviderFailed(f"HTTP {reply.status}", permanent=True, code="not_found")


def _sign_in(settings: Settings, web: Caller) -> None:
    _listed(settings, web, "stores", "id")


def _orders(settings: Settings, web: Caller) -> None:
    _listed(settings, web, "orders", FIELDS)


def _products(settings: Settings, web: Caller) -> None:
    _listed(settings, web, "products", PRODUCT_FIELDS)


def _listed(settings: Settings, web: Caller, what: str, fields: str) -> None:
    said = ask(settings, web, what, {"limit": 1, "fields": fields}).json()
    if not isinstance(said, dict) or not isinstance(said.get(what), list):
        raise ProviderFailed(f"no list of {what}", permanent=False, code="protocol")
