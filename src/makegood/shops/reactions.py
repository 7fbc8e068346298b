"""What happens to orders because of news from elsewhere."""

from makegood.kernel.events import reacts_to
from makegood.people.events import CustomerAnonymised, CustomersMerged
from makegood.shops.actions.commanding import note_paid
from makegood.shops.actions.joining import forget_customer, move_orders
from makegood.shops.events import OrdersMirrored


@reacts_to(CustomersMerged)
def bring_orders(event: CustomersMerged) -> None:
    """The orders of a customer who turned out to be another go along."""
    move_orders(event.gone_id, event.kept_id)


@reacts_to(CustomerAnonymised)
def forget_what_shops_said(event: CustomerAnonymised) -> None:
    """What connected shops said of somebody goes with them."""
    forget_customer(event.customer_id)


@reacts_to(OrdersMirrored)
def note_what_was_paid(event: OrdersMirrored) -> None:
    """A refund that waited in the shop to be paid has been: its ledger says so."""
    if event.changed_ids and not event.is_import:
        note_paid(event.changed_ids)
