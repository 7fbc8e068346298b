"""A draft is tried on last year's cases: asked for, worked out by the worker, read until it is asked again."""

import logging
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from makegood.insight.events import TrialAdvanced, TrialAsked, TrialEnded
from makegood.insight.models import Difference, Trial
from makegood.insight.queries import trial_of
from makegood.insight.queries.replaying import replay
from makegood.insight.rules.replaying import Replay
from makegood.kernel import clock
from makegood.kernel.alone import alone
from makegood.kernel.log import record
from makegood.kernel.telling import telling
from makegood.people.models import Staff
from makegood.rulebook.models import Version
from makegood.shops.models import Shop

logger = logging.getLogger(__name__)

TRIES = 3
BATCH = 1_000
_TASK = "makegood.insight.tasks.work_out"


@transaction.atomic
def ask_for_trial(shop: Shop, draft: Version, by: Staff) -> Trial:
    """Have the draft tried as it stands now; the trial there is, if it is of that and came to something. An older one goes, also
    while it is worked out.
    """
    Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    known = trial_of(shop, draft)
    if known is not None and not known.is_failed:
        return known
    Trial.objects.filter(shop=shop).delete()
    trial = Trial.objects.create(
        shop=shop, draft=draft, changes=draft.changes, asked_by=by, asked_at=clock.now()
    )
    record(TrialAsked(trial_id=trial.pk, by_id=by.pk))
    app.configure_task(_TASK).defer(trial_id=str(trial.pk))
    return trial


def work_out(trial_id: UUID) -> None:
    """Look at the year, from the start. Under way elsewhere: `Conflict`. Ended, or asked anew meanwhile: nothing happens."""
    with alone(trial_id, "trial_under_way", _("This is under way already.")):
        trials = Trial.objects.select_related("shop", "draft")
        trial = trials.filter(pk=trial_id, ended_at=None).first()
        if trial is None:
            return
        trial.tries += 1
        trial.save(update_fields=["tries"])
        if trial.tries > TRIES or trial.draft.changes != trial.changes:
            _fail(trial)
            return
        try:
            found = _replayed(trial)
        except OperationalError:
            raise  # the database went away: it is tried again
        except Exception:
            logger.exception("trial not worked out", extra={"trial": str(trial.pk)})
            _fail(trial)
        else:
            _end(trial, found)


def _replayed(trial: Trial) -> Replay:
    def tell(far: tuple[int, int]) -> None:
        done, total = far
        Trial.objects.filter(pk=trial.pk).update(done=done, total=total)
        record(TrialAdvanced(trial_id=trial.pk, done=done, total=total))

    with telling(tell) as put:
        return replay(trial.shop, trial.draft.book, lambda done, total: put((done, total)))


@transaction.atomic
def _end(trial: Trial, found: Replay) -> None:
    rows = Trial.objects.select_for_update().filter(pk=trial.pk, ended_at=None)
    if not rows.exists():
        return  # asked anew meanwhile
    rows.update(
        ended_at=clock.now(),
        returns=found.returns,
        faults=found.faults,
        answers=found.answers,
        repairs=found.repairs,
        goodwill=found.goodwill,
        limits=found.limits,
        unclear=found.unclear,
        changed=len({one.case_id for one in found.changed}),
        sent_back_minor=found.value,
        cost_minor=found.cost,
        broken=found.broken,
    )
    differences = [
        Difference(
            trial=trial, case_id=one.case_id, at=one.at, what=one.what, value_minor=one.value
        )
        for one in reversed(found.changed)
    ]
    Difference.objects.bulk_create(differences, batch_size=BATCH)
    record(TrialEnded(trial_id=trial.pk, failed=False))


@transaction.atomic
def _fail(trial: Trial) -> None:
    if Trial.objects.filter(pk=trial.pk, ended_at=None).update(
        ended_at=clock.now(), is_failed=True
    ):
        record(TrialEnded(trial_id=trial.pk, failed=True))
