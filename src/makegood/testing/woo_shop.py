"""A WooCommerce shop in memory, as the real one answered when its calls were recorded: reading, writing, webhooks.

Its oddities are kept, since they are what breaks connectors: changes within one second bear one date, fulfilling an
order does not change its date, two webhooks send each change twice, a delivery's id comes again with another body,
a refund beyond the order's total is answered with 500, and saving a webhook sends a ping that nobody signed.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

import httpx

from makegood.testing.sockets import LoopbackServer

KEY, SECRET, WEBHOOK_SECRET = "ck_test", "cs_test", "whsecret"
URL = "http://127.0.0.1:8089"
SETTINGS = {"url": URL, "key": KEY, "secret": SECRET, "webhook_secret": WEBHOOK_SECRET}
BEGAN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
_API = "/wp-json/wc/v3/"


class WooShop:
    """The shop. `now` is its clock; `fails` is answered instead of everything while it is set."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.orders: dict[int, dict[str, Any]] = {}
        self.products: dict[int, dict[str, Any]] = {}
        self.variations: dict[int, list[dict[str, Any]]] = {}
        self.refunds: dict[int, list[dict[str, Any]]] = {}
        self.fulfilments: dict[int, list[dict[str, Any]]] = {}
        self.calls: list[str] = []
        self.fails: httpx.Response | Exception | None = None
        self._last_id = 10

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    @contextmanager
    def serving(self) -> Iterator[dict[str, str]]:
        """The same over a socket of this machine; the settings to connect it with."""
        shop = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked = httpx.Request(
                    self.command, URL + self.path, headers=dict(self.headers), content=body
                )
                reply = shop.answer(asked)
                self.send_response(reply.status_code)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.content)

            do_POST = do_PUT = do_GET

            def log_message(self, *_args: object) -> None:
                """Its calls are in `calls`."""

        with LoopbackServer(Handler) as server:
            yield SETTINGS | {"url": f"http://127.0.0.1:{server.port}"}

    def new_order(self, email: str = "ann@example.com", **overrides: Any) -> dict[str, Any]:
        """An order of three shirts for 60.00 and 5.00 of delivery, paid by bank, of a shop without taxes."""
        order_id, line_id = self._id(), self._id()
        order: dict[str, Any] = {
            "id": order_id, "parent_id": 0, "number": str(order_id), "status": "processing", "currency": "USD",
            "date_created_gmt": _said(self.now), "date_modified_gmt": _said(self.now),
            "date_paid_gmt": _said(self.now), "discount_total": "0.00", "discount_tax": "0.00",
            "shipping_total": "5.00", "shipping_tax": "0.00", "total": "65.00", "total_tax": "0.00", "customer_id": 3,
            "billing": _place("Ann", "Lee", email), "shipping": _place("Ann", "Lee"), "payment_method": "bacs",
            "payment_method_title": "Bank", "transaction_id": "", "meta_data": [], "refunds": [],
            "line_items": [{
                "id": line_id, "name": "Shirt", "product_id": 14, "variation_id": 0, "quantity": 3, "total": "60.00",
                "total_tax": "0.00", "meta_data": [], "sku": "SHIRT", "price": 20,
            }],
        }  # fmt: skip
        self.orders[order_id] = order | overrides
        return self.orders[order_id]

    def new_product(self, name: str = "Shirt", **overrides: Any) -> dict[str, Any]:
        product: dict[str, Any] = {
            "id": self._id(), "name": name, "type": "simple", "status": "publish", "sku": name.upper(),
            "price": "20.00", "manage_stock": False, "stock_quantity": None, "stock_status": "instock",
            "date_created_gmt": _said(self.now), "date_modified_gmt": _said(self.now), "variations": [],
        }  # fmt: skip
        self.products[product["id"]] = product | overrides
        return self.products[product["id"]]

    def change(self, order_id: int, **values: Any) -> None:
        self.orders[order_id] |= values | {"date_modified_gmt": _said(self.now)}

    def fulfil(self, order_id: int, number: str, pieces: dict[int, int]) -> None:
        """A parcel: the order says that it is fulfilled in part, and its date stays as it was."""
        self.orders[order_id]["meta_data"].append(
            {"id": self._id(), "key": "_fulfillment_status", "value": "partially_fulfilled"}
        )
        said = {
            "_items": [{"item_id": line, "qty": quantity} for line, quantity in pieces.items()],
            "_tracking_number": number, "_shipment_provider": "royal-mail",
            "_tracking_url": f"https://example.test/{number}", "_date_fulfilled": _said(self.now) + "Z",
        }  # fmt: skip
        metas = [{"id": self._id(), "key": key, "value": value} for key, value in said.items()]
        one = {
            "id": self._id(),
            "entity_id": str(order_id),
            "date_deleted": None,
            "meta_data": metas,
        }
        self.fulfilments.setdefault(order_id, []).append(one)

    def refund(self, order_id: int, amount: str, lines: dict[int, int], reason: str = "") -> None:
        items = [
            {"id": self._id(), "quantity": -quantity, "meta_data": [{"key": "_refunded_item_id", "value": str(line)}]}
            for line, quantity in lines.items()
        ]  # fmt: skip
        one = {
            "id": self._id(), "date_created_gmt": _said(self.now), "amount": amount, "reason": reason,
            "line_items": items,
        }  # fmt: skip
        self.refunds.setdefault(order_id, []).append(one)
        self.orders[order_id]["refunds"].append(
            {"id": one["id"], "reason": reason, "total": f"-{amount}"}
        )
        self.change(order_id)

    def deliveries(
        self, order_id: int, event: str = "updated"
    ) -> list[tuple[dict[str, str], bytes]]:
        """The calls it makes of one change: two webhooks of one topic are set up, each with its own delivery id."""
        body = json.dumps(self.orders[order_id], separators=(",", ":")).encode()
        return [
            (
                {
                    "content-type": "application/json",
                    "x-wc-webhook-resource": "order",
                    "x-wc-webhook-event": event,
                    "x-wc-webhook-signature": signature(body),
                    "x-wc-webhook-id": str(webhook),
                    # Made of the webhook and the second, so that two changes within it bear one id.
                    "x-wc-webhook-delivery-id": hashlib.md5(
                        f"{webhook}{_said(self.now)}".encode(), usedforsecurity=False
                    ).hexdigest(),
                },
                body,
            )
            for webhook in (3, 1)
        ]

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(f"{request.method} {request.url.raw_path.decode()}")
        if isinstance(self.fails, Exception):
            raise self.fails
        if self.fails is not None:
            return self.fails
        path = request.url.path
        if path == "/wp-json/":
            return httpx.Response(200, json={"name": "Shop", "namespaces": ["wp/v2", "wc/v3"]})
        if not path.startswith(_API):
            return _no(404, "rest_no_route")
        if request.headers.get("authorization", "") != _basic(KEY, SECRET):
            return _no(401, "woocommerce_rest_cannot_view")
        query = {name: values[0] for name, values in parse_qs(request.url.query.decode()).items()}
        parts = path.removeprefix(_API).split("/")
        return self._read(parts, query)

    def _read(self, parts: list[str], query: dict[str, str]) -> httpx.Response:
        match parts:
            case ["orders"]:
                return _page(self.orders, query)
            case ["orders", "statuses"]:
                return httpx.Response(200, json=STATUSES)
            case ["orders", number]:
                found = self.orders.get(int(number))
                return httpx.Response(200, json=found) if found else _no(404, "invalid_id")
            case ["orders", number, "refunds"]:
                return httpx.Response(200, json=self.refunds.get(int(number), []))
            case ["orders", number, "fulfillments"]:
                return httpx.Response(200, json=self.fulfilments.get(int(number), []))
            case ["products"]:
                return _page(self.products, query)
            case ["products", number, "variations"]:
                return httpx.Response(200, json=self.variations.get(int(number), []))
            case ["settings", "general", "woocommerce_currency"]:
                return httpx.Response(200, json={"id": "woocommerce_currency", "value": "USD"})
        return _no(404, "rest_no_route")

    def _id(self) -> int:
        self._last_id += 1
        return self._last_id


STATUSES = [
    {"slug": "pending", "name": "Pending payment"},
    {"slug": "processing", "name": "Processing"},
    {"slug": "on-hold", "name": "On hold"},
    {"slug": "completed", "name": "Completed"},
    {"slug": "cancelled", "name": "Cancelled"},
    {"slug": "refunded", "name": "Refunded"},
    {"slug": "failed", "name": "Failed"},
    {"slug": "at-the-tailor", "name": "At the tailor"},
]


def signature(body: bytes, secret: str = WEBHOOK_SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def ping() -> tuple[dict[str, str], bytes]:
    """What it sends when a webhook is saved."""
    return {"content-type": "application/x-www-form-urlencoded"}, b"webhook_id=3"


def _page(things: dict[int, dict[str, Any]], query: dict[str, str]) -> httpx.Response:
    after = query.get("modified_after", "")
    found = [one for one in things.values() if one["date_modified_gmt"] > after]
    found.sort(key=lambda one: (one["date_modified_gmt"], one["id"]))
    size, page = int(query.get("per_page", 10)), int(query.get("page", 1))
    headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(-(-len(found) // size))}
    return httpx.Response(200, json=found[(page - 1) * size : page * size], headers=headers)


def _no(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "message": "No.", "data": {"status": status}})


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _said(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S")


def _place(given: str, family: str, email: str = "") -> dict[str, str]:
    return {
        "first_name": given, "last_name": family, "company": "", "address_1": "1 High Street", "address_2": "",
        "city": "London", "state": "", "postcode": "N1 1AA", "country": "GB", "email": email,
        "phone": "020 7946 0123",
    }  # fmt: skip
