"""Changing a placed Vendure order: it has to be taken into a state of its own for it, and out again."""

from collections.abc import Mapping
from typing import Any

from makegood.adapters.shops.vendure.asking import ask
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import NOT_DONE, AddressSeen, Answer, ChangeAddress, Settings, SwapLines

MODIFYING = "Modifying"
_ADDRESS = (
    "fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber"
)
_NO = "... on ErrorResult{errorCode message}"
_TRANSITION = f"""mutation($i:ID!,$s:String!){{transitionOrderToState(id:$i,state:$s){{
    __typename ... on Order{{id}} ... on OrderStateTransitionError{{transitionError}} {_NO}}}}}"""
_MODIFY = f"mutation($i:ModifyOrderInput!){{modifyOrder(input:$i){{__typename ... on Order{{id totalWithTax}} {_NO}}}}}"
_LINES = """query($i:ID!){order(id:$i){state totalWithTax lines{id quantity productVariant{id}}
    fulfillments{lines{orderLineId quantity}}}}"""
_STATE = "query($i:ID!){order(id:$i){state}}"
_WHERE = f"query($i:ID!){{order(id:$i){{state shippingAddress{{{_ADDRESS}}}}}}}"
# Where it stood before, as far as is known: who died on the way left it modifying.
_LEAVES_TO = ("PaymentSettled", "PaymentAuthorized", "Shipped", "PartiallyShipped")


def change_address(settings: Settings, web: Caller, command: ChangeAddress) -> Answer:
    """The delivery's price stays as it was, and what was promised off."""
    told = {"updateShippingAddress": _place(command.address)}
    return _modified(settings, web, command.order_id, told)


def swap_lines(settings: Settings, web: Caller, command: SwapLines) -> Answer:
    """All pieces of each line. What is sent already can't be swapped, nor what costs more or less: it is tried first."""
    order = ask(settings, web, _LINES, {"i": command.order_id})["order"]
    if order and order["state"] == MODIFYING and _is_swapped(order, command):
        _leave(settings, web, command.order_id, MODIFYING)  # who died before that left it so
        return Answer("done", external_id=command.order_id)
    counts = {str(one["id"]): int(one["quantity"]) for one in order["lines"]} if order else {}
    if missing := [line for line in command.variants if not counts.get(line)]:
        return Answer("refused", code="no_such_line", why=", ".join(missing))
    sent = {str(one["orderLineId"]) for f in order["fulfillments"] or [] for one in f["lines"]}
    if sent & set(command.variants):
        return Answer("refused", code="sent_already", why="these pieces are on their way")
    told = {
        "adjustOrderLines": [{"orderLineId": line, "quantity": 0} for line in command.variants],
        "addItems": [
            {"productVariantId": variant, "quantity": counts[line]}
            for line, variant in command.variants.items()
        ],
    }
    return _modified(settings, web, command.order_id, told, int(order["totalWithTax"]))


def _modified(
    settings: Settings, web: Caller, order_id: str, told: dict[str, Any], total: int | None = None
) -> Answer:
    """Done and left as it stood before; a no, or another sum than `total`, is taken back to where the order stood."""
    stood = state_of(settings, web, order_id)
    if stood != MODIFYING:
        taken = transition(settings, web, order_id, MODIFYING)
        if taken["__typename"] != "Order":
            return _no(taken)
    options = {"freezePromotions": True, "recalculateShipping": False}
    told = {"orderId": order_id, "options": options, **told}
    made = _tried(settings, web, told | {"dryRun": True})
    if total is not None and made["__typename"] == "Order" and int(made["totalWithTax"]) != total:
        made = {"__typename": "", "errorCode": "price_differs", "message": "it costs another sum"}
    if made["__typename"] == "Order":
        made = _tried(settings, web, told | {"dryRun": False})
    _leave(settings, web, order_id, stood)
    is_done = made["__typename"] == "Order"
    return Answer("done", external_id=str(made["id"])) if is_done else _no(made)


def _tried(settings: Settings, web: Caller, told: dict[str, Any]) -> Mapping[str, Any]:
    try:
        made: Mapping[str, Any] = ask(settings, web, _MODIFY, {"i": told})["modifyOrder"]
    except ProviderFailed as error:
        if error.code != "not_taken":
            raise
        return {"__typename": "", "errorCode": error.code, "message": error.message}
    return made


def address_there(settings: Settings, web: Caller, command: ChangeAddress) -> Answer:
    """The address as it was to be, and the order out of its modification again."""
    order = ask(settings, web, _WHERE, {"i": command.order_id})["order"]
    if order is None or order["state"] == MODIFYING:
        return NOT_DONE
    there = {name: value or "" for name, value in (order["shippingAddress"] or {}).items()}
    is_so = all(there.get(name, "") == value for name, value in _place(command.address).items())
    return Answer("done", external_id=command.order_id) if is_so else NOT_DONE


def lines_there(settings: Settings, web: Caller, command: SwapLines) -> Answer:
    """Nothing left of what was ordered, its siblings there, and the order out of its modification again."""
    order = ask(settings, web, _LINES, {"i": command.order_id})["order"]
    if order is None or order["state"] == MODIFYING:
        return NOT_DONE
    is_so = _is_swapped(order, command)
    return Answer("done", external_id=command.order_id) if is_so else NOT_DONE


def _is_swapped(order: Any, command: SwapLines) -> bool:
    left = {str(one["id"]) for one in order["lines"] if one["quantity"]}
    there = {str(one["productVariant"]["id"]) for one in order["lines"] if one["quantity"]}
    return not left & set(command.variants) and set(command.variants.values()) <= there


def state_of(settings: Settings, web: Caller, order_id: str) -> str:
    order = ask(settings, web, _STATE, {"i": order_id})["order"]
    return str(order["state"]) if order else ""


def transition(settings: Settings, web: Caller, order_id: str, state: str) -> Mapping[str, Any]:
    told = ask(settings, web, _TRANSITION, {"i": order_id, "s": state})
    made: Mapping[str, Any] = told["transitionOrderToState"]
    return made


def _leave(settings: Settings, web: Caller, order_id: str, stood: str) -> None:
    """Back to where it stood; Vendure refuses what does not fit what was paid and sent."""
    for state in [stood] if stood != MODIFYING else _LEAVES_TO:
        if transition(settings, web, order_id, state)["__typename"] == "Order":
            return


def _no(made: Mapping[str, Any]) -> Answer:
    why = str(made.get("transitionError") or made.get("message") or "")
    return Answer("refused", code=str(made.get("errorCode") or made["__typename"]), why=why)


def _place(address: AddressSeen) -> dict[str, str]:
    return {
        "fullName": address.name,
        "company": address.company,
        "streetLine1": address.street,
        "streetLine2": address.street2,
        "city": address.city,
        "province": address.region,
        "postalCode": address.postcode,
        "countryCode": address.country,
        "phoneNumber": address.phone,
    }
