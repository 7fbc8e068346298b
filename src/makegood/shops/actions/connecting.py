"""Connecting shop systems, changing what they are read with, cutting the line."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from makegood.kernel import audit, clock
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import BadInput, ProviderFailed
from makegood.kernel.log import record
from makegood.kernel.registry import adapters
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.shops.events import ConnectionChanged
from makegood.shops.models import Connection, Shop
from makegood.shops.ports import ShopConnector
from makegood.shops.rules.saved_secrets import is_elsewhere


@transaction.atomic
def connect_shop(
    shop: Shop, by: Staff | None, kind: str, name: str, settings: Mapping[str, Any]
) -> Connection:
    """Set a line up; the worker's next look begins the first import. `settings` are the connector's, secrets among them."""
    plain, secrets = _apart(kind, settings)
    connection = Connection.objects.create(
        shop=shop,
        kind=kind,
        name=bounded(name or connector_of(kind).label, 120),
        settings=plain,
        secret=seal(json.dumps(secrets)),
        created_at=clock.now(),
        due_at=clock.now(),
    )
    audit.made(_thing(connection), by.pk if by else None)
    ask_for_shop(connection.pk)
    return _told(connection, "connected", by)


@transaction.atomic
def change_connection(
    connection: Connection, by: Staff | None, name: str, settings: Mapping[str, Any]
) -> Connection:
    """Other settings; a secret left empty stays as it is, unless the shop is another. It is read again at once, from
    where it was."""
    connection = Connection.objects.select_for_update().get(pk=connection.pk)
    plain, secrets = _apart(connection.kind, settings)
    saved = _secrets(connection)
    kept = {**_kept(connection, plain), **{k: v for k, v in secrets.items() if v}}
    before = {**connection.settings, "name": connection.name, **saved}
    connection.name = bounded(name or connection.name, 120)
    connection.settings, connection.secret = plain, seal(json.dumps(kept))
    connection.due_at, connection.is_active = clock.now(), True
    connection.save(update_fields=["name", "settings", "secret", "due_at", "is_active"])
    after = {**plain, "name": connection.name, **kept}
    audit.changed(_thing(connection), by.pk if by else None, before, after, {*saved, *kept})
    ask_for_shop(connection.pk)
    return _told(connection, "changed", by)


@transaction.atomic
def disconnect_shop(connection: Connection, by: Staff | None) -> None:
    """Read it no more; its orders, products and place stay, and it goes on from there when it is changed again."""
    connection.is_active = False
    connection.save(update_fields=["is_active"])
    audit.removed(_thing(connection), by.pk if by else None)
    _told(connection, "disconnected", by)


@transaction.atomic
def read_at_once(connection: Connection) -> None:
    """Somebody does not want to wait: it is due now, also after a failure."""
    Connection.objects.filter(pk=connection.pk, is_active=True).update(due_at=clock.now())
    ask_for_shop(connection.pk)


def ask_for_shop(connection_id: UUID) -> None:
    """Have it read by the worker; asking twice is asking once."""
    task = app.configure_task(
        "makegood.shops.tasks.read_shop", queueing_lock=f"shop:{connection_id}"
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(connection_id=str(connection_id))


def connector_of(kind: str) -> ShopConnector:
    """The adapter that reads such shops; `ProviderFailed` where it is not installed (any more)."""
    connector: ShopConnector | None = adapters("makegood.shops").get(kind)
    if connector is None:
        raise ProviderFailed(f"no connector {kind}", permanent=True, code="protocol")
    return connector


def opened(connection: Connection) -> dict[str, Any]:
    """Its settings as the connector wants them, secrets opened. `ProviderFailed` when our key is not the one they
    were sealed with."""
    try:
        return {**connection.settings, **_secrets(connection)}
    except BadInput as error:
        raise ProviderFailed(error.message, permanent=True, code="key_lost") from error


def _secrets(connection: Connection) -> dict[str, str]:
    found: dict[str, str] = json.loads(unseal(connection.secret)) if connection.secret else {}
    return found


def _kept(connection: Connection, settings: Mapping[str, Any]) -> dict[str, str]:
    """Of the secrets saved those that may be used with other settings: all, or none at another server."""
    fields = connector_of(connection.kind).fields
    return {} if is_elsewhere(fields, connection.settings, settings) else _secrets(connection)


def _apart(kind: str, settings: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """What is shown again, and what is sealed; nothing the connector does not ask for."""
    plain: dict[str, str] = {}
    secrets: dict[str, str] = {}
    for field in connector_of(kind).fields:
        value = str(settings.get(field.name) or "").strip()
        (secrets if field.is_secret else plain)[field.name] = value
    return plain, secrets


def _thing(connection: Connection) -> audit.Thing:
    return audit.Thing("shop connection", connection.pk, connection.name)


def _told(connection: Connection, what: str, by: Staff | None) -> Connection:
    by_id = by.pk if by else None
    record(ConnectionChanged(connection_id=connection.pk, what=what, by_id=by_id))
    return connection
