"""A round through what is old enough: cases, then mails, then the people nothing is left of.

Everything is asked of the rows themselves, so a round that was cut short simply begins anew. A case goes in a transaction
of its own, looked at once more under its lock; one that can't go now is passed over and met again in the next round.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from makegood.cases.actions.deleting import let_case_go
from makegood.kernel import clock
from makegood.kernel.alone import alone
from makegood.kernel.errors import Refused
from makegood.kernel.log import calmly, record
from makegood.messages.actions.emptying import empty_arrivals
from makegood.messages.queries import Emptiable
from makegood.people.actions.anonymising import anonymise
from makegood.people.models import Customer
from makegood.retention.events import RetentionSwept
from makegood.retention.models import Retention, Sweep
from makegood.retention.queries import cases_to_delete, customers_of_nothing
from makegood.retention.rules import limits_at

logger = logging.getLogger(__name__)

REASON = "retention"
"""What is told of a case that went so."""
EVERY = timedelta(hours=23)
"""A little less than a day, so that the hourly look does not come later every day."""
SLICE = 15.0
"""Seconds after which the next job of the worker has its turn."""
CASES, CUSTOMERS = 100, 1000
"""Looked at together."""
MOST_CUSTOMERS = 20_000
"""Looked at in one round: nothing tells a customer whom nothing is left of, so all are gone through, some a day."""


def sweeps_due() -> list[UUID]:
    """The rounds to make now: those not ended, and a new one for each shop whose last began a day ago."""
    for kept in Retention.objects.select_related("shop"):
        if kept.terms.are_set and kept.holds_from <= clock.now() and not _was_swept_lately(kept):
            _begin(kept)
    unfinished = Sweep.objects.filter(ended_at=None).order_by("begun_at")
    return list(unfinished.values_list("pk", flat=True))


def carry_out(sweep_id: UUID, seconds: float = SLICE) -> bool:
    """Go on for some `seconds`; whether there is more to do. Under way elsewhere: `Conflict`. Ended: nothing happens."""
    with alone(sweep_id, "sweep_under_way", _("This is under way already.")):
        sweep = Sweep.objects.select_related("shop").filter(pk=sweep_id, ended_at=None).first()
        if sweep is None:
            return False
        until = time.monotonic() + seconds
        with suppress(_Stopped), calmly():
            for _step in _steps(sweep):
                if time.monotonic() >= until:
                    return True
            _end(sweep)
        return False


class _Stopped(Exception):
    """Somebody changed the terms meanwhile, which ends the round."""


def _was_swept_lately(kept: Retention) -> bool:
    since = max(clock.now() - EVERY, kept.set_at)
    return Sweep.objects.filter(shop=kept.shop, begun_at__gt=since).exists()


@transaction.atomic
def _begin(kept: Retention) -> None:
    """By the terms as they are now, held: whoever saves others meanwhile ends this round, or it does not begin."""
    same = Retention.objects.select_for_update().filter(pk=kept.pk, set_at=kept.set_at)
    if same.first() is None:
        return
    now = clock.now()
    limits = limits_at(now, kept.terms)
    last = Sweep.objects.filter(shop=kept.shop).order_by("-begun_at").first()
    sweep = Sweep(
        shop=kept.shop,
        cases_before=limits.cases,
        mails_before=limits.mails,
        begun_at=now,
        looked_to=last.looked_to if last else None,
    )
    # Two workers may both begin: the second finds the first one's round under way.
    Sweep.objects.bulk_create([sweep], ignore_conflicts=True)


def _steps(sweep: Sweep) -> Iterator[None]:
    if sweep.cases_before:
        for case_id in _cases(sweep):
            _safely(sweep, case_id)
            yield
    if sweep.mails_before:
        while _empty_some(sweep):
            yield
    if sweep.cases_before:
        looked = 0
        while looked < MOST_CUSTOMERS and _anonymise_some(sweep):
            looked += CUSTOMERS
            yield


def _cases(sweep: Sweep) -> Iterator[UUID]:
    """The quietest first. By key, so that what can't go now is not met again and again."""
    assert sweep.cases_before is not None, "asked for only then"
    due = cases_to_delete(sweep.shop, sweep.cases_before).order_by("changed_at", "pk")
    rows = list(due.values_list("changed_at", "pk")[:CASES])
    while rows:
        yield from (key for _at, key in rows)
        at, key = rows[-1]
        behind = Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=key)
        rows = list(due.filter(behind, changed_at__gte=at).values_list("changed_at", "pk")[:CASES])


def _safely(sweep: Sweep, case_id: UUID) -> None:
    """One case that breaks must not keep all the others for ever."""
    try:
        _let_case_go(sweep, case_id)
    except (OperationalError, _Stopped):
        raise
    except Refused:
        return
    except Exception:
        logger.exception("case cannot be let go", extra={"case": str(case_id)})


@transaction.atomic
def _let_case_go(sweep: Sweep, case_id: UUID) -> None:
    assert sweep.cases_before is not None, "asked for only then"
    due = cases_to_delete(sweep.shop, sweep.cases_before).filter(pk=case_id)
    case = due.select_for_update(of=("self",), skip_locked=True).first()
    # Asked again once it is held: what happened while one looked is seen only now.
    if case is not None and due.exists():
        _note(sweep, cases=F("cases") + 1)
        let_case_go(case, REASON)


@transaction.atomic
def _empty_some(sweep: Sweep) -> int:
    assert sweep.mails_before is not None, "asked for only then"
    count = empty_arrivals(Emptiable(sweep.shop_id, sweep.mails_before))
    _note(sweep, mails=F("mails") + count)
    return count


@transaction.atomic
def _anonymise_some(sweep: Sweep) -> bool:
    """Of the next thousand customers those nothing is left of; whether there are more behind."""
    assert sweep.cases_before is not None, "asked for only then"
    behind = (
        Customer.objects.filter(pk__gt=sweep.looked_to) if sweep.looked_to else Customer.objects
    )
    keys = list(behind.order_by("pk").values_list("pk", flat=True)[:CUSTOMERS])
    is_more = len(keys) == CUSTOMERS
    count = _anonymise(sweep, keys[0], keys[-1]) if keys else 0
    sweep.looked_to = keys[-1] if is_more else None
    _note(sweep, customers=F("customers") + count, looked_to=sweep.looked_to)
    return is_more


def _anonymise(sweep: Sweep, first: UUID, last: UUID) -> int:
    assert sweep.cases_before is not None, "asked for only then"
    due = customers_of_nothing(sweep.cases_before).filter(pk__gte=first, pk__lte=last)
    held = due.select_for_update(of=("self",), skip_locked=True)
    keys = list(held.order_by("pk").values_list("pk", flat=True))
    # A case that was opened while one looked is seen once they are held.
    return anonymise(list(due.filter(pk__in=keys).values_list("pk", flat=True))) if keys else 0


@transaction.atomic
def _end(sweep: Sweep) -> None:
    _note(sweep, ended_at=clock.now())
    sweep.refresh_from_db()
    record(
        RetentionSwept(
            sweep_id=sweep.pk,
            shop_id=sweep.shop_id,
            cases=sweep.cases,
            mails=sweep.mails,
            customers=sweep.customers,
        )
    )


def _note(sweep: Sweep, **changes: Any) -> None:
    """Written while the round is under way and only then; its row is the lock between a round and whoever ends it."""
    if not Sweep.objects.filter(pk=sweep.pk, ended_at=None).update(**changes):
        raise _Stopped
