"""What the flows' clock does."""

from procrastinate.contrib.django import app

from makegood.flows.actions.forgetting import forget_old_runs
from makegood.flows.actions.going import go_on


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="sweep_flows")
def sweep_flows(timestamp: int) -> None:
    """Take every run that is due a step further."""
    while go_on():
        pass


@app.periodic(cron="41 4 * * *")
@app.task(queue="sweeps", queueing_lock="forget_old_runs")
def forget_old(timestamp: int) -> None:
    """What ended long ago."""
    while forget_old_runs():
        pass
