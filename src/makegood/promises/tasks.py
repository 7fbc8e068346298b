"""What the promises' clock does."""

from collections.abc import Callable

from procrastinate.contrib.django import app

from makegood.promises.actions.acting import act_due
from makegood.promises.actions.answering import cover_silent_cases
from makegood.promises.actions.escalating import escalate_due
from makegood.promises.actions.watching import break_due, warn_due


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="sweep_promises")
def sweep_promises(timestamp: int) -> None:
    """What broke escalates, what is at risk warns and then goes on to others, and no open case is left owing nothing."""
    for step in (break_due, warn_due, escalate_due, act_due, cover_silent_cases):
        _until_done(step)


def _until_done(step: Callable[[], int]) -> None:
    while step():
        pass
