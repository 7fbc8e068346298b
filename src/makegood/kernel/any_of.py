"""The lookup `any`: one of a list, in a statement that stays the same however many there are (`written` needs it)."""

from typing import Any

from django.db.models import CharField, Lookup, UUIDField


class _AnyOf(Lookup):
    lookup_name = "any"
    prepare_rhs = False
    kind: str

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::{self.kind}[])", (*values, list(self.rhs))


@UUIDField.register_lookup
class AnyOf(_AnyOf):
    """`pk__any=[…]`: as `in`, with the whole list as one value."""

    kind = "uuid"


@CharField.register_lookup
class AnyTextOf(_AnyOf):
    """`number_key__any=[…]`, the same for texts."""

    kind = "text"
