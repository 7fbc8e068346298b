"""Reads about words."""

from makegood.messages.queries.reading import (
    AccountTile,
    ArrivalsPage,
    IntakeDay,
    OutgoingPage,
    account_tiles,
    arrival_counts,
    arrivals_by_day,
    arrivals_page,
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
    "CustomerHit",
    "IntakeDay",
    "OrderHit",
    "OutgoingPage",
    "SearchResults",
    "account_tiles",
    "arrival_counts",
    "arrivals_by_day",
    "arrivals_page",
    "conversation",
    "draft_of",
    "oldest_unsent",
    "outgoing_page",
    "own_addresses",
    "search_everything",
    "templates_of",
]
