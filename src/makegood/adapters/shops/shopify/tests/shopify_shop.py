"""A Shopify shop in memory, from its documentation: what it allows by the second, cursors, refunds with a key, webhooks."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx

CLIENT, SECRET = "client", "shpss_secret"
URL = "https://shop.myshopify.com"
SETTINGS = {"url": URL, "client_id": CLIENT, "secret": SECRET}
BEGAN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
MOST = 2000.0
RESTORED = 100.0
COSTS = {"orders": 15, "order": 120, "products": 400}
"""What each question is charged; before it is asked, as much has to be left."""


def bag(amount: str, currency: str = "EUR") -> dict[str, Any]:
    return {"presentmentMoney": {"amount": amount, "currencyCode": currency}}


def gid(kind: str, number: int | str) -> str:
    return f"gid://shopify/{kind}/{number}"


class ShopifyShop:
    """The shop. `left` is what may be asked for still; `fails` is answered instead of the field of that name, which is
    done first where it `is_done_all_the_same`; `scopes` are what the app was granted."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.left = MOST
        self.orders: dict[str, dict[str, Any]] = {}
        self.products: dict[str, dict[str, Any]] = {}
        self.discounts: dict[str, dict[str, Any]] = {}
        self.metafields: dict[tuple[str, str], str] = {}
        self.keys: dict[str, Any] = {}
        self.scopes = ["read_orders", "read_all_orders", "read_products"]
        self.token = "t1"
        self.asked: list[str] = []
        self.fails: dict[str, httpx.Response | Exception] = {}
        self.is_done_all_the_same = False
        self.refunds_are = "SUCCESS"

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def said(self) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def new_order(
        self, currency: str = "EUR", price: str = "20.0", **overrides: Any
    ) -> dict[str, Any]:
        """Three shirts by card, taxes included, nothing sent."""
        self.now += timedelta(seconds=1)
        number = 1001 + len(self.orders)
        total = bag(str(float(price) * 3), currency)
        none = bag("0.0", currency)
        address = {
            "name": "Ann Lee", "firstName": "Ann", "lastName": "Lee", "company": None, "address1": "1 High Street",
            "address2": None, "zip": "N1 1AA", "city": "London", "provinceCode": "ENG", "countryCodeV2": "GB",
            "phone": "+442079460123",
        }  # fmt: skip
        paid = {
            "id": gid("OrderTransaction", number), "kind": "SALE", "status": "SUCCESS", "gateway": "shopify_payments",
            "formattedGateway": "Shopify payments", "processedAt": self.said(), "amountSet": total,
            "parentTransaction": None, "paymentDetails": {"company": "Visa", "number": "•••• •••• •••• 4242"},
        }  # fmt: skip
        line = {
            "id": gid("LineItem", number), "title": "Shirt", "variantTitle": "M", "sku": "S-M", "quantity": 3,
            "originalTotalSet": total, "discountAllocations": [], "taxLines": [], "customAttributes": [],
            "product": {"id": gid("Product", 1)}, "variant": {"id": gid("ProductVariant", 2)},
        }  # fmt: skip
        order: dict[str, Any] = {
            "id": gid("Order", number), "name": f"#{number}", "createdAt": self.said(), "processedAt": self.said(),
            "updatedAt": self.said(), "cancelledAt": None, "displayFinancialStatus": "PAID",
            "displayFulfillmentStatus": "UNFULFILLED", "email": "ann@example.com", "phone": None,
            "customerLocale": "en-GB", "taxesIncluded": True, "customer": {"id": gid("Customer", 7)},
            "presentmentCurrencyCode": currency, "totalPriceSet": total, "totalTaxSet": none,
            "totalShippingPriceSet": none, "totalDiscountsSet": none, "shippingLines": {"nodes": []},
            "shippingAddress": address, "billingAddress": dict(address), "transactions": [paid], "note": None,
            "lineItems": {"nodes": [line]}, "fulfillments": [], "refunds": [],
        }  # fmt: skip
        self.orders[str(order["id"])] = order | overrides
        return self.orders[str(order["id"])]

    def call(self, topic: str, body: bytes, event_id: str = "e-1") -> tuple[dict[str, str], bytes]:
        made = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
        heads = {
            "x-shopify-topic": topic,
            "x-shopify-hmac-sha256": base64.b64encode(made).decode(),
            "x-shopify-webhook-id": event_id,
        }
        return heads, body

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/admin/oauth/access_token":
            told = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
            self.asked.append("token")
            if (told["client_id"], told["client_secret"]) != (CLIENT, SECRET):
                return httpx.Response(
                    400, json={"error": "invalid_client", "error_description": "No such client."}
                )
            return httpx.Response(200, json={"access_token": self.token, "expires_in": 86399})
        if request.headers.get("x-shopify-access-token") != self.token:
            return httpx.Response(401, json={"errors": "[API] Invalid API key or access token"})
        told = json.loads(request.content)
        name = next(
            one for one in KNOWN if f"{one}(" in told["query"] or f"{{{one}{{" in told["query"]
        )
        self.asked.append(name)
        return self._answered(name, told["query"], told["variables"])

    def _answered(self, name: str, query: str, given: Any) -> httpx.Response:
        cost = COSTS.get(name, 10)
        status = {
            "maximumAvailable": MOST,
            "currentlyAvailable": self.left,
            "restoreRate": RESTORED,
        }
        said = {"cost": {"requestedQueryCost": cost, "throttleStatus": status}}
        if cost > self.left:
            errors = [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]
            return httpx.Response(200, json={"errors": errors, "extensions": said})
        self.left -= cost
        fails = self.fails.get(name)
        if fails is not None and not self.is_done_all_the_same:
            return _given(fails)
        answer = getattr(self, f"_{name}")(given, query)
        if fails is not None:
            return _given(fails)
        data = answer if isinstance(answer, dict) and name in answer else {name: answer}
        return httpx.Response(200, json={"data": data, "extensions": said})

    def _shop(self, _given: Any, _query: str) -> Any:
        return {"name": "Shop", "currencyCode": "EUR"}

    def _currentAppInstallation(self, _given: Any, _query: str) -> Any:
        return {"accessScopes": [{"handle": one} for one in self.scopes]}

    def _orders(self, given: Any, query: str) -> Any:
        return _page("orders", self.orders, given, query)

    def _products(self, given: Any, query: str) -> Any:
        return _page("products", self.products, given, query)

    def _order(self, given: Any, query: str) -> Any:
        """Its lines twenty at a time, and then fifty."""
        order = self.orders.get(given["i"])
        if order is None:
            return {"order": None, "shop": self._shop(given, query)}
        lines = order["lineItems"]["nodes"]
        first = int(given["a"]) if given.get("a") else 0
        size = 50 if given.get("a") else 20
        page = {"hasNextPage": len(lines) > first + size, "endCursor": str(first + size)}
        mark = self.metafields.get((given["i"], str(given.get("k"))))
        told = {
            **order,
            "lineItems": {"pageInfo": page, "nodes": lines[first : first + size]},
            "fulfillmentsCount": {"count": len(order["fulfillments"])},
            "mark": {"value": mark} if mark else None,
        }
        return {"order": told, "shop": self._shop(given, query)}

    def _orderCancel(self, given: Any, _query: str) -> Any:
        """By a job: it is cancelled a while after it answered."""
        order = self.orders[given["i"]]
        if order["fulfillments"]:
            said = [
                {
                    "field": ["orderId"],
                    "message": "Cannot cancel an order with fulfillments",
                    "code": "INVALID",
                }
            ]
            return {"job": None, "orderCancelUserErrors": said}
        order["cancelledAt"] = self.said()
        return {"job": {"id": gid("Job", 1), "done": False}, "orderCancelUserErrors": []}

    def _orderUpdate(self, given: Any, _query: str) -> Any:
        told = given["p"]
        order = self.orders[told["id"]]
        if "note" in told:
            order["note"] = told["note"]
        for field in told.get("metafields", []):
            self.metafields[told["id"], field["key"]] = field["value"]
        if said := told.get("shippingAddress"):
            order["shippingAddress"] = {**said, "countryCodeV2": said["countryCode"], "phone": None}
        return {"order": {"id": order["id"]}, "userErrors": []}

    def _refundCreate(self, given: Any, query: str) -> Any:
        """The same key is the same refund."""
        assert "@idempotent(key:$k)" in query
        if given["k"] in self.keys:
            return self.keys[given["k"]]
        told = given["p"]
        order, (paid,) = self.orders[told["orderId"]], told["transactions"]
        number = 500 + len(self.keys)
        back = {
            "id": gid("OrderTransaction", number), "kind": "REFUND", "status": self.refunds_are, "gateway": paid["gateway"],
            "formattedGateway": "Shopify payments", "processedAt": self.said(), "paymentDetails": None,
            "amountSet": bag(paid["amount"], told["currency"]), "parentTransaction": {"id": paid["parentId"]},
        }  # fmt: skip
        lines = [
            {"quantity": one["quantity"], "lineItem": {"id": one["lineItemId"]}}
            for one in told["refundLineItems"]
        ]
        refund = {
            "id": gid("Refund", number), "note": told["note"], "createdAt": self.said(), "transactions": {"nodes": [back]},
            "refundLineItems": {"pageInfo": {"hasNextPage": False}, "nodes": lines},
        }  # fmt: skip
        order["refunds"].append(refund)
        order["transactions"].append(back)
        self.keys[given["k"]] = {"refund": refund, "userErrors": []}
        return self.keys[given["k"]]

    def _discountCodeBasicCreate(self, given: Any, _query: str) -> Any:
        told = given["d"]
        if told["code"] in self.discounts:
            return {
                "codeDiscountNode": None,
                "userErrors": [{"message": "Code must be unique", "code": "TAKEN"}],
            }
        self.discounts[told["code"]] = told
        return {"codeDiscountNode": {"id": gid("DiscountCodeNode", 9)}, "userErrors": []}

    def _codeDiscountNodeByCode(self, given: Any, _query: str) -> Any:
        return {"id": gid("DiscountCodeNode", 9)} if given["c"] in self.discounts else None


KNOWN = ("orderCancel", "orderUpdate", "refundCreate", "discountCodeBasicCreate", "codeDiscountNodeByCode", "orders",
         "products", "order", "currentAppInstallation", "shop")  # fmt: skip


def _given(fails: httpx.Response | Exception) -> httpx.Response:
    if isinstance(fails, Exception):
        raise fails
    return fails


def _page(what: str, things: dict[str, dict[str, Any]], given: Any, query: str) -> Any:
    """By date and id; a cursor stands behind one of them, wherever it moves."""
    since = (given.get("q") or "updated_at:>=''").split("'")[1]
    found = sorted(
        (one for one in things.values() if one["updatedAt"] >= since),
        key=lambda one: (one["updatedAt"], one["id"]),
    )
    rest = [one for one in found if not given.get("a") or _cursor(one) > given["a"]]
    page = rest[: given["n"]]
    edges = [{"cursor": _cursor(one), "node": one} for one in page]
    told: dict[str, Any] = {
        what: {"pageInfo": {"hasNextPage": len(rest) > len(page)}, "edges": edges}
    }
    return told | ({"total": {"count": len(found)}} if f"total:{what}Count" in query else {})


def _cursor(thing: dict[str, Any]) -> str:
    return f"{thing['updatedAt']} {thing['id']}"
