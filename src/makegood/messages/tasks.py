"""Sweeps over intake and outbox, for whatever the worker's own threads (`messages.listening`) left behind; and what
an import of orders leaves to do."""

from uuid import UUID

from procrastinate.contrib.django import app

from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.naming_orders import link_named_orders
from makegood.messages.actions.receiving import settle_arrivals
from makegood.shops.models import Shop


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


@app.task(name="makegood.messages.tasks.name_orders", queue="imports")
def name_orders(shop_id: str) -> None:
    """Link the cases whose customers named an order before it was here."""
    link_named_orders(Shop.objects.get(pk=UUID(shop_id)))
