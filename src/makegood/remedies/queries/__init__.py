"""Reads: what went wrong (`incident`), what the law adds (`law`), what was given and may be (`standing`), and what waits for a yes (`approvals`)."""

from makegood.remedies.queries.approvals import (
    ApprovalPage,
    approvals_on,
    approvals_page,
    last_on,
    next_due_on,
    open_approvals,
)
from makegood.remedies.queries.incident import MOST_TIMES, YEAR, incident_of, is_excepted, repair_on
from makegood.remedies.queries.law import (
    MONEY_BACK,
    OWED_FOR_LATENESS,
    SENT_BACK,
    LawOwes,
    given_beyond,
    law_owes,
)
from makegood.remedies.queries.standing import (
    approvers_of,
    compensation_for,
    is_above,
    limit_for,
    may_grant,
    money_given,
    role_of,
    standing_of,
)

__all__ = [
    "MONEY_BACK",
    "MOST_TIMES",
    "OWED_FOR_LATENESS",
    "SENT_BACK",
    "YEAR",
    "ApprovalPage",
    "LawOwes",
    "approvals_on",
    "approvals_page",
    "approvers_of",
    "compensation_for",
    "given_beyond",
    "incident_of",
    "is_above",
    "is_excepted",
    "last_on",
    "law_owes",
    "limit_for",
    "may_grant",
    "money_given",
    "next_due_on",
    "open_approvals",
    "repair_on",
    "role_of",
    "standing_of",
]
