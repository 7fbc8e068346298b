"""Who has the case."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.actions.noting import note
from makegood.cases.events import CaseAssigned
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.people.models import Staff, Team


@transaction.atomic
def assign(case: Case, by: Staff | None, assignee: Staff | None, team: Team | None = None) -> None:
    """Give the case to somebody (None: to nobody); `team` moves it there too, None leaves its team. Idempotent."""
    if assignee and not assignee.is_active:
        raise BadInput("assignee", _("This colleague no longer works here."))
    hold(case)
    _hand(case, by, assignee.pk if assignee else None, team.pk if team else case.team_id)


@transaction.atomic
def hand_to_team(case: Case, by: Staff | None, team: Team | None) -> None:
    """Give the case to a team, or (None) to everybody again; who has it keeps it. Idempotent."""
    hold(case)
    _hand(case, by, case.assignee_id, team.pk if team else None)


@transaction.atomic
def give_back(case: Case, by: Staff | None, assignee_id: UUID | None, team_id: UUID | None) -> None:
    """Who had it before has it again; who left since, or a team that is no more, can't."""
    hold(case)
    if assignee_id and not Staff.objects.filter(pk=assignee_id, is_active=True).exists():
        raise BadInput("assignee", _("This colleague no longer works here."))
    if team_id and not Team.objects.filter(pk=team_id).exists():
        team_id = None
    _hand(case, by, assignee_id, team_id)


@transaction.atomic
def hand_over(
    case: Case, by: Staff, why: str, assignee: Staff | None = None, team: Team | None = None
) -> None:
    """Give the case to somebody, or to a team and nobody in it yet, with a note that says why; they are told once."""
    if (assignee is None) == (team is None):
        raise BadInput("to", _("Choose a colleague or a team."))
    if assignee and not assignee.is_active:
        raise BadInput("to", _("This colleague no longer works here."))
    hold(case)
    left = note(case, by, why, [assignee] if assignee else team.staff.all() if team else ())
    to = assignee.pk if assignee else None, team.pk if team else case.team_id
    if to == (case.assignee_id, case.team_id):
        raise BadInput("to", _("They have the case already."))
    _hand(case, by, *to, note_id=left.pk)


def _hand(
    case: Case,
    by: Staff | None,
    assignee_id: UUID | None,
    team_id: UUID | None,
    note_id: UUID | None = None,
) -> None:
    if (case.assignee_id, case.team_id) == (assignee_id, team_id):
        return
    before_id, before_team_id = case.assignee_id, case.team_id
    case.assignee_id, case.team_id = assignee_id, team_id
    case.version, case.changed_at = case.version + 1, clock.now()
    case.save(update_fields=["assignee", "team", "version", "changed_at"])
    record(
        CaseAssigned(
            case_id=case.pk,
            assignee_id=assignee_id,
            team_id=team_id,
            before_id=before_id,
            before_team_id=before_team_id,
            note_id=note_id,
            by_id=by.pk if by else None,
        )
    )
