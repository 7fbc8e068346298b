"""Statements written once: Django takes longer to put a page's questions into SQL than PostgreSQL to answer them.

A builder takes plain values (ids, lists of ids or texts for the lookup `any`, texts, numbers, instants) and makes a question or a queryset of them. The first time it is
called with values of these kinds, stand-ins take their places; its SQL is kept, and later calls only fill in the values. So a
builder may use what it is given only as values of filters, must not look at it (but for None and booleans, each of which has
SQL of its own), and must not read the clock. Under test each is written both ways and compared, the first times it is used
(`MAKEGOOD_COMPARES_STATEMENTS`: how often).
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

from makegood.kernel.asking import Question

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")

_IDS = UUID("6d61646f-6f67-4000-8000-000000000000").int
_MARK = "\x02"
_NUMBERS = 2_111_111_111
_INSTANTS = datetime(9990, 1, 1, tzinfo=UTC)
_Key = tuple[object, ...]


class NotKept(TypeError):
    """The builder does not do what this module asks of it; the message says which value."""


def written(build: Callable[P, Question]) -> Callable[P, Question]:
    """A question for `asking.answers` whose SQL is written once."""
    forms: dict[_Key, tuple[str, _Slots]] = {}
    compared: Counter[_Key] = Counter()
    _build = cast(Callable[..., Question], build)

    @wraps(build)
    def question(*given: Any) -> Question:
        key = _key(given)
        form = forms.get(key)
        if form is None:
            sql, values = _build(*_stand_ins(given))
            form = forms[key] = (sql, _Slots(build.__name__, given, values))
        sql, slots = form
        found = sql, slots.filled(given)
        if _is_to_compare(key, compared):
            _same(build.__name__, found, _build(*given))
        return found

    return cast(Callable[P, Question], question)


def written_rows(build: Callable[P, QuerySet[M, R]]) -> Callable[P, list[R]]:
    """The rows of a queryset whose SQL is written once; what it prefetches is asked for as ever."""
    forms: dict[_Key, _Rows] = {}
    compared: Counter[_Key] = Counter()
    _build = cast(Callable[..., QuerySet[M, R]], build)

    @wraps(build)
    def rows(*given: Any) -> list[R]:
        key = _key(given)
        form = forms.get(key)
        if form is None:
            form = forms[key] = _Rows(build.__name__, _build(*_stand_ins(given)), given)
        if _is_to_compare(key, compared):
            form.compare_with(_build(*given), given)
        return form.asked_with(given)

    return cast(Callable[P, list[R]], rows)


class _Slots:
    """Where each value goes among those of a statement."""

    def __init__(self, name: str, given: tuple[object, ...], values: tuple[Any, ...]) -> None:
        stand_ins = enumerate(_stand_ins(given))
        places = {_hashable(one): n for n, one in stand_ins if not _is_shape(one)}
        self._values = tuple(
            (places[_hashable(value)], None) if _is_place(value, places) else (None, value)
            for value in values
        )
        if changed := [one for _, one in self._values if isinstance(one, str) and _MARK in one]:
            raise NotKept(
                f"{name}: a value is changed on its way into the statement: {changed[0]!r}"
            )

    def filled(self, given: tuple[object, ...]) -> tuple[Any, ...]:
        return tuple(
            constant if place is None else given[place] for place, constant in self._values
        )


class _Rows:
    """A queryset and its compiler, both as they are once the SQL is written."""

    def __init__(self, name: str, rows: QuerySet[Any, Any], given: tuple[object, ...]) -> None:
        self._name, self._rows = name, rows
        self._compiler = rows.query.get_compiler(rows.db)
        try:
            self._sql, values = self._compiler.as_sql()
        except EmptyResultSet:  # Django sees without asking that nothing can be found
            self._sql, values = "", ()
        self._slots = _Slots(name, given, tuple(values)) if self._sql else None

    def asked_with(self, given: tuple[object, ...]) -> list[Any]:
        if self._slots is None:
            return []
        statement = self._sql, self._slots.filled(given)
        # Each thread has a connection of its own; the first one's is not for the others.
        mine = connections[self._compiler.using]
        compiler = _twin(self._compiler, connection=mine, as_sql=lambda *_, **__: statement)
        query = _twin(self._rows.query, get_compiler=lambda *_, **__: compiler)
        return list(_twin(self._rows, _query=query))

    def compare_with(self, fresh: QuerySet[Any, Any], given: tuple[object, ...]) -> None:
        try:
            sql, values = fresh.query.get_compiler(fresh.db).as_sql()
        except EmptyResultSet:
            sql, values = "", ()
        kept = (self._sql, self._slots.filled(given) if self._slots else ())
        _same(self._name, kept, (sql, tuple(values)))


def _twin(of: R, **other: object) -> R:
    """The same with something else; their own ways to copy would ask the database, or begin anew."""
    twin = object.__new__(type(of))
    twin.__dict__ |= of.__dict__ | other
    return twin


def _is_to_compare(key: _Key, compared: Counter[_Key]) -> bool:
    if compared[key] >= settings.MAKEGOOD_COMPARES_STATEMENTS:
        return False
    compared[key] += 1
    return True


def _same(name: str, kept: Question, fresh: Question) -> None:
    if kept != fresh:
        raise NotKept(f"{name}: written once it is\n{kept}\nand anew\n{fresh}")


def _key(given: tuple[object, ...]) -> _Key:
    return tuple(one if _is_shape(one) else type(one) for one in given)


def _is_shape(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _stand_ins(given: tuple[object, ...]) -> tuple[Any, ...]:
    return tuple(_stand_in(n, one) for n, one in enumerate(given))


def _stand_in(n: int, value: object) -> object:
    if _is_shape(value):
        return value
    if isinstance(value, UUID):
        return UUID(int=_IDS + n)
    if isinstance(value, list) and all(isinstance(one, UUID) for one in value):
        return [UUID(int=_IDS + n)]
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [f"{_MARK}value {n}\x03"]
    if isinstance(value, str):
        return f"{_MARK}value {n}\x03"
    if isinstance(value, int):
        return _NUMBERS + n
    if isinstance(value, datetime):
        return _INSTANTS + timedelta(days=n)
    raise NotKept(f"no value for a statement: {value!r}")


def _is_place(value: object, places: dict[Any, int]) -> bool:
    return isinstance(value, UUID | str | int | datetime | list) and _hashable(value) in places


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
