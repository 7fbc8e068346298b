"""What is old enough goes, and what was told to somebody who is to be forgotten."""

from datetime import timedelta
from uuid import UUID

from makegood.flows.models import Entry, Run, Told
from makegood.kernel import clock
from makegood.messages.actions.forgetting import forget_notices

KEPT_FOR = timedelta(days=400)
"""A run that ended: an order's way, its claims and the guarantee's first year are over by then."""
_AT_ONCE = 500


def forget_old_runs() -> int:
    """A slice of what ended long ago, with the letters it sent; how many runs. That something was told stays known."""
    old = Run.objects.filter(due_at=None, ended_at__lt=clock.now() - KEPT_FOR)
    some = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    sent = Entry.objects.filter(run__in=some, message__isnull=False)
    forget_notices({one.message_id for one in sent if one.message_id})
    Run.objects.filter(pk__in=some).delete()
    return len(some)


def forget_letters_to(customer_id: UUID) -> int:
    """The letters themselves: they bear a name and an address. That something was told stays, without a word of it."""
    told = Told.objects.filter(order__customer=customer_id, message__isnull=False)
    return forget_notices({one.message_id for one in told if one.message_id})
