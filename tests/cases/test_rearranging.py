"""Joining and splitting cases, and undoing both to the last row."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from makegood.cases.access import case_by_link, case_for, rearrangement_for
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.following import let_follow
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.actions.rearranging import take_back
from makegood.cases.actions.snoozing import snooze
from makegood.cases.actions.tagging import tag
from makegood.cases.models import (
    Case,
    Closure,
    Fact,
    Follower,
    LinkedCase,
    Note,
    Rearrangement,
    Snooze,
)
from makegood.cases.queries import last_rearrangement, linked_cases, status_url
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotFound, Refused
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import connect_mailbox, post_office
from makegood.messages.actions.drafting import save_draft
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.splitting import split_case
from makegood.messages.actions.storing import store_arrival
from makegood.messages.actions.threads import open_thread, thread_of
from makegood.messages.models import Account, Attachment, Dispatch, Draft, Message, Thread
from makegood.messages.ports import Fetched
from makegood.people.models import Staff
from makegood.promises.actions.answering import start_silence
from makegood.promises.actions.keeping import keep
from makegood.promises.models import Promise
from makegood.testing.cast import cast, make_staff
from makegood.testing.makers import make_case, make_message, make_order, make_promise, make_shop

pytestmark = pytest.mark.django_db
CHANGING = {"changed_at", "version", "words"}
"""What tells of a change, and so differs after an undo."""


@pytest.fixture
def agent() -> Staff:
    post_office(make_shop())
    return make_staff()


def everything() -> dict[str, Any]:
    """Every row that belongs to a case."""
    models = (
        Case,
        Note,
        Fact,
        Snooze,
        Closure,
        LinkedCase,
        Message,
        Thread,
        Attachment,
        Draft,
        Promise,
    )
    rows: dict[str, Any] = {
        model.__name__: {
            row["id"]: {name: row[name] for name in row if name not in CHANGING}
            for row in model.objects.values()  # type: ignore[attr-defined]
        }
        for model in models
    }
    rows["followers"] = sorted(Follower.objects.values_list("case_id", "staff_id"))
    rows["tags"] = sorted(Case.tags.through.objects.values_list("case_id", "tag_id"))
    return rows


def furnished(agent: Staff, **facts: Any) -> Case:
    """A case with one of everything."""
    case = make_case(**facts)
    heard = make_message(case, f"About {case.subject}", from_address="carla@customer.example")
    Attachment.objects.create(message=heard, name="a.jpg", type="image/jpeg", size=1)
    make_message(case, "Sorry.", direction="out", author=agent)
    make_promise(case, source=Promise.Source.ACKNOWLEDGEMENT, made_in=heard)
    make_promise(case, due_at=clock.now() + timedelta(days=3))
    start_silence(case.pk)
    note(case, agent, "Remember")
    set_fact(case, "product", case.subject, "customer")
    tag(case, agent, case.subject)
    draft = save_draft(case, agent, 0, f"Dear Carla, about {case.subject}")
    Attachment.objects.create(draft=draft, name="b.jpg", type="image/jpeg", size=1)
    open_thread(case, agent, "carrier", "DPD", f"{case.number}@dpd.example")
    return case


def last() -> Rearrangement:
    return Rearrangement.objects.order_by("-at", "-pk")[0]


def test_an_undone_merge_leaves_everything_as_it_was(agent: Staff) -> None:
    case = furnished(agent, subject="Lamp", order=make_order())
    into = furnished(agent, subject="Mug")
    snooze(case, agent, clock.now() + timedelta(days=2))
    let_follow(case, [make_staff("Fay Follower").pk])
    before = everything()

    merge_case(case, into, agent)
    merged = everything()
    take_back(last(), agent)
    take_back(last(), agent)

    assert everything() == before
    assert merged != before
    told = Happening.objects.filter(name="CaseRestored")
    assert {(h.topic, h.facts["number"]) for h in told} == {
        (f"case:{case.pk}", into.number),
        (f"case:{into.pk}", case.number),
    }


def test_an_undone_merge_into_a_closed_case_leaves_it_closed(agent: Staff) -> None:
    case, into = furnished(agent, subject="Lamp"), furnished(agent, subject="Mug")
    close_case(into, agent, "Done")
    before = everything()

    merge_case(case, into, agent)
    into.refresh_from_db()
    assert not into.is_closed
    take_back(last(), agent)

    assert everything() == before


def test_what_went_into_the_merged_case_before_goes_back_with_it(agent: Staff) -> None:
    first, case, into = (furnished(agent, subject=name) for name in ("A", "B", "C"))
    merge_case(first, case, agent)
    before = everything()

    merge_case(case, into, agent)
    take_back(last(), agent)

    assert everything() == before


def test_the_status_link_leads_somewhere_right_before_and_after(agent: Staff) -> None:
    case, into = make_case(), make_case()
    token = status_url(case).rstrip("/").rpartition("/")[2]

    merge_case(case, into, agent)
    assert case_by_link(token) == into
    take_back(last(), agent)

    assert case_by_link(token) == case
    assert case_for(agent, case.number) == case


def a_word_came(case: Case, into: Case, agent: Staff) -> None:
    make_message(into, "More")


def we_wrote(case: Case, into: Case, agent: Staff) -> None:
    send_reply(into, agent, "Hello", to=[("", "carla@customer.example")])


def a_promise_was_kept(case: Case, into: Case, agent: Staff) -> None:
    keep(into.promises.filter(end="")[0], note="By phone", by=agent)


def a_promise_was_made(case: Case, into: Case, agent: Staff) -> None:
    make_promise(into)


def it_was_closed(case: Case, into: Case, agent: Staff) -> None:
    close_case(into, agent, "Done")


def it_was_merged_on(case: Case, into: Case, agent: Staff) -> None:
    merge_case(into, make_case(), agent)


@pytest.mark.parametrize(
    "since",
    [
        a_word_came,
        we_wrote,
        a_promise_was_kept,
        a_promise_was_made,
        it_was_closed,
        it_was_merged_on,
    ],
)
def test_a_merge_is_not_undone_once_something_builds_on_it(agent: Staff, since: Any) -> None:
    case, into = furnished(agent, subject="Lamp"), furnished(agent, subject="Mug")
    merge_case(case, into, agent)
    row = last()
    since(case, Case.objects.get(pk=into.pk), agent)
    before = everything()

    with pytest.raises(Refused) as refused:
        take_back(row, agent)

    assert refused.value.code == "changed_since"
    assert everything() == before
    row.refresh_from_db()
    assert row.undone_at is None


def test_what_was_sorted_since_stays_as_it_is_now(agent: Staff) -> None:
    case, into = furnished(agent, subject="Lamp"), furnished(agent, subject="Mug")
    merge_case(case, into, agent)
    into.refresh_from_db()
    note(into, agent, "A new one")
    tag(into, agent, "urgent")
    save_draft(into, agent, Draft.objects.get(thread=None).version, "Something else now")

    take_back(last(), agent)

    assert sorted(into.tags.values_list("name", flat=True)) == ["Mug", "urgent"]
    assert into.notes.filter(body="A new one").count() == 1
    assert [draft.body for draft in Draft.objects.all()] == ["Something else now"]


def test_splitting_takes_messages_and_what_they_promised(agent: Staff) -> None:
    order, other = make_order("W-1001"), make_order("W-2002")
    case = make_case(order=order, subject="Lamp")
    make_message(case, "The lamp is late")
    stays = make_promise(case)
    later = make_message(case, "And W-2002 is broken", subject="Re: Broken mug")
    Attachment.objects.create(message=later, name="mug.jpg", type="image/jpeg", size=1)
    goes = make_promise(case, source=Promise.Source.ACKNOWLEDGEMENT, made_in=later)

    new = split_case(case, [later.pk], agent)

    assert (new.subject, new.customer, new.order, new.turn) == (
        "Broken mug",
        case.customer,
        other,
        "us",
    )
    assert [m.text for m in new.messages.all()] == ["And W-2002 is broken"]
    assert [m.text for m in case.messages.all()] == ["The lamp is late"]
    assert new.messages.get().attachments.get().name == "mug.jpg"
    assert new.messages.get().thread == thread_of(new)
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.case, goes.case) == (case, new)
    assert (new.queue_at, new.preview) == (goes.due_at, "And W-2002 is broken")
    assert [(one.case.number, one.why, one.came_from) for one in linked_cases(new, agent)] == [
        (case.number, "split", True)
    ]
    assert [one.case.number for one in linked_cases(case, agent)] == [new.number]


def test_who_waits_on_a_split_case_is_owed_an_answer(agent: Staff) -> None:
    case = make_case()
    make_message(case, "One")
    second = make_message(case, "Two")

    new = split_case(case, [second.pk], agent)

    assert new.promises.get().source == Promise.Source.ACKNOWLEDGEMENT
    assert not Message.objects.filter(direction="out").exists()


def test_after_a_split_the_turn_is_told_by_what_is_left(agent: Staff) -> None:
    case = make_case()
    make_message(case, "One", at=clock.now() - timedelta(hours=3))
    make_message(case, "Sorry.", direction="out", at=clock.now() - timedelta(hours=2))
    third = make_message(case, "Something else")

    split_case(case, [third.pk], agent)

    assert (case.turn, case.preview) == ("customer", "One")


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        (lambda case, agent: list(case.messages.all()), Refused),
        (lambda case, agent: [send_reply(case, agent, "Hello")], Refused),
        (lambda case, agent: [make_message(make_case())], BadInput),
        (
            lambda case, agent: [make_message(case, thread=case.threads.get(side="carrier"))],
            BadInput,
        ),
        (lambda case, agent: [], BadInput),
        (
            lambda case, agent: [make_message(case, direction="out", purpose="acknowledgement")],
            Refused,
        ),
    ],
    ids=["everything", "on its way", "of another case", "a carrier's", "nothing", "automatic"],
)
def test_what_is_not_split(agent: Staff, chosen: Any, error: type[Exception]) -> None:
    case = furnished(agent, subject="Lamp")
    taken = chosen(case, agent)
    before = everything()

    with pytest.raises(error):
        split_case(case, [one.pk for one in taken], agent)

    assert everything() == before


def test_a_split_off_case_stays_in_the_same_hands() -> None:
    people = cast()
    case = make_case(assignee=people.other_agent, team=people.other_team)
    make_message(case, "One")
    second = make_message(case, "Two")

    new = split_case(case, [second.pk], people.owner)

    assert (new.assignee, new.team) == (people.other_agent, people.other_team)


def test_nobody_who_left_gets_a_split_off_case() -> None:
    people = cast()
    case = make_case(assignee=people.agent, team=people.team)
    people.agent.is_active = False
    people.agent.save(update_fields=["is_active"])
    make_message(case, "One")
    second = make_message(case, "Two")

    new = split_case(Case.objects.get(pk=case.pk), [second.pk], people.owner)

    assert (new.assignee, new.team) == (None, people.team)


def test_an_undone_split_leaves_everything_as_it_was(agent: Staff) -> None:
    case = furnished(agent, subject="Lamp")
    later = make_message(case, "Something else")
    make_promise(case, made_in=later)
    before = everything()

    new = split_case(case, [later.pk], agent)
    take_back(last(), agent)

    after = everything()
    assert not after["Promise"].keys() - before["Promise"].keys()
    for name in (
        "Case",
        "Closure",
        "Thread",
    ):  # the number that was given out leads back, and its address
        after[name] = {pk: row for pk, row in after[name].items() if pk in before[name]}
    assert after == before
    assert case_for(agent, new.number) == case
    assert linked_cases(case, agent) == []


def test_only_the_latest_is_offered_for_undoing_and_only_for_a_week(agent: Staff) -> None:
    case, into = make_case(), make_case()
    merge_case(case, into, agent)

    assert last_rearrangement(into) == last()
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert last_rearrangement(into) is None
    take_back(last(), agent)
    assert last_rearrangement(into) is None


def test_a_rearrangement_is_reached_through_both_of_its_cases() -> None:
    people = cast()
    case, into = make_case(team=people.team), make_case()
    other = make_case()
    merge_case(case, into, people.owner)

    assert rearrangement_for(people.agent, into, last().pk) == last()
    for staff, where in ((people.other_agent, into), (people.agent, other)):
        with pytest.raises(NotFound):
            rearrangement_for(staff, where, last().pk)


# ---- late replies, to either address ----


@pytest.fixture
def mailbox() -> Account:
    settings = {"address": "help@shop.example", "plus_addressing": True}
    return connect_mailbox(make_shop(), None, settings, "x", kind="email")


def reply(mailbox: Account, to: Message, text: str) -> Message:
    assert to.thread
    letter = EmailMessage()
    letter["From"] = "Carla <carla@customer.example>"
    token = to.message_id.partition(".")[0]
    letter["To"] = f"help+{token}@shop.example"
    letter["Subject"] = to.subject
    letter["In-Reply-To"] = f"<{to.message_id}>"
    letter["Message-ID"] = f"<{abs(hash(text))}@customer.example>"
    letter.set_content(text)
    fetched = Fetched(f"x/{abs(hash(text))}", letter.as_bytes(), clock.now(), {})
    arrival = store_arrival(mailbox, fetched)
    assert arrival is not None
    settle_arrivals()
    arrival.refresh_from_db()
    assert arrival.message is not None
    return arrival.message


def told(case: Case, agent: Staff, text: str) -> Message:
    to = [("Carla", "carla@customer.example")]
    return send_reply(case, agent, text, to=to, undo_for=timedelta(0))


def test_late_replies_to_either_address_of_merged_cases_find_the_one_that_stays(
    agent: Staff, mailbox: Account
) -> None:
    case, into = make_case(subject="Lamp"), make_case(subject="Mug")
    ours, others = told(case, agent, "About the lamp"), told(into, agent, "About the mug")
    merge_case(case, into, agent)

    assert reply(mailbox, ours, "Yes, the lamp").case == into
    assert reply(mailbox, others, "Yes, the mug").case == into


def test_late_replies_after_an_undone_merge_find_their_own_case(
    agent: Staff, mailbox: Account
) -> None:
    case, into = make_case(subject="Lamp"), make_case(subject="Mug")
    ours, others = told(case, agent, "About the lamp"), told(into, agent, "About the mug")
    merge_case(case, into, agent)
    take_back(last(), agent)

    assert reply(mailbox, ours, "Yes, the lamp").case == case
    assert reply(mailbox, others, "Yes, the mug").case == into


def test_a_reply_to_a_message_split_off_joins_the_new_case_whatever_its_address(
    agent: Staff, mailbox: Account
) -> None:
    case = make_case(subject="Lamp")
    make_message(case, "The lamp")
    stays, goes = told(case, agent, "About the lamp"), told(case, agent, "About the mug")
    Dispatch.objects.update(state=Dispatch.State.SENT)  # as if the mailbox had taken both
    new = split_case(case, [goes.pk], agent)

    assert reply(mailbox, goes, "Yes, the mug").case == new
    assert reply(mailbox, stays, "Yes, the lamp").case == case
