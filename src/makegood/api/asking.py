"""The query language of the inbox, as programs write it."""

from makegood.cases.rules.asking import Query, read_query
from makegood.kernel.errors import BadInput


def query_of(text: str) -> Query:
    """The query, if all of it can be understood: `BadInput` says what can't."""
    query = read_query(text)
    if query.unclear:
        raise BadInput("q", " ".join(str(part.reason) for part in query.unclear))
    return query
