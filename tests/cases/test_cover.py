"""What is written on a case's cover, around it, and who may see it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from makegood.cases.access import case_by_link, case_for, case_for_id
from makegood.cases.actions.assigning import assign
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.facts import remove_fact, set_fact
from makegood.cases.actions.hearing import heard
from makegood.cases.actions.linking import new_link, revoke_link
from makegood.cases.actions.noting import note
from makegood.cases.actions.snoozing import snooze, wake, wake_due
from makegood.cases.actions.tagging import tag, untag
from makegood.cases.models import Case
from makegood.cases.queries import link_url, missing_facts, status_url
from makegood.cases.rules import find_mentions
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotFound, Refused
from makegood.kernel.models import Happening
from makegood.testing.cast import cast, make_staff
from makegood.testing.makers import MONDAY, make_case, make_order

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def happened(name: str) -> list[dict[str, object]]:
    return list(Happening.objects.filter(name=name).order_by("id").values_list("facts", flat=True))


def test_every_change_is_kept_with_before_and_after() -> None:
    agent, case, order = make_staff(), make_case(subject="Lamp"), make_order()

    change_case(case, agent, 1, subject="Red lamp", order=order, language="en")

    assert (case.subject, case.order, case.version) == ("Red lamp", order, 2)
    changes = {(f["field"], f["before"], f["after"]) for f in happened("CaseChanged")}
    assert changes == {("subject", "Lamp", "Red lamp"), ("order", "", "W-1001")}


def test_a_change_made_on_an_older_cover_is_refused() -> None:
    case = make_case(subject="Lamp")
    mine, theirs = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    change_case(theirs, None, 1, subject="Red lamp")

    with pytest.raises(Conflict) as conflict:
        change_case(mine, None, 1, subject="Green lamp")

    case.refresh_from_db()
    assert (conflict.value.code, case.subject, case.version) == ("case_changed", "Red lamp", 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "weather"), ("language", "xx"), ("number", 1), ("closed_at", None)],
)
def test_a_foreign_value_is_refused_by_field(field: str, value: object) -> None:
    case = make_case()

    with pytest.raises(BadInput) as refused:
        change_case(case, None, **{field: value})

    assert refused.value.field == field
    assert happened("CaseChanged") == []


def test_tags_are_put_on_and_taken_off_once() -> None:
    case = make_case()

    tag(case, None, " Urgent ")
    tag(case, None, "urgent")
    assert [t.name for t in case.tags.all()] == ["Urgent"]

    untag(case, None, "URGENT")
    untag(case, None, "urgent")
    assert case.tags.count() == 0
    assert [(f["before"], f["after"]) for f in happened("CaseChanged")] == [
        ("", "Urgent"),
        ("Urgent", ""),
    ]


def test_facts_asked_and_missing() -> None:
    case = make_case(order=make_order())
    assert missing_facts(case) == ["what_happened", "product", "failed_step", "expectation"]

    set_fact(case, "product", "Lamp", "customer")
    set_fact(case, "product", "Lamp", "customer")
    set_fact(case, "product", "Red lamp", "staff")
    assert missing_facts(case) == ["what_happened", "failed_step", "expectation"]

    remove_fact(case, "product")
    remove_fact(case, "product")
    assert [(f["field"], f["before"], f["after"]) for f in happened("CaseChanged")] == [
        ("fact:product", "", "Lamp"),
        ("fact:product", "Lamp", "Red lamp"),
        ("fact:product", "Red lamp", ""),
    ]
    with pytest.raises(BadInput):
        set_fact(case, "product", " ", "staff")


def test_assigning_is_told_once_and_not_to_who_left() -> None:
    people, case = cast(), make_case()

    assign(case, people.owner, people.agent, people.team)
    assign(case, people.owner, people.agent)
    assert (case.assignee, case.team, len(happened("CaseAssigned"))) == (
        people.agent,
        people.team,
        1,
    )

    people.manager.is_active = False
    with pytest.raises(BadInput) as refused:
        assign(case, people.owner, people.manager)
    assert (refused.value.field, case.assignee) == ("assignee", people.agent)


def test_a_note_names_colleagues_after_an_at() -> None:
    ana, ben, case = make_staff("Ana Agent"), make_staff("Ben Bold"), make_case()

    written = note(case, ana, "Could @ben bold look, please?")

    assert list(written.mentions.all()) == [ben]
    assert happened("CaseNoted")[0]["mentioned_ids"] == [str(ben.pk)]
    with pytest.raises(BadInput):
        note(case, ana, "  ")


def test_a_first_name_is_enough_when_only_one_has_it() -> None:
    ana, anna, žana = uuid4(), uuid4(), uuid4()
    names = {ana: "Ana Agent", anna: "Ana Boss", žana: "Žana Žukaitė"}

    assert find_mentions("@ana and @zana", names) == [žana]
    assert find_mentions("(@Ana Boss)", names) == [anna]
    assert find_mentions("mail@ana agent, @anastasia", names) == []


def test_a_case_put_aside_comes_back_in_time_or_when_the_customer_writes() -> None:
    with clock.frozen(MONDAY):
        timed, written_to, by_hand = make_case(), make_case(), make_case()
        for case in (timed, written_to, by_hand):
            snooze(case, None, MONDAY + DAY)
        with pytest.raises(BadInput):
            snooze(timed, None, MONDAY)
        assert wake_due() == 0
        heard(written_to, MONDAY, "Hello?")
        wake(by_hand)
        wake(by_hand)
    with clock.frozen(MONDAY + DAY):
        assert (wake_due(), wake_due()) == (1, 0)

    assert Case.objects.filter(snoozed_until=None).count() == 3
    assert sorted(f["heard"] for f in happened("CaseWoken")) == [False, False, True]  # type: ignore[type-var]
    assert timed.snoozes.get().woke_at == MONDAY + DAY


def test_a_closed_case_can_not_be_put_aside() -> None:
    with clock.frozen(MONDAY):
        case = make_case(closed_at=MONDAY)

        with pytest.raises(Refused) as refused:
            snooze(case, None, MONDAY + DAY)

    assert (refused.value.code, case.snoozes.count()) == ("case_is_closed", 0)


def test_a_link_leads_to_its_case_until_it_is_revoked() -> None:
    case = make_case()
    old = status_url(case)

    def opened(url: str) -> Case:
        return case_by_link(url.rstrip("/").rsplit("/s/", 1)[1])

    assert opened(old) == case
    fresh = link_url(new_link(case, None).pk)
    with pytest.raises(NotFound):
        opened(old)
    assert opened(fresh) == case
    revoke_link(case, None)
    revoke_link(case, None)
    assert (status_url(case), len(happened("CaseChanged"))) == ("", 2)
    with pytest.raises(NotFound):
        opened(fresh)
    with pytest.raises(NotFound):
        opened(fresh.replace("/s/", "/s/0"))
    with pytest.raises(NotFound):
        case_by_link("no-token")


def test_a_case_one_may_not_see_looks_like_one_that_does_not_exist() -> None:
    people = cast()
    case = make_case(team=people.team)

    assert case_for(people.agent, case.number) == case
    assert case_for_id(people.owner, case.pk) == case
    for number in (case.number, case.number + 1, -1):
        with pytest.raises(NotFound):
            case_for(people.other_agent, number)
    with pytest.raises(NotFound):
        case_for_id(people.other_agent, case.pk)
