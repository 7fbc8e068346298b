"""A PrestaShop in memory, which is told things: as the recorded one, it may answer 500 and have done it all the same."""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

import httpx

from makegood.adapters.shops.prestashop.asking import Thing, thing_of

SETTINGS = {"url": "https://presta.example", "key": "k", "timezone": "Europe/Paris"}
FAILS = httpx.Response(
    500,
    text="<prestashop><errors><error><code>2</code><message>Internal server error</message></error></errors></prestashop>",
)


class PrestaShop:
    """The shop. `fails` is answered to whatever is to be made, which is made first where it `is_done_all_the_same`."""

    def __init__(self, currency: str = "EUR") -> None:
        self.told: dict[str, list[Thing]] = {
            "orders": [{
                "id": "1", "reference": "XKB", "id_customer": "3", "id_currency": "1", "id_lang": "1", "current_state": "2",
                "conversion_rate": "1.000000", "total_products": "50.000000", "total_products_wt": "60.000000",
                "total_shipping_tax_excl": "5.000000", "total_shipping_tax_incl": "6.000000",
                "date_upd": "2026-11-22 16:00:00",
            }],
            "order_details": [
                {"id": "11", "id_order": "1", "total_price_tax_excl": "50.000000", "total_price_tax_incl": "60.000000"}
            ],
            "order_states": [
                {"id": "2", "name": "Payment accepted", "template": "payment"},
                {"id": "4", "name": "Shipped", "template": "shipped"},
                {"id": "6", "name": "Canceled", "template": "order_canceled"},
            ],
            "customers": [{"id": "3", "email": "ann@example.com"}],
            "currencies": [{"id": "1", "iso_code": currency}],
            "order_slip": [],
            "cart_rules": [],
            "order_histories": [],
        }  # fmt: skip
        self.fails: httpx.Response | Exception | None = None
        self.is_done_all_the_same = False
        self.now = "2026-11-22 16:30:00"

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        resource = request.url.path.removeprefix("/api/")
        if request.method == "GET":
            return self._listed(resource, dict(request.url.params))
        if self.fails is not None and not self.is_done_all_the_same:
            return _given(self.fails)
        made = self._made(resource, thing_of(fromstring(request.content)[0]))
        if self.fails is not None:
            return _given(self.fails)
        return httpx.Response(
            201, content=tostring(_element("prestashop", [_element("one", made)]))
        )

    def _listed(self, resource: str, asked: dict[str, str]) -> httpx.Response:
        found = self.told[resource]
        for name, value in asked.items():
            if field := re.fullmatch(r"filter\[(\w+)\]", name):
                wanted = value.strip("[]").split("|")
                found = [one for one in found if one.get(field[1]) in wanted]
        group = _element(resource, [_element("one", one) for one in found])
        return httpx.Response(200, content=tostring(_element("prestashop", [group])))

    def _made(self, resource: str, told: Thing) -> Thing:
        made = {**told, "id": str(len(self.told[resource]) + 70), "date_add": self.now}
        self.told[resource].append(made)
        if resource == "order_histories":
            self.told["orders"][0]["current_state"] = told["id_order_state"]
        return {"id": made["id"]}


def _element(name: str, told: Thing | list[Element]) -> Element:
    made = Element(name)
    if isinstance(told, list):
        made.extend(told)
        return made
    for field, value in told.items():
        if isinstance(value, list):
            group = SubElement(_associations(made), field)
            group.extend(_element("one", one) for one in value)
        else:
            SubElement(made, field).text = str(value)
    return made


def _associations(made: Element) -> Element:
    found = made.find("associations")
    return SubElement(made, "associations") if found is None else found


def _given(fails: Any) -> httpx.Response:
    if isinstance(fails, Exception):
        raise fails
    return httpx.Response(fails.status_code, content=fails.content)
