"""Keys for programs: shown once, kept as a hash."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext

from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput
from makegood.kernel.ids import new_token
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.events import ApiKeyMade, ApiKeyRevoked
from makegood.people.models import ApiKey, Staff

SCOPES = (
    "cases:read",
    "cases:write",
    "customers:read",
    "orders:read",
    "orders:write",
    "promises:read",
    "promises:write",
    "policy:read",
    "search",
    "metrics",
    "webhooks",
)
"""What a key may be allowed; each is asked for by some address of the API, and no other."""


@transaction.atomic
def make_api_key(
    staff: Staff, name: str, scopes: list[str], lasts: timedelta | None = None
) -> tuple[ApiKey, str]:
    """A key that acts as `staff` within `scopes`; the second value is seen now and never again. `lasts`: for how long."""
    if unknown := sorted(set(scopes) - set(SCOPES)):
        raise BadInput("scopes", gettext("Unknown: %(scopes)s") % {"scopes": ", ".join(unknown)})
    prefix = f"mg_{new_token(8)}"
    key = f"{prefix}_{new_token(32)}"
    row = ApiKey.objects.create(
        staff=staff,
        name=bounded(name, 80),
        prefix=prefix,
        key_hash=hashlib.sha256(key.encode()).hexdigest(),
        scopes=sorted(set(scopes)),
        created_at=clock.now(),
        ends_at=clock.now() + lasts if lasts else None,
    )
    audit.made(
        audit.Thing("key", row.pk, row.name), staff.pk, scopes=row.scopes, ends_at=row.ends_at
    )
    record(ApiKeyMade(key_id=row.pk, name=row.name, by_id=staff.pk))
    return row, key


@transaction.atomic
def revoke_api_key(key: ApiKey, by: Staff | None = None) -> None:
    """The key stops working at once; revoking it again changes nothing."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=clock.now()):
        by_id = by.pk if by else None
        audit.removed(audit.Thing("key", key.pk, key.name), by_id)
        record(ApiKeyRevoked(key_id=key.pk, name=key.name, by_id=by_id))
