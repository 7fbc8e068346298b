"""Telling a Saleor to do something, and finding out afterwards whether it did.

A refund goes there in two steps: it is granted, and a payment is asked to give it back, which its app does when it
can: until then it is `pending`. The grant bears the key, so that neither is done twice, and says how far the money is.
"""

from datetime import timedelta
from typing import Any

from makegood.adapters.shops.saleor import orders
from makegood.adapters.shops.saleor.asking import data_of, minor, moment, posted
from makegood.kernel.calling import Caller
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
    Settings,
)
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood

COMMANDS = (AddNote, CancelOrder, ChangeAddress, GiveRefund)
_CLOCKS_DIFFER = timedelta(minutes=5)
_PENDING = "pending"
_NOTES = "events{id type date message}"
_ERRORS = "errors{field message code}"
_CANCEL = f"mutation($i:ID!){{orderCancel(id:$i){{order{{id}} {_ERRORS}}}}}"
_UPDATE = (
    f"mutation($i:ID!,$p:OrderUpdateInput!){{orderUpdate(id:$i,input:$p){{order{{id}} {_ERRORS}}}}}"
)
_NOTE = f"mutation($i:ID!,$p:OrderNoteInput!){{orderNoteAdd(order:$i,input:$p){{event{{id}} {_ERRORS}}}}}"
_GRANT = (
    "mutation($i:ID!,$p:OrderGrantRefundCreateInput!)"
    f"{{orderGrantRefundCreate(id:$i,input:$p){{grantedRefund{{id}} {_ERRORS}}}}}"
)
_PAY = (
    "mutation($g:ID!,$t:ID!)"
    f"{{transactionRequestRefundForGrantedRefund(grantedRefundId:$g,id:$t){{transaction{{id}} {_ERRORS}}}}}"
)


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    this = {"i": command.order_id}
    match command:
        case CancelOrder():
            return _told(settings, web, _CANCEL, this)
        case ChangeAddress(address=address):
            return _told(settings, web, _UPDATE, this | {"p": {"shippingAddress": _place(address)}})
        case AddNote(is_for_customer=True):
            return Answer("refused", code="not_for_customers", why="its notes are for staff only")
        case AddNote(text=text):
            return _told(settings, web, _NOTE, this | {"p": {"message": text}})
        case GiveRefund():
            return _refund(settings, web, command)
    raise ProviderFailed(f"no such command: {type(command).__name__}", permanent=True)


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    order = orders.document(settings, web, command.order_id, beside=_NOTES)
    if order is None:
        return NOT_DONE
    try:
        return _found(order, command)
    except NOT_UNDERSTOOD as error:  # not what such a shop says
        return Answer("unknown", code="protocol", why=repr(error)[:200])


def _found(order: Any, command: Command) -> Answer:
    match command:
        case CancelOrder():
            return _is_so(order, order["status"] == "CANCELED")
        case ChangeAddress(address=address):
            there = order["shippingAddress"] or {}
            there = {**there, "country": (there.get("country") or {}).get("code") or ""}
            said = _place(address).items()
            return _is_so(order, all((there.get(name) or "") == value for name, value in said))
        case AddNote(text=text):
            return _note_there(order, text, command)
        case GiveRefund():
            grant = _granted(order, command.key)
            return NOT_DONE if grant is None else _how_far(grant)
    raise TypeError(type(command).__name__)


def _is_so(order: Any, is_so: bool) -> Answer:
    return Answer("done", external_id=str(order["id"])) if is_so else NOT_DONE


def _note_there(order: Any, text: str, command: Command) -> Answer:
    """A note bears no mark: it is the one with these words, written since."""
    since = command.drafted_at - _CLOCKS_DIFFER
    for one in order["events"]:
        if one["type"] == "NOTE_ADDED" and one["message"] == text and moment(one["date"]) >= since:
            return Answer("done", external_id=str(one["id"]))
    return NOT_DONE


def _granted(order: Any, key: str) -> Any:
    for one in order["grantedRefunds"] or []:
        mark = orders.KEY.search(str(one["reason"] or ""))
        if mark and mark[1] == key:
            return one
    return None


def _how_far(grant: Any) -> Answer:
    """`NONE`: granted, and nobody was asked to pay; that is gone on with and not granted again."""
    match grant["status"]:
        case "SUCCESS":
            return Answer("done", external_id=str(grant["id"]))
        case "PENDING":
            return Answer("done", external_id=str(grant["id"]), code=_PENDING)
        case "FAILURE":
            return Answer("refused", str(grant["id"]), "refund_failed", "the payment app said no")
    return NOT_DONE


def _refund(settings: Settings, web: Caller, command: GiveRefund) -> Answer:
    order = orders.document(settings, web, command.order_id)
    if order is None:
        return Answer("refused", code="not_found", why="there is no such order")
    try:
        grant = _granted(order, command.key)
        if grant is not None and (known := _how_far(grant)) != NOT_DONE:
            return known
        paid_by = _payment(order, command)
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error
    if not paid_by:
        return Answer("refused", code="too_much", why="no such payment still holds so much")
    granted = str(grant["id"]) if grant else ""
    if not granted:
        answer = _told(settings, web, _GRANT, {"i": order["id"], "p": _grant(command, paid_by)})
        if answer.outcome != "done":
            return answer
        granted = answer.external_id
    return _paid(settings, web, granted, paid_by)


def _paid(settings: Settings, web: Caller, granted: str, paid_by: str) -> Answer:
    answer = _told(settings, web, _PAY, {"g": granted, "t": paid_by})
    return Answer("done", granted, _PENDING) if answer.outcome == "done" else answer


def _payment(order: Any, command: GiveRefund) -> str:
    """The one that was chosen, or one that still holds the whole sum."""
    for one in order["transactions"] or []:
        held = one["chargedAmount"]
        is_theirs = held["currency"] == command.currency and command.payment_id in {"", one["id"]}
        if is_theirs and minor(held) >= command.amount_minor:
            return str(one["id"])
    return ""


def _grant(command: GiveRefund, paid_by: str) -> dict[str, Any]:
    """It adds nothing of its own to a sum that is given; the lines are for its books."""
    return {
        "amount": str(Money(command.amount_minor, command.currency).amount),
        "reason": f"{command.reason} [makegood:{command.key}]".strip(),
        "transactionId": paid_by,
        "grantRefundForShipping": command.shipping_minor > 0,
        "lines": [{"id": line, "quantity": count} for line, count in command.pieces.items()],
    }


def _told(settings: Settings, web: Caller, query: str, variables: dict[str, Any]) -> Answer:
    """It says no in its own list of errors. What it can't even read it answers with 400, before it does anything; who
    complains otherwise has fallen over on the way."""
    try:
        reply = posted(settings, web, query, variables)
        told = next(iter(data_of(reply).values()), None)
    except ProviderFailed as error:
        if error.permanent or not (error.unclear or error.code in {"no_json", "protocol"}):
            raise
        if error.code == "protocol" and not error.unclear and reply.status == 400:
            return Answer("refused", code="not_understood", why=error.message)
        return Answer("unknown", code=error.code, why=error.message)
    if not isinstance(told, dict):
        return Answer("unknown", code="protocol", why="it does not say what became of it")
    if errors := told.get("errors"):
        words = "; ".join(str(one.get("message") or "") for one in errors)
        return Answer("refused", code=str(errors[0].get("code") or "").lower(), why=words)
    made = next((one for one in told.values() if isinstance(one, dict)), {})
    return Answer("done", external_id=str(made.get("id") or ""))


def _place(address: AddressSeen) -> dict[str, str]:
    given, _space, family = address.name.partition(" ")
    return {
        "firstName": given,
        "lastName": family,
        "companyName": address.company,
        "streetAddress1": address.street,
        "streetAddress2": address.street2,
        "city": address.city,
        "postalCode": address.postcode,
        "countryArea": address.region,
        "country": address.country,
        "phone": address.phone,
    }
