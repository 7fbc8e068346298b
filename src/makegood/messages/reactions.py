"""What words do because something happened below."""

from makegood.cases.events import CaseMerged
from makegood.kernel.events import reacts_to
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.merging import bring_messages
from makegood.messages.actions.templating import seed_templates
from makegood.shops.events import ShopOpened
from makegood.shops.models import Shop


@reacts_to(ShopOpened)
def furnish_shop(event: ShopOpened) -> None:
    """A new shop can write from its first minute: to its post office, with prepared answers."""
    shop = Shop.objects.get(pk=event.shop_id)
    post_office(shop)
    seed_templates(shop)


@reacts_to(CaseMerged)
def join_conversations(event: CaseMerged) -> None:
    """Two cases are one: so are their words."""
    bring_messages(event.case_id, event.into_id)
