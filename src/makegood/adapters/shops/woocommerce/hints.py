"""Webhooks of a WooCommerce shop."""

import base64
import hashlib
import hmac
import json

from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, Hint, Settings


def recognise(settings: Settings, call: Call) -> Hint:
    """It signs the body, in base64. When a webhook is saved there it sends a ping: a form, and not signed."""
    if _is_ping(call):
        return Hint("")
    secret = str(settings.get("webhook_secret") or "")
    signed = call.headers.get("x-wc-webhook-signature", "")
    own = base64.b64encode(hmac.new(secret.encode(), call.body, hashlib.sha256).digest()).decode()
    if not secret or not hmac.compare_digest(own.encode(), signed.encode()):
        raise NotAllowed
    event_id = call.headers.get("x-wc-webhook-delivery-id", "")
    if call.headers.get("x-wc-webhook-resource") != "order":
        return Hint(event_id)
    try:
        return Hint(event_id, str(int(json.loads(call.body)["id"])))
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("body", "an order with its id") from error


def _is_ping(call: Call) -> bool:
    return call.body.startswith(b"webhook_id=") and call.body[11:].isdigit()
