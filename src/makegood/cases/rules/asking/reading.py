"""A text into the terms of a query; what can't be understood says why."""

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from makegood.cases.rules.asking.terms import (
    Day,
    Length,
    Query,
    Term,
    Unclear,
    Unit,
    Value,
    in_quotes,
    name_written,
)
from makegood.cases.rules.asking.vocabulary import ALIASES, CODE_ALIASES, FIELDS, NAME, Field, Takes
from makegood.kernel.text import Phrase, _

MOST_TERMS, MOST_VALUES, LONGEST_VALUE = 30, 20, 200


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


@dataclass(frozen=True)
class _Raw:
    is_negated: bool
    name: str | None
    values: tuple[tuple[str, bool], ...]
    """Texts, and whether each was quoted."""


def _after_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _next(text: str, at: int) -> tuple[_Raw, int]:
    is_negated = text[at] == "-"
    at += is_negated
    met = NAME.match(text, at)
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


def _as_written(raw: _Raw, name: str) -> str:
    values = [in_quotes(text) if quoted else name_written(text) for text, quoted in raw.values]
    return f"{'-' if raw.is_negated else ''}{name}:" + ",".join(values)
