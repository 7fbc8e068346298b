"""Cases nobody has are shared out among the teams that wish it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from makegood.cases.actions.assigning import assign
from makegood.cases.models import IN_QUEUE, Case
from makegood.kernel import clock
from makegood.kernel.ids import new_id
from makegood.kernel.log import as_part_of
from makegood.people.actions.working import note_turns
from makegood.people.models import Staff, Team
from makegood.people.rules import Candidate, least_laden, next_in_turn


@transaction.atomic
def share_out(limit: int = 200) -> int:
    """Give up to `limit` waiting cases to those whose turn it is, the most urgent first. How many were given.

    Only to people at work who may answer, write the customer's language and take on this kind of case; where there is
    nobody, a case waits. Two workers never share out at once: the second waits for the first, and finds those cases given.
    """
    # The rows of the teams are the lock: who is next depends on what was given just now.
    sharing = Team.objects.exclude(sharing=Team.Sharing.BY_HAND).order_by("name")
    teams = list(sharing.select_for_update(no_key=True).prefetch_related("staff__custom_role"))
    if not teams:
        return 0
    pool, sweep = _Pool(teams, clock.now()), f"sharing:{new_id()}"
    given = 0
    for case in _waiting(pool)[:limit]:
        if found := pool.taker_of(case):
            team, staff = found
            with as_part_of(sweep):
                assign(case, None, staff, team)
            given += 1
    pool.keep()
    return given


class _Pool:
    """Who is at work now, with their load and turn as cases are given out."""

    def __init__(self, teams: list[Team], now: datetime) -> None:
        self.teams, self.now, self.count = teams, now, 0
        people = {one.pk: one for team in teams for one in team.staff.all() if _can_answer(one)}
        loads = _loads(people)
        all_of_them = {pk: _candidate(one, loads.get(pk, 0)) for pk, one in people.items()}
        self.people = people
        self.at_work = {pk: one for pk, one in all_of_them.items() if one.is_at_work(now)}
        self.given: dict[UUID, datetime] = {}

    def taker_of(self, case: Case) -> tuple[Team, Staff] | None:
        """The team and the person this case is for; None while there is nobody."""
        for team in self.teams:
            if team.pk == case.team_id or (team.takes_new and case.team_id is None):
                chosen = _chosen(team, self._fitting(team, case))
                if chosen is not None:
                    self._count(chosen)
                    return team, self.people[chosen.id]
        return None

    @property
    def takes(self) -> Q:
        """What somebody at work can take, as `taker_of` sees it: what waits for others must not stand in the way."""
        can_take = Q(pk__in=[])
        for team in self.teams:
            ours = Q(team=team) | Q(team=None) if team.takes_new else Q(team=team)
            for writes, skills in {_abilities(one) for one in self._members(team)}:
                speaks = Q(language__in=writes) if writes else Q()
                knows = Q(kind__in=("", *skills)) if skills else Q()
                can_take |= ours & speaks & knows
        return can_take

    def keep(self) -> None:
        """Whose turn it was, for the next time."""
        note_turns(self.given)

    def _fitting(self, team: Team, case: Case) -> list[Candidate]:
        return [one for one in self._members(team) if one.can_take(case.language, case.kind)]

    def _members(self, team: Team) -> list[Candidate]:
        found = (self.at_work.get(one.pk) for one in team.staff.all())
        return [one for one in found if one]

    def _count(self, one: Candidate) -> None:
        self.count += 1
        # Turns of one sharing have an order, too.
        at = self.now + timedelta(microseconds=self.count)
        self.at_work[one.id] = replace(one, load=one.load + 1, given_at=at)
        self.given[one.id] = at


def _can_answer(staff: Staff) -> bool:
    return staff.is_active and staff.may("answer")


def _abilities(one: Candidate) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(one.writes), frozenset(one.skills)


def _chosen(team: Team, fitting: Iterable[Candidate]) -> Candidate | None:
    return least_laden(fitting) if team.sharing == Team.Sharing.LOAD else next_in_turn(fitting)


def _candidate(staff: Staff, load: int) -> Candidate:
    return Candidate(
        id=staff.pk,
        zone=staff.timezone,
        hours=staff.hours,
        writes=staff.writes,
        skills=staff.skills,
        away_until=staff.away_until,
        given_at=staff.given_at,
        load=load,
    )


def _loads(people: Mapping[UUID, Staff]) -> Counter[UUID]:
    rows = Case.objects.filter(IN_QUEUE, assignee__in=people).values("assignee").order_by()
    return Counter({row["assignee"]: row["n"] for row in rows.annotate(n=Count("pk"))})


def _waiting(pool: _Pool) -> QuerySet[Case]:
    """What nobody has and somebody at work can take, the most urgent first."""
    free = Case.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return free.filter(IN_QUEUE, pool.takes, assignee=None).order_by("queue_at", "id")
