"""Rows as they are, as plain JSON, to be put back exactly so: what an undo needs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

Rows = dict[str, dict[str, Any]]
"""Key → column → value."""


def snapshot(rows: QuerySet[Any], *columns: str) -> Rows:
    """The `columns` (as in the table: `case_id`) of every row."""
    return {
        str(row["pk"]): {name: _plain(row[name]) for name in columns}
        for row in rows.order_by("pk").values("pk", *columns)
    }


def put_back(model: type[Model], key: str, facts: dict[str, Any]) -> None:
    """Write these columns of a row as they were; a row that is gone stays gone."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    values = {name: columns[name].to_python(value) for name, value in facts.items()}
    model._default_manager.filter(pk=key).update(**values)


def _plain(value: Any) -> Any:
    # To the microsecond: Django's own encoder drops the last three digits.
    return (
        value.isoformat()
        if isinstance(value, datetime)
        else str(value)
        if isinstance(value, UUID)
        else value
    )
