"""Opening a case."""

from django.db import transaction

from makegood.cases.events import CaseOpened
from makegood.cases.models import Case, StatusLink
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.rows import insert_numbered
from makegood.kernel.text import bounded
from makegood.people.models import Customer, Staff
from makegood.shops.models import Order, Shop


@transaction.atomic(savepoint=False)  # whoever opens many has savepoints of their own
def open_case(
    *,
    shop: Shop,
    customer: Customer | None,
    subject: str,
    language: str,
    channel: str,
    preview: str = "",
    order: Order | None = None,
    kind: str = "",
    turn: str = Case.Turn.US,
    by: Staff | None = None,
) -> Case:
    """A new matter with a status link for the customer; our turn unless said otherwise. Promises nothing yet."""
    now = clock.now()
    case = Case(
        shop=shop,
        customer=customer,
        order=order,
        kind=kind,
        subject=bounded(subject, 300),
        preview=bounded(preview, 200),
        language=language,
        channel=channel,
        turn=turn,
        opened_at=now,
        heard_at=now,
        changed_at=now,
    )
    # A number that is rolled back leaves a gap; none is given twice.
    insert_numbered(case, {"number": "cases_number"}, StatusLink(case=case, created_at=now))
    record(CaseOpened(case_id=case.pk, channel=channel, by_id=by.pk if by else None))
    return case
