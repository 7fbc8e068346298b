"""Several small questions in one round trip: what a page shows in its margins costs it one query, not one each."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Question = tuple[str, tuple[Any, ...]]
"""A scalar subquery and its values."""


def first_of(rows: QuerySet[Any, Any]) -> Question:
    """The one value of the first row; None where there is none."""
    return _question("({})", rows[:1], "NULL")


def number_of(rows: QuerySet[Any, Any]) -> Question:
    """How many there are; slice the rows to count only so far."""
    return _question("(SELECT count(*) FROM ({}) AS counted)", rows, "0")


def all_of(rows: QuerySet[Any, Any]) -> Question:
    """A list of the one value of every row."""
    return _question("ARRAY({})", rows, "'{}'::text[]")


def answers(*questions: Question) -> tuple[Any, ...]:
    """One answer to each, in their order."""
    values = [value for _sql, given in questions for value in given]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(sql for sql, _given in questions), values)
        found: tuple[Any, ...] = cursor.fetchone()
    return found


def _question(form: str, rows: QuerySet[Any, Any], for_nothing: str) -> Question:
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:  # Django sees without asking that nothing can be found
        return for_nothing, ()
    return form.format(sql), values
