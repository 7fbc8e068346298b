"""Trying what a Saleor is to be read with."""

from makegood.adapters.shops.saleor.asking import ask, posted
from makegood.adapters.shops.saleor.orders import FIELDS
from makegood.adapters.shops.saleor.products import FIELDS as PRODUCT_FIELDS
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
    """Saleor names its own shop, whoever asks."""
    told = posted({**settings, "token": ""}, web, "{shop{name}}", {}).json()
    data = told.get("data") if isinstance(told, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("shop"), dict):
        raise ProviderFailed("no Saleor there", permanent=True, code="not_found")


def _sign_in(settings: Settings, web: Caller) -> None:
    """Which app we are. To a token it does not know it says that we are nobody, or may not ask."""
    try:
        app = ask(settings, web, "{app{id}}").get("app")
    except ProviderFailed as error:
        if error.code != "not_allowed":
            raise
        app = None
    if not app:
        raise ProviderFailed("no app has this token", permanent=True, code="key_refused")


def _orders(settings: Settings, web: Caller) -> None:
    _listed(settings, web, "orders", FIELDS)


def _products(settings: Settings, web: Caller) -> None:
    _listed(settings, web, "products", PRODUCT_FIELDS)


def _listed(settings: Settings, web: Caller, what: str, fields: str) -> None:
    found = ask(settings, web, f"{{{what}(first:1){{edges{{node{{{fields}}}}}}}}}").get(what)
    if not isinstance(found, dict) or not isinstance(found.get("edges"), list):
        raise ProviderFailed(f"no list of {what}", permanent=False, code="protocol")
