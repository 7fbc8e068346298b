"""Facts: what they rest on, who said them, and two colleagues who tell the same at once."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from makegood.cases.actions.facts import ABSENT, remove_fact, set_fact
from makegood.cases.models import Fact
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.models import Happening
from makegood.testing.cast import cast
from makegood.testing.makers import make_case, make_message, make_order

pytestmark = pytest.mark.django_db


def test_responsibility_rests_on_something_said() -> None:
    case, agent = make_case(), cast().agent
    message = make_message(case)
    ref = f"message:{message.pk}"

    fact = set_fact(
        case, "responsibility", "carrier", "staff", agent, evidence=ref, because="The box is torn"
    )

    assert (fact.value, fact.evidence, fact.because) == ("carrier", ref, "The box is torn")
    told = Happening.objects.get(name="CaseChanged").facts
    assert (told["field"], told["evidence"], told["because"]) == (
        "fact:responsibility",
        ref,
        "The box is torn",
    )


@pytest.mark.parametrize(
    ("value", "evidence", "field"),
    [("the neighbour", "", "value"), ("carrier", "message:1", "evidence"), ("", "", "value")],
)
def test_what_makes_no_sense_is_refused_by_name(value: str, evidence: str, field: str) -> None:
    case = make_case()

    with pytest.raises(BadInput) as refused:
        set_fact(case, "responsibility", value, "staff", evidence=evidence)

    assert refused.value.field == field
    assert case.facts.count() == 0


def test_the_database_knows_what_evidence_is() -> None:
    fact = set_fact(make_case(), "product", "Lamp", "staff")

    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).update(evidence="hearsay")


def test_a_fact_changed_meanwhile_is_not_overwritten() -> None:
    case = make_case()
    first = set_fact(case, "product", "Lamp", "staff")
    seen = first.stamp
    set_fact(case, "product", "Blue lamp", "staff", seen=seen)

    with pytest.raises(Conflict):
        set_fact(case, "product", "Red lamp", "staff", seen=seen)
    with pytest.raises(Conflict):
        remove_fact(case, "product", seen=seen)

    assert case.facts.get().value == "Blue lamp"


def test_a_fact_told_first_by_another_is_not_overwritten() -> None:
    case = make_case()
    set_fact(case, "product", "Lamp", "staff", seen=ABSENT)

    with pytest.raises(Conflict):
        set_fact(case, "product", "Mug", "staff", seen=ABSENT)

    assert set_fact(case, "product", "Lamp", "staff", seen=ABSENT).version == 1


def test_a_fact_removed_and_told_again_is_another() -> None:
    case = make_case()
    seen = set_fact(case, "product", "Lamp", "staff").stamp
    remove_fact(case, "product")
    set_fact(case, "product", "Lamp!", "staff")

    with pytest.raises(Conflict):
        set_fact(case, "product", "Mug", "staff", seen=seen)


@pytest.mark.parametrize(
    ("written", "kept"), [("4.90", "4.90"), ("4,9", "4.90"), ("12", "12.00"), ("007,50", "7.50")]
)
def test_a_sum_is_kept_with_a_point_however_it_is_written(written: str, kept: str) -> None:
    assert set_fact(make_case(), "delivery_paid", written, "staff").value == kept


@pytest.mark.parametrize("written", ["free", "-4.90", "4.905", "1.234,50", "4.90 €", "٤"])
def test_what_is_no_sum_is_no_fact(written: str) -> None:
    case = make_case()

    with pytest.raises(BadInput, match=r"Write the sum like this: 4\.90\."):
        set_fact(case, "delivery_paid", written, "staff")

    assert case.facts.count() == 0


def test_a_colleague_is_told_when_a_day_lies_before_the_order() -> None:
    order = make_order(placed_at=datetime(2026, 11, 27, 9, tzinfo=UTC))
    case, agent = make_case(order=order), cast().agent

    with pytest.raises(BadInput, match="2026-11-27"):
        set_fact(case, "delivered_on", "2026-10-01", "staff", agent)

    assert not Fact.objects.exists()
    assert set_fact(case, "delivered_on", "2026-11-28", "staff", agent).value == "2026-11-28"
