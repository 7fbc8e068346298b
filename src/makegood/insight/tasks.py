"""Trials, worked out by the worker."""

from uuid import UUID

from procrastinate.contrib.django import app

from makegood.insight.actions.trying import work_out as work_it_out
from makegood.insight.queries import unfinished_trials
from makegood.kernel.errors import Conflict


@app.task(name="makegood.insight.tasks.work_out", queue="trials")
def work_out(trial_id: str) -> None:
    """Work it out; when another process is at it, it goes on."""
    try:
        work_it_out(UUID(trial_id))
    except Conflict:
        return


@app.periodic(cron="* * * * *")
@app.task(
    name="makegood.insight.tasks.resume_trials", queue="trials", queueing_lock="resume_trials"
)
def resume_trials(timestamp: int) -> None:
    """Begin anew what was killed; what is under way is left alone."""
    for trial_id in unfinished_trials():
        work_out(str(trial_id))
