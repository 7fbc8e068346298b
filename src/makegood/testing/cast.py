"""The people tests are played by. Each is made when called; `cast()` makes all of them at once."""

from dataclasses import dataclass

from makegood.console.tips import NAMES
from makegood.kernel import clock
from makegood.people.models import Customer, CustomRole, Role, Staff, Team
from makegood.testing.makers import make_customer


@dataclass(frozen=True)
class Cast:
    """Everybody there is: who leads, who works, who works elsewhere, who buys, and who is nobody here."""

    owner: Staff
    manager: Staff
    agent: Staff
    other_agent: Staff
    """An agent of another team."""
    light: Staff
    """Of the agent's team; sees and leaves notes."""
    custom: Staff
    """Of the agent's team, with a role of the shop's own: closes cases and looks after people."""
    customer: Customer
    stranger: Customer
    """Another customer of the shop, who has nothing to do with the matter."""
    team: Team
    other_team: Team


def cast() -> Cast:
    """The whole cast, once per test; hundreds of tests begin with it, so it takes few statements."""
    team, other_team = Team.objects.bulk_create([Team(name="Returns"), Team(name="Repairs")])
    role = CustomRole.objects.create(name="As Cem Custom", permissions=["close", "people"])
    seats = [
        _seat("Olga Owner", Role.OWNER),
        _seat("Marko Manager", Role.MANAGER),
        _seat("Ana Agent"),
        _seat("Otto Other"),
        _seat("Lina Light", Role.LIGHT),
        _seat("Cem Custom", Role.CUSTOM, role),
    ]
    owner, manager, agent, other_agent, light, custom = Staff.objects.bulk_create(seats)
    _join([(agent, team), (other_agent, other_team), (light, team), (custom, team)])
    return Cast(
        owner=owner,
        manager=manager,
        agent=agent,
        other_agent=other_agent,
        light=light,
        custom=custom,
        customer=make_customer(),
        stranger=make_customer(name="Sam Stranger", email="sam@stranger.example"),
        team=team,
        other_team=other_team,
    )


def make_staff(
    name: str = "Ana Agent",
    role: str = Role.AGENT,
    teams: tuple[Team, ...] = (),
    permissions: tuple[str, ...] = (),
) -> Staff:
    """A member of staff, who signs in with the password `correct horse 42` and has no more use for tips."""
    custom_role = None
    if role == Role.CUSTOM:
        custom_role = CustomRole.objects.create(name=f"As {name}", permissions=list(permissions))
    staff = _seat(name, role, custom_role)
    staff.save()
    _join([(staff, team) for team in teams])
    return staff


def _seat(name: str, role: str = Role.AGENT, custom_role: CustomRole | None = None) -> Staff:
    staff = Staff(
        email=name.lower().replace(" ", ".") + "@shop.example",
        name=name,
        role=role,
        custom_role=custom_role,
        created_at=clock.now(),
        tips_gone=[*NAMES],
    )
    staff.set_password("correct horse 42")
    return staff


def _join(members: list[tuple[Staff, Team]]) -> None:
    place = Staff.teams.through
    place.objects.bulk_create(place(staff=staff, team=team) for staff, team in members)
