"""Calls of a shop that offers our interface, signed as Standard Webhooks says."""

import json

from standardwebhooks import Webhook

from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, Hint, Settings


def recognise(settings: Settings, call: Call) -> Hint:
    """`{"type": "order.changed", "data": {"id": "1001"}}`; of other types nothing is needed."""
    try:
        hook = Webhook(str(settings.get("webhook_secret") or ""))
        hook.verify(call.body, dict(call.headers), json_parse=False)
    except Exception as error:  # also what is no secret, and what its reader stumbles over
        raise NotAllowed from error
    try:
        told = json.loads(call.body)
        if told.get("type") != "order.changed":
            return Hint(call.headers["webhook-id"])
        return Hint(call.headers["webhook-id"], str(told["data"]["id"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadInput("body", "an order with its id") from error
