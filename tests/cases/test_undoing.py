"""One change of a case taken back, while it stands as that change left it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from makegood.cases.actions.assigning import assign, hand_to_team
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.facts import remove_fact, set_fact
from makegood.cases.actions.snoozing import snooze
from makegood.cases.actions.tagging import tag, untag
from makegood.cases.actions.undoing import undo
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.models import Happening
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def state(case: Case) -> tuple[object, ...]:
    case = Case.objects.get(pk=case.pk)
    facts = sorted(case.facts.values_list("key", "value", "source", "because"))
    tags = sorted(case.tags.values_list("name", flat=True))
    cover = (case.subject, case.kind, case.language, case.order_id)
    return (*cover, case.assignee_id, case.team_id, case.is_closed, case.is_snoozed, facts, tags)


def last(case: Case) -> Happening:
    names = ("CaseChanged", "CaseAssigned", "CaseSnoozed", "CaseClosed")
    return Happening.objects.filter(topic=f"case:{case.pk}", name__in=names).latest("id")


CHANGES: dict[str, Callable[[Case, Cast], object]] = {
    "assigned": lambda case, who: assign(case, who.agent, who.agent),
    "given to nobody": lambda case, who: assign(case, who.agent, None),
    "handed to a team": lambda case, who: hand_to_team(case, who.agent, who.team),
    "tagged": lambda case, who: tag(case, who.agent, "fragile"),
    "untagged": lambda case, who: untag(case, who.agent, "vip"),
    "put aside": lambda case, who: snooze(case, who.agent, clock.now() + timedelta(days=1)),
    "closed": lambda case, who: close_case(case, who.agent, "By phone"),
    "renamed": lambda case, who: change_case(case, who.agent, subject="New"),
    "sorted": lambda case, who: change_case(case, who.agent, kind="late"),
    "linked to an order": lambda case, who: change_case(case, who.agent, order=make_order("W-9")),
    "unlinked": lambda case, who: change_case(case, who.agent, order=None),
    "told a fact": lambda case, who: set_fact(case, "expectation", "Money", "staff", who.agent),
    "told another fact": lambda case, who: set_fact(case, "product", "Mug", "staff", who.agent),
    "forgot a fact": lambda case, who: remove_fact(case, "product", who.agent),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_that_can_be_undone_leaves_things_as_they_were(
    people: Cast, name: str
) -> None:
    case = make_case(assignee=people.other_agent, order=make_order("W-1"))
    tag(case, None, "vip")
    set_fact(case, "product", "Lamp", "customer", because="It stands on the box")
    before = state(case)
    CHANGES[name](case, people)
    assert state(case) != before

    undo(case, last(case), people.agent)

    assert state(case) == before


def test_what_was_changed_again_since_is_nobodys_to_overwrite(people: Cast) -> None:
    case = make_case(subject="One")
    change_case(case, people.agent, subject="Two")
    first = last(case)
    change_case(case, people.owner, subject="Three")

    with pytest.raises(Conflict):
        undo(case, first, people.agent)

    case.refresh_from_db()
    assert case.subject == "Three"


def test_a_case_is_not_given_back_to_somebody_who_left(people: Cast) -> None:
    case = make_case(assignee=people.other_agent)
    assign(case, people.agent, people.agent)
    people.other_agent.is_active = False
    people.other_agent.save(update_fields=["is_active"])

    with pytest.raises(BadInput):
        undo(case, last(case), people.agent)

    case.refresh_from_db()
    assert case.assignee == people.agent


def test_an_assignment_of_before_it_was_noted_is_left_alone(people: Cast) -> None:
    case = make_case()
    assign(case, people.agent, people.agent)
    old = last(case)
    del old.facts["before_id"]

    with pytest.raises(Conflict):
        undo(case, old, people.agent)
