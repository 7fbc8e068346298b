"""The desk's query language, as text and as a tree: `kind:late due:<2d -tag:vip "broken cup"`.

A query is terms side by side, each of which narrows. A term is `field:value`, with commas between values of which any
will do, or a word to be found in what was said. A minus turns a term round; quotes keep spaces and commas together.
`read_query` takes any text at all. What it can't understand stays in the tree as `Unclear`, with the reason and what to
do; a query with such a term finds nothing, so that no list and no bulk action ever takes in more than was asked for.
"""

from makegood.cases.rules.asking.reading import MOST_TERMS, read_query
from makegood.cases.rules.asking.terms import Day, Length, Query, Term, Unclear, Unit, Value
from makegood.cases.rules.asking.times import bounds
from makegood.cases.rules.asking.vocabulary import (
    ALIASES,
    CHANNELS,
    CODE_ALIASES,
    FIELDS,
    KINDS,
    LANES,
    MOODS,
    RISKS,
    YES_NO,
    Field,
    Takes,
)

__all__ = [
    "ALIASES",
    "CHANNELS",
    "CODE_ALIASES",
    "FIELDS",
    "KINDS",
    "LANES",
    "MOODS",
    "MOST_TERMS",
    "RISKS",
    "YES_NO",
    "Day",
    "Field",
    "Length",
    "Query",
    "Takes",
    "Term",
    "Unclear",
    "Unit",
    "Value",
    "bounds",
    "read_query",
]
