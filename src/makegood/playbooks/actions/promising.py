"""What the stages of a playbook promise is owed while the case is at them: made when one begins, kept when it is done."""

from collections.abc import Collection

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.people.models import Staff
from makegood.playbooks.queries import plan_of
from makegood.playbooks.rules import Stage, stage_begun
from makegood.promises.actions.keeping import keep, open_again
from makegood.promises.actions.making import make_promise
from makegood.promises.actions.renegotiating import release
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import after_working_days


@transaction.atomic
def follow_stages(
    case: Case,
    stages: tuple[Stage, ...],
    before: Collection[str],
    done: Collection[str],
    by: Staff | None,
) -> None:
    """The steps `done` are others than `before`; the case is held. What a stage promised is kept when all of it is done and let
    go of when the case is no longer at it; the stage that begins promises its own. Idempotent: what somebody kept, moved or
    let go of by hand meanwhile is not made again.
    """
    was, here = stage_begun(stages, before), stage_begun(stages, done)
    finished = {stage.name for stage in stages if stage.is_done(done)}
    with translation.override(case.shop.main_language):
        _end_others(case, here, finished, by)
    if here and here != was and here.promise_kind and not case.is_closed:
        _begin(case, here, by)


@transaction.atomic
def follow_playbook(case: Case, by: Staff | None) -> None:
    """The case goes by another playbook, or goes on: what stages promised that it is not at is over, and the stage it is at now
    promises its own.
    """
    hold(case)
    plan = plan_of(case)
    follow_stages(case, plan.stages if plan else (), (), plan.done if plan else (), by)


def _end_others(
    case: Case, here: Stage | None, finished: Collection[str], by: Staff | None
) -> None:
    owed = case.promises.filter(end=Promise.End.OPEN, source=Promise.Source.PLAYBOOK)
    for promise in owed.order_by("due_at", "id"):
        if here and promise.basis == here.name:
            continue
        if promise.basis in finished:
            note = _("The stage “%(name)s” of the playbook is done.") % {"name": promise.basis}
            keep(promise, note=note, by=by)
        else:
            release(promise, by, _("The case is at another stage of its playbook."))


def _begin(case: Case, stage: Stage, by: Staff | None) -> None:
    """A step taken back makes the stage begin anew: then what it had promised is owed as before."""
    made = case.promises.filter(source=Promise.Source.PLAYBOOK, basis=stage.name)
    last = made.order_by("-made_at", "-id").first()
    if last is not None and last.is_open:
        return
    if last is not None and last.evidence == Promise.Evidence.NOTE:
        open_again(last)
        return
    make_promise(
        case,
        stage.promise_kind,
        after_working_days(stage.promise_days, clock.now(), calendar_of(case.shop)),
        Promise.Source.PLAYBOOK,
        basis=stage.name,
        owner=case.assignee or by,
        by=by,
    )
