"""The WooCommerce shop in memory, which is told things, too."""

import json
from typing import Any

import httpx

from makegood.testing.woo_shop import WooShop


class Teller(WooShop):
    """It does what it is told; `loses` so many answers after having done it."""

    def __init__(self) -> None:
        super().__init__()
        self.loses = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" or self.fails is not None:
            return super().answer(request)
        told = json.loads(request.content)
        if request.url.path.endswith("/orders"):
            return self._done(self.new_order(date_paid_gmt=None, total="0.00", **told))
        order_id = int(request.url.path.split("/orders/")[1].split("/")[0])
        if request.url.path.endswith("/refunds"):
            self.refund(order_id, told["amount"], {}, told["reason"])
            self.refunds[order_id][-1]["meta_data"] = told["meta_data"]
            made = self.refunds[order_id][-1]
        else:
            self.change(order_id, **told)
            made = self.orders[order_id]
        return self._done(made)

    def _done(self, made: dict[str, Any]) -> httpx.Response:
        if self.loses:
            self.loses -= 1
            raise httpx.ReadTimeout("slow")
        return httpx.Response(201, json=made)
