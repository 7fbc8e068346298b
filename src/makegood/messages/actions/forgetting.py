"""Letters of the desk's own that belong to no case: they go when the room that had them sent says so."""

from collections.abc import Collection
from uuid import UUID

from makegood.messages.models import Message


def forget_notices(message_ids: Collection[UUID]) -> int:
    """Remove these letters, sent or still waiting; of a case's words none. How many went."""
    notices = Message.objects.filter(
        pk__in=message_ids, case=None, purpose=Message.Purpose.NOTICE, direction="out"
    )
    return notices.delete()[1].get("messages.Message", 0)
