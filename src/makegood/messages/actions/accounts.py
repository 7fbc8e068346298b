"""Mailboxes and the post office: connecting, changing, failing, recovering."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from makegood.kernel import audit, clock
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import BadInput, Conflict, ProviderFailed
from makegood.kernel.log import record
from makegood.kernel.registry import adapters
from makegood.kernel.text import bounded, folded
from makegood.messages.actions.signing_in import access_token, is_on_consent, without_access
from makegood.messages.events import (
    AccountChanged,
    AccountConnected,
    AccountDisconnected,
    AccountFailed,
    AccountRecovered,
)
from makegood.messages.models import Account, Thread
from makegood.messages.ports import Channel
from makegood.messages.rules.saved_secrets import ends_consent, needed_anew
from makegood.people.models import Staff
from makegood.people.rules import normalise_email
from makegood.shops.actions.opening import change_shop
from makegood.shops.models import Shop

POST_OFFICE = "postoffice"
_LONGEST_WAIT = timedelta(minutes=15)
Way = Literal["receiving", "sending"]


@transaction.atomic
def connect_mailbox(
    shop: Shop, by: Staff | None, settings: Mapping[str, Any], secret: str, kind: str = "email"
) -> Account:
    """Set a mailbox up; reading starts with the worker's next look, from now on (nothing old comes in).

    `settings` are the adapter's own, `address` among them; the secret is sealed. A mailbox disconnected
    before is the same one again, and goes on where it stopped. A shop that names no address of its own in
    its letters has one now.
    """
    address = normalise_email(str(settings.get("address", "")))
    if not address:
        raise BadInput("address", gettext("Enter an e-mail address."))
    if not shop.email:
        change_shop(shop, by, email=address)
    values: dict[str, Any] = {
        "name": bounded(str(settings.get("name") or shop.name), 120),
        "settings": _sealed(settings),
        "secret": seal(secret),
        "token": {},
    }
    known = Account.objects.select_for_update().filter(kind=kind, address=address).first()
    if known is not None:
        if known.is_active or known.shop_id != shop.pk:
            raise Conflict("already_connected", gettext("This mailbox is connected already."))
        return _told(AccountConnected, _set(known, **values, is_active=True, **_HEALTHY), by)
    try:
        with transaction.atomic():
            account = Account.objects.create(
                shop=shop, kind=kind, address=address, created_at=clock.now(), **values
            )
    except IntegrityError as error:
        raise Conflict(
            "already_connected", gettext("This mailbox is connected already.")
        ) from error
    return _told(AccountConnected, account, by)


@transaction.atomic
def change_account(
    account: Account,
    by: Staff | None,
    settings: Mapping[str, Any] | None = None,
    secret: str = "",
    name: str = "",
) -> Account:
    """Other settings, secret or name; what is left out stays. The next try comes at once.

    A secret that would go to another server is refused unless it came along; a provider's permission ends then.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if settings is not None:
        keep_secrets_in_place(account, settings, secret)
    before = _as_told(account)
    values: dict[str, Any] = {"retry_at": None, "sending_retry_at": None}
    if settings is not None:
        values["settings"] = _sealed(settings)
        if loses_consent(account, settings):
            values |= {"secret": "", "token": {}}
    if secret:
        values |= {"secret": seal(secret), "token": {}}
    if name:
        values["name"] = bounded(name, 120)
    account = _set(account, **values)
    after = _as_told(account)
    gone = {name: None for name in before if name not in after}
    thing, by_id = audit.Thing("mailbox", account.pk, account.address), by.pk if by else None
    audit.changed(thing, by_id, before, {**after, **gone}, _secrets({**before, **after}))
    return _told(AccountChanged, account, by)


def keep_secrets_in_place(account: Account, settings: Mapping[str, Any], secret: str) -> None:
    """`BadInput` where one that is saved would go to another server, or be used for another user."""
    typed = _typed(account, settings) | ({"secret"} if secret else set())
    for name in needed_anew({**account.settings, "secret": account.secret}, settings, typed):
        words = gettext("Enter it again: the one saved was for another server or user name.")
        raise BadInput(name, words)


def loses_consent(account: Account, settings: Mapping[str, Any]) -> bool:
    """Whether the provider has to be asked again, since its permission was given for other servers."""
    return ends_consent(account.settings, settings, _typed(account, settings))


def _typed(account: Account, settings: Mapping[str, Any]) -> set[str]:
    return {
        name
        for name, value in settings.items()
        if name.endswith("secret") and value and value != account.settings.get(name)
    }


@transaction.atomic
def disconnect(account: Account, by: Staff | None) -> Account:
    """Stop reading and writing through it; its messages and cursor stay."""
    if account.kind == POST_OFFICE:
        raise BadInput("account", gettext("The post office is always there."))
    return _told(AccountDisconnected, _set(account, is_active=False), by)


@transaction.atomic
def post_office(shop: Shop) -> Account:
    """The shop's post office, made on first need: what is sent through it stays on this machine."""
    account, _made = Account.objects.get_or_create(
        shop=shop,
        kind=POST_OFFICE,
        defaults={
            "address": _office_address(shop),
            "name": shop.name,
            "created_at": clock.now(),
        },
    )
    return account


def sending_account(shop: Shop, thread: Thread | None = None) -> Account:
    """Which account a message leaves through: where the customer last wrote to, else the first mailbox.

    The post office as long as no mailbox is connected, for the sample shop, and always in training.
    """
    if settings.MAKEGOOD_TRAINING or shop.is_sample:
        return post_office(shop)
    if thread is not None:
        last = (
            thread.messages.filter(direction="in", account__isnull=False)
            .select_related("account__shop")
            .order_by("-at", "-pk")
            .first()
        )
        if last is not None and last.account is not None and last.account.is_active:
            return last.account
    mailboxes = shop.accounts.filter(is_active=True).exclude(kind=POST_OFFICE)
    return mailboxes.order_by("created_at", "pk").first() or post_office(shop)


def channel_of(account: Account) -> Channel:
    """The adapter behind an account."""
    channel: Channel | None = adapters("makegood.channels").get(account.kind)
    if channel is None:
        raise ProviderFailed(f"no channel {account.kind}", permanent=False, step="smtp.connect")
    return channel


def opened_settings(account: Account) -> dict[str, Any]:
    """The account's settings as its adapter wants them, secrets opened; with an access token where it is on consent.

    `ProviderFailed` when the provider gives none any more.
    """
    plain = opened_client(account)
    secret = {"secret": unseal(account.secret)} if account.secret else {}
    if is_on_consent(account):
        secret = {"secret": "", "access_token": access_token(account)}
    largest = settings.MAKEGOOD_LARGEST_MAIL
    return {**plain, "largest": largest, **secret}


def opened_client(account: Account) -> dict[str, Any]:
    """The settings alone, opened: no secret of the mailbox, and nobody is asked for a token."""
    plain = {
        name: unseal(value.removeprefix(_SEALED)) if _is_sealed(value) else value
        for name, value in account.settings.items()
    }
    return {"address": account.address, **plain}


@transaction.atomic
def begin_reading(account: Account, cursor: Mapping[str, Any]) -> None:
    """Note that the mailbox answered, and where reading starts: should nothing come for days, "now" stays then."""
    values: dict[str, Any] = {"checked_at": clock.now()}
    if dict(cursor) != account.cursor:
        values["cursor"] = dict(cursor)
    _set(account, **values)


@transaction.atomic
def failed(account: Account, way: Way, error: ProviderFailed) -> datetime:
    """Note that the account does not work, since when and why; answers when to try again.

    Told once when it begins to fail, or fails for another reason; the waiting doubles up to a quarter of an hour.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    prefix = "" if way == "receiving" else "sending_"
    tries = getattr(account, f"{prefix}failures") + 1
    now = clock.now()
    retry_at = now + min(timedelta(seconds=5 * 2 ** min(tries - 1, 10)), _LONGEST_WAIT)
    before = getattr(account, f"{way}_error").get("code")
    since = getattr(account, f"{way}_failed_at") or now
    token = {}
    if error.code == "token_refused":
        token = {"token": without_access(account.token)}
    facts = {"code": error.code, "step": error.step, "detail": bounded(error.message, 500)}
    _set(
        account,
        **{
            f"{way}_failed_at": since,
            f"{way}_error": facts,
            f"{prefix}failures": tries,
            f"{prefix}retry_at": retry_at,
            **token,
        },
    )
    if before != error.code:
        record(AccountFailed(account_id=account.pk, way=way, code=error.code))
    return retry_at


@transaction.atomic
def worked(account: Account, way: Way) -> None:
    """Note that it works; told when it had not."""
    prefix = "" if way == "receiving" else "sending_"
    failing = {f"{way}_failed_at__isnull": False}
    healed = Account.objects.filter(pk=account.pk, **failing).update(
        **{
            f"{way}_failed_at": None,
            f"{way}_error": {},
            f"{prefix}failures": 0,
            f"{prefix}retry_at": None,
        }
    )
    if healed:
        record(AccountRecovered(account_id=account.pk, way=way))


_HEALTHY: dict[str, Any] = {
    "receiving_failed_at": None,
    "receiving_error": {},
    "failures": 0,
    "retry_at": None,
    "sending_failed_at": None,
    "sending_error": {},
    "sending_failures": 0,
    "sending_retry_at": None,
}


_SEALED = "sealed:"


def _sealed(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as they are stored: a second secret among them (SMTP's own) is sealed like the first."""
    return {
        name: _SEALED + seal(value)
        if name.endswith("secret") and value and not _is_sealed(value)
        else value
        for name, value in settings.items()
    }


def _is_sealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_SEALED)


def _as_told(account: Account) -> dict[str, Any]:
    """What the audit compares; of the secrets it keeps the names alone."""
    return {**account.settings, "name": account.name, "secret": account.secret}


def _secrets(values: Mapping[str, Any]) -> set[str]:
    ends = ("secret", "password", "token", "key")
    return {name for name, value in values.items() if name.endswith(ends) or _is_sealed(value)}


def _told(
    event: type[AccountConnected | AccountChanged | AccountDisconnected],
    account: Account,
    by: Staff | None,
) -> Account:
    by_id = by.pk if by else None
    if event is not AccountChanged:
        note = audit.made if event is AccountConnected else audit.removed
        note(audit.Thing("mailbox", account.pk, account.address), by_id)
    record(event(account_id=account.pk, name=account.address, by_id=by_id))
    return account


def _set(account: Account, **values: Any) -> Account:
    for field, value in values.items():
        setattr(account, field, value)
    account.save(update_fields=list(values))
    return account


def _office_address(shop: Shop) -> str:
    # .invalid can never be anybody's domain (RFC 2606); the id keeps two shops of one name apart.
    plain = re.sub(r"[^a-z0-9]+", "-", folded(shop.name)).strip("-") or "shop"
    taken = Account.objects.filter(kind=POST_OFFICE, address=f"help@{plain}.invalid").exists()
    return f"help@{plain}-{shop.pk.hex[-6:]}.invalid" if taken else f"help@{plain}.invalid"
