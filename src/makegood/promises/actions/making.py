"""Making a promise."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.kernel.money import Money
from makegood.kernel.text import bounded
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.promises.actions.planning import plan
from makegood.promises.actions.queueing import insert_queued
from makegood.promises.events import PromiseMade
from makegood.promises.models import Promise
from makegood.promises.rules.acting import TWO_WEEKS
from makegood.promises.rules.amounts import amount_near


@transaction.atomic
def make_promise(
    case: Case,
    kind: str,
    due_at: datetime,
    source: str,
    *,
    text: str = "",
    basis: str = "",
    owner: Staff | None = None,
    made_in: Message | None = None,
    amount: Money | None = None,
    replaces: Collection[UUID] = (),
    by: Staff | None = None,
) -> Promise:
    """We owe something from now on. Refused on a closed case; a day already past is `BadInput`. `amount`: of money; where nobody
    says how much, its own words may, or what it replaces. `replaces`: what the caller lets it stand in the place of.
    """
    if kind not in Promise.Kind.values:
        raise BadInput("kind", "one of " + ", ".join(Promise.Kind.values))
    if kind == Promise.Kind.MONEY and amount is None:
        said = amount_near(text, 0, len(text), case.shop.currency)
        amount = said or _owed_before(case, replaces)
    if amount is not None and (kind != Promise.Kind.MONEY or amount.minor <= 0):
        raise BadInput("amount", _("Only money has an amount, and it is more than nothing."))
    if due_at <= clock.now():
        raise BadInput("due_at", _("Choose a time that is still to come."))
    hold(case)
    if case.is_closed:
        raise Refused("case_is_closed", _("Nothing can be promised on a closed case; reopen it."))
    return put_down(
        case,
        kind,
        due_at,
        source,
        text=text,
        basis=basis,
        owner=owner,
        made_in=made_in,
        amount=amount,
        replaces=replaces,
        by=by,
    )


def _owed_before(case: Case, replaces: Collection[UUID]) -> Money | None:
    """Another day changes nothing of the sum. Of several currencies nobody knows which is meant."""
    if not replaces:
        return None
    owed = case.promises.filter(pk__in=replaces, end=Promise.End.OPEN, amount_minor__gt=0)
    sums = owed.order_by().values("currency").annotate(minor=Sum("amount_minor"))
    found = [Money(one["minor"], one["currency"]) for one in sums]
    return found[0] if len(found) == 1 else None


def put_down(
    case: Case,
    kind: str,
    due_at: datetime,
    source: str,
    *,
    text: str = "",
    basis: str = "",
    counted_hours: int | None = None,
    owner: Staff | None = None,
    waits_for: Promise | None = None,
    made_in: Message | None = None,
    amount: Money | None = None,
    replaces: Collection[UUID] = (),
    by: Staff | None = None,
) -> Promise:
    """The row, its place in the queue and the news; the case is held and open."""
    now = clock.now()
    promise = Promise(
        case=case,
        kind=kind,
        text=bounded(text, 200),
        amount_minor=amount.minor if amount else None,
        currency=amount.currency if amount else "",
        source=source,
        basis=bounded(basis, 120),
        made_at=now,
        made_in=made_in,
        due_at=due_at,
        counted_hours=counted_hours,
        owner=owner,
        waits_for=waits_for,
    )
    plan(promise, case)
    promise.act_at = _act_at(promise)
    insert_queued(promise, case)
    record(
        PromiseMade(
            case_id=case.pk,
            promise_id=promise.pk,
            kind=kind,
            due_at=due_at,
            source=source,
            replaces=tuple(replaces),
            amount_minor=promise.amount_minor,
            currency=promise.currency,
            by_id=by.pk if by else None,
        )
    )
    return promise


def _act_at(promise: Promise) -> datetime | None:
    """News are prepared when their owner is warned, other ways out of a repair after two weeks."""
    if promise.source == Promise.Source.SILENCE:
        return promise.warn_at
    return promise.made_at + TWO_WEEKS if promise.kind == Promise.Kind.REPAIR else None
