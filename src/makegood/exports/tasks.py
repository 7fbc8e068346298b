"""Exports, written and removed by the worker."""

from uuid import UUID

from procrastinate.contrib.django import app

from makegood.exports.actions.asking import carry_out, remove_expired
from makegood.exports.queries import unfinished
from makegood.kernel.errors import Conflict


@app.task(name="makegood.exports.tasks.write", queue="exports")
def write(export_id: str) -> None:
    """Write it; when another process is at it, it goes on."""
    try:
        carry_out(UUID(export_id))
    except Conflict:
        return


@app.periodic(cron="* * * * *")
@app.task(
    name="makegood.exports.tasks.resume_exports", queue="exports", queueing_lock="resume_exports"
)
def resume_exports(timestamp: int) -> None:
    """Begin anew what was killed; what is under way is left alone."""
    for export_id in unfinished():
        write(str(export_id))


@app.periodic(cron="11 * * * *")
@app.task(
    name="makegood.exports.tasks.remove_expired_exports",
    queue="sweeps",
    queueing_lock="remove_expired_exports",
)
def remove_expired_exports(timestamp: int) -> None:
    """Take away what was offered for a week."""
    while remove_expired():
        pass
