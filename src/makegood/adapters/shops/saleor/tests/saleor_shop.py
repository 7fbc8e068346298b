"""A Saleor in memory, as its documents and its recorded calls say: reading, granting and paying, notes, webhooks."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from makegood.kernel import clock

TOKEN = "app-token"
SETTINGS = {"url": "https://saleor.example/graphql/", "token": TOKEN}
BEGAN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
DENIED = {"errors": [{"message": "To access this path, you need one of the following permissions: MANAGE_ORDERS",
                      "extensions": {"exception": {"code": "PermissionDenied"}}}], "data": {}}  # fmt: skip


def an_id(number: int) -> str:
    return base64.b64encode(f"Order:{number:036d}".encode()).decode()


def money(amount: float, currency: str = "PLN") -> dict[str, Any]:
    return {"amount": amount, "currency": currency}


class SaleorShop:
    """The shop. `fails` is answered instead of the mutation of that name, which is done first where it
    `is_done_all_the_same`."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.orders: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.fails: dict[str, httpx.Response | Exception] = {}
        self.is_done_all_the_same = False

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def said(self) -> str:
        return self.now.isoformat(timespec="microseconds")

    def new_order(
        self, currency: str = "PLN", price: float = 20, **overrides: Any
    ) -> dict[str, Any]:
        """Three juices by card, charged, nothing sent."""
        self.now += timedelta(seconds=1)
        place = len(self.orders) + 1
        whole = money(3 * price, currency)
        taxed = {"gross": whole, "tax": money(0, currency)}
        address = {
            "firstName": "Ann", "lastName": "Lee", "companyName": "", "streetAddress1": "600 Montgomery St",
            "streetAddress2": "", "city": "SAN FRANCISCO", "postalCode": "94111", "countryArea": "CA",
            "country": {"code": "US"}, "phone": "+14155550123",
        }  # fmt: skip
        charge = {"id": f"ev_{place}", "type": "CHARGE_SUCCESS", "createdAt": self.said(), "message": "", "amount": whole}  # fmt: skip
        order = {
            "id": an_id(place), "number": str(place), "status": "UNFULFILLED", "chargeStatus": "FULL",
            "authorizeStatus": "FULL", "created": self.said(), "updatedAt": self.said(),
            "userEmail": "ann@example.com", "languageCodeEnum": "PL", "user": None, "total": taxed,
            "undiscountedTotal": {"gross": whole}, "shippingPrice": {"gross": money(0, currency), "tax": money(0, currency)},
            "shippingAddress": address, "billingAddress": dict(address),
            "lines": [{"id": f"line_{place}", "productName": "Apple Juice", "variantName": "1l", "productSku": None,
                       "quantity": 3, "totalPrice": taxed, "variant": {"id": "v1", "product": {"id": "p1"}}}],
            "fulfillments": [], "grantedRefunds": [], "payments": [], "events": [],
            "transactions": [{"id": f"tr_{place}", "name": "Card", "createdAt": self.said(), "chargedAmount": whole,
                              "refundedAmount": money(0, currency), "refundPendingAmount": money(0, currency),
                              "events": [charge]}],
        }  # fmt: skip
        self.orders[str(order["id"])] = order | overrides
        return self.orders[str(order["id"])]

    def confirm_refunds(self) -> None:
        """The payment app has given back what was asked of it."""
        for order in self.orders.values():
            for grant in [one for one in order["grantedRefunds"] if one["status"] == "PENDING"]:
                paid = order["transactions"][0]
                paid["chargedAmount"] = _less(paid["chargedAmount"], grant["amount"])
                paid["refundedAmount"] = _less(paid["refundedAmount"], grant["amount"], -1)
                event = {"id": f"back_{grant['id']}", "type": "REFUND_SUCCESS", "createdAt": self.said(),
                         "message": "", "amount": grant["amount"]}  # fmt: skip
                paid["events"].append(event)
                grant |= {"status": "SUCCESS", "transactionEvents": [{"id": event["id"]}]}

    def answer(self, request: httpx.Request) -> httpx.Response:
        told = json.loads(request.content)
        query, given = told["query"], told["variables"]
        if "{shop{name}}" in query:
            return _data({"shop": {"name": "Saleor e-commerce"}})
        name = next(one for one in KNOWN if f"{one}(" in query or f"{{{one}{{" in query)
        self.asked.append(name)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return httpx.Response(200, json=DENIED)
        fails = self.fails.get(name)
        if fails is not None and not self.is_done_all_the_same:
            return _given(fails)
        answer = getattr(self, f"_{name}")(given)
        return _given(fails) if fails is not None else _data({name: answer})

    def _app(self, _given: Any) -> Any:
        return {"id": "QXBwOjE="}

    def _order(self, given: Any) -> Any:
        return self.orders.get(given["i"])

    def _products(self, _given: Any) -> Any:
        return {"totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}, "edges": []}

    def _orders(self, given: Any) -> Any:
        """By date and id, on from the last that was given, whatever changed meanwhile."""
        since = (given.get("f") or {}).get("updatedAt", {}).get("gte", "1970-01-01T00:00:00+00:00")
        found = [o for o in self.orders.values() if _at(o["updatedAt"]) >= _at(since)]
        found.sort(key=_place)
        total = len(found)
        if given.get("a"):
            found = [one for one in found if _place(one) > tuple(json.loads(given["a"]))]
        page = found[: given.get("n", 1)]
        ends = json.dumps(_place(page[-1])) if page else None
        return {
            "totalCount": total,
            "pageInfo": {"hasNextPage": len(found) > len(page), "endCursor": ends},
            "edges": [{"node": one} for one in page],
        }

    def _orderCancel(self, given: Any) -> Any:
        order = self.orders[given["i"]]
        if order["fulfillments"]:
            return {"order": None, "errors": [{"field": "order", "message": "This order can't be canceled.", "code": "CANNOT_CANCEL_ORDER"}]}  # fmt: skip
        order["status"] = "CANCELED"
        return {"order": {"id": order["id"]}, "errors": []}

    def _orderUpdate(self, given: Any) -> Any:
        order, said = self.orders[given["i"]], given["p"]["shippingAddress"]
        order["shippingAddress"] = said | {"country": {"code": said["country"]}}
        return {"order": {"id": order["id"]}, "errors": []}

    def _orderNoteAdd(self, given: Any) -> Any:
        events = self.orders[given["i"]]["events"]
        events.append({"id": f"note_{len(events)}", "type": "NOTE_ADDED", "date": clock.now().isoformat(), "message": given["p"]["message"]})  # fmt: skip
        return {"event": {"id": events[-1]["id"]}, "errors": []}

    def _orderGrantRefundCreate(self, given: Any) -> Any:
        order, said = self.orders[given["i"]], given["p"]
        currency = order["total"]["gross"]["currency"]
        grant = {
            "id": f"grant_{len(order['grantedRefunds'])}", "status": "NONE", "reason": said["reason"],
            "amount": money(float(said["amount"]), currency), "transactionEvents": [],
            "lines": [{"quantity": one["quantity"], "orderLine": {"id": one["id"]}} for one in said["lines"]],
        }  # fmt: skip
        order["grantedRefunds"].append(grant)
        return {"grantedRefund": {"id": grant["id"]}, "errors": []}

    def _transactionRequestRefundForGrantedRefund(self, given: Any) -> Any:
        grants = [one for order in self.orders.values() for one in order["grantedRefunds"]]
        grant = next(one for one in grants if one["id"] == given["g"])
        grant["status"] = "PENDING"
        return {"transaction": {"id": given["t"]}, "errors": []}


KNOWN = ("orderCancel", "orderUpdate", "orderNoteAdd", "orderGrantRefundCreate",
         "transactionRequestRefundForGrantedRefund", "orders", "products", "order", "app")  # fmt: skip


def _data(data: Any) -> httpx.Response:
    cost = {"cost": {"requestedQueryCost": 1, "maximumAvailable": 50000}}
    return httpx.Response(200, json={"data": data, "extensions": cost})


def _given(fails: httpx.Response | Exception) -> httpx.Response:
    if isinstance(fails, Exception):
        raise fails
    return fails


def _less(one: dict[str, Any], other: dict[str, Any], sign: int = 1) -> dict[str, Any]:
    return money(round(one["amount"] - sign * other["amount"], 3), one["currency"])


def _at(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _place(order: dict[str, Any]) -> tuple[str, int]:
    return order["updatedAt"], int(order["number"])
