"""Telling a PrestaShop to do something, and finding out afterwards whether it did.

Its answer is not to be trusted: a change of state may be answered with 500 and have happened all the same, because a
module of the shop fell over afterwards. So whatever is no clear yes is found out. It keeps no keys of ours: a state is
read back as it is, a coupon by its code, a credit slip by its sum and its pieces, written since.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from makegood.adapters.shops.prestashop import orders
from makegood.adapters.shops.prestashop.asking import Thing, listed, moment, posted, zone
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import (
    NOT_DONE,
    Answer,
    CancelOrder,
    Command,
    GiveCoupon,
    GiveRefund,
    SetState,
    Settings,
)
from makegood.shops.reading import NOT_UNDERSTOOD

COMMANDS = (CancelOrder, GiveCoupon, GiveRefund, SetState)
_CLOCKS_DIFFER = timedelta(minutes=5)


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    ways: dict[type[Command], Callable[[Settings, Caller, Any, Thing], Answer]] = {
        CancelOrder: _cancel,
        GiveCoupon: _coupon,
        GiveRefund: _slip,
        SetState: _state,
    }
    order = _order(settings, web, command)
    if order is None:
        return Answer("refused", code="not_found", why="there is no such order")
    return _tried(lambda: ways[type(command)](settings, web, command, order))


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    ways: dict[type[Command], Callable[[Settings, Caller, Any, Thing], Answer]] = {
        CancelOrder: _is_cancelled,
        GiveCoupon: _coupon_there,
        GiveRefund: _slip_there,
        SetState: _is_in_state,
    }
    order = _order(settings, web, command)
    if order is None:
        return NOT_DONE
    return _tried(lambda: ways[type(command)](settings, web, command, order))


def _tried(attempt: Callable[[], Answer]) -> Answer:
    try:
        return attempt()
    except NOT_UNDERSTOOD as error:  # not what such a shop says
        return Answer("unknown", code="protocol", why=repr(error)[:200])


def _order(settings: Settings, web: Caller, command: Command) -> Thing | None:
    if not command.order_id.isascii() or not command.order_id.isdigit():
        return None
    found = listed(settings, web, "orders", **{"filter[id]": f"[{command.order_id}]"})
    return next((one for one in found if one.get("id") == command.order_id), None)


def _state(settings: Settings, web: Caller, command: SetState, order: Thing) -> Answer:
    return _put_into(settings, web, order, command.state)


def _cancel(settings: Settings, web: Caller, command: CancelOrder, order: Thing) -> Answer:
    cancelled = _cancelled(settings, web)
    if not cancelled:
        return Answer("refused", code="no_such_state", why="no state of it means cancelled")
    return _put_into(settings, web, order, cancelled[0])


def _put_into(settings: Settings, web: Caller, order: Thing, state: str) -> Answer:
    """As in its back office, and without its mail: the customer is told by the desk. An order that is in the state
    already is left there: it would be written into its history a second time."""
    if order["current_state"] == state:
        return Answer("done", external_id=order["id"])
    told = _thing("order_history", id_order=order["id"], id_order_state=state)
    return _sent(settings, web, "order_histories", told, {"sendemail": "0"}, order["id"])


def _cancelled(settings: Settings, web: Caller) -> list[str]:
    return [one.code for one in orders.states(settings, web) if one.usual == "cancelled"]


def _is_cancelled(settings: Settings, web: Caller, command: CancelOrder, order: Thing) -> Answer:
    return _is_so(order, order["current_state"] in _cancelled(settings, web))


def _is_in_state(settings: Settings, web: Caller, command: SetState, order: Thing) -> Answer:
    return _is_so(order, order["current_state"] == command.state)


def _is_so(order: Thing, is_so: bool) -> Answer:
    return Answer("done", external_id=order["id"]) if is_so else NOT_DONE


def _slip(settings: Settings, web: Caller, command: GiveRefund, order: Thing) -> Answer:
    """A credit slip: it writes down what is given back and moves no money. What is not for the delivery is for goods."""
    goods = command.amount_minor - command.shipping_minor
    if goods < 0:
        return Answer("refused", code="too_much", why="the delivery is more than the sum")
    if command.currency != _currency(settings, web, order):
        return Answer("refused", code="other_currency", why="it is not in the order's currency")
    rows = listed(settings, web, "order_details", **{"filter[id_order]": f"[{order['id']}]"})
    details = {one["id"]: one for one in rows}
    if not {*command.pieces, *command.amounts} <= {*details}:
        return Answer("refused", code="not_found", why="the order has no such line")
    slip = _thing(
        "order_slip",
        id_customer=order["id_customer"],
        id_order=order["id"],
        conversion_rate=order.get("conversion_rate") or "1",
        total_products_tax_excl=_untaxed(goods, command.currency, _taxed(order, "products")),
        total_products_tax_incl=_said(goods, command.currency),
        total_shipping_tax_excl=_untaxed(
            command.shipping_minor, command.currency, _taxed(order, "shipping")
        ),
        total_shipping_tax_incl=_said(command.shipping_minor, command.currency),
        amount=_said(goods, command.currency),
        shipping_cost="1" if command.shipping_minor else "0",
        partial="1",
    )
    lines = SubElement(SubElement(slip, "associations"), "order_slip_details")
    for line in sorted({*command.pieces, *command.amounts}):
        lines.append(_row(details[line], command))
    return _sent(settings, web, "order_slip", slip, {})


def _row(detail: Thing, command: GiveRefund) -> Element:
    amount = command.amounts.get(detail["id"], 0)
    rates = (detail["total_price_tax_excl"], detail["total_price_tax_incl"])
    return _thing(
        "order_slip_detail",
        id_order_detail=detail["id"],
        product_quantity=str(command.pieces.get(detail["id"], 0)),
        amount_tax_excl=_untaxed(amount, command.currency, rates),
        amount_tax_incl=_said(amount, command.currency),
    )


def _slip_there(settings: Settings, web: Caller, command: GiveRefund, order: Thing) -> Answer:
    """Of an hour that comes twice the later one is taken: better one slip taken for ours than one written twice."""
    where, since = zone(settings), command.drafted_at - _CLOCKS_DIFFER
    for one in listed(settings, web, "order_slip", **{"filter[id_order]": f"[{order['id']}]"}):
        at = moment(one["date_add"], where)
        rows = one.get("order_slip_details", [])
        pieces = {row["id_order_detail"]: int(row["product_quantity"]) for row in rows}
        came = _minor(one["total_products_tax_incl"], command) + _minor(
            one["total_shipping_tax_incl"], command
        )
        asked = {**dict.fromkeys(command.amounts, 0), **command.pieces}
        if (came, pieces) == (command.amount_minor, asked) and at and at.replace(fold=1) >= since:
            return Answer("done", external_id=one["id"])
    return NOT_DONE


def _coupon(settings: Settings, web: Caller, command: GiveCoupon, order: Thing) -> Answer:
    """It belongs to the customer's account, which has to be the one the order was made with."""
    found = listed(settings, web, "customers", **{"filter[id]": f"[{order['id_customer']}]"})
    emails = {one.get("email", "").casefold() for one in found}
    if command.email.casefold() not in emails:
        return Answer("refused", code="no_customer", why="the order's customer has another address")
    if not command.percent and command.currency != _currency(settings, web, order):
        return Answer("refused", code="other_currency", why="it is not in the order's currency")
    began = command.drafted_at.astimezone(zone(settings))
    rule = _thing(
        "cart_rule",
        id_customer=order["id_customer"],
        date_from=f"{began:%Y-%m-%d} 00:00:00",
        date_to=f"{command.expires_on:%Y-%m-%d} 23:59:59",
        quantity="1",
        quantity_per_user="1",
        code=command.code,
        active="1",
        **_worth(command, order),
    )
    name = SubElement(SubElement(rule, "name"), "language", id=order["id_lang"])
    name.text = command.code
    return _sent(settings, web, "cart_rules", rule, {})


def _worth(command: GiveCoupon, order: Thing) -> dict[str, str]:
    if command.percent:
        return {"reduction_percent": str(command.percent)}
    return {
        "reduction_amount": _said(command.amount_minor, command.currency),
        "reduction_tax": "1",  # the amount is with tax
        "reduction_currency": order["id_currency"],
    }


def _coupon_there(settings: Settings, web: Caller, command: GiveCoupon, order: Thing) -> Answer:
    found = listed(settings, web, "cart_rules", **{"filter[code]": f"[{command.code}]"})
    mine = [one for one in found if one.get("code") == command.code]
    return Answer("done", external_id=mine[0]["id"]) if mine else NOT_DONE


def _currency(settings: Settings, web: Caller, order: Thing) -> str:
    found = listed(settings, web, "currencies", **{"filter[id]": f"[{order['id_currency']}]"})
    return next((str(one.get("iso_code")).upper() for one in found), "")


def _sent(
    settings: Settings,
    web: Caller,
    resource: str,
    told: Element,
    params: dict[str, str],
    about: str = "",
) -> Answer:
    """Only a yes is a yes, and 4xx a no: of 500 nobody knows how far it came. `about`: what the answer is to name
    where it made nothing of its own."""
    root = Element("prestashop")
    root.append(told)
    try:
        reply, made = posted(settings, web, resource, tostring(root), params)
    except ProviderFailed as error:
        if error.unclear:
            return Answer("unknown", code=error.code, why=error.message)
        raise
    if reply.is_ok and made.get("id"):
        return Answer("done", external_id=about or str(made["id"]))
    code, why = f"http_{reply.status}", str(made.get("why") or reply.words)
    return Answer("refused" if 400 <= reply.status < 500 else "unknown", code=code, why=why)


def _thing(name: str, **fields: str) -> Element:
    made = Element(name)
    for field, value in fields.items():
        SubElement(made, field).text = value
    return made


def _taxed(order: Thing, what: str) -> tuple[str, str]:
    if what == "products":
        return order["total_products"], order["total_products_wt"]
    return order["total_shipping_tax_excl"], order["total_shipping_tax_incl"]


def _untaxed(minor: int, currency: str, rates: tuple[str, str]) -> str:
    """The part of a sum without tax, in the measure the order itself has it."""
    without, taxed = (Decimal(one or "0") for one in rates)
    share = without / taxed if taxed else Decimal(1)
    exact = str(Money(minor, currency).amount * share)
    return str(Money.rounded(exact, currency).amount)


def _said(minor: int, currency: str) -> str:
    return str(Money(minor, currency).amount)


def _minor(amount: Any, command: GiveRefund) -> int:
    return Money.rounded(str(amount or "0"), command.currency).minor
