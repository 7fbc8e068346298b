"""A query in the reader's words: each part a chip that can be taken out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from makegood.cases.rules.asking import Day, Length, Query, Term, Unclear, Unit, Value
from makegood.ui.words import say, word


@dataclass(frozen=True)
class Chip:
    """One part of the query. `why`: what is wrong with it, where something is."""

    label: str
    url: str
    """The address of the query without it."""
    why: str = ""


def chips(query: Query, address: Callable[[Query], str]) -> list[Chip]:
    """Every part of the query, in its order."""
    return [
        Chip(str(term), address(query.without(place)), say(term.reason))
        if isinstance(term, Unclear)
        else Chip(_in_words(term), address(query.without(place)))
        for place, term in enumerate(query.terms)
    ]


def _in_words(term: Term) -> str:
    values = ", ".join(_value(term.field, value) for value in term.values)
    if not term.field:
        return _("not “%(words)s”") % {"words": values} if term.is_negated else f"“{values}”"
    names = {"field": word("query_field", term.field), "value": values}
    if term.is_negated:
        return _("%(field)s: not %(value)s") % names
    return _("%(field)s: %(value)s") % names


def _value(field: str, value: Value) -> str:
    if value.first is not None or value.how == "..":
        return _time(value)
    if not value.is_word:
        return value.text.removeprefix("=")
    if field == "kind":
        return word("kind", "" if value.text == "none" else value.text)
    groups = {"lang": "language", "mood": "sign", "risk": "sign"}
    group = groups.get(field, field)
    told = ("turn", "language", "channel", "state", "lane", "sign")
    known = word(group, value.text) if group in told else ""
    return known or word("asked", value.text)


def _time(value: Value) -> str:
    first, last = _point(value.first), _point(value.last)
    if value.how == "..":
        return f"{first} – {last}"
    if isinstance(value.first, Length):
        words = _("less than %(time)s") if value.how == "<" else _("more than %(time)s")
        return words % {"time": first}
    words = {
        "<": _("before %(time)s"),
        "<=": _("until %(time)s"),
        ">": _("after %(time)s"),
        ">=": _("from %(time)s"),
    }.get(value.how, "%(time)s")
    return words % {"time": first}


def _point(point: Length | Day | None) -> str:
    if isinstance(point, Length):
        units = {Unit.MINUTE: _("min"), Unit.HOUR: _("h"), Unit.DAY: _("d"), Unit.WEEK: _("w")}
        return f"{point.amount} {units[point.unit]}"
    if point is None:
        return ""
    return word("asked", point.word) if point.word else str(point)
