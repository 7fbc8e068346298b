"""Reads about words."""

from makegood.messages.queries.ledger import (
    ArrivalsPage,
    Counted,
    IntakeDay,
    arrival_counts,
    arrivals_by_day,
    arrivals_of,
    arrivals_page,
    counted_accounts,
    quarantined_count,
    undecided_counts,
)
from makegood.messages.queries.reading import (
    AccountTile,
    OutgoingPage,
    account_tiles,
    conversation,
    draft_of,
    oldest_unsent,
    outgoing_page,
    own_addresses,
    templates_of,
)
from makegood.messages.queries.searching import (
    CaseHit,
    CustomerHit,
    OrderHit,
    SearchResults,
    search_everything,
)

__all__ = [
    "AccountTile",
    "ArrivalsPage",
    "CaseHit",
    "Counted",
    "CustomerHit",
    "IntakeDay",
    "OrderHit",
    "OutgoingPage",
    "SearchResults",
    "account_tiles",
    "arrival_counts",
    "arrivals_by_day",
    "arrivals_of",
    "arrivals_page",
    "conversation",
    "counted_accounts",
    "draft_of",
    "oldest_unsent",
    "outgoing_page",
    "own_addresses",
    "quarantined_count",
    "search_everything",
    "templates_of",
    "undecided_counts",
]
