"""Several new rows in one round trip: for the few places a mail passes on its way in, where Django's own
`create` costs more than all the rest."""

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


def insert(*rows: models.Model) -> None:
    """Insert `rows` as `create` would, in one statement; their keys are made by us, so nothing is read back.

    They may point at each other: such keys are looked at when the transaction ends.
    """
    statements, values = [], list[Any]()
    for row in rows:
        into, columns = _columns(type(row))
        places, own = _values(row, columns)
        statements.append(f"{into} VALUES ({places})")
        values += own
    with connection.cursor() as cursor:
        cursor.execute(_one_after_another(statements), values)
    for row in rows:
        _is_there(row)


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


def _one_after_another(statements: list[str]) -> str:
    """One statement of several: only such can be prepared."""
    *before, last = statements
    named = ", ".join(f"row{number} AS ({one})" for number, one in enumerate(before))
    return f"WITH {named} {last}" if named else last


def _values(row: models.Model, columns: Columns) -> tuple[str, list[Any]]:
    """The places of the statement and what goes there."""
    places, values, known = [], list[Any](), row.__dict__
    for name, field, is_plain in columns:
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
