"""Reading how far the sample is."""

from makegood.sample.models import Loading
from makegood.shops.models import Shop


def sample_shop() -> Shop | None:
    """The sample shop, if it is loaded."""
    return Shop.objects.filter(is_sample=True).first()


def latest_loading() -> Loading | None:
    """The load under way, or the last one."""
    return Loading.objects.order_by("-started_at").first()
