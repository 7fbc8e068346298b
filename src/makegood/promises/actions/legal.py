"""What the law asks of us on a case is owed like anything else: its deadlines become promises by themselves."""

import logging
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import held
from makegood.cases.actions.queueing import set_law_risk
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.policy.rules.rulings import Ruling
from makegood.promises.actions.keeping import Shown, forget, put_kept
from makegood.promises.actions.making import put_down
from makegood.promises.actions.planning import put_moved
from makegood.promises.actions.queueing import requeue
from makegood.promises.models import LawLook, Promise
from makegood.promises.rules.legal import Duty, duties
from makegood.rights.queries import rights_of
from makegood.rights.rules.risks import Stake, stake_of

log = logging.getLogger(__name__)


def look_later(case_ids: Iterable[UUID]) -> None:
    """Have the law of these cases looked at within a minute: what is known of them has changed. Once, however much did;
    one statement.
    """
    now = clock.now()
    LawLook.objects.bulk_create(
        [LawLook(case_id=case_id, at=now) for case_id in case_ids],
        batch_size=5000,
        ignore_conflicts=True,
    )


def look_at_all_later() -> None:
    """Every open case: there may be a new pack, other holidays, a clock that was set right."""
    cases = Case.objects.filter(closed_at=None).exclude(kind=Case.Kind.UNKNOWN)
    look_later(cases.order_by("pk").values_list("pk", flat=True).iterator())


def look_due(limit: int = 100) -> int:
    """Look at up to `limit` cases, each in a transaction of its own; how many. Any number of workers may."""
    for done in range(limit):
        if not _look_at_one():
            return done
    return limit


@transaction.atomic
def _look_at_one() -> bool:
    # With its case, which whoever deletes it locks first.
    claim = LawLook.objects.select_for_update(skip_locked=True, no_key=True, of=("self", "case"))
    look = claim.select_related("case").order_by("at").first()
    if look is None:
        return False
    case_id = look.case_id
    look.delete()  # before anything is read: what becomes known from now on is looked at anew
    try:
        with transaction.atomic():
            owe_by_law(case_id)
    except Exception:
        log.exception("the law of case %s could not be looked at", case_id)
    return True


@transaction.atomic
def owe_by_law(case_id: UUID) -> None:
    """The case's promises by law are those of the ruling as it is now: new ones made, others moved, kept or let go.
    Idempotent. What somebody has kept, replaced or let go of stays so: a reader knows more than the facts do. Where
    nobody has said what a case is about, the law says nothing of it; where it can't be judged, all stays as it is.
    """
    case = held(case_id)
    if case.is_closed or case.kind == Case.Kind.UNKNOWN:
        return
    ruling = rights_of(case).ruling
    if ruling is None:
        return
    known = _known(case)
    _note_stake(case, ruling, {basis for basis, one in known.items() if not one.is_open})
    with translation.override(case.shop.main_language):
        _settle(case, known, duties(ruling))
    requeue(case)


def _note_stake(case: Case, ruling: Ruling, done: Collection[str]) -> None:
    """What somebody has seen to costs nothing any more, whatever the facts say."""
    stake = stake_of(ruling, done) or Stake("", None)
    set_law_risk(case, stake.risk, stake.at, stake.cost)


def _settle(case: Case, known: dict[str, Promise], asked: dict[str, Duty]) -> None:
    for basis, promise in known.items():
        if promise.is_open:
            _follow(case, promise, asked.get(basis))
    for basis, duty in asked.items():
        if basis not in known and duty.due_at and not _is_answered_before(case, duty):
            put_down(
                case, duty.kind, duty.due_at, Promise.Source.LAW, basis=basis, owner=case.assignee
            )


def _known(case: Case) -> dict[str, Promise]:
    """Of each duty the one that is open, else the last one."""
    made = case.promises.filter(source=Promise.Source.LAW).select_related("case__shop", "owner")
    last = sorted(made, key=lambda one: (one.is_open, one.made_at, one.pk))
    return {one.basis: one for one in last}


def _follow(case: Case, promise: Promise, duty: Duty | None) -> None:
    if duty is None:
        # Not let go of, as a person would: with other facts it may be owed once more.
        forget(case.promises.filter(pk=promise.pk))
        return
    if duty.penalty:
        _note_penalty(promise, duty.penalty)
    if duty.state == "met":
        put_kept(promise, _done_in_time(promise))
    elif duty.due_at and duty.due_at != promise.due_at:
        put_moved(promise, case, duty.due_at)


def _note_penalty(promise: Promise, penalty: Money) -> None:
    """It grows from day to day; what it came to stays when the promise ends."""
    if (promise.penalty_minor, promise.penalty_currency) == (penalty.minor, penalty.currency):
        return
    promise.penalty_minor, promise.penalty_currency = penalty.minor, penalty.currency
    promise.save(update_fields=["penalty_minor", "penalty_currency"])


def _done_in_time(promise: Promise) -> Shown:
    """By the case's facts, whenever they were noted."""
    at = min(clock.now(), promise.due_at)
    return Shown(Promise.Evidence.NOTE, at, note=_("The case says that it was done."))


def _is_answered_before(case: Case, duty: Duty) -> bool:
    """Whether an answer is owed sooner than the law asks for one: then that one is enough."""
    answers = case.promises.filter(kind=Promise.Kind.ANSWER, end=Promise.End.OPEN)
    return duty.kind == Promise.Kind.ANSWER and answers.filter(due_at__lte=duty.due_at).exists()
