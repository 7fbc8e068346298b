"""Asking carriers how parcels stand: what is due, many at once, as often as the carrier allows."""

import logging
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings as django_settings
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from makegood.kernel import clock
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.log import record
from makegood.kernel.many import update_rows
from makegood.kernel.text import bounded, order_key
from makegood.kernel.web import Web
from makegood.shops.actions.carriers import carrier_of, opened_account
from makegood.shops.actions.tracking import take_in_scans
from makegood.shops.events import CarrierChanged
from makegood.shops.models import CarrierAccount, Parcel
from makegood.shops.ports.carriers import Tracked
from makegood.shops.rules.looking_after import next_look
from makegood.shops.rules.pacing import next_try
from makegood.shops.rules.parcel_numbers import chosen_account

logger = logging.getLogger(__name__)

AT_A_STRETCH = 50.0
"""Seconds one job asks; what is left is due for the next, so that no carrier keeps the others waiting."""
LEASE = timedelta(minutes=10)
"""Whoever was killed while asking leaves the parcels due again after this."""
_ASSIGNED_AT_ONCE = 500


@transaction.atomic
def find_carriers() -> int:
    """Which of their shops' carriers have the parcels nobody asks about yet; how many were looked at. Those of none are
    due no more, until a carrier is added or changed."""
    rows = Parcel.objects.filter(account=None, due_at__lte=clock.now()).select_related("order")
    parcels = list(
        rows.order_by("due_at").select_for_update(skip_locked=True, of=("self",), no_key=True)[
            :_ASSIGNED_AT_ONCE
        ]
    )
    accounts = _accounts({one.order.shop_id for one in parcels})
    for parcel in parcels:
        _assign(parcel, accounts[parcel.order.shop_id])
    update_rows(parcels, ["account", "due_at", "url"])
    return len(parcels)


def ask_carrier(account_id: UUID, web: Caller | None = None, seconds: float = AT_A_STRETCH) -> bool:
    """Ask about all that is due of one carrier; whether something is left. Two at once ask about different parcels."""
    account = CarrierAccount.objects.get(pk=account_id)
    if not _may_be_asked(account):
        return False
    try:
        if web is not None:
            return _ask_all(account, web, seconds)
        with Web() as own:
            return _ask_all(account, own, seconds)
    except ProviderFailed as error:
        _fail(account, error)
        return False


def ask_about(account_id: UUID) -> None:
    """Have the worker ask; asking for it twice is asking once."""
    task = app.configure_task(
        "makegood.shops.tasks.ask_carrier", queueing_lock=f"carrier:{account_id}"
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(account_id=str(account_id))


def _accounts(shop_ids: set[UUID]) -> dict[UUID, list[CarrierAccount]]:
    found: dict[UUID, list[CarrierAccount]] = defaultdict(list)
    for one in CarrierAccount.objects.filter(shop__in=shop_ids, is_active=True).order_by("pk"):
        if _is_installed(one):
            found[one.shop_id].append(one)
    return found


def _is_installed(account: CarrierAccount) -> bool:
    """One whose adapter was taken away must not keep all other carriers' parcels waiting."""
    try:
        return bool(carrier_of(account.kind))
    except ProviderFailed:
        return False


def _recognises(account: CarrierAccount, number: str) -> bool:
    try:
        return carrier_of(account.kind).recognise(account.settings, number)
    except Exception:  # a stranger's adapter can break in any way; the others' parcels go on
        logger.exception("carrier broke", extra={"account": str(account.pk)})
        return False


def _assign(parcel: Parcel, accounts: Sequence[CarrierAccount]) -> None:
    called = [(one.pk, one.names) for one in accounts]
    recognised = [one.pk for one in accounts if _recognises(one, parcel.number)]
    parcel.account_id = chosen_account(parcel.carrier, called, recognised)
    chosen = next((one for one in accounts if one.pk == parcel.account_id), None)
    if chosen is None or "track" not in carrier_of(chosen.kind).abilities:
        parcel.due_at = None
    if chosen is not None:
        link = carrier_of(chosen.kind).link(chosen.settings, _asked(parcel.number))
        if link.startswith(("https://", "http://")):  # it becomes a link, and nothing else may
            parcel.url = parcel.url or bounded(link, 500)


def _may_be_asked(account: CarrierAccount) -> bool:
    rests = account.rests_until is not None and account.rests_until > clock.now()
    return account.is_active and not rests and not django_settings.MAKEGOOD_TRAINING


def _ask_all(account: CarrierAccount, web: Caller, seconds: float) -> bool:
    carrier, settings = carrier_of(account.kind), opened_account(account)
    until = time.monotonic() + seconds
    while parcels := _claim(account, carrier.at_once):
        try:
            told = _ask(account, web, settings, [_asked(one.number) for one in parcels])
        except ProviderFailed:
            _give_back(parcels)
            raise
        _take_in(account, parcels, told)
        if time.monotonic() >= until:
            return True
    return False


def _ask(
    account: CarrierAccount, web: Caller, settings: Mapping[str, object], numbers: list[str]
) -> Mapping[str, Tracked]:
    """An adapter that breaks is a carrier that can't be asked: its tile says so, and it is tried again."""
    try:
        return carrier_of(account.kind).track(settings, web, numbers)
    except ProviderFailed:
        raise
    except Exception as error:
        logger.exception("carrier broke", extra={"account": str(account.pk)})
        words = f"{type(error).__name__} in the adapter"
        raise ProviderFailed(words, permanent=False, code="protocol", step="track") from error


@transaction.atomic
def _claim(account: CarrierAccount, limit: int) -> list[Parcel]:
    """The longest due, for a while ours alone: the call itself is made outside of any transaction."""
    now = clock.now()
    due = Parcel.objects.filter(account=account, due_at__lte=now).order_by("due_at")
    parcels = list(due.select_for_update(skip_locked=True, no_key=True)[:limit])
    Parcel.objects.filter(pk__in=[one.pk for one in parcels]).update(due_at=now + LEASE)
    return parcels


def _asked(number: str) -> str:
    """As carriers take it: people write spaces between."""
    return "".join(number.split())


def _give_back(parcels: Sequence[Parcel]) -> None:
    Parcel.objects.filter(pk__in=[one.pk for one in parcels]).update(due_at=clock.now())


@transaction.atomic
def _take_in(
    account: CarrierAccount, parcels: Sequence[Parcel], told: Mapping[str, Tracked]
) -> None:
    by_key = {order_key(number): said for number, said in told.items()}
    known = {one.pk: by_key[one.number_key] for one in parcels if one.number_key in by_key}
    take_in_scans(known, account.kind, account.timezone)
    _look_again_later(parcels)
    _be_well(account)


def _look_again_later(parcels: Sequence[Parcel]) -> None:
    """When each is asked about next."""
    now = clock.now()
    rows = list(Parcel.objects.filter(pk__in=[one.pk for one in parcels]).order_by("pk"))
    for row in rows:
        heard_at = row.moved_at or row.shipped_at or row.known_at or now
        row.due_at = next_look(str(row.state), heard_at, now)
    update_rows(rows, ["due_at"])


@transaction.atomic
def _be_well(account: CarrierAccount) -> None:
    failed = account.failing_since is not None
    CarrierAccount.objects.filter(pk=account.pk).update(
        asked_at=clock.now(), failing_since=None, failures=0, failure={}, rests_until=None
    )
    account.failing_since = None
    if failed:
        record(CarrierChanged(account_id=account.pk, what="works"))


@transaction.atomic
def _fail(account: CarrierAccount, error: ProviderFailed) -> None:
    """Since when, why, and when it is asked again. One that only asks us to wait has not failed."""
    now = clock.now()
    account = CarrierAccount.objects.select_for_update().get(pk=account.pk)
    if error.code == "busy" and error.retry_after is not None:
        account.rests_until = now + timedelta(seconds=error.retry_after)
        account.save(update_fields=["rests_until"])
        return
    is_new = account.failing_since is None
    account.failures += 1
    account.failing_since = account.failing_since or now
    account.failure = {"step": error.step, "code": error.code, "detail": error.message[:300]}
    account.rests_until = now + next_try(account.failures, error.retry_after)
    account.save(update_fields=["failures", "failing_since", "failure", "rests_until"])
    if is_new:
        record(CarrierChanged(account_id=account.pk, what="failing"))
