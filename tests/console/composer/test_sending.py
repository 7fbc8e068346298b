"""Sending an answer: what is asked before, ten seconds to undo, later, to others."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.console.composer.at_the_composer import (
    FRIDAY,
    MONDAY,
    digest_in,
    owed_since,
    part,
    post,
    sent,
)

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.drafting import save_draft
from makegood.messages.actions.sending import send_reply
from makegood.messages.models import Attachment, Dispatch, Draft, Message, Thread
from makegood.promises.models import Promise
from makegood.shops.models import Supplier
from makegood.testing.cast import Cast
from makegood.testing.makers import make_message, make_promise

pytestmark = pytest.mark.django_db


def test_an_answer_with_an_empty_field_is_asked_about_and_not_lost(
    desk: Client, case: Case
) -> None:
    page = sent(desk, case, body="Parcel {{ parcel.number }}")

    assert "{{ parcel.number }} is still to be filled in." in page
    assert "Send anyway" in page
    assert not Dispatch.objects.exists()
    assert Draft.objects.get().body == "Parcel {{ parcel.number }}"


def test_what_was_asked_is_sent_anyway_by_the_second_press(desk: Client, case: Case) -> None:
    page = sent(desk, case, body="Parcel [number]")
    digest = digest_in(page)

    again = sent(desk, case, body="Parcel [number]", acknowledged=digest)

    assert "Leaves in a moment" in again
    assert Message.objects.get(direction="out").text == "Parcel [number]"


def test_a_text_changed_since_is_asked_about_again(desk: Client, case: Case) -> None:
    digest = digest_in(sent(desk, case, body="Parcel [number]"))

    page = sent(desk, case, body="Parcel [number], [date]", acknowledged=digest)

    assert "[date] is still to be filled in." in page
    assert not Dispatch.objects.exists()


def test_everything_there_is_to_ask_is_asked_at_once(
    desk: Client, people: Cast, case: Case
) -> None:
    before = (
        "In allegato trova quello che serve. Ci scusiamo molto per il disagio e la ringraziamo della "
        "pazienza: il nostro reparto sta guardando tutto con grande attenzione e cura. La chiameremo di nuovo."
    )
    send_reply(case, people.agent, before)

    page = sent(desk, case, body=f"{before} We will call you on Sunday. [firma]")

    asked = re.findall(r'data-doubt="(\w+)"', page)
    assert asked == ["no_attachment", "unkeepable", "left_open", "other_language", "repeats"]
    assert "“In allegato”, but no file is attached." in page
    assert "The shop is closed on the day promised, Sun, 8 Mar." in page
    assert "The answer looks Italian; the customer writes English." in page
    assert f"nearly the same words: today, 10:00, case #{case.number}." in page


def test_nothing_is_asked_of_an_answer_that_is_right(desk: Client, case: Case) -> None:
    page = sent(desk, case, body="Hello Carla, you will have it by Friday. Yours, Ana")

    assert "Leaves in a moment" in page


def test_a_file_that_is_attached_is_not_missed(desk: Client, case: Case) -> None:
    part(desk, case, "draft/files", files=SimpleUploadedFile("a.txt", b"x"))

    page = sent(desk, case, body="The label is attached.")

    assert "Leaves in a moment" in page


def test_what_was_asked_keeps_the_way_it_was_to_be_sent(desk: Client, case: Case) -> None:
    page = sent(desk, case, body="Parcel [number]", action="close")
    assert re.search(r'name="action" value="close"[^>]*>[^<]*<svg.*?</svg>\s*Send anyway', page)

    later = sent(desk, case, body="Parcel [number]", later="tomorrow")
    assert re.search(r'name="later" value="tomorrow"[^>]*>[^<]*<svg.*?</svg>\s*Send anyway', later)


def test_a_script_gets_the_questions_alone_and_then_where_to_go(desk: Client, case: Case) -> None:
    status, shown = part(desk, case, "messages", body="Parcel [number]", action="send", version=0)
    assert status == 422
    assert shown.strip().startswith('<div id="composer-doubts"')

    headers = {"HX-Request": "true"}
    form = {"body": "Parcel [number]", "action": "send", "acknowledged": digest_in(shown)}
    answer = desk.post(f"/cases/{case.number}/messages/", form, headers=headers)

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"/cases/{case.number}/"


def test_a_script_is_told_of_a_refusal_in_place(desk: Client, case: Case) -> None:
    status, shown = part(desk, case, "messages", body=" ", action="send", version=0)

    assert status == 422
    assert "Write something before you send." in shown


def test_a_place_is_told_as_browsers_count_letters(desk: Client, case: Case) -> None:
    page = sent(desk, case, body="👋🏽 é [name]")

    assert 'data-start="7" data-end="13"' in page


def test_an_empty_answer_is_refused(desk: Client, case: Case) -> None:
    page = post(desk, case, "messages", body="  ", action="send", version=0)

    assert "Write something before you send." in page
    assert not Dispatch.objects.exists()


def test_an_answer_goes_out_and_its_promise_is_written_down(
    desk: Client, people: Cast, case: Case
) -> None:
    page = post(
        desk, case, "messages", body="You will have it by Friday.", action="send", version=0
    )

    sent, promise = Message.objects.get(direction="out"), Promise.objects.get(source="person")
    assert (sent.text, sent.author) == ("You will have it by Friday.", people.agent)
    assert (promise.due_at, promise.made_in) == (FRIDAY, sent)
    assert "Leaves in a moment" in page
    assert "Noted as a promise" in page
    assert f"/messages/{sent.pk}/withdrawal/" in page
    assert not Draft.objects.exists()


def test_an_answer_taken_back_is_a_draft_again_and_promised_nothing(
    desk: Client, case: Case
) -> None:
    post(desk, case, "messages", body="You will have it by Friday.", action="send", version=0)
    sent = Message.objects.get(direction="out")

    page = post(desk, case, f"messages/{sent.pk}/withdrawal")

    assert "Taken back." in page
    assert "You will have it by Friday." in page
    assert not Message.objects.filter(direction="out").exists()
    assert not Promise.objects.filter(source="person", end="").exists()
    assert history_in(page) == ["Took an answer back before it left"]


def history_in(page: str) -> list[str]:
    """The lines of the history since the case was opened."""
    lines = re.findall(r"<li><span>(.*?)</span>", page.split('id="history-all"')[1])
    return [line for line in lines if not line.startswith("Opened")]


def test_an_answer_taken_back_leaves_what_it_replaced_and_one_line(
    desk: Client, case: Case
) -> None:
    old = owed_since(case, MONDAY - timedelta(days=3))
    before = history_in(desk.get(f"/cases/{case.number}/").content.decode())
    sent(desk, case, body="We will refund you by Friday. We will call you by Friday.")
    answer = Message.objects.get(direction="out")

    page = post(desk, case, f"messages/{answer.pk}/withdrawal")

    old.refresh_from_db()
    assert old.is_open
    assert history_in(page) == ["Took an answer back before it left", *before]


def test_too_late_to_undo_is_said_and_changes_nothing(desk: Client, case: Case) -> None:
    post(desk, case, "messages", body="Thank you.", action="send", version=0)
    sent = Message.objects.get(direction="out")
    with clock.frozen(MONDAY + timedelta(seconds=11)):
        dispatch_due()

        page = post(desk, case, f"messages/{sent.pk}/withdrawal")

    assert "on its way already" in page
    assert Dispatch.objects.get().state == Dispatch.State.SENT


def test_the_undo_follows_to_the_inbox_after_sending_and_closing(desk: Client, case: Case) -> None:
    page = post(desk, case, "messages", body="Thank you.", action="close", version=0)

    assert "<h1>Inbox</h1>" in page
    assert f"Your answer in case {case.number} is on its way." in page


@pytest.mark.parametrize(
    ("kind", "body", "is_told"),
    [
        ("money", "Thank you.", True),
        ("answer", "Thank you.", False),
        ("answer", "You will have it by Friday.", True),
    ],
)
def test_sending_and_closing_says_when_a_promise_will_keep_the_case_open(
    desk: Client, case: Case, kind: str, body: str, is_told: bool
) -> None:
    make_promise(case, kind=kind)

    page = post(desk, case, "messages", body=body, action="close", version=0)

    assert ("The case stays open until what is promised on it is done." in page) is is_told


def test_files_go_with_the_answer(desk: Client, case: Case) -> None:
    post(desk, case, "draft/files", files=SimpleUploadedFile("label.txt", b"Return label"))
    kept = Draft.objects.get().attachments.get()
    shown = desk.get(f"/cases/{case.number}/").content.decode()
    post(desk, case, "messages", body="See the label.", action="send", version=1)

    assert "label.txt" in shown
    assert Message.objects.get(direction="out").attachments.get() == kept
    served = desk.get(f"/files/{kept.pk}/")
    assert served["Content-Disposition"].startswith("attachment")
    assert b"".join(served.streaming_content) == b"Return label"  # type: ignore[arg-type]


def test_a_message_that_could_not_be_sent_is_tried_again(desk: Client, case: Case) -> None:
    post(desk, case, "messages", body="Thank you.", action="send", version=0)
    sent = Message.objects.get(direction="out")
    Dispatch.objects.update(state="failed", error={"detail": "Mailbox full"}, settled_at=MONDAY)
    page = desk.get(f"/cases/{case.number}/").content.decode()

    post(desk, case, f"messages/{sent.pk}/delivery", way="retry")

    assert "Could not be sent" in page
    assert "Mailbox full" in page
    assert Dispatch.objects.get().state == "waiting"


def test_a_person_says_whether_an_unclear_message_arrived(desk: Client, case: Case) -> None:
    post(desk, case, "messages", body="Thank you.", action="send", version=0)
    sent = Message.objects.get(direction="out")
    Dispatch.objects.update(state="unknown", settled_at=MONDAY)

    page = post(desk, case, f"messages/{sent.pk}/delivery", way="sent")

    assert Dispatch.objects.get().state == "sent"
    assert "Not known whether it arrived" not in page


def test_whom_it_goes_to_is_changed_kept_and_sent_so(desk: Client, case: Case) -> None:
    people = {"to": "carla@customer.example", "cc": '"Smith, Cora" <cora@customer.example>'}

    desk.post(f"/cases/{case.number}/draft/", {"body": "Hello", "version": "0", **people})
    page = desk.get(f"/cases/{case.number}/").content.decode()
    desk.post(f"/cases/{case.number}/messages/", {"body": "Hello", "action": "send", **people})

    assert 'name="cc" value="&#34;Smith, Cora&#34; &lt;cora@customer.example&gt;"' in page
    sent = Message.objects.get(direction="out")
    assert sent.to == [["", "carla@customer.example"]]
    assert sent.cc == [["Smith, Cora", "cora@customer.example"]]


def test_what_is_no_address_is_said_and_nothing_is_lost_or_sent(desk: Client, case: Case) -> None:
    form = {"body": "Hello", "action": "send", "to": "carla@customer.example", "cc": "nonsense"}

    answer = desk.post(f"/cases/{case.number}/messages/", form, follow=True)

    assert "“nonsense” is no e-mail address." in answer.content.decode()
    assert not Message.objects.filter(direction="out").exists()
    assert Draft.objects.get().body == "Hello"


def test_a_conversation_with_a_supplier_is_begun_written_in_and_kept_apart(
    desk: Client, case: Case
) -> None:
    Supplier.objects.create(shop=case.shop, name="Lamp Makers", email="claims@maker.example")
    maker = Supplier.objects.get()
    threads = f"/cases/{case.number}/threads/"

    offered = desk.get(threads).content.decode()
    begun = desk.post(threads, {"supplier": str(maker.pk)})
    composer = desk.get(begun["Location"]).content.decode()
    thread = Thread.objects.get(side="supplier")
    form = {"thread": str(thread.pk), "body": "A new one by Friday, please", "action": "send"}
    desk.post(f"/cases/{case.number}/messages/", form | {"to": "claims@maker.example", "cc": ""})
    page = desk.get(f"/cases/{case.number}/").content.decode()

    assert "Lamp Makers · claims@maker.example" in offered
    assert "This goes to Lamp Makers. The customer never sees it." in composer
    assert 'value="Lamp Makers &lt;claims@maker.example&gt;"' in composer
    assert Message.objects.get(direction="out").thread == thread
    assert case.promises.count() == 0
    assert "said-others" in page
    assert "Supplier · Lamp Makers" in page
    assert "Wrote to the supplier" in page


def test_a_customer_typed_into_a_suppliers_conversation_is_refused_in_words(
    desk: Client, case: Case
) -> None:
    threads = f"/cases/{case.number}/threads/"
    person = {"side": "carrier", "name": "DPD", "supplier": ""}

    begun = desk.post(threads, person | {"address": "carla@customer.example"})
    desk.post(threads, person | {"address": "claims@dpd.example"})
    thread = Thread.objects.get(side="carrier")
    form = {"thread": str(thread.pk), "body": "Hello", "action": "send"}
    sent = desk.post(
        f"/cases/{case.number}/messages/",
        form | {"to": "claims@dpd.example, carla@customer.example", "cc": ""},
        follow=True,
    )

    assert begun.status_code == 422
    assert "carla@customer.example is a customer&#39;s address." in begun.content.decode()
    page = sent.content.decode()
    assert "carla@customer.example is a customer&#39;s address." in page
    assert "This goes to DPD" in page
    assert 'value="claims@dpd.example, carla@customer.example"' in page
    assert not Message.objects.filter(direction="out").exists()


def test_an_undone_word_to_a_supplier_is_a_draft_in_its_conversation(
    desk: Client, case: Case
) -> None:
    post = f"/cases/{case.number}/threads/"
    desk.post(post, {"side": "carrier", "name": "DPD", "address": "claims@dpd.example"})
    thread = Thread.objects.get(side="carrier")
    form = {"thread": str(thread.pk), "body": "Hello", "to": "claims@dpd.example", "cc": ""}
    desk.post(f"/cases/{case.number}/messages/", form | {"action": "send"})
    sent = Message.objects.get(direction="out")

    answer = desk.post(f"/cases/{case.number}/messages/{sent.pk}/withdrawal/")

    assert f"with={thread.pk}" in answer["Location"]
    draft = Draft.objects.get()
    assert (draft.thread, draft.body, draft.to) == (thread, "Hello", [["", "claims@dpd.example"]])


@pytest.mark.parametrize(
    ("form", "leaves", "shown"),
    [
        ({"later": "tomorrow"}, datetime(2026, 3, 3, 9, tzinfo=UTC), "tomorrow, 09:00"),
        ({"later": "monday"}, datetime(2026, 3, 9, 9, tzinfo=UTC), "Mon, 9 Mar, 09:00"),
        (
            {"later": "chosen", "later_at": "2026-03-04T18:30"},
            datetime(2026, 3, 4, 18, 30, tzinfo=UTC),
            "Wed, 4 Mar, 18:30",
        ),
    ],
)
def test_an_answer_leaves_later_and_says_when(
    desk: Client, case: Case, form: dict[str, str], leaves: datetime, shown: str
) -> None:
    page = post(desk, case, "messages", body="Good morning", version=0, **form)

    assert f"Your answer goes out: {shown}." in page
    assert f"Goes out: {shown}" in " ".join(page.split())
    dispatch = Dispatch.objects.get()
    assert (dispatch.state, dispatch.not_before) == ("waiting", leaves)
    post(desk, case, f"messages/{dispatch.message_id}/withdrawal")
    assert Draft.objects.get().body == "Good morning"


def test_a_time_that_is_past_keeps_the_words(desk: Client, case: Case) -> None:
    form = {"later": "chosen", "later_at": "2026-03-01T09:00"}

    page = post(desk, case, "messages", body="Good morning", version=0, **form)

    assert "Choose a time that is still to come" in page
    assert not Dispatch.objects.exists()
    assert Draft.objects.get().body == "Good morning"


def test_two_hundred_files_without_javascript_lose_no_word(desk: Client, case: Case) -> None:
    many = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(200)]

    page = post(desk, case, "messages", body="Hello Carla", action="send", files=many)

    assert "A message may have at most 50 files; these are 200." in page
    assert "Hello Carla</textarea>" in page
    assert not Dispatch.objects.exists()


def seen_in(page: str) -> str:
    return re.findall(r'name="after" value="([\w-]+)"', page)[-1]


def test_a_second_answer_is_asked_about_shown_and_sent_anyway(
    desk: Client, people: Cast, case: Case
) -> None:
    page = desk.get(f"/cases/{case.number}/").content.decode()
    with clock.frozen(MONDAY + timedelta(seconds=1)):
        send_reply(case, people.manager, "Look under the mat.")
    form = {"body": "Hello Carla, it comes by Friday.", "after": seen_in(page)}

    with clock.frozen(MONDAY + timedelta(seconds=21)):
        asked = sent(desk, case, **form)

    assert f"{people.manager.name} answered 20 seconds ago" in asked
    assert asked.count("Look under the mat.") >= 2
    assert Dispatch.objects.count() == 1
    assert Draft.objects.get(staff=people.agent).body == form["body"]
    again = form | {"after": seen_in(asked), "acknowledged": digest_in(asked)}
    assert "Leaves in a moment" in sent(desk, case, **again)
    assert Dispatch.objects.count() == 2


def test_whoever_speaks_after_the_question_is_asked_about_again(
    desk: Client, people: Cast, case: Case
) -> None:
    page = desk.get(f"/cases/{case.number}/").content.decode()
    send_reply(case, people.manager, "Look under the mat.")
    form = {"body": "Hello Carla, it comes by Friday.", "after": seen_in(page)}
    asked = sent(desk, case, **form)
    thread = Thread.objects.get(case=case)
    make_message(case, "Found it!", from_name="Carla", thread=thread)

    again = form | {"after": seen_in(asked), "acknowledged": digest_in(asked)}
    status, shown = part(desk, case, "messages", action="send", version=0, **again)

    assert status == 422
    assert "Carla wrote" in shown
    assert "Look under the mat." not in shown
    assert Dispatch.objects.count() == 1


def test_a_second_answer_and_every_doubt_are_asked_about_in_one_step(
    desk: Client, people: Cast, case: Case
) -> None:
    page = desk.get(f"/cases/{case.number}/").content.decode()
    send_reply(case, people.manager, "Look under the mat.")

    asked = sent(
        desk,
        case,
        body="Parcel [number]",
        after=seen_in(page),
        files=SimpleUploadedFile("a.txt", b"x"),
    )

    assert "data-meanwhile" in asked
    assert 'data-doubt="left_open"' in asked
    assert Attachment.objects.count() == 1


def test_a_colleague_who_writes_as_well_is_a_doubt_for_a_minute(
    desk: Client, people: Cast, case: Case
) -> None:
    answer = "Hello Carla, you will have it by Friday. Yours, Ana"
    save_draft(case, people.manager, 0, "Dear Carla")

    with clock.frozen(MONDAY + timedelta(seconds=30)):
        page = sent(desk, case, body=answer)
    assert f"{people.manager.name} is writing an answer, too." in page
    assert not Dispatch.objects.exists()

    with clock.frozen(MONDAY + timedelta(seconds=90)):
        assert "Leaves in a moment" in sent(desk, case, body=answer)


def test_without_javascript_a_file_is_shown_with_what_is_asked(desk: Client, case: Case) -> None:
    form = {"body": "Dear {{ what }},", "files": SimpleUploadedFile("note.txt", b"words")}

    page = sent(desk, case, **form)

    assert "Before this is sent" in page
    assert "note.txt" in page
