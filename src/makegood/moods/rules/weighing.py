"""What findings are there, what they weigh together, and from when on that is much."""

from collections.abc import Iterable
from datetime import datetime, timedelta

THREATS = ("lawyer", "press", "chargeback", "authority")
MOODS = ("angry", "repeat", "silence")
ALARMING = 3
"""From this weight on a case goes before the others."""
REFUSALS = 3
"""So often refused, a phrase counts no longer for the shop."""
BY_MESSAGES, BY_CASES, BY_SILENCE = "desk:messages", "desk:cases", "desk:silence"
SWEPT = {BY_MESSAGES: ("repeat", 3), BY_CASES: ("repeat", 1), BY_SILENCE: ("silence", 2)}
"""What is found without words, under the names by which it can be switched: kind and weight."""
FACE, MARKS, CAPITALS = "any:angry:😡", "any:angry:!!!", "any:angry:CAPITALS"
SHOWN = {FACE: 2, MARKS: 1, CAPITALS: 1}
"""What is found in any language by how it is written."""
MANY_MESSAGES, MANY_CASES = 3, 3
MONTH = timedelta(days=30)
ONE_SITTING = timedelta(hours=1)
"""What is written within that time counts as written once: a photo sent after, an order number forgotten."""
CHOSEN = dict.fromkeys(THREATS, 3) | {"angry": 2}
"""What a colleague may say was missed, and what it weighs then."""
MOST_ANGER = 3
"""Anger alone weighs no more, however long the tirade."""


def weight_of(found: Iterable[tuple[str, int]]) -> int:
    """What kinds and weights come to together: of each kind of threat the heaviest, anger added up as far as it counts."""
    by_kind: dict[str, int] = {}
    for kind, weight in found:
        if kind == "angry":
            by_kind[kind] = min(MOST_ANGER, by_kind.get(kind, 0) + weight)
        else:
            by_kind[kind] = max(weight, by_kind.get(kind, 0))
    return sum(by_kind.values())


def times_written(written: Iterable[datetime]) -> int:
    """How often somebody has written, what came in one sitting counted once; the earliest first."""
    count, last = 0, None
    for at in written:
        if last is None or at - last >= ONE_SITTING:
            count, last = count + 1, at
    return count
