"""The door to what is kept: those who may change settings and delete for good."""

from makegood.kernel.errors import NotAllowed
from makegood.people.models import Staff
from makegood.shops.access import shop_for, shop_to_change
from makegood.shops.models import Shop


def kept_shop_for(staff: Staff) -> Shop:
    """The shop whose retention this person may look at."""
    _require(staff)
    return shop_for(staff)


def kept_shop_to_change(staff: Staff) -> Shop:
    """As `kept_shop_for`, held until the transaction ends."""
    _require(staff)
    return shop_to_change(staff)


def _require(staff: Staff) -> None:
    if not (staff.is_active and staff.may("delete")):
        raise NotAllowed("delete")
