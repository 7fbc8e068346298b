"""Webhooks, sent by the worker."""

from procrastinate.contrib.django import app

from makegood.hooks.actions.beginning import TASK, begin
from makegood.hooks.actions.sending import remove_old_posts
from makegood.hooks.actions.working import work

AGAIN = 5
"""Seconds until what happened meanwhile is looked for; while there is no endpoint nobody looks."""


@app.task(name=TASK, queue="hooks")
def run_hooks() -> None:
    """Some of it, then again a little later."""
    if work():
        begin(AGAIN)


@app.periodic(cron="* * * * *")
@app.task(name="makegood.hooks.tasks.resume_hooks", queue="sweeps", queueing_lock="resume_hooks")
def resume_hooks(timestamp: int) -> None:
    """Where nobody is at it, because a process was killed or the desk just began."""
    begin()


@app.periodic(cron="33 4 * * *")
@app.task(queue="sweeps", queueing_lock="remove_old_posts")
def remove_old(timestamp: int) -> None:
    """What was told a month ago."""
    while remove_old_posts():
        pass
