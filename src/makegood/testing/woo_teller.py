"""The WooCommerce shop in memory, which is told things, too."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx

from makegood.kernel import clock
from makegood.testing.woo_shop import WooShop

TOO_MUCH = {
    "code": "woocommerce_rest_cannot_create_order_refund",
    "message": "Invalid refund amount.",
    "data": 500,
}
"""What the real one said to a refund beyond the order's total: with 500, as if it had fallen over."""


class Teller(WooShop):
    """It does what it is told; `loses` so many answers after having done it."""

    def __init__(self) -> None:
        super().__init__()
        self.loses = 0
        self.notes: dict[int, list[dict[str, Any]]] = {}
        self.coupons: list[dict[str, Any]] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" or self.fails is not None:
            return super().answer(request)
        parts = request.url.path.split("/wc/v3/")[1].split("/")
        ways: dict[str, Callable[[int, dict[str, Any]], dict[str, Any] | None]] = {
            "refunds": self._refunded,
            "notes": self._noted,
            "coupons": self._given,
            "orders": self._ordered,
        }
        number = int(parts[1]) if len(parts) > 1 else 0
        made = ways.get(parts[-1], self._changed)(number, json.loads(request.content))
        if made is None:
            return httpx.Response(500, json=TOO_MUCH)
        if self.loses:
            self.loses -= 1
            raise httpx.ReadTimeout("slow")
        return httpx.Response(201, json=made)

    def _ordered(self, _number: int, told: dict[str, Any]) -> dict[str, Any]:
        return self.new_order(date_paid_gmt=None, total="0.00", **told)

    def _changed(self, order_id: int, told: dict[str, Any]) -> dict[str, Any]:
        self.change(order_id, **told)
        return self.orders[order_id]

    def _refunded(self, order_id: int, told: dict[str, Any]) -> dict[str, Any] | None:
        back = sum(Decimal(one["amount"]) for one in self.refunds.get(order_id, []))
        if back + Decimal(told["amount"]) > Decimal(self.orders[order_id]["total"]):
            return None
        lines = {one["id"]: one["quantity"] for one in told["line_items"]}
        self.refund(order_id, told["amount"], lines, told["reason"])
        self.refunds[order_id][-1]["meta_data"] = told["meta_data"]
        return self.refunds[order_id][-1]

    def _noted(self, order_id: int, told: dict[str, Any]) -> dict[str, Any]:
        now = clock.now().replace(tzinfo=None).isoformat(timespec="seconds")
        made = {"id": self._id(), "date_created_gmt": now, **told}
        self.notes.setdefault(order_id, []).append(made)
        return made

    def _given(self, _number: int, told: dict[str, Any]) -> dict[str, Any]:
        """A code is written small there, however it was told."""
        self.coupons.append({"id": self._id(), **told, "code": told["code"].lower()})
        return self.coupons[-1]

    def _read(self, parts: list[str], query: dict[str, str]) -> httpx.Response:
        match parts:
            case ["orders", number, "notes"]:
                return httpx.Response(200, json=self.notes.get(int(number), []))
            case ["coupons"]:
                code = query.get("code", "").lower()
                return httpx.Response(200, json=[c for c in self.coupons if c["code"] == code])
        return super()._read(parts, query)
