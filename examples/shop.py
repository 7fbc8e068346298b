"""A whole shop that offers Makegood's interface: `python shop.py PORT TOKEN [HOOK SECRET]`.

Yours keeps orders and answers in its database, a command and its answer in one transaction, and has all it lacks: see
docs/howto/offer-your-shop.md. An order is put in from outside (PUT), as a back office would.
"""

import json
import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from hmac import digest
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import time
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request, urlopen
from uuid import uuid4

PORT, TOKEN, HOOK, SECRET = (*sys.argv[1:], "", "")[:4]
STATES = {"paid": "preparing", "sent": "sent", "cancelled": "cancelled"}
ORDERS, ANSWERS = {}, {}


def save(order, **news):
    ORDERS[order["id"]] = {**order, **news, "changed_at": datetime.now(UTC).isoformat()}
    with suppress(OSError):  # who is away now asks by itself, later
        return HOOK and tell({"type": "order.changed", "data": {"id": order["id"]}})


def tell(news):
    body, name, now = json.dumps(news), str(uuid4()), str(int(time()))
    key, signed = b64decode(SECRET.removeprefix("whsec_")), f"{name}.{now}.{body}".encode()
    sign = "v1," + b64encode(digest(key, signed, "sha256")).decode()
    heads = {"webhook-id": name, "webhook-timestamp": now, "webhook-signature": sign}
    urlopen(Request(HOOK, body.encode(), heads | {"Content-Type": "application/json"}), timeout=9)


def page(limit, changed_since="1970-01-01T00:00:00Z", after=""):
    place = lambda one: (datetime.fromisoformat(one["changed_at"]), one["id"])  # noqa: E731
    since = (datetime.fromisoformat(changed_since), after)
    left = sorted((one for one in ORDERS.values() if place(one) > since), key=place)
    return {"orders": left[: int(limit)], "has_more": len(left) > int(limit)}


def do(told):
    order, kind = ORDERS.get(told["order_id"]), told["kind"]
    if order is None or kind not in {"cancel", "state", "note", "address", "refund"}:
        return {"outcome": "refused", "code": "not_offered" if order else "no_such_order"}
    given = [*order.get("refunds", []), {**told, "id": told["key"]}]
    if kind == "refund" and sum(Decimal(one["amount"]) for one in given) > Decimal(order["total"]):
        return {"outcome": "refused", "code": "too_much", "message": "More than was paid."}
    notes = [*order.get("notes", []), told.get("text")]
    news = {
        "refund": {"refunds": given},
        "note": {"notes": notes},
        "cancel": {"state": "cancelled"},
    }
    save(order, **news.get(kind, {kind: told.get(kind)}))  # an address, a state: as told
    return {"outcome": "done", "id": told["key"]}


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        asked, told = urlsplit(self.path), self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self.answer(401, {"message": "Who are you?"})
        match self.command, *[part for part in asked.path.split("/") if part]:
            case ("GET",):
                return self.answer(200, {"makegood": 1})
            case "GET", "states":
                states = [{"code": code, "name": code, "usual": STATES[code]} for code in STATES]
                return self.answer(200, {"states": states})
            case "GET", "orders":
                return self.answer(200, page(**dict(parse_qsl(asked.query))))
            case "GET", "orders", name if name in ORDERS:
                return self.answer(200, ORDERS[name])
            case "PUT", "orders", name:
                save(json.loads(told) | {"id": name})
                return self.answer(200, ORDERS[name])
            case "GET", "commands", key:
                return self.answer(200, ANSWERS.get(key, {"outcome": "not_done"}))
            case "POST", "commands":
                key = self.headers["Idempotency-Key"]
                ANSWERS[key] = ANSWERS.get(key) or do(json.loads(told))
                return self.answer(200, ANSWERS[key])
        return self.answer(404, {"message": "Nothing here."})

    do_POST = do_PUT = do_GET

    def answer(self, status, said):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(PORT)), Shop).serve_forever()
