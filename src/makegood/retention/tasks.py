"""The sweep's clock."""

from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from makegood.kernel.errors import Conflict
from makegood.retention.actions.sweeping import carry_out, sweeps_due


@app.periodic(cron="23 * * * *")
@app.task(name="makegood.retention.tasks.look", queue="sweeps", queueing_lock="retention_look")
def look(timestamp: int) -> None:
    """Once a day begin a round, and go on with one whose process was killed. Every hour, because a desk on a machine
    that is switched off at night has no hour of its own."""
    for sweep_id in sweeps_due():
        _go_on(str(sweep_id))


@app.task(name="makegood.retention.tasks.sweep", queue="sweeps")
def sweep(sweep_id: str) -> None:
    """Some of it, then the next job its turn; when somebody is at it already, they go on."""
    try:
        is_more = carry_out(UUID(sweep_id))
    except Conflict:
        return
    if is_more:
        _go_on(sweep_id)


def _go_on(sweep_id: str) -> None:
    task = app.configure_task("makegood.retention.tasks.sweep", queueing_lock=f"sweep:{sweep_id}")
    try:
        task.defer(sweep_id=sweep_id)
    except AlreadyEnqueued:
        return
