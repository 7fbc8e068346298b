"""What the desk says of promises: another date, how things stand, other ways out of a long repair."""

from datetime import timedelta

import pytest

from makegood.cases.actions.hearing import told
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.drafting import save_draft
from makegood.messages.actions.sending import withdraw
from makegood.messages.events import MessageSent
from makegood.messages.models import Draft, Message
from makegood.notify.models import Notice
from makegood.people.models import Staff
from makegood.promises.actions import acting
from makegood.promises.actions.acting import act_due, prepare
from makegood.promises.actions.answering import start_silence
from makegood.promises.actions.pausing import pause, resume
from makegood.promises.actions.renegotiating import replace, tell_new_time
from makegood.promises.models import Promise
from makegood.shops.models import Parcel
from makegood.testing.cast import make_staff
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


def written_to(case: Case) -> Case:
    """A case whose customer can be answered."""
    post_office(case.shop)
    make_message(case, from_address="carla@customer.example")
    return case


def words() -> list[str]:
    out = Message.objects.filter(direction="out", purpose="word")
    return list(out.order_by("id").values_list("text", flat=True))


def test_another_date_is_told_with_reason_and_alternative_and_replaces_what_was_promised() -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        case = written_to(make_case(order=make_order()))
        promise = make_promise(case, kind="money", due_at=MONDAY + DAY, owner=agent)

        message = tell_new_time(
            promise, MONDAY + 3 * DAY, agent, "The bank is closed.", "A voucher."
        )

        promise.refresh_from_db()
        assert (promise.end, promise.replaced_by.due_at) == ("replaced", MONDAY + 3 * DAY)
        assert promise.replaced_by.made_in == message
        for said in (
            "Your money back, by Tuesday",
            "The bank is closed.",
            "Thursday",
            "If you would rather not wait: A voucher.",
        ):
            assert said in message.text
        withdraw(message, agent)

    promise.refresh_from_db()
    assert (promise.end, Promise.objects.count()) == ("", 1)


@pytest.mark.parametrize(
    ("days", "why", "error"),
    [(-1, "Later.", BadInput), (3, " ", BadInput), (5.5, "Later.", Refused)],
)
def test_what_can_not_be_kept_can_not_be_promised(days: float, why: str, error: type) -> None:
    """In the past, without a reason, or on a weekend at whose beginning we are."""
    now = MONDAY + 4 * DAY + 9 * HOUR if days > 5 else MONDAY
    with clock.frozen(now):
        promise = make_promise(written_to(make_case()), kind="money", due_at=now + 9 * DAY)

        with pytest.raises(error):
            tell_new_time(promise, MONDAY + days * DAY, make_staff(), why)

    promise.refresh_from_db()
    assert (promise.end, words()) == ("", [])


def silent_case(agent: Staff | None, **shop: object) -> Case:
    """The customer had word on Monday, and it is their turn; news are owed by the next Monday."""
    case = written_to(make_case(shop=make_shop(**shop), order=make_order(), assignee=agent))
    told(case, clock.now())
    start_silence(case.pk)
    case.refresh_from_db()
    return case


def test_news_are_prepared_for_the_owner_and_not_sent_unless_allowed() -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        case = silent_case(agent)
        Parcel.objects.create(
            order=case.order, number="P-1", number_key="P1", expected_at=MONDAY + 9 * DAY
        )
        make_promise(case, kind="money", due_at=MONDAY + 8 * DAY)
    with clock.frozen(MONDAY + 4 * DAY + HOUR):
        assert (act_due(), act_due()) == (1, 0)

    draft = Draft.objects.get(case=case, staff=agent)
    assert "Parcel P-1 is expected by Wednesday, 11 March 2026." in draft.body
    assert "We still owe you: Your money back, by Tuesday, 10 March 2026" in draft.body
    assert words() == []


@pytest.mark.parametrize("kept_from", ["nothing", "our turn", "a draft"])
def test_news_are_sent_by_themselves_where_the_owner_allows_it(kept_from: str) -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        case = silent_case(agent, sends_news=True)
    with clock.frozen(MONDAY + 4 * DAY + HOUR):
        act_due()  # prepares
        assert words() == []
        if kept_from == "our turn":
            Case.objects.filter(pk=case.pk).update(turn="us")
        if kept_from == "a draft":
            save_draft(case, agent, Draft.objects.get().version, "My own words.")
    with clock.frozen(MONDAY + 4 * DAY + 7.5 * HOUR):
        act_due()
        assert act_due() == 0

        sent = Message.objects.filter(direction="out", purpose="word").first()
        assert (sent is not None) == (kept_from == "nothing")
        if sent:
            assert (sent.author, "There is nothing new yet." in sent.text) == (None, True)
            record(MessageSent(case_id=case.pk, message_id=sent.pk))
            assert Promise.objects.filter(source="silence", end="kept").count() == 1


def test_what_the_desk_prepared_is_nobodys_draft_whatever_changed_since() -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        case = silent_case(agent, sends_news=True)
    with clock.frozen(MONDAY + 4 * DAY + HOUR):
        act_due()
        assert "nothing new" in Draft.objects.get().body
        Parcel.objects.create(
            order=case.order, number="P-1", number_key="P1", expected_at=MONDAY + 9 * DAY
        )
    with clock.frozen(MONDAY + 4 * DAY + 7.5 * HOUR):
        act_due()

    assert "Parcel P-1 is expected" in words()[0]
    assert not Draft.objects.exclude(body="").exists()


def test_the_desks_words_saved_as_they_are_stay_the_desks() -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        case = silent_case(agent, sends_news=True)
    with clock.frozen(MONDAY + 4 * DAY + HOUR):
        act_due()
        draft = Draft.objects.get()
        saved = save_draft(case, agent, draft.version, draft.body)
        assert saved.is_prepared
        assert not save_draft(
            case, agent, saved.version, f"{draft.body} And I am sorry."
        ).is_prepared


def test_one_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        first, second = silent_case(agent), written_to(make_case(assignee=agent))
        told(second, clock.now())
        start_silence(second.pk)
    real = acting.news

    def news(case: Case) -> str:
        if case.pk == first.pk:
            raise ZeroDivisionError
        return real(case)

    monkeypatch.setattr(acting, "news", news)
    with clock.frozen(MONDAY + 4 * DAY + HOUR):
        assert (act_due(), act_due()) == (2, 0)

    assert [draft.case for draft in Draft.objects.all()] == [second]


def test_nobody_to_write_to_stops_nothing() -> None:
    with clock.frozen(MONDAY):
        case = make_case(shop=make_shop(sends_news=True), customer=None)
        told(case, MONDAY)
        start_silence(case.pk)
    with clock.frozen(MONDAY + 4 * DAY + 7.5 * HOUR):
        while act_due():
            pass

    assert words() == []


def test_a_repair_of_more_than_two_weeks_offers_other_ways_by_itself() -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        case = make_case(assignee=agent)
        promise = make_promise(case, kind="repair", due_at=MONDAY + 10 * DAY, owner=agent)
    with clock.frozen(MONDAY + 9 * DAY):
        moved = replace(promise, MONDAY + 20 * DAY, agent, "A part is missing.")
        pause(moved, "goods")
    with clock.frozen(MONDAY + 10 * DAY):
        resume(moved)  # a day of rest
    with clock.frozen(MONDAY + 14 * DAY):
        assert act_due() == 0
    with clock.frozen(MONDAY + 15 * DAY):
        assert (act_due(), act_due()) == (1, 0)

    body = Draft.objects.get(case=case, staff=agent).body
    assert "longer than two weeks" in body
    assert "– your money back," in body
    assert Happening.objects.filter(name="PromiseOverlong").count() == 1
    assert Notice.objects.get(staff=agent).kind == "promise_at_risk"


def test_words_of_ones_own_are_not_written_over() -> None:
    agent = make_staff()
    promise = make_promise(kind="news")
    save_draft(promise.case, agent, 0, "My own words.")

    prepare(promise, agent)

    assert Draft.objects.get().body == "My own words."
