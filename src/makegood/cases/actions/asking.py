"""Asking the customer for facts by a form of their own."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.facts import ABSENT, set_fact
from makegood.cases.actions.holding import hold
from makegood.cases.events import FactsAsked, FactsTold
from makegood.cases.models import Case, FactRequest
from makegood.cases.rules import missing
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.people.models import Staff

OPEN_FOR = timedelta(days=30)


@transaction.atomic
def ask_for_facts(case: Case, by: Staff | None, keys: Sequence[str]) -> FactRequest:
    """A form that asks for these; one that asks the same and is still open serves again, for another thirty days."""
    wanted = missing((), keys)
    if not wanted:
        raise BadInput("keys", _("Everything we ask for is known already."))
    hold(case)
    now = clock.now()
    usable = FactRequest.objects.filter(case=case, answered_at=None, expires_at__gt=now)
    found = next((one for one in usable if one.keys == wanted), None)
    if found:
        found.expires_at = now + OPEN_FOR
        found.save(update_fields=["expires_at"])
        return found
    made = FactRequest.objects.create(
        case=case, keys=wanted, by=by, at=now, expires_at=now + OPEN_FOR
    )
    _asked(made, by)
    return made


@transaction.atomic
def tell_facts(request: FactRequest, case: Case, told: Mapping[str, str]) -> None:
    """The customer's answers become facts; what a colleague found out meanwhile is not theirs to overwrite."""
    keys = []
    for key, value in told.items():
        try:
            set_fact(case, key, value, "customer", seen=ABSENT)
        except Conflict:
            continue
        keys.append(key)
    request.answered_at = clock.now()
    request.save(update_fields=["answered_at"])
    record(FactsTold(case_id=case.pk, request_id=request.pk, keys=tuple(keys)))


def _asked(request: FactRequest, by: Staff | None) -> None:
    record(
        FactsAsked(
            case_id=request.case_id,
            request_id=request.pk,
            keys=tuple(request.keys),
            by_id=by.pk if by else None,
        )
    )
