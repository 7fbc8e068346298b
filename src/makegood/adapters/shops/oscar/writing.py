"""Telling a django-oscar shop to do something, and finding out afterwards whether it did.

A refund bears our key as its transaction's reference, and the shop makes one of a reference only. A note is found again
by its words and since when; what sets a thing to a value, by that value.
"""

import json
from datetime import timedelta
from typing import Any

from makegood.adapters.shops.oscar.asking import (
    ask,
    base,
    failed,
    heads,
    moment,
)
from makegood.adapters.shops.oscar.orders import REFUND, read
from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import (
    NOT_DONE,
    AddNote,
    AddressSeen,
    Answer,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveRefund,
    SetState,
    Settings,
)
from makegood.shops.reading import NOT_UNDERSTOOD

COMMANDS = (AddNote, CancelOrder, ChangeAddress, GiveRefund, SetState)
CANCELLED = "Cancelled"
_CLOCKS_DIFFER = timedelta(minutes=5)


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    what, body = _as_told(settings, command)
    try:
        reply = web.call(
            "POST",
            f"{base(settings)}orders/{command.order_id}/{what}/",
            headers=heads(settings) | {"Content-Type": "application/json"},
            body=json.dumps(body).encode(),
        )
    except ProviderFailed as error:
        if error.unclear:
            return Answer("unknown", code=error.code, why=error.message)
        raise
    return _answer(settings, reply, command)


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    reply = ask(settings, web, f"orders/{command.order_id}/")
    if reply.status == 404:
        return Answer("unknown", code="http_404", why=reply.words)
    return _found(settings, reply, command) or NOT_DONE


def _answer(settings: Settings, reply: Reply, command: Command) -> Answer:
    """Done is answered with the order as it is then, in which what was done is found."""
    if reply.is_ok:
        return _found(settings, reply, command) or Answer("unknown", code="protocol")
    if reply.status in {401, 403}:
        raise failed(reply)
    try:
        code = str(json.loads(reply.body)["code"])
    except (ValueError, KeyError, TypeError):
        code = f"http_{reply.status}"
    outcome = reply.status in {400, 404, 405, 409}
    return Answer("refused" if outcome else "unknown", code=code, why=reply.words)


def _found(settings: Settings, reply: Reply, command: Command) -> Answer | None:
    try:
        order = json.loads(reply.body)
        found = _mark(settings, order, command)
    except NOT_UNDERSTOOD as error:  # not what such a shop says
        return Answer("unknown", code="protocol", why=repr(error)[:300])
    return Answer("done", external_id=found) if found else None


def _mark(settings: Settings, order: Any, command: Command) -> str:
    """The id of what was done; empty while nothing was."""
    own = str(order["id"])
    match command:
        case GiveRefund(key=key):
            made = [one for source in order["sources"] for one in source["transactions"]]
            wanted = (one for one in made if (one["txn_type"], one["reference"]) == (REFUND, key))
            return str(next((one["id"] for one in wanted), ""))
        case AddNote(text=text, drafted_at=drafted_at):
            since = drafted_at - _CLOCKS_DIFFER
            said = [one for one in order["notes"] if moment(one["at"]) >= since]
            return own if any(one["message"] == text for one in said) else ""
        case ChangeAddress(address=address):
            return own if _place(read(order).address) == _place(address) else ""
        case CancelOrder():
            return own if order["status"] == _cancelled(settings) else ""
        case SetState(state=state):
            return own if order["status"] == state else ""
    raise ValueError(type(command).__name__)


def _as_told(settings: Settings, command: Command) -> tuple[str, dict[str, Any]]:
    match command:
        case CancelOrder(reason=reason):
            return "status", {"status": _cancelled(settings), "note": reason}
        case SetState(state=state):
            return "status", {"status": state}
        case AddNote(text=text):
            return "notes", {"message": text}
        case ChangeAddress(address=address):
            return "shipping-address", _place(address)
        case GiveRefund():
            return "refunds", {
                "reference": command.key,
                "amount": str(Money(command.amount_minor, command.currency).amount),
                "pieces": dict(command.pieces),
                "reason": command.reason,
            }
    raise ProviderFailed(f"no such command: {type(command).__name__}", permanent=True)


def _cancelled(settings: Settings) -> str:
    return str(settings.get("cancelled") or CANCELLED)


def _place(address: AddressSeen) -> dict[str, str]:
    given, _space, family = address.name.partition(" ")
    return {
        "first_name": given,
        "last_name": family,
        "line1": address.street,
        "line2": address.street2,
        "line4": address.city,
        "state": address.region,
        "postcode": address.postcode,
        "country": address.country,
    }
