"""Calls of a carrier that offers our interface, signed as Standard Webhooks says."""

import json

from standardwebhooks import Webhook

from makegood.adapters.carriers.generic.reading import tracked
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, Settings
from makegood.shops.ports.carriers import Tracked
from makegood.shops.reading import NOT_UNDERSTOOD


def hear(settings: Settings, call: Call) -> dict[str, Tracked]:
    """`{"type": "parcels.told", "data": {"parcels": […]}}`; of other types nothing is needed."""
    try:
        hook = Webhook(str(settings.get("webhook_secret") or ""))
        hook.verify(call.body, dict(call.headers), json_parse=False)
    except Exception as error:  # also what is no secret, and what its reader stumbles over
        raise NotAllowed from error
    try:
        told = json.loads(call.body)
        return tracked(told["data"]) if told.get("type") == "parcels.told" else {}
    except NOT_UNDERSTOOD as error:
        raise BadInput("body", "parcels with their numbers") from error
