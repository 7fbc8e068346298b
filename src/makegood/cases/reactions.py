"""What happens to cases because of news from elsewhere."""

from makegood.cases.actions.merging import move_to_customer
from makegood.cases.actions.shop_news import tell_answer, tell_command
from makegood.kernel.events import reacts_to
from makegood.people.events import CustomersMerged
from makegood.people.models import Customer
from makegood.shops.events import CommandAnswered, CommandGiven
from makegood.shops.models import Command


@reacts_to(CustomersMerged)
def bring_cases(event: CustomersMerged) -> None:
    """The cases of a customer who turned out to be another go along."""
    gone, kept = Customer.objects.get(pk=event.gone_id), Customer.objects.get(pk=event.kept_id)
    move_to_customer(gone, kept)


@reacts_to(CommandGiven)
def tell_what_the_shop_is_to_do(event: CommandGiven) -> None:
    """Every case about the order has it in its history."""
    tell_command(Command.objects.get(pk=event.command_id), event.by_id)


@reacts_to(CommandAnswered)
def tell_what_the_shop_did(event: CommandAnswered) -> None:
    """And what became of it."""
    tell_answer(Command.objects.get(pk=event.command_id), event)
