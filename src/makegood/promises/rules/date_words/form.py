"""How eight languages say by when: the words that `finding` reads.

A template is a regular expression over folded text (no case, no accents, Serbian in Latin letters) in which a space is
any white space and {by}, {weekday}, {month}, {n}, {d}, {mo}, {y}, {date}, {part} and {until} are filled in. Templates are
written with their accents; they are folded like the text. Any day may be followed by a part of it; a template that has
the part in itself names it: (?P<p_morning>…), (?P<p_afternoon>…), (?P<p_evening>…).

What "next" means: `next_weekday` is the day of the week after this one, weeks beginning on Monday, `weekday` the first
to come after today. English next, Lithuanian kitas, Serbian sledeći, naredni and idući, Hungarian jövő and Russian
следующий say the former; words for the coming one, Italian prossimo, Spanish próximo and que viene, Lithuanian
ateinantis, Hungarian következő and Russian ближайший, the latter. Of Monday, and of every day that is over this week,
both say the same.

`sure` says a time limit whoever owes it; `likely` only says a day, and
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
    noted_ours: str
    """The same in what a colleague notes of a talk: short, without "we", and of the customer as somebody else."""
    noted_theirs: str
    kinds: tuple[tuple[str, str], ...]
    """Kinds of promise, and the stems of words (folded) that name each; `other` are papers and pictures."""
    sending: str
    """Stems of words that send, whatever it be."""
    joins: str
    """Words after which another thing is said."""
    refuses: str
    """That we can't, won't or don't promise (folded): what stands after it in its half of the sentence is none."""
    parts: tuple[str, str, str]
    """Morning (until noon), afternoon and evening, as they follow a day."""
    clock: str
    """An hour of the clock (folded), with the groups `by` (a limit), `unit` (it can only be an hour) and, am or pm, `half`."""
    arriving: str
    """What only a thing does: it is a parcel where the sentence names nothing else."""
    leaving: str
    """That a parcel goes out (folded stems): a promise of that is kept when the carrier has it, …"""
    delivering: str
    """… and that it is with the customer: where both are said, the day is that of the arrival."""
    until: tuple[str, str, str] | None = None
    """The same as limits, where a language has words of their own for that."""


DAY_MONTH = (
    r"{d}[./]{mo}(?:[./]{y})?",
    r"{y}-{mo}-{d}",
)
"""Days in figures, as most languages write them."""
