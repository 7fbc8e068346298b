"""Telling a shop with our interface to do something, and asking it afterwards whether it did.

It keeps the key of every command, so a command that comes twice is done once, and what became of it can be asked for.
"""

import json
from typing import Any
from urllib.parse import quote

from makegood.adapters.shops.generic.asking import ask, base, failed, heads
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
    GiveCoupon,
    GiveRefund,
    SetState,
    Settings,
)

COMMANDS = (AddNote, CancelOrder, ChangeAddress, GiveCoupon, GiveRefund, SetState)
NOT_OFFERED = {404, 405, 501}


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    body = {"key": command.key, "order_id": command.order_id, **_as_told(command)}
    own = {"Content-Type": "application/json", "Idempotency-Key": command.key}
    try:
        reply = web.call(
            "POST",
            base(settings) + "commands",
            headers=heads(settings) | own,
            body=json.dumps(body).encode(),
        )
    except ProviderFailed as error:
        if error.unclear:
            return Answer("unknown", code=error.code, why=error.message)
        raise
    return _answer(reply)


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    """Only a shop that says in so many words that it did not do it is told again: an address that leads nowhere says
    nothing of the kind."""
    reply = ask(settings, web, f"commands/{quote(command.key, safe='')}")
    told = _told(reply)
    if reply.is_ok and told.get("outcome") == "not_done":
        return NOT_DONE
    if reply.is_ok and told.get("outcome") in {"done", "refused"}:
        return _outcome(told)
    return Answer("unknown", code=f"http_{reply.status}", why=reply.words)


def _answer(reply: Reply) -> Answer:
    told = _told(reply)
    if reply.is_ok and told.get("outcome") in {"done", "refused", "unknown"}:
        return _outcome(told)
    if reply.status in {401, 403}:
        raise failed(reply)
    code = str(told.get("code") or "")
    if reply.status in NOT_OFFERED:
        return Answer("refused", code=code or "command_not_offered", why=reply.words)
    if reply.status in {400, 422}:
        return Answer("refused", code=code or f"http_{reply.status}", why=reply.words)
    return Answer("unknown", code=code or f"http_{reply.status}", why=reply.words)


def _outcome(told: dict[str, Any]) -> Answer:
    return Answer(
        told["outcome"],
        external_id=str(told.get("id") or ""),
        code=str(told.get("code") or ""),
        why=str(told.get("message") or ""),
    )


def _told(reply: Reply) -> dict[str, Any]:
    try:
        told = json.loads(reply.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _as_told(command: Command) -> dict[str, Any]:
    match command:
        case CancelOrder(reason=reason):
            return {"kind": "cancel", "reason": reason}
        case SetState(state=state):
            return {"kind": "state", "state": state}
        case AddNote(text=text, is_for_customer=seen):
            return {"kind": "note", "text": text, "is_for_customer": seen}
        case ChangeAddress(address=address):
            return {"kind": "address", "address": _place(address)}
        case GiveRefund():
            return {"kind": "refund", **_refund(command)}
        case GiveCoupon():
            return {"kind": "coupon", **_coupon(command)}
    raise ProviderFailed(f"no such command: {type(command).__name__}", permanent=True)


def _place(address: AddressSeen) -> dict[str, str]:
    return dict(vars(address))


def _refund(command: GiveRefund) -> dict[str, Any]:
    currency = command.currency
    return {
        "amount": _said(command.amount_minor, currency),
        "currency": currency,
        "pieces": dict(command.pieces),
        "amounts": {line: _said(amount, currency) for line, amount in command.amounts.items()},
        "shipping": _said(command.shipping_minor, currency),
        "payment_id": command.payment_id,
        "reason": command.reason,
        "is_paid_out": command.is_paid_out,
        "restocks": command.restocks,
    }


def _coupon(command: GiveCoupon) -> dict[str, Any]:
    said: dict[str, Any] = {
        "code": command.code,
        "email": command.email,
        "expires_on": command.expires_on.isoformat(),
    }
    if command.percent:
        return said | {"percent": command.percent}
    amount = _said(command.amount_minor, command.currency)
    return said | {"amount": amount, "currency": command.currency}


def _said(minor: int, currency: str) -> str:
    return str(Money(minor, currency).amount)
