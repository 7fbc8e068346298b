"""How much of what is given is above a limit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one case, in minor units of the shop's currency."""

    given: int = 0
    """What was given so far: money promised by people, and the worth of what is taken back beyond the law."""
    granted: int = 0
    """What a second person granted of it."""
    owed: int = 0
    """What the law, or the house's rules, has us pay in any event: no goodwill, and nobody's to grant."""
    goodwill: int = 0
    """What of it was given without asking and expressly beyond what is owed, so that none of it pays that."""


def above(limit: int | None, amount: int, standing: Standing) -> int:
    """By how much goodwill of `amount` more goes beyond `limit`; 0: it may be given without asking. None: no limit.

    What a second person granted is not counted against anybody's limit, nor is what is owed anyway; all the rest of the case
    is, whoever gave it: many small sums are as much as a large one.
    """
    if limit is None:
        return 0
    other = standing.given - standing.granted - standing.goodwill
    return max(amount + standing.goodwill + max(other - standing.owed, 0) - limit, 0)
