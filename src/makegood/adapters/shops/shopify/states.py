"""Where an order of Shopify stands.

It has no one state: what it says of the money, of the goods and of a cancellation stands side by side. The code we keep
is whichever of them tells most.
"""

from typing import Any

from makegood.shops.ports import Standing

ALL: tuple[tuple[str, str, Standing], ...] = (
    ("PENDING", "Payment pending", "unpaid"),
    ("PARTIALLY_PAID", "Partially paid", "unpaid"),
    ("EXPIRED", "Payment expired", "failed"),
    ("VOIDED", "Payment voided", "failed"),
    ("UNFULFILLED", "Unfulfilled", "preparing"),
    ("SCHEDULED", "Scheduled", "preparing"),
    ("IN_PROGRESS", "In progress", "preparing"),
    ("ON_HOLD", "On hold", "waiting"),
    ("REQUEST_DECLINED", "Request declined", "waiting"),
    ("PARTIALLY_FULFILLED", "Partially fulfilled", "sent"),
    ("FULFILLED", "Fulfilled", "sent"),
    ("DELIVERED", "Delivered", "delivered"),
    ("REFUNDED", "Refunded", "refunded"),
    ("CANCELLED", "Cancelled", "cancelled"),
)
_UNPAID = {"PENDING", "PARTIALLY_PAID", "EXPIRED", "VOIDED"}
_ALIKE = {
    "OPEN": "UNFULFILLED",
    "PENDING_FULFILLMENT": "IN_PROGRESS",
    "RESTOCKED": "UNFULFILLED",
}
"""Older words for the same, which some shops still have; what was put back into stock was not sent."""
_BEGUN = {"PARTIALLY_FULFILLED", "FULFILLED"}


def state_of(order: Any, fulfilments: Any) -> str:
    """`fulfilments`: those that stand."""
    paid, said = str(order["displayFinancialStatus"] or ""), str(order["displayFulfillmentStatus"])
    goods = _ALIKE.get(said, said)
    if order["cancelledAt"]:
        return "CANCELLED"
    if paid == "REFUNDED":
        return paid
    if goods == "FULFILLED" and fulfilments and all(one["deliveredAt"] for one in fulfilments):
        return "DELIVERED"
    return paid if paid in _UNPAID and goods not in _BEGUN else goods
