"""What playbooks do because something happened below."""

from makegood.kernel.events import reacts_to
from makegood.playbooks.actions.writing import seed_playbooks
from makegood.shops.events import ShopChanged, ShopOpened
from makegood.shops.models import Shop


@reacts_to(ShopOpened)
def lay_out_playbooks(event: ShopOpened) -> None:
    """A new shop knows from its first minute what to ask and to say."""
    seed_playbooks(Shop.objects.get(pk=event.shop_id))


@reacts_to(ShopChanged)
def lay_out_new_languages(event: ShopChanged) -> None:
    """A shop that learns a language finds the playbooks in it."""
    if "languages" in event.fields:
        seed_playbooks(Shop.objects.get(pk=event.shop_id))
