"""What somebody at the desk knows of a parcel: that there is one, and where it is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.text import bounded, order_key
from makegood.shops.actions.tracking import take_in_scans
from makegood.shops.models import Order, Parcel
from makegood.shops.ports.carriers import STATES, ScanSeen, Tracked
from makegood.shops.rules.parcel_numbers import is_right


@transaction.atomic
def add_parcel(order: Order, number: str, carrier: str, url: str = "") -> Parcel:
    """A parcel nobody else told of. Its carrier is asked about it like about any other. Added again, it is the same."""
    key = bounded(order_key(number), 80)
    if not key:
        raise BadInput("number", _("Write the parcel's number."))
    if not is_right(number):
        raise BadInput("number", _("This number has a typing mistake: its check digit is wrong."))
    if url and not url.startswith(("https://", "http://")):
        raise BadInput("url", _("A link begins with https://."))
    parcel = Parcel(
        order=order,
        number=bounded(number.strip(), 80),
        number_key=key,
        carrier=bounded(carrier.strip(), 60),
        url=url[:500],
    )
    parcel.begin_to_look(order.placed_at, clock.now())
    Parcel.objects.bulk_create([parcel], ignore_conflicts=True)
    return Parcel.objects.get(order=order, number_key=key)


@transaction.atomic
def say_where_it_is(
    parcel: Parcel,
    state: str = "",
    at: datetime | None = None,
    words: str = "",
    cause: str = "",
    expected_at: datetime | None = None,
) -> bool:
    """As somebody at the desk heard it; counts like a carrier's word. Whether that changed anything."""
    if state and state not in STATES:
        raise BadInput("state", _("There is no such state."))
    if at and at > clock.now():
        raise BadInput("at", _("This is still to come."))
    scans = (ScanSeen(at or clock.now(), state, words=words, cause=cause),) if state else ()
    zone = parcel.order.shop.timezone
    return bool(take_in_scans({parcel.pk: Tracked(scans, expected_at)}, "hand", zone))
