"""What the cases' clock does."""

from procrastinate.contrib.django import app

from makegood.cases.actions.sharing import share_out
from makegood.cases.actions.snoozing import wake_due


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="wake_snoozed_cases")
def wake_snoozed_cases(timestamp: int) -> int:
    """Wake every case whose time is up, some hundred at a time."""
    woken = 0
    while batch := wake_due():
        woken += batch
    return woken


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="share_cases_out")
def share_cases_out(timestamp: int) -> int:
    """Give what nobody has to those whose turn it is, some hundred at a time."""
    given = 0
    while batch := share_out():
        given += batch
    return given
