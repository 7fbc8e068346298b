"""Rows with what hangs on them."""

from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet

M = TypeVar("M", bound=Model)


def with_all(rows: QuerySet[M], *names: str, **further: QuerySet[Any]) -> QuerySet[M]:
    """Read `names` along, and `further` ones by a query of their own; `all_of` gives them.

    As lists: a manager for each row and name costs half of all the time.
    """
    plain = [Prefetch(name, to_attr=_kept(name)) for name in names]
    others = [Prefetch(name, queryset, to_attr=_kept(name)) for name, queryset in further.items()]
    return rows.prefetch_related(*plain, *others)


def all_of(row: Model, name: str) -> list[Any]:
    """What hangs on the row under this name, oldest first; `with_all` has read it."""
    return sorted(getattr(row, _kept(name)), key=lambda one: one.pk)


def _kept(name: str) -> str:
    return f"exported_{name}"
