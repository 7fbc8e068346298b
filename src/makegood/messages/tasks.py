"""Sweeps over intake and outbox, for whatever the worker's own threads (`messages.listening`) left behind."""

from procrastinate.contrib.django import app

from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.receiving import settle_arrivals


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="sweep_arrivals")
def sweep_arrivals(timestamp: int) -> None:
    """Settle what waits."""
    settle_arrivals()


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="sweep_outbox")
def sweep_outbox(timestamp: int) -> None:
    """Send what is due."""
    dispatch_due()
