"""The case's place in the inbox."""

from datetime import datetime
from uuid import UUID

from makegood.cases.models import Case


def set_queue_at(case_id: UUID, at: datetime, kind: str = "", owed: int = 0) -> None:
    """What falls due next (`FAR_FUTURE`: nothing) and how much is owed. Only `promises` knows; it records its own events."""
    Case.objects.filter(pk=case_id).update(queue_at=at, queue_kind=kind, owed=owed)
