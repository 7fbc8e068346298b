"""Roles: what each allows, who may give which, and that the desk keeps an owner."""

import pytest
from django.db import IntegrityError, transaction

from makegood.kernel.errors import BadInput, NotAllowed, NotFound, Refused
from makegood.kernel.models import SettingChange
from makegood.people.access import require, role_for
from makegood.people.actions.roles import remove_role, save_role
from makegood.people.actions.staffing import accept_invitation, change_role, invite
from makegood.people.models import CustomRole, Staff, seat_of
from makegood.people.queries import is_above
from makegood.people.rules import PERMISSIONS, Seat, may_change_seat, may_invite
from makegood.testing.cast import Cast, cast

OWNER, MANAGER = Seat("owner", frozenset(PERMISSIONS)), Seat("manager", frozenset(PERMISSIONS))
AGENT, LIGHT = seat_of("agent", None), seat_of("light", None)
HR = Seat("custom", frozenset({"people", "close"}))


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.mark.parametrize(
    ("by", "before", "after", "is_allowed"),
    [
        (OWNER, AGENT, OWNER, True),
        (MANAGER, AGENT, MANAGER, True),
        (MANAGER, AGENT, OWNER, False),
        (MANAGER, OWNER, AGENT, False),
        (HR, LIGHT, LIGHT, True),
        (HR, LIGHT, HR, True),
        (HR, LIGHT, AGENT, False),
        (HR, AGENT, LIGHT, False),
        (AGENT, LIGHT, LIGHT, False),
    ],
)
def test_nobody_gives_or_takes_a_role_above_their_own(
    by: Seat, before: Seat, after: Seat, is_allowed: bool
) -> None:
    assert (may_change_seat(by, False, before, after) is None) is is_allowed


def test_only_who_looks_after_people_invites_and_no_higher_than_themselves() -> None:
    assert may_invite(HR, LIGHT) is None
    assert may_invite(HR, AGENT) is not None
    assert may_invite(AGENT, LIGHT) is not None
    assert may_invite(OWNER, None) is not None


def test_a_role_of_ones_own_allows_what_it_names_at_once(people: Cast) -> None:
    role = save_role(people.owner, None, " Ware  house ", ["orders"])
    change_role(people.owner, people.agent, f"custom:{role.pk}")
    agent = Staff.objects.get(pk=people.agent.pk)
    require(agent, "orders")
    with pytest.raises(NotAllowed):
        require(agent, "answer")

    save_role(people.owner, role.pk, "Warehouse", ["answer"])

    require(Staff.objects.get(pk=agent.pk), "answer")
    assert role.name == "Ware house"
    assert [(c.field, c.before, c.after) for c in SettingChange.objects.filter(thing="role")][
        1:
    ] == [
        ("name", "Ware house", "Warehouse"),
        ("permissions", ["orders"], ["answer"]),
    ]
    told = SettingChange.objects.get(thing="staff", field="role")
    assert (told.before, told.after) == ("agent", "Ware house")


def test_nobody_makes_a_role_that_allows_more_than_their_own(people: Cast) -> None:
    with pytest.raises(Refused):
        save_role(people.custom, None, "Mighty", ["delete"])
    higher = save_role(people.owner, None, "Higher", ["delete"])
    with pytest.raises(Refused):
        save_role(people.custom, higher.pk, "Higher", [])
    with pytest.raises(Refused):
        remove_role(people.custom, higher)
    with pytest.raises(NotFound):
        role_for(people.agent, higher.pk)

    assert save_role(people.custom, None, "Lower", ["close"]).permissions == ["close"]


@pytest.mark.parametrize("name", ["", "  ", "Owner", "AGENT", "as cem custom"])
def test_a_role_has_a_name_of_its_own(people: Cast, name: str) -> None:
    with pytest.raises(BadInput):
        save_role(people.owner, None, name, [])

    assert CustomRole.objects.count() == 1


def test_a_role_somebody_has_stays_and_one_nobody_has_goes(people: Cast) -> None:
    role = save_role(people.owner, None, "Warehouse", [])
    invite(people.owner, "new@shop.example", f"custom:{role.pk}")
    change_role(people.owner, people.agent, f"custom:{role.pk}")
    with pytest.raises(Refused):
        remove_role(people.owner, role)

    change_role(people.owner, people.agent, "agent")
    remove_role(people.owner, role)

    assert not CustomRole.objects.filter(pk=role.pk).exists()


def test_an_invitation_to_a_role_of_ones_own_gives_it(people: Cast) -> None:
    role = save_role(people.owner, None, "Warehouse", ["orders"])

    staff = accept_invitation(
        invite(people.owner, "w@shop.example", f"custom:{role.pk}")[1], "W", "x"
    )

    assert (staff.role, staff.custom_role) == ("custom", role)


@pytest.mark.parametrize(
    "role", ["custom", "custom:", "custom:x", f"custom:{'0' * 32}", "king", ""]
)
def test_a_role_that_is_none_is_refused(people: Cast, role: str) -> None:
    with pytest.raises(BadInput):
        change_role(people.owner, people.agent, role)
    with pytest.raises(Refused):
        invite(people.owner, "w@shop.example", role)


def test_the_last_owner_takes_no_other_role_not_even_one_that_allows_everything(
    people: Cast,
) -> None:
    role = save_role(people.owner, None, "Everything", PERMISSIONS)

    with pytest.raises(Refused):
        change_role(people.owner, people.owner, f"custom:{role.pk}")


def test_the_database_keeps_a_role_and_its_name_together(people: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Staff.objects.filter(pk=people.agent.pk).update(role="custom")
    with pytest.raises(IntegrityError), transaction.atomic():
        Staff.objects.filter(pk=people.custom.pk).update(role="agent")


def test_whose_letters_one_may_not_read_follows_what_their_role_allows(people: Cast) -> None:
    assert is_above(people.manager, [people.owner.email])
    assert is_above(people.custom, [people.agent.email])
    assert not is_above(people.agent, [people.light.email])
    assert not is_above(people.owner, [people.manager.email, people.custom.email])
