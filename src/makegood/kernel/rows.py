"""Several new rows in one round trip: for the few places a mail passes on its way in, where Django's own
`create` costs more than all the rest."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import NoneType
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

_AS_THEY_ARE = frozenset({str, int, bool, UUID, datetime, NoneType})
"""Values the driver writes as the field would have them; subclasses (the words of an enum) are the field's to turn."""


Columns = list[tuple[str, Any, bool]]
"""Of each column: attribute, field, and whether the value goes as it is."""
Statement = tuple[str, list[Any]]
"""Another statement of ours, with its values."""


def insert(*rows: models.Model, beside: Statement | None = None) -> None:
    """Insert `rows` as `create` would, in one statement; their keys are made by us, so nothing is read back.

    They may point at each other: such keys are looked at when the transaction ends. `beside` goes along in the same round trip.
    """
    statement, values = _one_after_another([*([beside] if beside else []), *map(_inserted, rows)])
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    for row in rows:
        _is_there(row)


def insert_numbered(first: models.Model, drawn: Mapping[str, str], second: models.Model) -> None:
    """Insert both likewise. `drawn`: fields of the first which are the next of a sequence, by its name; the row has them afterwards."""
    into, values = _inserted(first, drawn)
    quoted = [connection.ops.quote_name(name) for name in drawn]
    statement, values = _one_after_another(
        [(f"{into} RETURNING {', '.join(quoted)}", values), _inserted(second)]
    )
    asked = ", ".join(f"(SELECT {name} FROM row0)" for name in quoted)  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} RETURNING {asked}", values)
        for name, number in zip(drawn, cursor.fetchone(), strict=True):
            setattr(first, name, number)
    _is_there(first)
    _is_there(second)


def insert_both(first: models.Model, unique: str, second: models.Model) -> bool:
    """Insert both, or neither when another row has the `unique` columns of `first`; one statement, whether it did.

    `first` may point at `second`: such keys are looked at when the transaction ends.
    """
    into, columns = _columns(type(first))
    then, others = _columns(type(second))
    places, values = _values(first, columns)
    chosen, more = _values(second, others)
    statement = (
        f"WITH made AS ({into} VALUES ({places}) ON CONFLICT ({unique}) DO NOTHING RETURNING 1) "  # noqa: S608  our own names
        f"{then} SELECT {chosen} FROM made"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values + more)
        if cursor.rowcount != 1:
            return False
    _is_there(first)
    _is_there(second)
    return True


def _one_after_another(statements: list[Statement]) -> Statement:
    """One statement of several: only such can be prepared."""
    *before, last = (statement for statement, _ in statements)
    named = ", ".join(f"row{number} AS ({one})" for number, one in enumerate(before))
    values = [value for _, own in statements for value in own]
    return f"WITH {named} {last}" if named else last, values


def _inserted(row: models.Model, drawn: Mapping[str, str] = {}) -> Statement:
    into, columns = _columns(type(row))
    places, values = _values(row, columns, drawn)
    return f"{into} VALUES ({places})", values


def _values(
    row: models.Model,
    columns: Columns,
    drawn: Mapping[str, str] = {},
) -> tuple[str, list[Any]]:
    """The places of the statement and what goes there."""
    places, values, known = [], list[Any](), row.__dict__
    for name, field, is_plain in columns:
        if name in drawn:
            places.append(f"nextval('{drawn[name]}')")
            continue
        value = known[name]
        if isinstance(value, DatabaseDefault):
            places.append("DEFAULT")
            continue
        if not is_plain or type(value) not in _AS_THEY_ARE:
            value = field.get_db_prep_save(field.pre_save(row, True), connection=connection)
        places.append("%s")
        values.append(value)
    return ", ".join(places), values


def _is_there(row: models.Model) -> None:
    row._state.adding = False
    row._state.db = connection.alias


@cache
def _columns(model: type[models.Model]) -> tuple[str, Columns]:
    """How the statement begins, and the columns it names."""
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.generated]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    into = f"INSERT INTO {quoted(model._meta.db_table)} ({names})"
    return into, [(field.attname, field, _is_plain(field)) for field in fields]


def _is_plain(field: Any) -> bool:
    return not isinstance(field, models.JSONField | ArrayField) and not getattr(
        field, "auto_now", False
    )
