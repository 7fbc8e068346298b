"""Practising on past cases: nothing of it leaves, and nothing of it is seen where the real work is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.deleting import delete_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from makegood.kernel.models import Happening
from makegood.messages.models import Dispatch, Draft, Message
from makegood.messages.queries import search_everything
from makegood.notify.models import Notice
from makegood.playbooks.access import own_practice, practice_for
from makegood.playbooks.actions.practising import (
    begin_practice,
    drop_practice,
    hand_in,
    review_practice,
    script_in_practice,
    write_practice,
)
from makegood.playbooks.actions.writing import make_playbook
from makegood.playbooks.models import Course, Practice
from makegood.playbooks.queries.practising import (
    LOOKED_AT,
    beginning_of,
    begun_by,
    done_page,
    facts_before,
    proposals,
)
from makegood.promises.models import Promise
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def people() -> Cast:
    make_playbook(make_shop(), "damaged", "en")
    return cast()


def a_past_case(people: Cast, **overrides: object) -> Case:
    """Written to, acknowledged, answered by the owner, answered back, closed."""
    facts = {"kind": "damaged", "subject": "Broken lamp", "team": people.team}
    case = make_case(**facts | overrides)
    for hours, words, given in (
        (0, "My lamp arrived broken.", {}),
        (0, "We got it.", {"direction": "out", "purpose": "acknowledgement"}),
        (1, "Here is a photo.", {}),
        (2, "Dear Carla, a new one is coming.", {"direction": "out", "author": people.owner}),
        (3, "Thanks!", {}),
    ):
        make_message(case, words, at=MONDAY + hours * HOUR, **given)
    close_case(case, people.owner, reason="done")
    return case


def done(people: Cast, text: str = "Dear Carla, sorry. [name]") -> Practice:
    practice = begin_practice(a_past_case(people), people.agent)
    write_practice(practice, text)
    return hand_in(practice)


def test_a_case_begins_with_what_the_customer_wrote_before_the_first_answer(people: Cast) -> None:
    case = a_past_case(people)

    began = beginning_of(case)

    assert [one.text for one in began.words] == ["My lamp arrived broken.", "Here is a photo."]
    assert began.answer
    assert began.answer.text == "Dear Carla, a new one is coming."


def test_only_what_was_known_before_the_answer_is_shown(people: Cast) -> None:
    with clock.frozen(MONDAY + HOUR):
        case = a_past_case(people)
        set_fact(case, "product", "Lamp", "customer", None)
    with clock.frozen(MONDAY + 3 * HOUR):
        set_fact(case, "expectation", "A new one", "staff", None)

    assert set(facts_before(case, beginning_of(case).until)) == {"product"}


def test_practice_touches_nothing_of_the_real_work(people: Cast) -> None:
    case = a_past_case(people, order=make_order())

    def world() -> tuple[object, ...]:
        models = (Message, Dispatch, Draft, Promise, Course)
        counts = tuple(model.objects.count() for model in models)
        told = Happening.objects.filter(topic=f"case:{case.pk}").count()
        return (*counts, told, Case.objects.values().get(pk=case.pk))

    before = world()
    practice = begin_practice(case, people.agent, people.owner)
    write_practice(practice, "Dear Carla, platypus by Friday.", ["check_rights"])
    hand_in(practice)
    review_practice(practice, people.owner, "Well done")

    assert world() == before
    assert search_everything(people.owner, "platypus", 5).cases == ()
    assert practice_for(people.agent, practice.pk).text == "Dear Carla, platypus by Friday."


def test_the_answer_is_scored_when_it_is_handed_in(people: Cast) -> None:
    practice = done(people, "Dear Carla, I am sorry; thank you for telling us. By Friday!")

    held = {one.key for one in practice.points if one.held}
    assert {"name", "language", "step:say_sorry", "promise", "places"} <= held
    assert practice.done_at


def test_once_handed_in_it_stays_as_it_is(people: Cast) -> None:
    practice = done(people)

    for act in (lambda: write_practice(practice, "x"), lambda: hand_in(practice)):
        with pytest.raises(Conflict):
            act()
    with pytest.raises(Conflict):
        drop_practice(practice)
    assert Practice.objects.get().text == "Dear Carla, sorry. [name]"


def test_nothing_is_handed_in_empty(people: Cast) -> None:
    practice = begin_practice(a_past_case(people), people.agent)

    with pytest.raises(BadInput):
        hand_in(practice)
    assert Practice.objects.get().done_at is None


def test_a_case_is_taken_once_at_a_time_and_again_when_done(people: Cast) -> None:
    case = a_past_case(people)
    first = begin_practice(case, people.agent)

    assert begin_practice(case, people.agent).pk == first.pk
    hand_in(write_practice(first, "Hello"))
    assert begin_practice(case, people.agent).pk != first.pk


def test_only_marks_of_the_playbook_are_kept(people: Cast) -> None:
    practice = begin_practice(a_past_case(people), people.agent)

    kept = write_practice(
        practice, "x\x00y", ["check_stock", "nonsense"], ["promise", "ask_photos"]
    )

    assert (kept.text, kept.ticked, kept.left_out) == ("xy", [], ["ask_photos", "promise"])


@pytest.mark.parametrize("what", ["open", "unanswered", "silent"])
def test_other_cases_are_no_use(people: Cast, what: str) -> None:
    case = make_case()
    if what != "silent":
        make_message(case)
    if what != "unanswered":
        make_message(case, direction="out", author=people.owner)
    if what != "open":
        close_case(case, people.owner, reason="done")

    with pytest.raises(BadInput):
        begin_practice(case, people.agent)
    assert not Practice.objects.exists()


def test_proposed_are_past_cases_one_has_not_answered_or_practised_on(people: Cast) -> None:
    good = a_past_case(people)
    a_past_case(people, kind="late")
    a_past_case(people, language="it")
    a_past_case(people, team=people.other_team)
    reopen_case(a_past_case(people), people.owner)
    own = a_past_case(people)
    Message.objects.filter(case=own, author=people.owner).update(author=people.agent)
    hand_in(write_practice(begin_practice(a_past_case(people), people.agent), "Hello"))

    assert [one.pk for one in proposals(people.agent, "damaged", "en")] == [good.pk]
    assert len(proposals(people.agent)) == 3
    assert begin_practice(good, people.agent)
    assert proposals(people.agent, "damaged", "en") == []


def test_proposing_asks_one_question_of_the_latest_only(people: Cast) -> None:
    a_past_case(people)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        proposals(people.agent)

    assert len(asked) <= 3
    assert f"LIMIT {LOOKED_AT}" in asked[-1]["sql"]


def test_who_leads_picks_a_case_and_the_agent_is_told(people: Cast) -> None:
    practice = begin_practice(a_past_case(people), people.agent, people.manager)

    assert practice.given_by == people.manager
    notice = Notice.objects.get()
    assert (notice.staff, notice.kind, notice.case) == (people.agent, "practice_given", None)
    hand_in(write_practice(practice, "Hello"))
    assert Notice.objects.filter(read_at=None).get().staff == people.manager


def test_nobody_else_picks_cases_for_others(people: Cast) -> None:
    case = a_past_case(people)

    with pytest.raises(NotAllowed):
        begin_practice(case, people.light, people.agent)
    assert not Practice.objects.exists()


def test_a_review_corrects_comments_and_tells(people: Cast) -> None:
    practice = done(people)
    held = [one.key for one in practice.points if one.held]

    review_practice(practice, people.owner, " Ask for photos. ", [*held, "promise"])

    seen = practice_for(people.agent, practice.pk)
    assert (seen.comment, seen.reviewed_by) == ("Ask for photos.", people.owner)
    assert seen.held[0] == practice.held[0] + 1
    assert Notice.objects.get().kind == "practice_reviewed"
    assert Notice.objects.get().staff == people.agent


def test_nobody_reviews_their_own_or_what_is_not_done(people: Cast) -> None:
    own = begin_practice(a_past_case(people, team=None), people.manager)
    Message.objects.update(author=people.agent)

    with pytest.raises(Conflict):
        review_practice(own, people.owner, "x")
    hand_in(write_practice(own, "Hello"))
    with pytest.raises(NotAllowed):
        review_practice(own, people.manager, "x")
    with pytest.raises(NotAllowed):
        review_practice(own, people.agent, "x")
    assert review_practice(own, people.owner, "x").comment == "x"


def test_it_is_seen_by_its_writer_and_who_looks_after_people(people: Cast) -> None:
    practice = done(people)

    for staff in (people.agent, people.owner, people.custom):
        assert practice_for(staff, practice.pk) == practice
    for staff in (people.other_agent, people.light):
        with pytest.raises(NotFound):
            practice_for(staff, practice.pk)
    with pytest.raises(NotFound):
        own_practice(people.owner, practice.pk)


def test_who_may_no_longer_see_the_case_sees_no_practice(people: Cast) -> None:
    practice = begin_practice(a_past_case(people), people.agent)
    people.agent.teams.clear()

    with pytest.raises(NotFound):
        practice_for(people.agent, practice.pk)
    assert begun_by(people.agent) == []


def test_the_list_of_who_leads_goes_page_by_page(people: Cast) -> None:
    made = []
    for hours in range(3):
        with clock.frozen(MONDAY + hours * HOUR):
            made.append(done(people).pk)

    first = done_page(people.owner, limit=2)
    rest = done_page(people.owner, after=first.next, limit=2)

    assert [one.pk for one in (*first.rows, *rest.rows)] == made[::-1]
    assert rest.next is None
    assert len(done_page(people.agent).rows) == 3
    assert done_page(people.light).rows == []
    assert done_page(people.owner, of=people.owner.pk).rows == []


def test_a_deleted_case_takes_its_practice_and_the_notices_along(people: Cast) -> None:
    practice = begin_practice(a_past_case(people), people.agent, people.owner)

    delete_case(practice.case, people.owner, "Asked for")

    assert not Practice.objects.exists()
    assert not Notice.objects.exists()


def test_the_words_of_a_step_have_the_facts_of_the_case(people: Cast) -> None:
    make_playbook(make_shop(), "late", "en")
    case = a_past_case(people, kind="late", order=make_order("W-7"))
    practice = begin_practice(case, people.agent)

    assert "your order W-7 is late" in script_in_practice(practice, "say_late")
    with pytest.raises(BadInput):
        script_in_practice(practice, "ask_order")


def test_one_is_put_back_before_it_is_done(people: Cast) -> None:
    drop_practice(begin_practice(a_past_case(people), people.agent))

    assert not Practice.objects.exists()
