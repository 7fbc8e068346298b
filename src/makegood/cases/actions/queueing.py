"""The case's place in the inbox."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from makegood.cases.models import Case
from makegood.kernel.money import Money
from makegood.kernel.rows import Statement


def set_law_risk(case: Case, risk: str, at: datetime | None, cost: Money | None) -> None:
    """What a duty of the law costs when its time goes by, beside the case in the inbox. Only `promises` looks at the law."""
    minor, currency = (cost.minor, cost.currency) if cost else (None, "")
    values = {
        "law_risk": risk,
        "law_risk_at": at,
        "law_cost_minor": minor,
        "law_cost_currency": currency,
    }
    changed = [field for field, value in values.items() if getattr(case, field) != value]
    for field in changed:
        setattr(case, field, values[field])
    if changed:
        case.save(update_fields=changed)


def set_queue_at(case_id: UUID, at: datetime, kind: str = "", owed: int = 0) -> None:
    """What falls due next (`FAR_FUTURE`: nothing) and how much is owed. Only `promises` knows; it records its own events."""
    with connection.cursor() as cursor:
        cursor.execute(*placed_at(case_id, at, kind, owed))


def placed_at(case_id: UUID, at: datetime, kind: str, owed: int) -> Statement:
    """The statement of it, for `insert` to take along."""
    # By hand: every mail comes through here, and Django takes longer to write the statement than to run it.
    statement = "UPDATE cases_case SET queue_at = %s, queue_kind = %s, owed = %s WHERE id = %s"
    return statement, [at, kind, owed, case_id]
