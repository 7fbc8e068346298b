"""The lookup `any`: one of a list of ids, in a statement that stays the same however many there are (`written` needs it)."""

from typing import Any

from django.db.models import Lookup, UUIDField


@UUIDField.register_lookup
class AnyOf(Lookup):
    """`pk__any=[…]`: as `in`, with the whole list as one value."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::uuid[])", (*values, list(self.rhs))
