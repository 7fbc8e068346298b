"""Two cases that are one matter."""

from datetime import timedelta

import pytest

from makegood.cases.access import case_by_link, case_for
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.actions.tagging import tag
from makegood.cases.queries import status_url
from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.models import Happening
from makegood.messages.actions.drafting import save_draft
from makegood.messages.models import Draft, Message, Thread
from makegood.people.actions.merging import merge_customers
from makegood.testing.cast import cast, make_staff
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
)

pytestmark = pytest.mark.django_db


def test_everything_of_the_merged_case_is_in_the_other() -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        case, into = make_case(order=make_order(), kind="late"), make_case(turn="customer")
        message, other = make_message(case, "First."), make_message(into, "Second.")
        note(case, agent, "Look at this.")
        tag(case, agent, "urgent")
        set_fact(case, "product", "Lamp", "customer")
        set_fact(case, "failed_step", "delivery", "staff")
        set_fact(into, "product", "Red lamp", "customer")
        answer = make_promise(case, source="acknowledgement", due_at=MONDAY + timedelta(hours=2))
        later = make_promise(into, source="acknowledgement", due_at=MONDAY + timedelta(hours=5))
        url = status_url(case)

        merge_case(case, into, agent)
        merge_case(case, into, agent)

    assert {m.pk for m in Message.objects.filter(case=into)} == {message.pk, other.pk}
    assert set(Message.objects.values_list("thread__case", flat=True)) == {into.pk}
    assert Thread.objects.filter(case=case).count() == 1
    assert (into.notes.count(), into.tags.get().name, into.kind) == (1, "urgent", "late")
    assert into.order is not None
    facts = dict(into.facts.values_list("key", "value"))
    assert facts == {"product": "Red lamp", "failed_step": "delivery"}
    answer.refresh_from_db()
    later.refresh_from_db()
    assert (answer.case, answer.end, later.end) == (into, "", "released")
    assert (into.queue_at, into.turn, into.owed) == (answer.due_at, "us", 1)
    assert (case.is_closed, case.merged_into, case.owed) == (True, into, 0)
    assert case_by_link(url.rstrip("/").rsplit("/s/", 1)[1]) == into
    assert case_for(agent, case.number) == into
    assert Happening.objects.filter(name="CaseMerged").count() == 1


def test_what_somebody_was_writing_goes_along() -> None:
    agent, case, into = make_staff(), make_case(), make_case()
    save_draft(case, agent, 0, "Dear Carla,")
    save_draft(into, agent, 0, "Hello,")

    merge_case(case, into, agent)

    draft = Draft.objects.get()
    assert (draft.case, draft.body) == (into, "Hello,\n\nDear Carla,")


def test_an_open_case_reopens_the_one_it_goes_into_and_stays_merged() -> None:
    agent, case, into = make_staff(), make_case(), make_case()
    close_case(into, agent, "Done.")

    merge_case(case, into, agent)
    reopen_case(case, agent)

    assert (into.is_closed, case.is_closed) == (False, True)


@pytest.mark.parametrize("code", ["same_case", "other_customer"])
def test_only_one_customers_cases_become_one(code: str) -> None:
    people = cast()
    case = make_case(customer=people.customer)
    into = case if code == "same_case" else make_case(customer=people.stranger)

    with pytest.raises(Refused) as refused:
        merge_case(case, into, people.agent)

    assert refused.value.code == code
    case.refresh_from_db()
    assert (case.merged_into, case.is_closed) == (None, False)


def test_the_cases_of_merged_customers_are_one_customers() -> None:
    kept, gone = make_customer(), make_customer("carla@work.example")
    case, into = make_case(customer=gone), make_case(customer=kept)

    merge_customers(None, kept, gone)
    case.refresh_from_db()
    merge_case(case, into, None)

    assert case.customer == kept
