"""Where an order of Saleor stands.

Its status is of the goods only, so of an order that waits we look whether anything was paid: one for which nothing
came, and nothing was promised by a bank, bears a code of ours.
"""

from typing import Any

from makegood.shops.ports import Standing

NOT_PAID = "NOT_PAID"
ALL: tuple[tuple[str, str, Standing], ...] = (
    (NOT_PAID, "Not paid", "unpaid"),
    ("UNCONFIRMED", "Unconfirmed", "waiting"),
    ("UNFULFILLED", "Unfulfilled", "preparing"),
    ("PARTIALLY_FULFILLED", "Partially fulfilled", "sent"),
    ("FULFILLED", "Fulfilled", "sent"),
    ("PARTIALLY_RETURNED", "Partially returned", "delivered"),
    ("RETURNED", "Returned", "delivered"),
    ("CANCELED", "Canceled", "cancelled"),
    ("EXPIRED", "Expired", "cancelled"),
)
_WAITS = {"UNCONFIRMED", "UNFULFILLED"}


def state_of(order: Any) -> str:
    status = str(order["status"])
    is_free = not order["total"]["gross"]["amount"]
    is_paid = order["chargeStatus"] != "NONE" or order["authorizeStatus"] != "NONE"
    return NOT_PAID if status in _WAITS and not is_free and not is_paid else status
