"""Where an order of Medusa stands.

Its own status says little: an order is `pending` from the day it was placed to the day somebody files it away. What it
says of the payment and of the goods says more, so the code we keep is whichever of the three tells most.
"""

from typing import Any

from makegood.shops.ports import Standing

ALL: tuple[tuple[str, str, Standing], ...] = (
    ("not_paid", "Not paid", "unpaid"),
    ("awaiting", "Awaiting payment", "unpaid"),
    ("requires_action", "Requires action", "unpaid"),
    ("payment_canceled", "Payment canceled", "failed"),
    ("not_fulfilled", "Not fulfilled", "preparing"),
    ("partially_packed", "Partially fulfilled", "preparing"),
    ("packed", "Fulfilled", "preparing"),
    ("partially_shipped", "Partially shipped", "sent"),
    ("shipped", "Shipped", "sent"),
    ("partially_delivered", "Partially delivered", "sent"),
    ("delivered", "Delivered", "delivered"),
    ("refunded", "Refunded", "refunded"),
    ("canceled", "Canceled", "cancelled"),
)
_ENDS = {"canceled", "requires_action"}
_UNPAID = {"not_paid", "awaiting", "requires_action"}
_PACKED = {"fulfilled": "packed", "partially_fulfilled": "partially_packed"}
"""What it calls fulfilled others call so when it is sent."""
_NOT_BEGUN = {"not_fulfilled", "canceled"}


def state_of(order: Any) -> str:
    """An order whose every parcel was cancelled is as if none had been made."""
    status, paid = str(order["status"]), str(order["payment_status"])
    goods = str(order["fulfillment_status"])
    if status in _ENDS:
        return status
    if paid == "refunded":
        return paid
    if goods not in _NOT_BEGUN:
        return _PACKED.get(goods, goods)
    if paid in _UNPAID:
        return paid
    return "payment_canceled" if paid == "canceled" else "not_fulfilled"
