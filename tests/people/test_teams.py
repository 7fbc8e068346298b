"""Teams, and what is changed of customers by hand."""

import pytest

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.people.actions.changing import change_customer
from makegood.people.actions.staffing import create_owner
from makegood.people.actions.teams import remove_team, save_team
from makegood.people.models import Customer, Staff, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Staff:
    return create_owner("owner@example.org", "Olga", "lantern otter gravel pudding")


def test_a_team_is_made_and_given_other_members(owner: Staff) -> None:
    team = save_team(owner, None, " Returns  desk ", [owner.pk])
    save_team(owner, team, "Returns", [])

    assert Team.objects.get().name == "Returns"
    assert not team.staff.exists()
    assert Happening.objects.filter(name="TeamSaved").count() == 2


def test_two_teams_of_one_name_are_refused(owner: Staff) -> None:
    save_team(owner, None, "Returns", [])

    with pytest.raises(BadInput) as refusal:
        save_team(owner, None, "Returns", [])

    assert refusal.value.field == "name"
    assert Team.objects.count() == 1


def test_a_removed_team_is_remembered_in_the_audit(owner: Staff) -> None:
    team = save_team(owner, None, "Returns", [owner.pk])

    remove_team(owner, team)

    assert not Team.objects.exists()
    assert Happening.objects.get(name="TeamRemoved").facts["name"] == "Returns"


def test_a_customer_is_changed_once(owner: Staff) -> None:
    customer = Customer.objects.create(name="Ana", created_at=clock.now())

    change_customer(customer, owner, name="Ana Jović", language="sr-latn", note="Rings back.")
    change_customer(customer, owner, name="Ana Jović")

    customer.refresh_from_db()
    assert (customer.name, customer.language) == ("Ana Jović", "sr-latn")
    assert Happening.objects.filter(name="CustomerChanged").count() == 1


def test_a_language_the_desk_does_not_speak_is_refused(owner: Staff) -> None:
    customer = Customer.objects.create(name="Ana", language="sr", created_at=clock.now())

    with pytest.raises(BadInput):
        change_customer(customer, owner, language="tlh")

    customer.refresh_from_db()
    assert customer.language == "sr"
