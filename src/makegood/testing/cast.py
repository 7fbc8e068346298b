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
    """The whole cast, once per test."""
    team, other_team = Team.objects.create(name="Returns"), Team.objects.create(name="Repairs")
    return Cast(
        owner=make_staff("Olga Owner", Role.OWNER),
        manager=make_staff("Marko Manager", Role.MANAGER),
        agent=make_staff("Ana Agent", teams=(team,)),
        other_agent=make_staff("Otto Other", teams=(other_team,)),
        light=make_staff("Lina Light", Role.LIGHT, teams=(team,)),
        custom=make_staff(
            "Cem Custom", Role.CUSTOM, teams=(team,), permissions=("close", "people")
        ),
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
    email = name.lower().replace(" ", ".") + "@shop.example"
    staff = Staff(email=email, name=name, role=role, created_at=clock.now(), tips_gone=[*NAMES])
    if role == Role.CUSTOM:
        staff.custom_role = CustomRole.objects.create(
            name=f"As {name}", permissions=list(permissions)
        )
    staff.set_password("correct horse 42")
    staff.save()
    staff.teams.set(teams)
    return staff
