"""A query as values, and as it is written again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from makegood.cases.rules.asking.vocabulary import FIELDS, NAME
from makegood.kernel.text import Phrase


class Unit(Enum):
    """In what a length of time is counted."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"


_LENGTHS = {
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WEEK: timedelta(weeks=1),
}


@dataclass(frozen=True)
class Length:
    """So long from now: into the past, or for a field that looks ahead into the future."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.value}"


@dataclass(frozen=True)
class Day:
    """A day, a month or a year; or (`word`) yesterday, today, tomorrow."""

    year: int = 0
    month: int = 0
    day: int = 0
    word: str = ""

    def __str__(self) -> str:
        if self.word:
            return self.word
        return f"{self.year:04}" + "".join(f"-{part:02}" for part in (self.month, self.day) if part)


@dataclass(frozen=True)
class Value:
    """One value of a term. `is_word`: it means something special here, and is no name; `how` compares times."""

    text: str = ""
    is_word: bool = False
    how: str = ""
    first: Length | Day | None = None
    last: Length | Day | None = None


@dataclass(frozen=True)
class Term:
    """One understood part of a query; a word to be found has no `field`."""

    field: str
    values: tuple[Value, ...]
    is_negated: bool = False

    def __str__(self) -> str:
        sign = "-" if self.is_negated else ""
        if not self.field:
            return sign + _word_written(self.values[0].text)
        return f"{sign}{self.field}:" + ",".join(_written(self.field, one) for one in self.values)


@dataclass(frozen=True)
class Unclear:
    """A part nobody can understand, as it was written, why, and what to write instead."""

    text: str
    reason: Phrase

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Query:
    """A query, read. `str(query)` is its text in the one way it is written; reading that gives the same query again."""

    terms: tuple[Term | Unclear, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def understood(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if isinstance(term, Term))

    @property
    def unclear(self) -> tuple[Unclear, ...]:
        return tuple(term for term in self.terms if isinstance(term, Unclear))

    @property
    def words(self) -> str:
        """The words to be found in what was said, as one text."""
        said = [t.values[0].text for t in self.understood if not t.field and not t.is_negated]
        return " ".join(said)

    def values_of(self, field: str) -> set[str]:
        """The plain values asked for of a field, of terms that are not turned round."""
        mine = [t for t in self.understood if t.field == field and not t.is_negated]
        return {value.text for term in mine for value in term.values}

    def names(self, field: str) -> bool:
        """Whether the query says anything about this field."""
        return any(term.field == field for term in self.understood)

    def without(self, place: int) -> "Query":
        """The query less the term at this place."""
        return Query(self.terms[:place] + self.terms[place + 1 :])

    def with_terms(self, more: "Query") -> "Query":
        """The query and some more terms; those a field of which it had already take the earlier one's place."""
        fields = {(t.field, t.is_negated) for t in more.understood if t.field}
        kept = [
            term
            for term in self.terms
            if isinstance(term, Unclear)
            or ((term.field, term.is_negated) not in fields and term not in more.terms)
        ]
        return Query((*kept, *more.terms))


def _written(field: str, value: Value) -> str:
    if value.how == "..":
        return f"{value.first}..{value.last}"
    if value.first is not None:
        return f"{value.how}{value.first}"
    if value.is_word:
        return value.text
    return name_written(value.text, FIELDS[field].words)


def name_written(text: str, words: tuple[str, ...] = ()) -> str:
    is_plain = not text.startswith('"') and not any(c.isspace() or c == "," for c in text)
    return text if is_plain and text.lower() not in words else in_quotes(text)


def _word_written(text: str) -> str:
    is_plain = not text.startswith(('"', "-")) and not any(c.isspace() for c in text)
    return text if is_plain and not NAME.match(text) else in_quotes(text)


def in_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
