import pytest

from makegood.kernel import clock
from makegood.kernel.errors import NotFound
from makegood.people.actions import setup_link
from makegood.people.models import Role, SetupLink, Staff

pytestmark = pytest.mark.django_db


def an_owner() -> Staff:
    return Staff.objects.create(
        email="owner@shop.example", name="Olga", role=Role.OWNER, created_at=clock.now()
    )


def token() -> str:
    fresh = setup_link.new_setup_token()
    assert fresh
    return fresh


def test_the_link_works_once() -> None:
    link = token()

    setup_link.check_setup_token(link)
    setup_link.consume_setup_token(link)

    with pytest.raises(NotFound):
        setup_link.check_setup_token(link)
    with pytest.raises(NotFound):
        setup_link.consume_setup_token(link)


def test_a_new_link_ends_the_older_one() -> None:
    older = token()
    newer = token()

    setup_link.check_setup_token(newer)
    with pytest.raises(NotFound):
        setup_link.check_setup_token(older)


def test_with_an_owner_there_is_no_link() -> None:
    link = token()
    an_owner()

    assert setup_link.new_setup_token() is None
    with pytest.raises(NotFound):
        setup_link.check_setup_token(link)
    with pytest.raises(NotFound):
        setup_link.consume_setup_token(link)


def test_only_the_hash_is_kept() -> None:
    link = token()

    assert link not in str(SetupLink.objects.values_list()[0])
