"""A Medusa in memory, as the real one answered when its calls were recorded: reading, cancelling, giving back."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx

KEY = "sk_test"
SETTINGS = {"url": "https://medusa.example", "key": KEY}
BEGAN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


class MedusaShop:
    """The shop. `fails` is answered instead of every call that writes while it is set, whether or not it
    `is_done_all_the_same`."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.orders: dict[str, dict[str, Any]] = {}
        self.products: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.fails: httpx.Response | Exception | None = None
        self.is_done_all_the_same = False

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def new_order(
        self, currency: str = "eur", price: float = 20, **overrides: Any
    ) -> dict[str, Any]:
        """Three shirts, captured, nothing packed."""
        self.now += timedelta(seconds=1)
        place = len(self.orders) + 1
        total = 3 * price
        payment = {
            "id": f"pay_{place}", "currency_code": currency, "provider_id": "pp_stripe_stripe", "amount": total,
            "captures": [{"id": f"capt_{place}", "amount": total, "created_at": self.said()}], "refunds": [],
        }  # fmt: skip
        order = {
            "id": f"order_{place}", "display_id": place, "status": "pending", "payment_status": "captured",
            "fulfillment_status": "not_fulfilled", "created_at": self.said(), "updated_at": self.said(),
            "email": "ann@example.com", "currency_code": currency, "customer_id": None, "total": total,
            "shipping_total": 0, "tax_total": 0, "discount_total": 0, "billing_address": None, "fulfillments": [],
            "shipping_address": {"first_name": "Ann", "last_name": "Lee", "address_1": "x", "city": "Berlin",
                                 "country_code": "de", "postal_code": "10115", "phone": None},
            "items": [{"id": f"ordli_{place}", "title": "Shirt", "variant_title": "M", "product_title": "Shirt",
                       "variant_sku": "S-M", "product_id": "prod_1", "variant_id": "variant_1", "quantity": 3,
                       "total": total, "detail": {"return_received_quantity": 0}}],
            "payment_collections": [{"id": f"pay_col_{place}", "currency_code": currency, "payments": [payment]}],
        }  # fmt: skip
        self.orders[str(order["id"])] = order | overrides
        return self.orders[str(order["id"])]

    def said(self) -> str:
        return self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(f"{request.method} {request.url.path}")
        path = request.url.path
        if path == "/health":
            return httpx.Response(200, content=b"OK")
        own = "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()
        if request.headers.get("authorization") != own:
            return httpx.Response(401, json={"message": "Unauthorized"})
        parts = path.removeprefix("/admin/").split("/")
        if request.method == "GET":
            query = {n: v[0] for n, v in parse_qs(request.url.query.decode()).items()}
            return self._read(parts, query)
        if self.fails is not None and not self.is_done_all_the_same:
            return _given(self.fails)
        answer = self._written(parts, json.loads(request.content))
        return _given(self.fails) if self.fails is not None else answer

    def _read(self, parts: list[str], query: dict[str, str]) -> httpx.Response:
        match parts:
            case ["orders"]:
                return _page("orders", self.orders, query)
            case ["products"]:
                return _page("products", self.products, query)
            case ["stores"]:
                own = [
                    {"currency_code": "usd", "is_default": False},
                    {"currency_code": "eur", "is_default": True},
                ]
                return httpx.Response(200, json={"stores": [{"id": "s", "supported_currencies": own}]})  # fmt: skip
            case ["orders", number] if number in self.orders:
                return httpx.Response(200, json={"order": self.orders[number]})
        return httpx.Response(404, json={"type": "not_found", "message": "Order was not found"})

    def _written(self, parts: list[str], body: dict[str, Any]) -> httpx.Response:
        self.now += timedelta(seconds=1)
        match parts:
            case ["orders", number, "cancel"]:
                order = self.orders[number]
                if order["fulfillments"]:
                    said = {
                        "type": "not_allowed",
                        "message": "All fulfillments must be canceled before.",
                    }
                    return httpx.Response(400, json=said)
                order |= {"status": "canceled", "updated_at": self.said()}
                return httpx.Response(200, json={"order": order})
            case ["orders", number]:
                self.orders[number] |= body | {"updated_at": self.said()}
                return httpx.Response(200, json={"order": self.orders[number]})
            case ["payments", number, "refund"]:
                return self._refunded(number, body)
        return httpx.Response(404, json={"type": "not_found", "message": "no"})

    def _refunded(self, number: str, body: dict[str, Any]) -> httpx.Response:
        payment = next(
            payment
            for order in self.orders.values()
            for payment in order["payment_collections"][0]["payments"]
            if payment["id"] == number
        )
        back = sum(one["amount"] for one in payment["refunds"])
        if back + body["amount"] > payment["amount"]:
            return httpx.Response(
                400, json={"type": "invalid_data", "message": "You cannot refund more."}
            )
        made = {"id": f"ref_{number}_{len(payment['refunds'])}", **body, "created_at": self.said()}
        payment["refunds"].append(made)
        return httpx.Response(200, json={"payment": payment})


def _given(fails: httpx.Response | Exception) -> httpx.Response:
    if isinstance(fails, Exception):
        raise fails
    return fails


def _page(what: str, things: dict[str, dict[str, Any]], query: dict[str, str]) -> httpx.Response:
    after = datetime.fromisoformat(query.get("updated_at[$gt]", "1970-01-01T00:00:00Z"))
    found = [one for one in things.values() if datetime.fromisoformat(one["updated_at"]) > after]
    found.sort(key=lambda one: one[query["order"]] if "order" in query else one["id"])
    skip, size = int(query.get("offset", 0)), int(query.get("limit", 20))
    return httpx.Response(200, json={what: found[skip : skip + size], "count": len(found)})
