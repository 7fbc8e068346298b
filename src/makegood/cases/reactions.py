"""What happens to cases because of news from elsewhere."""

from makegood.cases.actions.merging import move_to_customer
from makegood.kernel.events import reacts_to
from makegood.people.events import CustomersMerged
from makegood.people.models import Customer


@reacts_to(CustomersMerged)
def bring_cases(event: CustomersMerged) -> None:
    """The cases of a customer who turned out to be another go along."""
    gone, kept = Customer.objects.get(pk=event.gone_id), Customer.objects.get(pk=event.kept_id)
    move_to_customer(gone, kept)
