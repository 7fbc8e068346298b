"""Several new rows in one round trip: for the few places a mail passes on its way in, where Django's own
`create` costs more than all the rest."""

from datetime import datetime
from functools import cache
from types import NoneType
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

_AS_THEY_ARE = frozenset({str, int, bool, UUID, datetime, NoneType})
"""Values the driver writes as the field would have them; subclasses (the words of an enum) are the field's to turn."""


def insert(*rows: models.Model) -> None:
    """Insert `rows`, in order, as `create` would; their keys are made by us, so nothing is read back."""
    statements, values = [], list[Any]()
    for row in rows:
        statement, columns = _statement(type(row))
        statements.append(statement)
        known = row.__dict__
        for name, field, is_plain in columns:
            value = known[name]
            if not is_plain or type(value) not in _AS_THEY_ARE:
                value = field.get_db_prep_save(field.pre_save(row, True), connection=connection)
            values.append(value)
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements), values)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


@cache
def _statement(model: type[models.Model]) -> tuple[str, list[tuple[str, Any, bool]]]:
    """The statement, and of each of its columns: attribute, field, and whether the value goes as it is."""
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.generated]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  our own names
    return statement, [(field.attname, field, _is_plain(field)) for field in fields]


def _is_plain(field: Any) -> bool:
    return not isinstance(field, models.JSONField | ArrayField) and not getattr(
        field, "auto_now", False
    )
