"""The mark of abuse: a reason, an end, a way back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.people.actions.marking import lift_due, lift_mark, mark_customer
from makegood.people.actions.merging import merge_customers
from makegood.people.models import Mark
from makegood.people.queries import marks_in_force
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_customer

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def names() -> list[str]:
    return list(Happening.objects.order_by("id").values_list("name", flat=True))


def test_a_mark_says_why_who_and_until_when(people: Cast) -> None:
    until = clock.now() + 30 * DAYS

    mark = mark_customer(people.customer, people.agent, " Sends back  used goods ", until)
    mark_customer(people.customer, people.agent, "Sends back used goods", until)

    assert (mark.reason, mark.by, mark.until) == ("Sends back used goods", people.agent, until)
    assert names() == ["CustomerMarked"]


@pytest.mark.parametrize(
    ("reason", "days", "field"), [(" ", 3, "reason"), ("Why", 0, "until"), ("Why", 800, "until")]
)
def test_a_mark_without_reason_or_end_is_refused(
    people: Cast, reason: str, days: int, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        mark_customer(people.customer, people.agent, reason, clock.now() + days * DAYS)

    assert refused.value.field == field
    assert (Mark.objects.count(), names()) == (0, [])


def test_marking_again_changes_reason_and_end(people: Cast) -> None:
    mark_customer(people.customer, people.agent, "One", clock.now() + DAYS)
    mark_customer(people.customer, people.owner, "Two", clock.now() + 2 * DAYS)

    assert [one.reason for one in marks_in_force()] == ["Two"]
    assert Mark.objects.count() == 2


def test_a_colleague_lifts_it_once(people: Cast) -> None:
    mark_customer(people.customer, people.agent, "One", clock.now() + DAYS)

    lift_mark(people.customer, people.owner)
    lift_mark(people.customer, people.owner)

    assert not marks_in_force().exists()
    assert names() == ["CustomerMarked", "CustomerMarkLifted"]
    assert Happening.objects.latest("id").by_id == people.owner.pk


def test_it_lifts_itself_at_its_end(people: Cast) -> None:
    mark_customer(people.customer, people.agent, "One", clock.now() + DAYS)
    assert lift_due() == 0

    with clock.frozen(clock.now() + 2 * DAYS):
        assert not marks_in_force().exists()
        assert (lift_due(), lift_due()) == (1, 0)

    assert names() == ["CustomerMarked", "CustomerMarkLifted"]


def test_the_mark_goes_along_when_two_turn_out_to_be_one(people: Cast) -> None:
    gone = make_customer("gone@customer.example")
    mark_customer(gone, people.agent, "One", clock.now() + DAYS)

    merge_customers(people.owner, people.customer, gone)

    assert [one.customer for one in marks_in_force()] == [people.customer]


def test_of_two_marks_one_stays_in_force(people: Cast) -> None:
    gone = make_customer("gone@customer.example")
    for customer in (gone, people.customer):
        mark_customer(customer, people.agent, customer.name, clock.now() + DAYS)

    merge_customers(people.owner, people.customer, gone)

    assert [one.reason for one in marks_in_force()] == [people.customer.name]
    assert Mark.objects.filter(customer=people.customer).count() == 2


def test_the_database_holds_one_mark_in_force(people: Cast) -> None:
    mark = mark_customer(people.customer, people.agent, "One", clock.now() + DAYS)
    mark.pk = None
    mark.id = None

    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(
            customer=people.customer, reason="Two", at=clock.now(), until=clock.now() + DAYS
        )
