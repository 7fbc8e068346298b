"""What carriers tell by themselves, in calls they sign; and what somebody at the desk adds by hand."""

from collections.abc import Mapping

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.text import order_key
from makegood.shops.actions.carriers import carrier_of, opened_account
from makegood.shops.actions.tracking import take_in_scans
from makegood.shops.models import CarrierAccount, Parcel
from makegood.shops.ports import Call
from makegood.shops.ports.carriers import Tracked


@transaction.atomic
def hear_carrier(account: CarrierAccount, call: Call) -> int:
    """Take in what a signed call tells of the shop's parcels; how many it changed. `NotAllowed` when it is not signed.

    A call that comes once more changes nothing, and what it tells of parcels nobody knows is not kept.
    """
    told = carrier_of(account.kind).hear(opened_account(account), call)
    CarrierAccount.objects.filter(pk=account.pk).update(heard_at=clock.now())
    return take_in_told(account, told, "webhook")


@transaction.atomic
def take_in_told(account: CarrierAccount, told: Mapping[str, Tracked], source: str) -> int:
    """By number: the carrier's own parcels, and those of the shop that nobody has. Of a number that came round again the
    youngest is meant."""
    keys = {order_key(number): number for number in told}
    rows = Parcel.objects.filter(number_key__in=keys, order__shop=account.shop_id)
    mine = [one for one in rows.order_by("known_at", "pk") if one.account_id in {None, account.pk}]
    youngest = {one.number_key: one for one in mine}
    lost = [one.pk for one in youngest.values() if one.account_id is None]
    Parcel.objects.filter(pk__in=lost).update(account=account)
    known = {one.pk: told[keys[key]] for key, one in youngest.items()}
    return take_in_scans(known, source, account.timezone)
