"""How often a stranger may ask for an order, and how a code of six digits stays hard to guess."""

from datetime import timedelta
from typing import Literal

ORDER_LINK, CODE_LINK = "order", "order-code"
"""What the links to an order, and to the page where its code is entered, are signed for."""
LASTS = timedelta(minutes=15)
"""So long a code is good."""
MOST_TRIES = 5
"""Wrong codes until it is good no longer: one in 200,000 guesses it."""
WITHIN = timedelta(hours=1)
MOST_FROM_ONE_PLACE = 30
"""Questions within the time from one network address; a household behind one never gets there."""
MOST_FOR_ONE_ADDRESS = 5
"""Codes within the time for one e-mail address, so that nobody can fill somebody's mailbox."""
KEPT = timedelta(days=1)

Verdict = Literal["ask", "silent", "too_often"]


def may_ask(from_here: int, for_address: int) -> Verdict:
    """What becomes of one more question, given how many there were within the time.

    `silent`: it looks as if it had been taken, and nothing is sent. Whoever asks must not learn what others asked.
    """
    if from_here >= MOST_FROM_ONE_PLACE:
        return "too_often"
    return "silent" if for_address >= MOST_FOR_ONE_ADDRESS else "ask"
