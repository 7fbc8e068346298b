"""Endpoints: added, changed, switched off and on, removed. Their secret is shown once and kept sealed."""

import base64
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from makegood.hooks.events import (
    EndpointAdded,
    EndpointChanged,
    EndpointRemoved,
    EndpointSwitchedOff,
    EndpointSwitchedOn,
)
from makegood.hooks.models import Endpoint
from makegood.hooks.rules.addresses import refusal_of
from makegood.hooks.rules.kinds import KINDS
from makegood.kernel import audit, clock
from makegood.kernel.crypto import seal
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.following import last_id
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.access import require
from makegood.people.models import ApiKey, Staff

MOST = 20
"""Endpoints of a desk: each is looked at whenever something is to be sent."""
BOTH_FOR = timedelta(hours=24)
_TURN = 4_804_115_001
"""The advisory lock under which endpoints are counted."""


@transaction.atomic
def add_endpoint(
    by: Staff, name: str, url: str, kinds: Collection[str], key: ApiKey | None = None
) -> tuple[Endpoint, str]:
    """Told from now on, and of nothing before. The second value, its secret, is seen now and never again. What a `key`
    added ends with it."""
    require(by, "settings")
    checked, url = _checked(kinds), url.strip()
    if why := refusal_of(url, settings.MAKEGOOD_HOOK_NETWORKS):
        raise BadInput("url", _(why.template) % why.values)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    if Endpoint.objects.count() >= MOST:
        raise Refused(
            "too_many_endpoints",
            _("There are %(count)s webhooks, which is as many as a desk may have.")
            % {"count": MOST},
        )
    secret = _new_secret()
    endpoint = Endpoint.objects.create(
        staff=by,
        key=key,
        name=bounded(name, 80),
        url=url,
        secret=seal(secret),
        kinds=checked,
        created_at=clock.now(),
        after=last_id(),
    )
    audit.made(_thing(endpoint), by.pk, url=url, hears_of=checked)
    record(EndpointAdded(endpoint_id=endpoint.pk, url=url, by_id=by.pk))
    return endpoint, secret


@transaction.atomic
def change_kinds(endpoint: Endpoint, by: Staff, kinds: Collection[str]) -> None:
    """Of what it is told from now on; what is on its way already still comes."""
    require(by, "settings")
    checked, before = _checked(kinds), endpoint.kinds
    if audit.changed(_thing(endpoint), by.pk, {"hears_of": before}, {"hears_of": checked}):
        endpoint.kinds = checked
        endpoint.save(update_fields=["kinds"])
        record(EndpointChanged(endpoint_id=endpoint.pk, url=endpoint.url, by_id=by.pk))


@transaction.atomic
def renew_secret(endpoint: Endpoint, by: Staff) -> str:
    """Another secret, seen now and never again; for a day whatever is sent is signed with the former one, too."""
    require(by, "settings")
    secret = _new_secret()
    endpoint.former_secret, endpoint.former_until = endpoint.secret, clock.now() + BOTH_FOR
    endpoint.secret = seal(secret)
    endpoint.save(update_fields=["secret", "former_secret", "former_until"])
    audit.changed(
        _thing(endpoint), by.pk, {"hook_secret": ""}, {"hook_secret": "*"}, ["hook_secret"]
    )
    record(EndpointChanged(endpoint_id=endpoint.pk, url=endpoint.url, by_id=by.pk))
    return secret


@transaction.atomic
def switch_off(endpoint: Endpoint, why: str, by: Staff | None = None) -> None:
    """Nothing is sent there any more, and nothing is put by for it; once is enough."""
    now, by_id = clock.now(), by.pk if by else None
    on = Endpoint.objects.filter(pk=endpoint.pk, off_at=None)
    if on.update(off_at=now, off_why=why):
        audit.changed(_thing(endpoint), by_id, {"is_on": True}, {"is_on": False})
        record(EndpointSwitchedOff(endpoint_id=endpoint.pk, url=endpoint.url, why=why, by_id=by_id))


@transaction.atomic
def switch_on(endpoint: Endpoint, by: Staff) -> None:
    """Told of what happens from now on, as `by` may see it, and of what still waited; not of what happened meanwhile."""
    require(by, "settings")
    off = Endpoint.objects.filter(pk=endpoint.pk, off_at__isnull=False)
    fresh = {"failing_since": None, "failures": 0, "rests_until": None, "staff": by, "key": None}
    if off.update(off_at=None, off_why="", after=last_id(), **fresh):
        audit.changed(_thing(endpoint), by.pk, {"is_on": False}, {"is_on": True})
        record(EndpointSwitchedOn(endpoint_id=endpoint.pk, url=endpoint.url, by_id=by.pk))


@transaction.atomic
def remove_endpoint(endpoint: Endpoint, by: Staff) -> None:
    """It is told nothing more, and what waited for it is not sent. Removing it twice is removing it once."""
    require(by, "settings")
    if Endpoint.objects.filter(pk=endpoint.pk).delete()[0]:
        audit.removed(_thing(endpoint), by.pk, url=endpoint.url, hears_of=endpoint.kinds)
        record(EndpointRemoved(endpoint_id=endpoint.pk, url=endpoint.url, by_id=by.pk))


def _checked(kinds: Collection[str]) -> list[str]:
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise BadInput("events", _("Unknown: %(names)s") % {"names": ", ".join(unknown)})
    if not kinds:
        raise BadInput("events", _("Choose at least one."))
    return [kind for kind in KINDS if kind in kinds]


def _new_secret() -> str:
    """As Standard Webhooks wants it: 24 to 64 random bytes."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _thing(endpoint: Endpoint) -> audit.Thing:
    return audit.Thing("hook", endpoint.pk, endpoint.name or endpoint.url)
