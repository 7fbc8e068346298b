"""Where the consumer lives, as far as the case and its order tell."""

import re
from collections.abc import Mapping

from makegood.kernel.text import folded
from makegood.rights.rules.knowing import Known
from makegood.shops.rules.cells import country_code
from makegood.shops.rules.public_holidays import regions_of

_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def country_of(known: Known) -> str:
    """Where the consumer lives: as they told, else where the order went, else what is known of them, else the shop's."""
    return own_country(known) or known.shop_country


def own_country(known: Known) -> str:
    """The consumer's country; empty where it is only taken to be the shop's."""
    return country_told(known.told("country"), _address(known), known.customer_country)


def country_told(fact: str, address: Mapping[str, str], customer: str) -> str:
    """As the case's fact says, else where the order went, else what is known of the customer."""
    where = (fact, str(address.get("country") or ""), customer)
    return next((code for text in where if (code := country_code(text))), "")


def _address(known: Known) -> dict[str, str]:
    return dict(known.order.address) if known.order else {}


def region_of(known: Known, country: str) -> str:
    """ISO 3166-2, where the address names a region by its code or its name."""
    text = _address(known).get("region", "").strip()
    if _REGION.fullmatch(text.upper()) and text.upper().startswith(country):
        return text.upper()
    names = {folded(word): code for code, name in regions_of(country) for word in (code, name)}
    code = names.get(folded(text)) if text else None
    return f"{country}-{code}" if code else ""
