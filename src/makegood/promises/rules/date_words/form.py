"""How eight languages say by when: the words that `finding` reads.

A template is a regular expression over folded text (no case, no accents, Serbian in Latin letters) in which a space is
any white space and {by}, {weekday}, {month}, {n}, {d}, {mo}, {y} and {date} are filled in. Templates are written with
their accents; they are folded like the text. `sure` says a time limit whoever owes it; `likely` only says a day, and
is a promise when the sentence speaks of what we shall do (`ours`), not of what was, or what the reader should do
(`theirs`).
"""

from dataclasses import dataclass

Templates = tuple[tuple[str, str], ...]
"""What the words mean (a weekday, so many days, …), and the template."""


@dataclass(frozen=True)
class DateWords:
    """One language's words."""

    by: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    numbers: str
    """A number and its forms, as "1 a|one, 2 two"."""
    dates: tuple[str, ...]
    sure: Templates
    likely: Templates
    ours: str
    theirs: str
    kinds: tuple[tuple[str, str], ...]
    arriving: str
    """What only a thing does: it is a parcel where the sentence names nothing else."""


DAY_MONTH = (
    r"{d}[./]{mo}(?:[./]{y})?",
    r"{y}-{mo}-{d}",
)
"""Days in figures, as most languages write them."""
