"""Taking files away that nobody uses any more."""

from collections.abc import Callable
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from makegood.kernel import clock, files
from makegood.messages.models import Arrival, Attachment, Leftover
from makegood.shops.models import ImportRun, Shop

AT_ONCE = 200

USERS: dict[tuple[type[models.Model], str], Callable[[], QuerySet[models.Model]]] = {
    (Attachment, "sha256"): Attachment.objects.all,
    # A tombstone remembers the hash, and needs the bytes no longer; nor does what was emptied.
    (Arrival, "sha256"): lambda: Arrival.objects.filter(emptied_at=None).exclude(
        outcome=Arrival.Outcome.DELETED
    ),
    (ImportRun, "sha256"): ImportRun.objects.all,
    (ImportRun, "refused_sha256"): ImportRun.objects.all,
    (Shop, "logo_sha256"): Shop.objects.all,
}
"""Every column that names a stored file, with the rows that need it; a test holds it against the models."""


@transaction.atomic
def remove_some_leftovers() -> int:
    """Remove the oldest of what was let go of more than an hour ago, unless somebody uses it; answers how many were done."""
    due = Leftover.objects.filter(at__lt=clock.now() - files.SPARED)
    rows = list(due.select_for_update(skip_locked=True).order_by("at", "pk")[:AT_ONCE])
    for sha256 in _unused([row.sha256 for row in rows]):
        if not files.remove(sha256):
            # Stored again meanwhile, by somebody whose row is still to come: its turn comes later.
            Leftover.objects.filter(pk=sha256).update(at=clock.now() + timedelta(seconds=1))
            rows = [row for row in rows if row.sha256 != sha256]
    Leftover.objects.filter(pk__in=[row.sha256 for row in rows]).delete()
    return len(rows)


def _unused(sha256s: list[str]) -> list[str]:
    found = Leftover.objects.filter(pk__in=sha256s)
    for (_model, column), rows in USERS.items():
        found = found.exclude(Exists(rows().filter(**{column: OuterRef("sha256")})))
    return list(found.values_list("sha256", flat=True))
