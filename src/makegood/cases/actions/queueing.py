"""The case's place in the inbox."""

from datetime import datetime
from uuid import UUID

from django.db import connection


def set_queue_at(case_id: UUID, at: datetime, kind: str = "", owed: int = 0) -> None:
    """What falls due next (`FAR_FUTURE`: nothing) and how much is owed. Only `promises` knows; it records its own events."""
    # By hand: every mail comes through here, and Django takes longer to write the statement than to run it.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_case SET queue_at = %s, queue_kind = %s, owed = %s WHERE id = %s",
            [at, kind, owed, case_id],
        )
