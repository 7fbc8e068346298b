"""Bulks, carried out by the worker."""

from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from makegood.bulk.actions.carrying_out import carry_out, unfinished
from makegood.kernel.errors import Conflict


@app.task(name="makegood.bulk.tasks.run_bulk", queue="bulk")
def run_bulk(bulk_id: str) -> None:
    """Some of it, then the next job its turn; when somebody is at it already, they go on."""
    try:
        is_more = carry_out(UUID(bulk_id))
    except Conflict:
        return
    if is_more:
        _go_on(bulk_id)


@app.periodic(cron="* * * * *")
@app.task(name="makegood.bulk.tasks.resume_bulks", queue="sweeps", queueing_lock="resume_bulks")
def resume_bulks(timestamp: int) -> None:
    """Go on with bulks whose process was killed; those under way are left alone."""
    for bulk_id in unfinished():
        _go_on(str(bulk_id))


def _go_on(bulk_id: str) -> None:
    task = app.configure_task("makegood.bulk.tasks.run_bulk", queueing_lock=f"bulk:{bulk_id}")
    try:
        task.defer(bulk_id=bulk_id)
    except AlreadyEnqueued:
        return
