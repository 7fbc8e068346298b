"""The stations of an order's way: a customer hears of each once, and of none when a later one is reached.

A *station* is what a letter is about. Those of one rank are of the same stretch of the way: one does not outdate the other.
"""

PAYMENT, CONFIRMED, SENT, DAY_7, LATE = "payment", "confirmed", "sent", "day_7", "late"
STUCK, DAY_14, OUT, READY = "stuck", "day_14", "out", "ready"
FAILED, RETURNING, LOST, DELIVERED = "failed", "returning", "lost", "delivered"

RANKS = {
    PAYMENT: 0,
    CONFIRMED: 5,
    SENT: 10,
    DAY_7: 20,
    STUCK: 30,
    LATE: 30,
    DAY_14: 30,
    OUT: 40,
    READY: 40,
    FAILED: 40,
    RETURNING: 60,
    LOST: 60,
    DELIVERED: 70,
}
"""In the order of the way."""

OF_ORDER = frozenset({PAYMENT, CONFIRMED})
"""Stations of the order as a whole; all others are a parcel's."""

TROUBLES = frozenset({PAYMENT, STUCK, LATE, FAILED, RETURNING, LOST})
"""Where something goes wrong; the others are the way as it should be."""

_REACHED = {
    "in_transit": 10,
    "sorting": 10,
    "delayed": 10,
    "out_for_delivery": 40,
    "ready": 40,
    "failed": 40,
    "returning": 60,
    "lost": 60,
    "delivered": 70,
}
_STANDINGS = {"sent": 10, "delivered": 70}


def rank_of(state: str) -> int:
    """How far a parcel in this state is."""
    return _REACHED.get(state, 0)


def rank_of_order(standing: str) -> int:
    """How far an order is whose shop says so."""
    return _STANDINGS.get(standing, 0)
