"""Whoever wrote is owed an answer; no open case is silent for longer than the shop allows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.hearing import heard, told
from makegood.cases.actions.snoozing import snooze
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.composing import shown_moment
from makegood.messages.actions.sending import PromiseWish, send_reply, withdraw
from makegood.messages.events import MessageReceived, MessageSent
from makegood.messages.models import Dispatch, Message
from makegood.promises.actions.answering import promise_answer, start_silence
from makegood.promises.actions.watching import break_due, warn_due
from makegood.promises.models import Promise
from makegood.promises.queries import open_promises, promises_told
from makegood.promises.tasks import sweep_promises
from makegood.rulebook.models import Version
from makegood.shops.models import Shop
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise, make_shop

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def receive(case: Case, **overrides: object) -> Message:
    """A mail of the customer, as receiving leaves it."""
    account = post_office(case.shop)
    address = "carla@customer.example"
    message = make_message(case, account=account, from_address=address, **overrides)
    if message.auto == "none":
        heard(case, clock.now(), message.text)
    record(MessageReceived(case_id=case.pk, message_id=message.pk, auto=message.auto))
    return message


def send(case: Case, message: Message | None = None) -> Message:
    """A word of ours has reached the customer."""
    message = message or make_message(case, "Here you are.", direction="out")
    Message.objects.filter(pk=message.pk).update(at=clock.now())
    told(case, clock.now())
    record(MessageSent(case_id=case.pk, message_id=message.pk))
    return message


def owed(case: Case) -> list[tuple[str, str]]:
    return [(promise.kind, promise.source) for promise in open_promises(case)]


def test_a_word_is_owed_one_answer_within_working_hours_and_is_acknowledged() -> None:
    with clock.frozen(MONDAY + 4 * HOUR):  # 13:00, eight working hours: tomorrow, 13:00
        case = make_case()
        first = receive(case)
        receive(case, text="And please be quick.")

    promise = open_promises(case).get()
    assert (promise.kind, promise.source, promise.made_in) == ("answer", "acknowledgement", first)
    assert promise.due_at == MONDAY + DAY + 4 * HOUR
    case.refresh_from_db()
    assert (case.queue_at, case.queue_kind, case.owed) == (promise.due_at, "answer", 1)
    told_them = Message.objects.get(purpose="acknowledgement")
    assert shown_moment(promise.due_at, "en", "UTC") in told_them.text


def test_automatic_mail_is_owed_nothing() -> None:
    case = make_case()

    receive(case, auto="auto_reply")

    assert owed(case) == []
    assert not Message.objects.filter(purpose="acknowledgement").exists()


def test_nothing_is_acknowledged_where_an_answer_is_overdue() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        receive(case)
    with clock.frozen(MONDAY + 4 * DAY):
        receive(case, text="Hello?")

    assert Message.objects.filter(purpose="acknowledgement").count() == 1
    assert open_promises(case).get().due_at == MONDAY + 8 * HOUR


def test_our_word_keeps_the_answer_and_starts_the_silence() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        receive(case)
    with clock.frozen(MONDAY + HOUR):
        message = send(case)

    answer = Promise.objects.get(source="acknowledgement")
    assert (answer.end, answer.kept_by, answer.ended_at) == ("kept", message, MONDAY + HOUR)
    silence = open_promises(case).get()
    assert (silence.kind, silence.source) == ("news", "silence")
    assert silence.due_at == MONDAY + HOUR + 7 * DAY
    case.refresh_from_db()
    assert (case.queue_at, case.turn, case.owed) == (silence.due_at, "customer", 0)


def test_the_next_word_keeps_the_silence_and_starts_another() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        send(case)
    with clock.frozen(MONDAY + 2 * DAY):
        send(case)

    ends = Promise.objects.order_by("made_at").values_list("end", "due_at")
    assert list(ends) == [("kept", MONDAY + 7 * DAY), ("", MONDAY + 9 * DAY)]


def test_an_acknowledgement_is_no_word() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        receive(case)
        sent = Message.objects.get(purpose="acknowledgement")
        record(MessageSent(case_id=case.pk, message_id=sent.pk, purpose="acknowledgement"))

    assert owed(case) == [("answer", "acknowledgement")]


def test_a_late_answer_is_kept_late() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        receive(case)
    with clock.frozen(MONDAY + 2 * DAY):
        sweep_promises(0)
        send(case)

    assert Promise.objects.get(source="acknowledgement").end == "kept_late"


def test_what_the_customer_wrote_after_our_word_was_written_is_owed_another_answer() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        receive(case)
        ours = make_message(case, "Here you are.", direction="out")
        receive(case, text="One more thing.")

        send(case, ours)

    assert sorted(owed(case)) == [("answer", "acknowledgement"), ("news", "silence")]
    assert Promise.objects.filter(source="acknowledgement", end="kept").count() == 1
    case.refresh_from_db()
    assert case.turn == "us"


def test_a_promise_in_a_message_is_the_writers_and_outlives_that_message() -> None:
    with clock.frozen(MONDAY):
        case, agent = make_case(), make_staff()
        receive(case)
        wish = PromiseWish(MONDAY + 3 * DAY, "by Thursday", "answer")
        message = send_reply(case, agent, "You hear from me by Thursday.", promise=wish)
        promised = Promise.objects.get(source="person")
        assert promised not in promises_told(case)
        assert promises_told(case).count() == 1

        Dispatch.objects.filter(message=message).update(state="sent")
        send(case, message)

    assert promised in promises_told(case)
    assert (promised.owner, promised.made_in, promised.text) == (agent, message, "by Thursday")
    assert owed(case) == [("answer", "person"), ("news", "silence")]
    with clock.frozen(MONDAY + DAY):
        send(case)
    assert owed(case) == [("news", "silence")]


def test_a_promise_taken_back_in_time_never_existed() -> None:
    with clock.frozen(MONDAY):
        case, agent = make_case(), make_staff()
        receive(case)
        wish = PromiseWish(MONDAY + 2 * HOUR, "by eleven", "money")
        message = send_reply(case, agent, "Your money is there by eleven.", promise=wish)
        case.refresh_from_db()
        assert case.queue_at == MONDAY + 2 * HOUR

        withdraw(message, agent)

    assert owed(case) == [("answer", "acknowledgement")]
    assert not Promise.objects.filter(source="person").exists()
    case.refresh_from_db()
    assert case.queue_at == MONDAY + 8 * HOUR


def test_whoever_gets_the_case_owes_its_answer_but_not_what_another_promised() -> None:
    with clock.frozen(MONDAY):
        case, ana, ben = make_case(), make_staff(), make_staff("Ben Next")
        receive(case)
        make_promise(case, owner=ana, kind="money")

        assign(case, None, ben)

    owners = {promise.source: promise.owner for promise in Promise.objects.all()}
    assert owners == {"acknowledgement": ben, "person": ana}


def test_an_open_case_that_owes_nothing_is_given_the_silence_promise() -> None:
    shop = make_shop(silence_days=3)
    with clock.frozen(MONDAY):
        quiet, closed = make_case(shop=shop), make_case(shop=shop)
        told(quiet, MONDAY)
        close_case(closed, None, "Done.")
    with clock.frozen(MONDAY + DAY):
        sweep_promises(0)
        sweep_promises(0)

    silence = Promise.objects.get()
    assert (silence.case, silence.source) == (quiet, "silence")
    assert silence.due_at == MONDAY + 3 * DAY


def test_a_silence_that_is_too_long_already_is_due_as_soon_as_an_answer() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
    with clock.frozen(MONDAY + 14 * DAY):
        sweep_promises(0)

    case.refresh_from_db()
    assert case.queue_at == MONDAY + 14 * DAY + 8 * HOUR


def test_a_promise_is_warned_of_once_and_breaks_once() -> None:
    with clock.frozen(MONDAY):
        promise = make_promise(due_at=MONDAY + 8 * HOUR)  # warned two working hours before
    with clock.frozen(MONDAY + 5 * HOUR):
        assert (warn_due(), break_due()) == (0, 0)
    with clock.frozen(MONDAY + 6 * HOUR):
        assert (warn_due(), warn_due(), break_due()) == (1, 0, 0)
    with clock.frozen(MONDAY + 8 * HOUR):
        assert (break_due(), break_due(), warn_due()) == (1, 0, 0)

    promise.refresh_from_db()
    assert (promise.warned_at, promise.broken_at) == (MONDAY + 6 * HOUR, MONDAY + 8 * HOUR)
    assert promise.is_open
    names = Happening.objects.filter(name__startswith="Promise").order_by("id")
    assert list(names.values_list("name", flat=True)) == [
        "PromiseMade",
        "PromiseAtRisk",
        "PromiseBroken",
    ]


def test_a_case_put_aside_comes_back_when_its_promise_is_at_risk() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        make_promise(case, due_at=MONDAY + 8 * HOUR)
        snooze(case, None, MONDAY + 30 * DAY)
    with clock.frozen(MONDAY + 7 * HOUR):
        sweep_promises(0)

    case.refresh_from_db()
    assert case.snoozed_until is None


@pytest.mark.parametrize("count", [1, 20])
def test_a_sweep_with_nothing_due_asks_twice_however_much_is_open(count: int) -> None:
    with clock.frozen(MONDAY):
        for _ in range(count):
            make_promise()

        with CaptureQueriesContext(connection) as asked:
            warn_due()
            break_due()

    work = [query for query in asked if query["sql"].startswith(("SELECT", "UPDATE", "INSERT"))]
    assert len(work) == 2


def test_what_the_house_rules_promise_says_by_which_version() -> None:
    shop = make_shop()
    rows = [{"key": "a", "kinds": ["damaged"], "answer_hours": 2, "news_days": 3}]
    Version.objects.create(
        shop=shop, number=4, tables={"times": rows}, changed_at=MONDAY, published_at=MONDAY
    )
    Shop.objects.filter(pk=shop.pk).update(rules_number=4)
    with clock.frozen(MONDAY):
        damaged, other = make_case(kind="damaged"), make_case(kind="late")
        for case in (damaged, other):
            promise_answer(case.pk)
            start_silence(case.pk)

    told = {one.kind: one.basis for one in damaged.promises.all()}
    assert told == {"answer": "rules:4", "news": "rules:4"}
    assert {one.basis for one in other.promises.all()} == {""}
