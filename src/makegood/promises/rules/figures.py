"""How well promises were kept, as figures."""

from dataclasses import dataclass
from datetime import timedelta

GROUPS = ("kind", "team", "owner", "cause")
LONGEST = timedelta(days=366)
"""The longest period figures are worked out for at once."""


@dataclass(frozen=True)
class Kept:
    """What fell due in a period, of one group: kept in time, kept late, and still owed or let go of after its time."""

    group: str
    kept: int
    late: int
    broken: int
    late_by: timedelta | None = None
    """On average, what was kept late."""

    @property
    def due(self) -> int:
        """All that counts: what was renegotiated or released before its time is not among it."""
        return self.kept + self.late + self.broken

    @property
    def share(self) -> float | None:
        """Of what fell due, how much was kept in time; None where nothing did."""
        return self.kept / self.due if self.due else None
