"""What happens to orders because of news from elsewhere."""

from makegood.kernel.events import reacts_to
from makegood.people.events import CustomersMerged
from makegood.shops.actions.joining import move_orders


@reacts_to(CustomersMerged)
def bring_orders(event: CustomersMerged) -> None:
    """The orders of a customer who turned out to be another go along."""
    move_orders(event.gone_id, event.kept_id)
