"""How the jobs fare: who does them, and how many wait. Procrastinate's own tables, read only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from makegood.kernel import clock

HEARTBEAT_WITHIN = timedelta(seconds=60)
"""A worker beats every ten seconds; one that has not for a minute is gone or stuck."""


@dataclass(frozen=True)
class QueueFigures:
    """One queue: jobs due and not begun, under way, given up."""

    queue: str
    due: int
    doing: int
    failed: int


def workers_alive() -> int:
    """How many workers gave a sign of life lately."""
    since = clock.now() - HEARTBEAT_WITHIN
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=since).count()


def queue_figures() -> list[QueueFigures]:
    """Every queue with jobs that are not done; one query."""
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=clock.now()))
    rows = (
        ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"])
        .values("queue_name")
        .order_by("queue_name")
        .annotate(
            due=Count("pk", filter=due),
            doing=Count("pk", filter=Q(status="doing")),
            failed=Count("pk", filter=Q(status="failed")),
        )
    )
    return [QueueFigures(queue=row.pop("queue_name"), **row) for row in rows]
