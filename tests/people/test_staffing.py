"""Seats at the desk."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotFound, Refused
from makegood.kernel.models import Happening
from makegood.people.access import api_key_for
from makegood.people.actions.keys import make_api_key, revoke_api_key
from makegood.people.actions.merging import merge_customers
from makegood.people.actions.recognising import recognise
from makegood.people.actions.seating import seat_for
from makegood.people.actions.staffing import (
    accept_invitation,
    change_role,
    create_owner,
    deactivate,
    invite,
    revoke_invitation,
)
from makegood.people.models import Invitation, Role, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Staff:
    return create_owner("Olga@Shop.example", "Olga", "a long password")


def test_the_first_owner_takes_their_seat(owner: Staff) -> None:
    assert (owner.email, owner.role) == ("olga@shop.example", Role.OWNER)
    assert owner.check_password("a long password")
    assert Happening.objects.get().name == "StaffJoined"


def test_an_address_has_one_seat(owner: Staff) -> None:
    with pytest.raises(Conflict):
        create_owner("OLGA@shop.example", "Another", "x")


def test_an_invitation_is_accepted_once(owner: Staff) -> None:
    invitation, token = invite(owner, "Ana@shop.example", "agent", "es")

    ana = accept_invitation(token, "Ana", "secret secret")

    assert (ana.email, ana.role, ana.language) == ("ana@shop.example", "agent", "es")
    assert token not in Invitation.objects.get(pk=invitation.pk).token_hash
    with pytest.raises(NotFound):
        accept_invitation(token, "Ana again", "x")


def test_an_invitation_ends_after_a_week(owner: Staff) -> None:
    _, token = invite(owner, "ana@shop.example", "agent")

    with clock.frozen(clock.now() + timedelta(days=8)), pytest.raises(NotFound):
        accept_invitation(token, "Ana", "x")
    assert accept_invitation(token, "Ana", "x").is_active


def test_a_revoked_or_replaced_invitation_is_no_good(owner: Staff) -> None:
    first, token = invite(owner, "ana@shop.example", "agent")
    second, newer = invite(owner, "ana@shop.example", "manager")
    revoke_invitation(owner, second)

    for dead in (token, newer):
        with pytest.raises(NotFound):
            accept_invitation(dead, "Ana", "x")
    assert first.pk != second.pk


@pytest.mark.parametrize("role", ["owner", "king"])
def test_nobody_invites_above_their_own_role(owner: Staff, role: str) -> None:
    manager = accept_invitation(invite(owner, "m@shop.example", "manager")[1], "Max", "x")

    with pytest.raises(Refused):
        invite(manager, "new@shop.example", role)

    assert Invitation.objects.count() == 1


def test_the_last_owner_stays(owner: Staff) -> None:
    with pytest.raises(Refused):
        change_role(owner, owner, "agent")
    with pytest.raises(Refused):
        deactivate(owner, owner)

    other = accept_invitation(invite(owner, "o@shop.example", "owner")[1], "Otto", "x")
    deactivate(other, owner)
    assert not Staff.objects.get(pk=owner.pk).is_active


def test_somebody_who_left_can_be_invited_back(owner: Staff) -> None:
    ana = accept_invitation(invite(owner, "ana@shop.example", "agent")[1], "Ana", "x")
    deactivate(owner, ana)

    again = accept_invitation(invite(owner, "ana@shop.example", "manager")[1], "Ana", "y")

    assert (again.pk, again.role, again.is_active) == (ana.pk, "manager", True)


def test_no_way_in_of_the_one_before_opens_a_seat_that_is_taken_again(owner: Staff) -> None:
    desk = "desk@shop.example"
    issuer = "https://login.shop.example"
    ana = accept_invitation(invite(owner, desk, "agent")[1], "Ana", "x")
    of_ana = {"sub": "ana-1", "email": desk, "email_verified": True}
    of_bo = of_ana | {"sub": "bo-2"}
    seat_for(issuer, of_ana)
    Authenticator.objects.create(user=ana, type=Authenticator.Type.TOTP, data={"secret": "s"})
    deactivate(owner, ana)

    bo = accept_invitation(invite(owner, desk, "agent")[1], "Bo", "y")

    assert not Authenticator.objects.filter(user=bo).exists(), "the second proof asked for is hers"
    assert seat_for(issuer, of_bo).name == "Bo"
    with pytest.raises(Refused) as refusal:
        seat_for(issuer, of_ana)
    assert refusal.value.code == "other_account"


def test_a_key_opens_until_it_is_revoked(owner: Staff) -> None:
    row, key = make_api_key(owner, "Shop system", ["cases:read"])

    assert api_key_for(key).staff == owner
    assert key not in (row.key_hash, row.prefix)
    revoke_api_key(row)
    with pytest.raises(NotFound):
        api_key_for(key)


def test_a_key_dies_with_the_seat_of_its_owner(owner: Staff) -> None:
    ana = accept_invitation(invite(owner, "ana@shop.example", "agent")[1], "Ana", "x")
    _, key = make_api_key(ana, "Hers", ["search"])
    assert api_key_for(key).staff == ana

    deactivate(owner, ana)

    with pytest.raises(NotFound):
        api_key_for(key)


def test_an_unknown_scope_is_refused(owner: Staff) -> None:
    with pytest.raises(BadInput):
        make_api_key(owner, "Bad", ["everything"])


def test_merged_customers_are_known_by_both_addresses(owner: Staff) -> None:
    kept, gone = recognise("email", "a@x.it", "Anna"), recognise("email", "b@x.it", "A.", "it")

    merge_customers(owner, kept, gone)
    merge_customers(owner, kept, gone)

    assert recognise("email", "b@x.it") == kept
    kept.refresh_from_db()
    assert (kept.name, kept.language) == ("Anna", "it")
    assert Happening.objects.filter(name="CustomersMerged").count() == 1


def test_a_customer_is_not_merged_with_themselves(owner: Staff) -> None:
    anna = recognise("email", "a@x.it")

    with pytest.raises(Refused):
        merge_customers(owner, anna, anna)


def test_a_key_with_an_end_opens_until_then(owner: Staff) -> None:
    _, key = make_api_key(owner, "For a month", ["search"], timedelta(days=30))

    assert api_key_for(key).staff == owner
    with clock.frozen(clock.now() + timedelta(days=30)), pytest.raises(NotFound):
        api_key_for(key)
