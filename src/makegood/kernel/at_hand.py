"""Rows kept at hand by those they belong to, as `prefetch_related` leaves them, but read by statements written once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model


def keep_at_hand(owners: Sequence[Model], name: str, rows: Iterable[Model]) -> None:
    """`owner.<name>.all()` asks no more: it is those of `rows` that belong to this owner, in their order."""
    if not owners:
        return
    field = getattr(type(owners[0]), name).rel.field
    by_owner: dict[Any, list[Model]] = defaultdict(list)
    for row in rows:
        by_owner[getattr(row, field.attname)].append(row)
    for owner in owners:
        mine = by_owner[owner.pk]
        for row in mine:
            row._state.fields_cache[field.name] = owner
        kept = getattr(owner, name).get_queryset()
        kept._result_cache, kept._prefetch_done = mine, True
        vars(owner).setdefault("_prefetched_objects_cache", {})[name] = kept


def is_at_hand(owner: Model, name: str) -> bool:
    """Whether they were read before."""
    return name in vars(owner).get("_prefetched_objects_cache", {})
