"""Sweeps over intake and outbox, for whatever the worker's own threads (`messages.listening`) left behind; and what
an import of orders leaves to do."""

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from makegood.messages.actions import asking_again
from makegood.messages.actions.calming import resume_calm
from makegood.messages.actions.clearing import remove_some_leftovers
from makegood.messages.actions.counting import begin_census, carry_out, is_countable
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.finding_orders import send_code
from makegood.messages.actions.naming_orders import link_named_orders
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.models import Account
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


@app.task(name="makegood.messages.tasks.send_order_code", queue="mail")
def send_order_code(question_id: str) -> None:
    """Send a stranger the code to the order they asked for, if it is theirs."""
    send_code(UUID(question_id))


@app.periodic(cron="17 * * * *")
@app.task(queue="sweeps", queueing_lock="count_mailboxes")
def count_mailboxes(timestamp: int) -> None:
    """Ask for a census of every mailbox, so that the page of counts has something to show without asking a server."""
    if settings.MAKEGOOD_TRAINING:
        return
    for account in Account.objects.filter(is_active=True, shop__is_sample=False):
        if is_countable(account) and account.cursor:
            begin_census(account)


@app.task(name="makegood.messages.tasks.take_census", queue="mail")
def take_census(census_id: str) -> None:
    """Count; done anew from the start when its worker was killed."""
    carry_out(UUID(census_id))


@app.task(name="makegood.messages.tasks.fetch_whole", queue="mail")
def fetch_whole(account_id: str, arrival_ids: list[str]) -> None:
    """Ask a server once more for what it could not give; where it still can't, that stays in quarantine."""
    account = Account.objects.select_related("shop").get(pk=UUID(account_id))
    asking_again.fetch_whole(account, [UUID(one) for one in arrival_ids])


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="sweep_storms")
def sweep_storms(timestamp: int) -> None:
    """Answer by itself again where it has been calm for a while."""
    resume_calm()


@app.periodic(cron="41 * * * *")
@app.task(queue="sweeps", queueing_lock="remove_leftovers")
def remove_leftovers(timestamp: int) -> None:
    """Take files away that nobody uses any more."""
    while remove_some_leftovers():
        pass
