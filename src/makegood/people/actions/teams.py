"""Teams: who shares a queue."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.events import TeamRemoved, TeamSaved
from makegood.people.models import Staff, Team


@transaction.atomic
def save_team(by: Staff, team: Team | None, name: str, members: Iterable[UUID]) -> Team:
    """Make a team, or give it another name and other members."""
    team = team or Team()
    team.name = bounded(" ".join(name.split()), 80)
    if not team.name:
        raise BadInput("name", _("A team needs a name."))
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise BadInput("name", _("There is a team of this name already.")) from error
    team.staff.set(Staff.objects.filter(pk__in=list(members)))
    record(TeamSaved(team_id=team.pk, name=team.name, by_id=by.pk))
    return team


@transaction.atomic
def remove_team(by: Staff, team: Team) -> None:
    """The team is no more; cases given to it are anybody's again."""
    record(TeamRemoved(team_id=team.pk, name=team.name, by_id=by.pk))
    team.delete()
