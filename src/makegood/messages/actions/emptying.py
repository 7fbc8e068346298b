"""The bytes of mails that were read long ago are thrown away; the ledger's rows and what was read stay."""

from django.db import transaction

from makegood.kernel import clock
from makegood.messages.actions.burying import let_go
from makegood.messages.models import Arrival
from makegood.messages.queries import Emptiable, arrivals_to_empty

AT_ONCE = 200


@transaction.atomic
def empty_arrivals(which: Emptiable) -> int:
    """The oldest of them, some at a time: how many."""
    held = arrivals_to_empty(which).select_for_update(of=("self",), skip_locked=True)
    rows = list(held.order_by("arrived_at", "pk").values_list("pk", "sha256")[:AT_ONCE])
    let_go(sha256 for _key, sha256 in rows)
    Arrival.objects.filter(pk__in=[key for key, _sha256 in rows]).update(emptied_at=clock.now())
    return len(rows)
