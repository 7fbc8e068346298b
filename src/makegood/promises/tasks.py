"""What the promises' clock does."""

import logging
from collections.abc import Callable

from procrastinate.contrib.django import app

from makegood.promises.actions.acting import act_due
from makegood.promises.actions.answering import cover_silent_cases
from makegood.promises.actions.escalating import escalate_due
from makegood.promises.actions.legal import look_at_all_later, look_due
from makegood.promises.actions.recounting import recount_next
from makegood.promises.actions.watching import break_due, warn_due

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="sweep_promises")
def sweep_promises(timestamp: int) -> None:
    """What broke escalates, what is at risk warns and then goes on to others, and no open case is left owing nothing."""
    for step in (recount_next, break_due, warn_due, escalate_due, act_due, cover_silent_cases):
        try:
            _until_done(step)
        except Exception:
            # The next minute tries again; what others owe is told all the same.
            log.exception("%s could not be done to its end", step.__name__)


def _until_done(step: Callable[[], int]) -> None:
    while step():
        pass


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="look_at_law")
def look_at_law(timestamp: int) -> None:
    """What is known of some cases has changed, so may what the law asks of us."""
    _until_done(look_due)


@app.periodic(cron="10 3 * * *")
@app.task(queue="sweeps", queueing_lock="look_at_all_law")
def look_at_all_law(timestamp: int) -> None:
    """Each night all open cases are looked at anew."""
    look_at_all_later()
