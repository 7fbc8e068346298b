"""What shops are told to do with orders, and what became of it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import StringConstraints

from makegood.api import shown
from makegood.api.cursors import closed, opened
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import (
    CommandAnswerIn,
    CommandIn,
    CommandLineIn,
    CommandOut,
    CommandPageOut,
    PageIn,
    Text,
)
from makegood.kernel.errors import BadInput
from makegood.shops.access import command_for, order_for
from makegood.shops.actions.giving_commands import answer_by_hand, give_command
from makegood.shops.models import Order
from makegood.shops.queries import commands_for_a_person, commands_of
from makegood.shops.rules.wanted import refund_of

READ, WRITE = ApiKeyAuth("orders:read"), ApiKeyAuth("orders:write", "answer")
Number = Annotated[
    Annotated[Text, StringConstraints(max_length=80)],
    Path(description="The order's number, however it is spaced or capitalised, or its id."),
]

router = Router(tags=["commands"])


@router.get(
    "/orders/{order_number}/commands",
    auth=READ,
    response=documented(CommandPageOut, 404),
    summary="List what a shop was told",
)
def list_commands(
    request: HttpRequest, order_number: Number, asked: Query[PageIn]
) -> CommandPageOut:
    """Of one order, the latest first. Scope `orders:read`."""
    order = order_for(staff_of(request), order_number)
    page = commands_of(order, opened(asked.after), asked.limit)
    return CommandPageOut(items=[shown.command(row) for row in page.rows], next=closed(page.next))


@router.post(
    "/orders/{order_number}/commands",
    auth=WRITE,
    response=documented(CommandOut, 404, 409, made=True),
    summary="Have something done with an order",
)
def give_a_command(
    request: HttpRequest, order_number: Number, given: CommandIn
) -> Status[CommandOut]:
    """The shop is told at once, and exactly once; read the command again for its answer. What the shop can't be told is
    `by_hand`: a person does it there and says so. No more goes back than was paid, less what went back or is on its way.
    Refunds, coupons, credit and replacements need a role that gives money (403). Scope `orders:write`."""
    staff = staff_of(request)
    order = order_for(staff, order_number)
    made = give_command(order, staff, given.kind, _arguments(order, given))
    return Status(201, shown.command(made))


@router.get(
    "/commands",
    auth=READ,
    response=documented(CommandPageOut),
    summary="List what waits for a person",
)
def list_commands_for_a_person(request: HttpRequest, asked: Query[PageIn]) -> CommandPageOut:
    """What shops can't be told, and what nobody knows whether they did it; the oldest first. Scope `orders:read`."""
    page = commands_for_a_person(opened(asked.after), asked.limit)
    return CommandPageOut(items=[shown.command(row) for row in page.rows], next=closed(page.next))


@router.get(
    "/commands/{command_id}",
    auth=READ,
    response=documented(CommandOut, 404),
    summary="Read a command",
)
def read_command(request: HttpRequest, command_id: UUID) -> CommandOut:
    """What became of it so far. Scope `orders:read`."""
    return shown.command(command_for(staff_of(request), command_id))


@router.post(
    "/commands/{command_id}/answer",
    auth=WRITE,
    response=documented(CommandOut, 404, 409),
    summary="Say what a person did",
)
def answer_command(request: HttpRequest, command_id: UUID, given: CommandAnswerIn) -> CommandOut:
    """Only of what is `for_a_person`, else a 409 `command_not_yours`; the same answer again changes nothing. Scope `orders:write`."""
    staff = staff_of(request)
    answer_by_hand(command_for(staff, command_id), staff, given.done, given.evidence)
    return shown.command(command_for(staff, command_id))


def _arguments(order: Order, given: CommandIn) -> dict[str, Any]:
    """As a command of this kind keeps them."""
    match given.kind:
        case "refund":
            return _refund(order, given)
        case "cancel":
            return {"reason": given.reason}
        case "state":
            return {"state": given.state}
        case "note":
            return {"text": given.text, "is_for_customer": given.for_customer}
        case "address":
            told = given.address.dict() if given.address else {}
            return {"address": told | {"country": told.get("country", "").upper()}}
        case "coupon":
            until = given.expires_on.isoformat() if given.expires_on else ""
            worth = {"percent": given.percent, "amount_minor": given.amount}
            return {"email": given.email, "expires_on": until, "currency": order.currency, **worth}
        case "replacement":
            pieces = {line: one.pieces for line, one in _lines(order, given).items()}
            return {"pieces": pieces, "text": given.text}
        case "swap":
            asked = _lines(order, given)
            variants = {line: one.variant for line, one in asked.items() if one.variant}
            return {"variants": variants, "text": given.text}
        case "credit":
            told = {"amount_minor": given.amount, "currency": order.currency}
            return told | {"reason": given.reason}
    return {"text": given.text}


def _refund(order: Order, given: CommandIn) -> dict[str, Any]:
    return refund_of(
        order.currency,
        {line.key: (line.paid_minor, line.quantity) for line in order.lines.all()},
        {line: one.pieces for line, one in _lines(order, given).items()},
        given.amount,
        given.shipping,
        payment_id=given.payment,
        reason=given.reason,
        restocks=given.restock,
        is_paid_out=given.pay_out,
    )


def _lines(order: Order, given: CommandIn) -> dict[str, CommandLineIn]:
    """What is said of each line, by what names it in a command."""
    known = {line.position: line.key for line in order.lines.all()}
    if unknown := [one.position for one in given.lines if one.position not in known]:
        raise BadInput("lines", f"There is no line {unknown[0]} in this order.")
    return {known[one.position]: one for one in given.lines}
