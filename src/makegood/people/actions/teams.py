"""Teams: who shares a queue."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from makegood.kernel import audit
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.events import TeamRemoved, TeamSaved
from makegood.people.models import Staff, Team


@transaction.atomic
def save_team(
    by: Staff,
    team: Team | None,
    name: str,
    members: Iterable[UUID],
    *,
    senior: UUID | None = None,
    sharing: str = Team.Sharing.BY_HAND,
    takes_new: bool = False,
) -> Team:
    """Make a team, or change its name, its members, its senior, and how it shares out what nobody has (one of `Team.Sharing`)."""
    is_new = team is None
    team = team or Team()
    before = {} if is_new else _told(team)
    team.name = bounded(" ".join(name.split()), 80)
    if not team.name:
        raise BadInput("name", _("A team needs a name."))
    team.senior = Staff.objects.filter(pk=senior, is_active=True).first() if senior else None
    if sharing not in Team.Sharing.values:
        raise BadInput("sharing", _("Choose how cases are shared out."))
    team.sharing, team.takes_new = sharing, takes_new and bool(sharing)
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise BadInput("name", _("There is a team of this name already.")) from error
    team.staff.set(Staff.objects.filter(pk__in=list(members)))
    thing = audit.Thing("team", team.pk, team.name)
    if is_new:
        audit.made(thing, by.pk, **{k: v for k, v in _told(team).items() if k != "name"})
    else:
        audit.changed(thing, by.pk, before, _told(team))
    record(TeamSaved(team_id=team.pk, name=team.name, by_id=by.pk))
    return team


@transaction.atomic
def remove_team(by: Staff, team: Team) -> None:
    """The team is no more; cases given to it are anybody's again."""
    audit.removed(audit.Thing("team", team.pk, team.name), by.pk, members=_told(team)["members"])
    record(TeamRemoved(team_id=team.pk, name=team.name, by_id=by.pk))
    team.delete()


def _told(team: Team) -> dict[str, object]:
    """What the audit keeps of a team, as it is in the database."""
    kept = Team.objects.get(pk=team.pk)
    members = sorted(kept.staff.values_list("name", flat=True))
    return {
        "name": kept.name,
        "members": members,
        "senior": str(kept.senior or ""),
        "sharing": kept.sharing,
        "takes_new": kept.takes_new,
    }
