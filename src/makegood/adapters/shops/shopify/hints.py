"""Webhooks of a Shopify shop."""

import base64
import hashlib
import hmac
import json

from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, Hint, Settings

_ORDER, _OF_AN_ORDER = "orders/", ("fulfillments/", "refunds/", "order_transactions/")


def recognise(settings: Settings, call: Call) -> Hint:
    """It signs the body with the app's secret, in base64. A delivery that is repeated bears the id it had."""
    secret = str(settings.get("secret") or "")
    signed = call.headers.get("x-shopify-hmac-sha256", "")
    own = base64.b64encode(hmac.new(secret.encode(), call.body, hashlib.sha256).digest()).decode()
    if not secret or not hmac.compare_digest(own.encode(), signed.encode()):
        raise NotAllowed
    event_id = call.headers.get("x-shopify-webhook-id", "")
    topic = call.headers.get("x-shopify-topic", "")
    if not topic.startswith((_ORDER, *_OF_AN_ORDER)):
        return Hint(event_id)
    try:
        told = json.loads(call.body)
        return Hint(event_id, str(int(told["id" if topic.startswith(_ORDER) else "order_id"])))
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("body", "an order with its id") from error
