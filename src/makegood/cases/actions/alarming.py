"""What the case's cover says of the customer's mood, and whether it goes before the others."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from makegood.cases.models import Case
from makegood.kernel import clock


def set_signs(case_id: UUID, signs: Collection[str], alarm_at: datetime | None) -> None:
    """The kinds of what was found, and since when it weighs enough. Only `moods` knows; it records its own events."""
    Case.objects.filter(pk=case_id).update(
        signs=list(signs) or None, alarm_at=alarm_at, changed_at=clock.now()
    )
