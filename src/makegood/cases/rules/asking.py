"""The desk's query language, as text and as a tree: `kind:late due:<2d -tag:vip "broken cup"`.

A query is terms side by side, each of which narrows. A term is `field:value`, with commas between values of which any
will do, or a word to be found in what was said. A minus turns a term round; quotes keep spaces and commas together.
`read_query` takes any text at all. What it can't understand stays in the tree as `Unclear`, with the reason and what to
do; a query with such a term finds nothing, so that no list and no bulk action ever takes in more than was asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from enum import Enum
from zoneinfo import ZoneInfo

from makegood.kernel.text import Phrase, _

MOST_TERMS, MOST_VALUES, LONGEST_VALUE = 30, 20, 200


class Takes(Enum):
    """What stands behind a field's colon."""

    CODE = "code"
    NAME = "name"
    TIME = "time"
    WORD = "word"


@dataclass(frozen=True)
class Field:
    """One thing a query may ask for.

    `codes` are what may be written and what the column then holds (empty: anything spelled like a code); `words` mean
    something special to a field of names. With `column`, that lookup of the case is compared, and this line is all the
    field needs; without, `queries.matching` has a method `ask_…` of its name. `is_ahead`: its time lies in the future.
    """

    takes: Takes
    column: str = ""
    codes: Mapping[str, tuple[object, ...]] | None = None
    words: tuple[str, ...] = ()
    is_ahead: bool = False


def _same(*codes: str) -> dict[str, tuple[object, ...]]:
    return {code: (code,) for code in codes}


KINDS = {
    **_same(
        *("where_is_it", "late", "lost", "damaged", "wrong_item", "missing_part"),
        *("not_as_described", "defective", "return", "exchange", "warranty", "repair"),
        *("cancel", "add_item", "order_failed", "double_charge", "unknown_charge", "billing"),
        *("price_match", "promo_code", "conduct", "data_request", "public", "other"),
    ),
    "none": ("",),
}
_MAIL = ("email", "pop3", "handed", "pipe", "lmtp", "webhook")
MOODS = ("angry", "repeat", "silence")
RISKS = ("lawyer", "press", "chargeback", "authority")
YES_NO = ("yes", "no")
LANES = ("alarm", "broken", "now", "today", "us", "others", "free")

FIELDS: dict[str, Field] = {
    "state": Field(Takes.CODE, codes=_same("open", "snoozed", "closed", "any")),
    "lane": Field(Takes.CODE, codes=_same(*LANES)),
    "kind": Field(Takes.CODE, "kind", codes=KINDS),
    "turn": Field(Takes.CODE, "turn", codes=_same("us", "customer", "others")),
    "lang": Field(Takes.CODE, "language"),
    "channel": Field(Takes.CODE, "channel"),
    "mood": Field(Takes.CODE, codes=_same(*MOODS, "none")),
    "risk": Field(Takes.CODE, codes=_same(*RISKS, "any", "none")),
    "broken": Field(Takes.CODE, codes=_same(*YES_NO)),
    "owed": Field(Takes.CODE, codes=_same(*YES_NO)),
    "due": Field(Takes.TIME, "queue_at", is_ahead=True),
    "opened": Field(Takes.TIME, "opened_at"),
    "heard": Field(Takes.TIME, "heard_at"),
    "told": Field(Takes.TIME, "told_at"),
    "changed": Field(Takes.TIME, "changed_at"),
    "closed": Field(Takes.TIME, "closed_at"),
    "snoozed": Field(Takes.TIME, "snoozed_until", is_ahead=True),
    "assignee": Field(Takes.NAME, words=("me", "none")),
    "follower": Field(Takes.NAME, words=("me", "none")),
    "team": Field(Takes.NAME, words=("mine", "none")),
    "tag": Field(Takes.NAME, words=("none",)),
    "customer": Field(Takes.NAME, words=("none",)),
    "order": Field(Takes.NAME, words=("none",)),
    "parcel": Field(Takes.NAME),
    "product": Field(Takes.NAME),
    "supplier": Field(Takes.NAME),
    "case": Field(Takes.NAME),
}
"""Every field there is. `channel:email` means every way a mail comes in; other channels are named as they are."""

ALIASES = {
    "language": "lang",
    "view": "state",
    "who": "customer",
    "sku": "product",
    "tracking": "parcel",
    "number": "case",
    "wakes": "snoozed",
}
CODE_ALIASES = {"kind": {"wismo": "where_is_it", "missing": "missing_part"}}
CHANNELS = {"email": _MAIL}


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


def read_query(text: str) -> Query:
    """The query a text means. Any text means one; a long one is read to its `MOST_TERMS`th term."""
    text = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    terms: list[Term | Unclear] = []
    at = 0
    while (at := _after_spaces(text, at)) < len(text):
        if len(terms) == MOST_TERMS:
            rest = text[at : at + LONGEST_VALUE]
            terms.append(Unclear(rest, _("A query has at most %(count)s parts.", count=MOST_TERMS)))
            break
        raw, at = _next(text, at)
        term = _understood(raw)
        if term is not None:
            terms.append(term)
    return Query(tuple(terms))


# ---- text into raw parts ----


@dataclass(frozen=True)
class _Raw:
    is_negated: bool
    name: str | None
    values: tuple[tuple[str, bool], ...]
    """Texts, and whether each was quoted."""


_NAME = re.compile(r"([A-Za-z][A-Za-z_]{0,29}):")


def _after_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _next(text: str, at: int) -> tuple[_Raw, int]:
    is_negated = text[at] == "-"
    at += is_negated
    met = _NAME.match(text, at)
    if met and _is_field(met.group(1), text[met.end() : met.end() + 2]):
        values, at = _values(text, met.end())
        return _Raw(is_negated, met.group(1), values), at
    value, at = _value(text, at, ends="")
    return _Raw(is_negated, None, (value,)), at


def _is_field(name: str, after: str) -> bool:
    """Whether a colon makes a field of `name`: "Re: parcel" and "https://…" are words."""
    if _known(name):
        return True
    return bool(after) and not after[0].isspace() and after != "//"


def _values(text: str, at: int) -> tuple[tuple[tuple[str, bool], ...], int]:
    values = []
    while True:
        value, at = _value(text, at, ends=",")
        if value[0]:
            values.append(value)
        if at >= len(text) or text[at] != ",":
            return tuple(values), at
        at += 1


def _value(text: str, at: int, *, ends: str) -> tuple[tuple[str, bool], int]:
    if at < len(text) and text[at] == '"':
        return _quoted(text, at + 1)
    start = at
    while at < len(text) and not text[at].isspace() and text[at] not in ends:
        at += 1
    return (text[start:at][:LONGEST_VALUE], False), at


def _quoted(text: str, at: int) -> tuple[tuple[str, bool], int]:
    found: list[str] = []
    while at < len(text) and text[at] != '"':
        if text[at] == "\\" and at + 1 < len(text):
            at += 1
        found.append(text[at])
        at += 1
    words = " ".join("".join(found).split())[:LONGEST_VALUE].rstrip()
    return (words, True), at + 1


# ---- raw parts into terms ----


def _understood(raw: _Raw) -> Term | Unclear | None:
    if raw.name is None:
        text = raw.values[0][0]
        return Term("", (Value(text),), raw.is_negated) if text else None
    name = _known(raw.name)
    if name is None and not raw.values:
        return Term("", (Value(f"{raw.name}:"),), raw.is_negated)
    if name is None:
        return Unclear(_as_written(raw, raw.name.lower()), _no_such_field(raw.name.lower()))
    if not raw.values:
        return Unclear(_as_written(raw, name), _("Say what: %(example)s.", example=_example(name)))
    if len(raw.values) > MOST_VALUES:
        reason = _("A part of a query has at most %(count)s values.", count=MOST_VALUES)
        cut = replace(raw, values=raw.values[: MOST_VALUES + 1])
        return Unclear(_as_written(cut, name), reason)
    values = []
    for text, is_quoted in raw.values:
        value = _read_value(name, text, is_quoted)
        if isinstance(value, Phrase):
            return Unclear(_as_written(raw, name), value)
        if value not in values:
            values.append(value)
    return Term(name, tuple(values), raw.is_negated)


def _known(name: str) -> str | None:
    plain = name.lower()
    plain = ALIASES.get(plain, plain)
    return plain if plain in FIELDS else None


def _no_such_field(name: str) -> Phrase:
    near = get_close_matches(name, [*FIELDS, *ALIASES], 1, 0.6)
    if near:
        return _(
            "There is no field “%(name)s”. Did you mean “%(near)s:”? For the word itself, put it in quotes.",
            name=name,
            near=ALIASES.get(near[0], near[0]),
        )
    return _(
        "There is no field “%(name)s”. The fields are %(fields)s. For the word itself, put it in quotes.",
        name=name,
        fields=", ".join(FIELDS),
    )


def _example(name: str) -> str:
    field = FIELDS[name]
    if field.takes is Takes.TIME:
        return f"{name}:<2d, {name}:2026-03-01, {name}:2026-03-01..2026-03-07"
    if field.takes is Takes.CODE:
        return f"{name}:{next(iter(field.codes or ('en',)))}"
    return f'{name}:{field.words[0]}, {name}:"…"' if field.words else f'{name}:"…"'


def _read_value(name: str, text: str, is_quoted: bool) -> Value | Phrase:
    field = FIELDS[name]
    if field.takes is Takes.CODE:
        return _read_code(name, field, text)
    if field.takes is Takes.TIME:
        return _read_time(name, text)
    if not is_quoted and text.lower() in field.words:
        return Value(text.lower(), is_word=True)
    return Value(text)


def _read_code(name: str, field: Field, text: str) -> Value | Phrase:
    code = text.strip().lower()
    if field.codes is None:
        if re.fullmatch(r"[a-z0-9_-]{1,20}", code):
            return Value(code, is_word=True)
        return _(
            "“%(value)s” can't be meant here. Write for example %(example)s.",
            value=text,
            example=_example(name),
        )
    code = re.sub(r"[\s_-]+", "_", code)
    code = CODE_ALIASES.get(name, {}).get(code, code)
    if code in field.codes:
        return Value(code, is_word=True)
    return _(
        "“%(field)s:” knows no “%(value)s”. Choose from: %(codes)s.",
        field=name,
        value=text,
        codes=", ".join(field.codes),
    )


_LENGTH = re.compile(r"(\d{1,4})(min|h|d|w)")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")
_DAYS = ("yesterday", "today", "tomorrow")
_HOWS = {
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
    "=<": "<=",
    "=>": ">=",
    "=": "",
    "": "",
    "≤": "<=",
    "≥": ">=",
}


def _read_time(name: str, text: str) -> Value | Phrase:
    plain = text.strip().lower()
    if plain in ("none", "any"):
        return Value(plain, is_word=True)
    if ".." in plain:
        return _read_range(name, text, *(part.strip() for part in plain.split("..", 1)))
    met = re.match(r"[<>=≤≥]*", plain)
    sign = met.group() if met else ""
    point = _read_point(plain[len(sign) :].strip())
    if point is None or sign not in _HOWS:
        return _not_a_time(name, text)
    how = _HOWS[sign]
    if isinstance(point, Length):
        how = how[:1] or "<"
    return Value(how=how, first=point)


def _read_range(name: str, text: str, one: str, other: str) -> Value | Phrase:
    first, last = _read_point(one), _read_point(other)
    if (one and first is None) or (other and last is None) or not (one or other):
        return _not_a_time(name, text)
    if first is None or last is None:
        point, how = first or last, ">=" if first else "<="
        return Value(how=how[0] if isinstance(point, Length) else how, first=point)
    if type(first) is not type(last):
        return _(
            "“%(value)s” mixes a date with a length of time. Write %(dates)s or %(lengths)s.",
            value=text,
            dates=f"{name}:2026-03-01..2026-03-07",
            lengths=f"{name}:1d..3d",
        )
    return Value(how="..", first=first, last=last)


def _read_point(text: str) -> Length | Day | None:
    if text in _DAYS:
        return Day(word=text)
    if met := _LENGTH.fullmatch(text):
        return Length(int(met.group(1)), Unit(met.group(2)))
    if met := _DOTTED.fullmatch(text):
        day, month, year = met.groups()
    elif met := _ISO.fullmatch(text):
        year, month, day = met.groups()
    else:
        return None
    return _real_day(int(year), int(month) if month else None, int(day) if day else None)


def _real_day(year: int, month: int | None, day: int | None) -> Day | None:
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return Day(year, month or 0, day or 0) if 1970 <= year <= 2200 else None


def _not_a_time(name: str, text: str) -> Phrase:
    return _(
        "“%(value)s” is no time. Write a length (30min, 4h, 2d, 1w) with < or >, a day (2026-03-01, today), or a range: %(example)s.",
        value=text,
        example=f"{name}:1d..3d",
    )


# ---- terms into text ----


def _written(field: str, value: Value) -> str:
    if value.how == "..":
        return f"{value.first}..{value.last}"
    if value.first is not None:
        return f"{value.how}{value.first}"
    if value.is_word:
        return value.text
    return _name_written(value.text, FIELDS[field].words)


def _name_written(text: str, words: tuple[str, ...] = ()) -> str:
    is_plain = not text.startswith('"') and not any(c.isspace() or c == "," for c in text)
    return text if is_plain and text.lower() not in words else _in_quotes(text)


def _word_written(text: str) -> str:
    is_plain = not text.startswith(('"', "-")) and not any(c.isspace() for c in text)
    return text if is_plain and not _NAME.match(text) else _in_quotes(text)


def _in_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_written(raw: _Raw, name: str) -> str:
    values = [_in_quotes(text) if quoted else _name_written(text) for text, quoted in raw.values]
    return f"{'-' if raw.is_negated else ''}{name}:" + ",".join(values)


# ---- times ----


def bounds(
    value: Value, *, is_ahead: bool, now: datetime, zone: str
) -> tuple[datetime | None, datetime | None]:
    """From when (inclusive) until when (exclusive) a time must lie; None: no bound. Days are those of `zone`."""
    if isinstance(value.first, Length):
        return _bounds_by_length(value, is_ahead, now)
    assert value.first is not None
    begin, end = _instants(value.first, now, zone)
    if value.how == "..":
        assert isinstance(value.last, Day)
        return begin, _instants(value.last, now, zone)[1]
    return {
        "": (begin, end),
        "<": (None, begin),
        "<=": (None, end),
        ">": (end, None),
        ">=": (begin, None),
    }[value.how]


def _bounds_by_length(
    value: Value, is_ahead: bool, now: datetime
) -> tuple[datetime | None, datetime | None]:
    first = _instant(value.first, is_ahead, now)
    if value.how == "..":
        both = sorted((first, _instant(value.last, is_ahead, now)))
        return both[0], both[1]
    # "Less than" is nearer to now: earlier for what lies ahead, later for what is past.
    return (None, first) if (value.how == "<") == is_ahead else (first, None)


def _instant(point: Length | Day | None, is_ahead: bool, now: datetime) -> datetime:
    assert isinstance(point, Length)
    length = point.amount * _LENGTHS[point.unit]
    return now + length if is_ahead else now - length


def _instants(point: Length | Day, now: datetime, zone: str) -> tuple[datetime, datetime]:
    assert isinstance(point, Day)
    begin, end = _days(point, now.astimezone(ZoneInfo(zone)).date())
    return _midnight(begin, zone), _midnight(end, zone)


def _days(point: Day, today: date) -> tuple[date, date]:
    one = timedelta(days=1)
    if point.word:
        day = today + (_DAYS.index(point.word) - 1) * one
        return day, day + one
    if point.day:
        day = date(point.year, point.month, point.day)
        return day, day + one
    if point.month:
        years, month = divmod(point.month, 12)
        return date(point.year, point.month, 1), date(point.year + years, month + 1, 1)
    return date(point.year, 1, 1), date(point.year + 1, 1, 1)


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
