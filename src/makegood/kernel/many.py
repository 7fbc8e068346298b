"""Many rows changed at once, each to values of its own, in one short statement.

Django's `bulk_update` writes a CASE with a branch for each row and field: a hundred rows with eight fields take it a third
of a second to write down. This hands the database one array for each column.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model


def update_rows(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Save these fields of rows of one model, as they are on the objects; what fields mean to Django is kept, hooks are not run."""
    if not rows:
        return
    meta = rows[0]._meta
    by_name = {one.name: one for one in meta.concrete_fields}
    columns = [by_name[name] for name in (meta.pk.name, *fields)]
    arrays = [
        [column.get_db_prep_save(getattr(row, column.attname), connection) for row in rows]
        for column in columns
    ]
    quote = connection.ops.quote_name
    names = [quote(str(column.column)) for column in columns]
    table = quote(meta.db_table)
    sets = ", ".join(f"{name} = told.{name}" for name in names[1:])
    types = ", ".join(f"%s::{column.db_type(connection)}[]" for column in columns)
    statement = f"""
        UPDATE {table} SET {sets} FROM unnest({types}) AS told ({", ".join(names)})
        WHERE {table}.{names[0]} = told.{names[0]}
    """  # noqa: S608  names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(statement, arrays)
