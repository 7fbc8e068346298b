"""Reading how far the sample is."""

from makegood.kernel import clock
from makegood.sample.models import Loading
from makegood.sample.rules import minutes_left
from makegood.shops.models import Shop


def sample_shop() -> Shop | None:
    """The sample shop, if it is loaded."""
    return Shop.objects.filter(is_sample=True).first()


def latest_loading() -> Loading | None:
    """The load under way, or the last one."""
    return Loading.objects.order_by("-started_at").first()


def is_sample_coming() -> bool:
    """Whether somebody waits for it to be made."""
    return Loading.objects.filter(ended_at=None).exists()


def minutes_to_go(loading: Loading) -> int | None:
    """Whole minutes the load will still take on this machine, 0 for less than one; None while nobody can tell."""
    gone = (clock.now() - loading.started_at).total_seconds()
    return minutes_left(gone, loading.done, loading.total)
