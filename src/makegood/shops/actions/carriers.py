"""Setting up the carriers a shop sends with, changing how they are asked, asking them no more."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import audit, clock
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import BadInput, ProviderFailed
from makegood.kernel.log import record
from makegood.kernel.registry import adapters
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.shops.events import CarrierChanged
from makegood.shops.models import CarrierAccount, Parcel, Shop
from makegood.shops.ports import Field
from makegood.shops.ports.carriers import Carrier
from makegood.shops.rules.saved_secrets import is_elsewhere

_LOOKED_BACK = timedelta(days=60)


@transaction.atomic
def add_carrier(
    shop: Shop,
    by: Staff | None,
    kind: str,
    name: str,
    settings: Mapping[str, Any],
    *,
    called: Sequence[str] = (),
    timezone: str = "",
) -> CarrierAccount:
    """A carrier of the shop's own; parcels on their way that nobody has yet are looked at again. `settings` are the
    adapter's, secrets among them."""
    plain, secrets = _apart(carrier_of(kind).fields, settings)
    account = CarrierAccount.objects.create(
        shop=shop,
        kind=kind,
        name=_free_name(shop, name or carrier_of(kind).label),
        called=[bounded(one, 60) for one in called],
        timezone=timezone or shop.timezone,
        settings=plain,
        secret=seal(json.dumps(secrets)),
        created_at=clock.now(),
    )
    audit.made(_thing(account), by.pk if by else None)
    look_for_carriers(shop)
    return _told(account, "added", by)


@transaction.atomic
def change_carrier(
    account: CarrierAccount,
    by: Staff | None,
    name: str,
    settings: Mapping[str, Any],
    *,
    called: Sequence[str] = (),
    timezone: str = "",
) -> CarrierAccount:
    """Other settings; a secret left empty stays as it is, unless it would go elsewhere. It is asked again at once."""
    account = CarrierAccount.objects.select_for_update().get(pk=account.pk)
    fields = carrier_of(account.kind).fields
    plain, secrets = _apart(fields, settings)
    saved = {} if is_elsewhere(fields, account.settings, plain) else _secrets(account)
    kept = {**saved, **{k: v for k, v in secrets.items() if v}}
    before = {**_open(account), **_secrets(account)}
    if name and name != account.name:
        account.name = _free_name(account.shop, name)
    account.called = [bounded(one, 60) for one in called]
    account.timezone = timezone or account.timezone
    account.settings, account.secret = plain, seal(json.dumps(kept))
    account.is_active, account.rests_until = True, None
    account.save(
        update_fields=[
            "name",
            "called",
            "timezone",
            "settings",
            "secret",
            "is_active",
            "rests_until",
        ]
    )
    audit.changed(
        _thing(account),
        by.pk if by else None,
        before,
        {**_open(account), **kept},
        {*saved, *kept},
    )
    look_for_carriers(account.shop)
    return _told(account, "changed", by)


@transaction.atomic
def stop_carrier(account: CarrierAccount, by: Staff | None) -> None:
    """Ask it no more; what it told stays, and it is asked again when it is changed."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    audit.removed(_thing(account), by.pk if by else None)
    _told(account, "stopped", by)


def carrier_of(kind: str) -> Carrier:
    """The adapter; `ProviderFailed` where it is not installed (any more)."""
    carrier: Carrier | None = adapters("makegood.carriers").get(kind)
    if carrier is None:
        raise ProviderFailed(f"no carrier {kind}", permanent=True, code="protocol")
    return carrier


def opened_account(account: CarrierAccount) -> dict[str, Any]:
    """Its settings as the adapter wants them, secrets opened. `ProviderFailed` when our key is not the one they were
    sealed with."""
    try:
        return {**account.settings, **_secrets(account)}
    except BadInput as error:
        raise ProviderFailed(error.message, permanent=True, code="key_lost") from error


def look_for_carriers(shop: Shop) -> None:
    """Parcels under way of which no carrier is known are due: one of the shop's may have them now."""
    over = [Parcel.State.DELIVERED, Parcel.State.LOST]
    lost = Parcel.objects.filter(order__shop=shop, account=None, due_at=None).exclude(number="")
    recent = lost.filter(known_at__gt=clock.now() - _LOOKED_BACK).exclude(state__in=over)
    recent.update(due_at=clock.now())


def _open(account: CarrierAccount) -> dict[str, Any]:
    """What is no secret of it, for the record of who changed what."""
    own = {"name": account.name, "called": account.called, "timezone": account.timezone}
    return {**account.settings, **own}


def _secrets(account: CarrierAccount) -> dict[str, str]:
    found: dict[str, str] = json.loads(unseal(account.secret)) if account.secret else {}
    return found


def _apart(
    fields: Sequence[Field], settings: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """What is shown again, and what is sealed; nothing the adapter does not ask for."""
    plain: dict[str, str] = {}
    secrets: dict[str, str] = {}
    for field in fields:
        value = str(settings.get(field.name) or "").strip()
        (secrets if field.is_secret else plain)[field.name] = value
    return plain, secrets


def _free_name(shop: Shop, name: str) -> str:
    """`BadInput` where another carrier of the shop has it: parcels are told apart by it."""
    name = bounded(name, 60)
    if CarrierAccount.objects.filter(shop=shop, name=name).exists():
        raise BadInput("name", _("Another carrier of the shop is called so: choose another name."))
    return name


def _thing(account: CarrierAccount) -> audit.Thing:
    return audit.Thing("carrier", account.pk, account.name)


def _told(account: CarrierAccount, what: str, by: Staff | None) -> CarrierAccount:
    record(CarrierChanged(account_id=account.pk, what=what, by_id=by.pk if by else None))
    return account
