"""Our words on their way out: whom they go to, when they leave, and back again."""

from datetime import timedelta

import pytest
from tests.messages.conftest import Tray, happened, later

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.noting import note
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, Refused
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.drafting import attach, draft_for, save_draft
from makegood.messages.actions.resolving import send_now
from makegood.messages.actions.sending import PromiseWish, send_notice, send_reply, withdraw
from makegood.messages.models import Account, Attachment, Dispatch, Draft, Message
from makegood.messages.queries import account_tiles, conversation, oldest_unsent
from makegood.people.models import Staff
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_message, make_shop

pytestmark = pytest.mark.django_db


def test_a_reply_leaves_after_the_undo_window_and_not_before(
    case: Case, ana: Staff, tray: Tray
) -> None:
    message = send_reply(case, ana, "It comes on Friday.\n\nSee https://track.example/1.")

    dispatch_due()
    assert tray.sent == []
    with clock.frozen(later()) as at:
        dispatch_due()

    (letter,) = tray.sent
    assert [a.address for a in letter.to] == ["carla@customer.example"]
    assert letter.subject == f"Re: Where is my parcel? [#{case.number}]"
    assert letter.in_reply_to == "one@customer.example"
    assert letter.references == ("zero@customer.example", "one@customer.example")
    token = message.thread.token if message.thread else ""
    assert letter.message_id.startswith(f"{token}.")
    assert letter.reply_to
    assert letter.reply_to.address == f"help+{token}@shop.example"
    case.refresh_from_db()
    message.refresh_from_db()
    assert (case.told_at, case.turn, message.at) == (at, "customer", at)
    assert happened("MessageSent") == 1


def test_the_letter_shows_the_shop_the_status_link_and_what_was_asked(
    case: Case, ana: Staff, tray: Tray
) -> None:
    shop = make_shop(phone="+353 1 234 567", address="1 Quay St\nGalway", colour="#aa0000")
    case.refresh_from_db()
    send_reply(case, ana, "One <b> & two")

    with clock.frozen(later()):
        dispatch_due()

    letter = tray.sent[0]
    for part in (letter.text, letter.html):
        assert all(words in part for words in (shop.name, "+353 1 234 567", "1 Quay St, Galway"))
        assert "/s/" in part
        assert "Where is it?" in part
    assert "One &lt;b&gt; &amp; two" in letter.html
    assert "#aa0000" in letter.html
    assert "> Where is it?" in letter.text


def test_a_letter_is_written_in_the_language_of_the_case(
    mailbox: Account, ana: Staff, tray: Tray
) -> None:
    case = make_case(language="ru")
    make_message(case, account=mailbox, from_address="c@customer.example", at=MONDAY)

    send_reply(case, ana, "Здравствуйте")
    with clock.frozen(later()):
        dispatch_due()

    assert "понедельник, 2 марта 2026" in tray.sent[0].text
    assert '<html lang="ru">' in tray.sent[0].html


def test_a_reply_taken_back_is_a_draft_again_and_never_leaves(
    case: Case, ana: Staff, tray: Tray
) -> None:
    wish = PromiseWish(later(90_000), "the parcel's place")
    file = attach(draft_for(case, ana), "a.txt", "text/plain", b"a")
    message = send_reply(case, ana, "On Friday", promise=wish, attachment_ids=[file.pk])

    draft = withdraw(message, ana)

    with clock.frozen(later()):
        dispatch_due()
    assert tray.sent == []
    assert (draft.body, draft.promise_text) == ("On Friday", "the parcel's place")
    assert draft.promise_due_at == wish.due_at
    assert Attachment.objects.get().draft == draft
    assert [m.direction for m in conversation(case)] == ["in"]
    assert happened("MessageWithdrawn") == 1


def test_a_reply_taken_back_leaves_a_case_it_took_as_free_as_before(case: Case, ana: Staff) -> None:
    wish = PromiseWish(later(90_000), "the parcel's place")
    message = send_reply(case, ana, "On Friday", promise=wish)
    assert case.assignee == ana

    withdraw(message, ana)

    case.refresh_from_db()
    assert case.assignee is None


def test_a_case_is_kept_when_its_answer_did_not_take_it(case: Case, ana: Staff) -> None:
    assign(case, ana, ana)

    withdraw(send_reply(case, ana, "On Friday"), ana)

    case.refresh_from_db()
    assert case.assignee == ana


def test_a_case_something_else_happened_to_is_kept(case: Case, ana: Staff) -> None:
    message = send_reply(case, ana, "On Friday")
    note(case, ana, "She called twice.")

    withdraw(message, ana)

    case.refresh_from_db()
    assert case.assignee == ana


def test_a_reply_taken_back_stands_before_what_was_begun_since(case: Case, ana: Staff) -> None:
    message = send_reply(case, ana, "On Friday")
    begun = save_draft(case, ana, 0, "And one more thing")

    draft = withdraw(message, ana)

    assert draft.body == "On Friday\n\nAnd one more thing"
    with pytest.raises(Conflict):
        save_draft(case, ana, begun.version, "from a window that shows the old draft")


def test_an_answer_put_to_a_time_leaves_then_and_not_before(
    case: Case, ana: Staff, tray: Tray
) -> None:
    morning = clock.now() + timedelta(hours=14)
    message = send_reply(case, ana, "In the morning", at=morning)

    with clock.frozen(morning - timedelta(seconds=1)):
        dispatch_due()
    assert tray.sent == []
    with clock.frozen(morning):
        dispatch_due()

    assert [letter.message_id for letter in tray.sent] == [message.message_id]


def test_what_is_put_to_a_time_to_come_has_not_begun_to_wait(case: Case, ana: Staff) -> None:
    send_reply(case, ana, "Tomorrow", at=later(86_400))

    tile = next(one for one in account_tiles() if one.waiting)

    assert (tile.waiting, tile.oldest_waiting, oldest_unsent()) == (1, None, None)
    with clock.frozen(later(90_000)):
        assert oldest_unsent() is not None


def test_an_answer_put_to_a_time_can_go_now_or_be_cancelled(
    case: Case, ana: Staff, tray: Tray
) -> None:
    morning = clock.now() + timedelta(hours=14)
    first = send_reply(case, ana, "One", at=morning)
    second = send_reply(case, ana, "Two", at=morning)

    send_now(first.dispatch, ana)
    dispatch_due()
    assert withdraw(second, ana).body == "Two"
    with clock.frozen(morning):
        dispatch_due()

    assert len(tray.sent) == 1
    with pytest.raises(Conflict):
        send_now(first.dispatch, ana)


def test_a_time_that_is_past_or_after_what_is_promised_is_refused(case: Case, ana: Staff) -> None:
    wish = PromiseWish(clock.now() + timedelta(hours=2))

    for at, promise in (
        (clock.now() - timedelta(minutes=1), None),
        (clock.now() + timedelta(days=400), None),
        (clock.now() + timedelta(hours=3), wish),
    ):
        with pytest.raises(BadInput):
            send_reply(case, ana, "Hello", at=at, promise=promise)

    assert not Dispatch.objects.exists()
    assert send_reply(case, ana, "Hello", at=clock.now() + timedelta(hours=1), promise=wish)


def test_what_was_sent_cannot_be_taken_back(case: Case, ana: Staff) -> None:
    message = send_reply(case, ana, "Hello")
    with clock.frozen(later()):
        dispatch_due()

    with pytest.raises(Conflict):
        withdraw(message, ana)


def test_an_empty_reply_is_refused(case: Case, ana: Staff) -> None:
    with pytest.raises(BadInput):
        send_reply(case, ana, " \n ")

    assert not Dispatch.objects.exists()


def test_nowhere_to_write_to_is_refused(mailbox: Account, ana: Staff) -> None:
    case = make_case(customer=None)

    with pytest.raises(Refused) as refused:
        send_reply(case, ana, "Hello")

    assert refused.value.code == "no_address"
    assert not Message.objects.exists()


def test_a_file_of_somebody_elses_draft_is_not_taken(case: Case, ana: Staff) -> None:
    other = attach(draft_for(case, make_staff("Otto Other")), "x", "text/plain", b"x")

    with pytest.raises(BadInput):
        send_reply(case, ana, "Hello", attachment_ids=[other.pk])

    assert Attachment.objects.get().message is None


def test_sending_uses_the_draft_up(case: Case, ana: Staff) -> None:
    save_draft(case, ana, 0, "Hel")

    send_reply(case, ana, "Hello")

    assert not Draft.objects.exists()


def test_secrets_are_sealed_at_rest_and_open_for_the_channel(
    case: Case, ana: Staff, tray: Tray, mailbox: Account
) -> None:
    assert "swordfish" not in mailbox.secret
    assert "other" not in str(mailbox.settings)
    send_reply(case, ana, "Hello")

    with clock.frozen(later()):
        dispatch_due()

    assert (tray.settings[0]["secret"], tray.settings[0]["smtp_secret"]) == ("swordfish", "other")


def test_answering_takes_a_case_nobody_has_and_leaves_another_s_alone(
    case: Case, ana: Staff
) -> None:
    colleague = make_staff("berta@shop.example")

    send_reply(case, ana, "On its way")
    send_reply(case, colleague, "It left on Friday")

    case.refresh_from_db()
    assert case.assignee == ana


def test_a_case_that_could_not_be_closed_with_the_answer_is_told_to_its_writer(
    case: Case, ana: Staff
) -> None:
    promise = PromiseWish(clock.now() + timedelta(days=1), "a parcel", "parcel")
    with clock.frozen(clock.now()) as now:
        send_reply(case, ana, "A new one comes", close=True, promise=promise)
    with clock.frozen(now + timedelta(minutes=1)):
        dispatch_due()

    case.refresh_from_db()
    assert not case.is_closed
    told = Happening.objects.get(name="CaseLeftOpen")
    assert told.by_id == ana.pk


def test_send_and_close_closes_once_the_message_is_out(case: Case, ana: Staff) -> None:
    send_reply(case, ana, "Done", close=True)
    case.refresh_from_db()
    assert not case.is_closed

    with clock.frozen(later()):
        dispatch_due()

    case.refresh_from_db()
    assert case.is_closed


def test_without_a_mailbox_nothing_leaves_the_machine(ana: Staff) -> None:
    shop = make_shop()
    case = make_case()

    message = send_reply(case, ana, "Hello")
    with clock.frozen(later()):
        dispatch_due()

    assert message.account == post_office(shop)
    assert Dispatch.objects.get(message=message).state == "sent"


def test_in_training_even_what_waits_for_a_mailbox_stays(
    case: Case, ana: Staff, tray: Tray, settings: object
) -> None:
    message = send_reply(case, ana, "Hello")
    settings.MAKEGOOD_TRAINING = True  # type: ignore[attr-defined]  # pytest-django's fixture

    with clock.frozen(later()):
        dispatch_due()

    assert tray.sent == []
    assert Dispatch.objects.get(message=message).account.kind == "postoffice"


def test_the_sample_shop_writes_to_its_post_office(
    tray: Tray, mailbox: Account, ana: Staff
) -> None:
    make_shop(is_sample=True)
    case = make_case()

    assert send_reply(case, ana, "Hello").account == post_office(case.shop)


def test_a_notice_leaves_at_once(mailbox: Account, tray: Tray) -> None:
    send_notice(make_shop(), "new@shop.example", "Your seat", "Come in", "it")

    dispatch_due()

    (letter,) = tray.sent
    assert (letter.subject, letter.in_reply_to, letter.reply_to) == ("Your seat", "", None)
    assert "Come in" in letter.text


def test_a_conversation_is_read_in_as_many_queries_for_one_as_for_three(
    case: Case, ana: Staff, django_assert_num_queries: object
) -> None:
    def read() -> list[tuple[str, int]]:
        with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's fixture
            ours = conversation(case)[1:]
            return [(m.dispatch.state, len(m.dispatch.deliveries.all())) for m in ours]

    send_reply(case, ana, "One")
    assert read() == [("waiting", 0)]
    for words in ("Two", "Three"):
        send_reply(case, ana, words)
    assert read() == [("waiting", 0)] * 3
