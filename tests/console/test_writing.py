"""Writing an answer: drafts are never lost, promises are found, ten seconds to undo."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.composing import letter_of
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.drafting import attach, draft_for, save_draft
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.templating import seed_templates
from makegood.messages.models import Attachment, Dispatch, Draft, Message, Template, Thread
from makegood.promises.models import Promise
from makegood.shops.models import Supplier
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_message, make_order, make_promise, make_shop

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
"""When the shop closes on the Friday after."""


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def case(db: None) -> Iterator[Case]:
    with clock.frozen(MONDAY):
        post_office(make_shop())
        opened = make_case()
        make_message(opened, "Where is it?", from_address="carla@customer.example")
        yield opened


def post(client: Client, case: Case, place: str, **form: object) -> str:
    answer = client.post(f"/cases/{case.number}/{place}/", form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, case: Case, **form: object) -> str:
    """The page after pressing Send, with what it asks."""
    given = {"action": "send", "version": 0} | form
    answer = client.post(f"/cases/{case.number}/messages/", given, follow=True)
    assert answer.status_code in {200, 422}
    return answer.content.decode()


def digest_in(page: str) -> str:
    found = re.search(r'name="acknowledged" value="(\w+)"', page)
    assert found
    return found[1]


def part(client: Client, case: Case, place: str, **form: object) -> tuple[int, str]:
    headers = {"HX-Request": "true"}
    answer = client.post(f"/cases/{case.number}/{place}/", form, headers=headers)
    return answer.status_code, answer.content.decode()


def test_what_is_typed_is_kept_and_stands_there_again(desk: Client, case: Case) -> None:
    status, shown = part(desk, case, "draft", body="Dear Carla,", version=0)

    assert status == 200
    assert "Draft saved at" in shown
    assert "Dear Carla," in desk.get(f"/cases/{case.number}/").content.decode()


def test_what_will_follow_the_words_is_told_below_them(
    desk: Client, people: Cast, case: Case
) -> None:
    page = desk.get(f"/cases/{case.number}/").content.decode()
    answer = send_reply(case, people.agent, "Here you are.")

    told = re.search(r'id="signature">Below your words: <bdi>(.*?)</bdi>', page)
    assert told
    assert f"Here you are.\n\n{told[1].replace(', ', chr(10))}\n" in letter_of(answer).text


def test_the_promise_in_the_words_is_found_while_they_are_typed(desk: Client, case: Case) -> None:
    _, shown = part(desk, case, "draft", body="You will hear from us by Friday.", version=0)

    assert "Found a promise:" in shown
    assert "Fri, 6 Mar, 17:00" in shown
    assert "by Friday" in shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("La richiamo domani mattina.", "tomorrow, 12:00"),
        ("La chiamo domani alle 10.30.", "tomorrow, 10:30"),
        ("Le risponderemo entro stasera.", "today, 20:00"),
        ("We will call you in two hours.", "today, 12:00"),
    ],
)
def test_words_of_any_language_and_hour_are_found(
    desk: Client, case: Case, words: str, shown: str
) -> None:
    _, part_shown = part(desk, case, "draft", body=words, version=0)

    assert shown in part_shown


def test_hours_said_in_a_draft_count_from_when_it_is_looked_at(desk: Client, case: Case) -> None:
    part(desk, case, "draft", body="We will call you in two hours.", version=0)

    with clock.frozen(MONDAY + timedelta(minutes=30)):
        page = desk.get(f"/cases/{case.number}/").content.decode()

    assert "Found a promise:" in page
    assert "today, 12:30" in page


def test_the_hour_found_stays_where_only_the_kind_is_chosen(desk: Client, case: Case) -> None:
    form = {"body": "La richiamo domani mattina.", "version": 0, "promise_mode": "chosen"}
    stood = {"promise_day": "2026-03-03", "promise_due_at": "2026-03-03T12:00:00+00:00"}

    _, shown = part(desk, case, "draft", **form, **stood, promise_kind="call_back")
    _, other = part(
        desk,
        case,
        "draft",
        **form | {"version": 2},
        **stood | {"promise_day": "2026-03-04"},
        promise_kind="news",
    )

    assert "A call back, tomorrow, 12:00" in shown
    assert "News, Wed, 4 Mar, 17:00" in other


def test_hours_in_the_words_do_not_make_it_ask_again(desk: Client, case: Case) -> None:
    words = "We will call you in two hours about [number]."
    digest = digest_in(sent(desk, case, body=words))

    with clock.frozen(MONDAY + timedelta(seconds=9)):
        sent(desk, case, body=words, version=1, acknowledged=digest)

    assert Promise.objects.get(kind="call_back").due_at == MONDAY + timedelta(hours=2, seconds=9)


def test_what_leaves_later_is_counted_from_when_it_leaves(desk: Client, case: Case) -> None:
    words = "We will call you in two hours."
    friday = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    with clock.frozen(friday):
        assert "closed" in sent(desk, case, body="We will call you tomorrow.")
        assert "closed" not in sent(desk, case, body="We will call you tomorrow.", later="monday")
    assert Promise.objects.get(kind="call_back").due_at == datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
    Promise.objects.filter(kind="call_back").delete()
    later = {"later": "chosen", "later_at": "2026-03-03T09:00"}

    page = sent(desk, case, body=words, **later)

    assert "Noted as a promise: by tomorrow, 11:00." in page
    at = Promise.objects.get(kind="call_back").due_at
    assert at == datetime(2026, 3, 3, 11, 0, tzinfo=UTC)


def _owed_since(case: Case, due_at: datetime) -> Promise:
    with clock.frozen(MONDAY - timedelta(days=5)):
        return make_promise(case, kind="money", due_at=due_at)


def test_a_broken_promise_of_the_same_kind_is_replaced_unless_unticked(
    desk: Client, case: Case
) -> None:
    old = _owed_since(case, MONDAY - timedelta(days=3))
    words = "We will refund you by Friday."

    _, shown = part(desk, case, "draft", body=words, version=0)
    _, unticked = part(desk, case, "draft", body=words, version=2, replaces_shown=str(old.pk))

    assert "Replaces the promise of Fri, 27 Feb" in shown
    assert f'value="{old.pk}" checked' in shown
    assert f'value="{old.pk}" checked' not in unticked

    page = sent(desk, case, body=words, version=3)
    old.refresh_from_db()
    assert "It replaces the promise of Fri, 27 Feb." in page
    assert (old.end, old.replaced_by) == ("replaced", Promise.objects.get(due_at=FRIDAY))


def test_an_unticked_promise_stays_owed(desk: Client, case: Case) -> None:
    old = _owed_since(case, MONDAY - timedelta(days=3))

    sent(desk, case, body="We will refund you by Friday.", replaces_shown=str(old.pk))

    old.refresh_from_db()
    assert old.is_open
    assert Promise.objects.filter(kind="money", end="").count() == 2


def test_a_promise_still_to_come_is_offered_and_not_ticked(desk: Client, case: Case) -> None:
    old = _owed_since(case, MONDAY + timedelta(days=1))

    _, shown = part(desk, case, "draft", body="We will refund you by Friday.", version=0)

    assert "Replaces the promise of tomorrow" in shown
    assert f'value="{old.pk}" checked' not in shown
    assert "Replaces" not in part(desk, case, "draft", body="We will call by Friday.", version=2)[1]


def test_no_promise_is_made_where_the_writer_says_there_is_none(desk: Client, case: Case) -> None:
    form = {"body": "You will hear from us by Friday.", "version": 0, "promise_mode": "none"}

    _, shown = part(desk, case, "draft", **form)

    assert "No promise in this answer" in shown
    assert "6 Mar" not in shown.split("pledge-menu")[0]


def test_an_older_window_does_not_overwrite_a_newer_text(desk: Client, case: Case) -> None:
    part(desk, case, "draft", body="First window", version=0)

    status, shown = part(desk, case, "draft", body="Second window", version=0)

    assert status == 409
    assert "changed in another window" in shown
    assert "Keep what stands here" in shown
    assert Draft.objects.get().body == "First window"


def test_without_javascript_neither_text_is_lost_in_a_conflict(desk: Client, case: Case) -> None:
    part(desk, case, "draft", body="First window", version=0)

    answer = desk.post(f"/cases/{case.number}/draft/", {"body": "Second window", "version": 0})

    assert answer.status_code == 409
    assert "Second window" in answer.content.decode()
    assert Draft.objects.get().body == "First window"


def test_a_template_fills_itself_below_what_was_written(desk: Client, case: Case) -> None:
    template = Template.objects.create(
        shop=case.shop,
        language="en",
        name="Hello",
        body="Dear {{ customer.first_name }}, parcel {{ parcel.number }}",
    )

    page = post(desk, case, "draft/template", template=template.pk, body="So.", version=0)

    assert "So.\n\nDear Carla, parcel {{ parcel.number }}" in page
    assert 'data-finds="parcel.number"' in page


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
    old = _owed_since(case, MONDAY - timedelta(days=3))
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


def test_a_chosen_day_is_promised_whatever_the_words_say(desk: Client, case: Case) -> None:
    post(
        desk,
        case,
        "messages",
        body="We will see.",
        action="send",
        version=0,
        promise_mode="chosen",
        promise_kind="money",
        promise_day="2026-03-06",
    )

    promise = Promise.objects.get(source="person")
    assert (promise.kind, promise.due_at) == ("money", FRIDAY)


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


def test_a_file_is_taken_off_again(desk: Client, case: Case) -> None:
    post(desk, case, "draft/files", files=SimpleUploadedFile("label.txt", b"Return label"))
    kept = Draft.objects.get().attachments.get()

    page = post(desk, case, f"draft/files/{kept.pk}/removal")

    assert "label.txt" not in page


def test_a_draft_is_thrown_away(desk: Client, case: Case) -> None:
    post(desk, case, "draft", body="Rubbish", version=0)

    assert "Rubbish" not in post(desk, case, "draft/removal")
    assert not Draft.objects.exists()


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


def test_the_composer_shows_whom_an_answer_goes_to(desk: Client, case: Case) -> None:
    make_message(
        case,
        from_address="carla@customer.example",
        from_name="Carla",
        to=[["", "help@shop.example"], ["Cora", "cora@customer.example"]],
    )

    page = desk.get(f"/cases/{case.number}/").content.decode()

    assert 'name="to" value="Carla &lt;carla@customer.example&gt;"' in page
    assert 'name="cc" value="Cora &lt;cora@customer.example&gt;"' in page


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


def test_two_windows_are_told_and_both_texts_can_be_taken(desk: Client, case: Case) -> None:
    part(desk, case, "draft", body="First window", version=0)

    status, shown = part(desk, case, "draft", body="Second window", version=0)
    assert status == 409
    assert "First window" in shown
    listed = desk.get(f"/cases/{case.number}/draft/earlier/").content.decode()
    assert "Second window" in listed
    assert "from another window" in listed

    part(desk, case, "draft", body="Second window", version=0, join="1")
    assert Draft.objects.get().body == "First window\n\nSecond window"


def test_a_draft_thrown_away_is_put_back(desk: Client, case: Case) -> None:
    part(desk, case, "draft", body="A long thought", version=0)
    page = post(desk, case, "draft/removal")
    assert "Its words stay among the earlier drafts." in page

    listed = desk.get(f"/cases/{case.number}/draft/earlier/").content.decode()
    (way,) = re.findall(r'action="(/cases/\d+/draft/earlier/[\w-]+/)"', listed)
    page = desk.post(way, follow=True).content.decode()

    assert "That text is your draft again." in page
    assert "A long thought</textarea>" in page


def test_too_long_an_answer_is_refused_with_the_limit_named(desk: Client, case: Case) -> None:
    status, shown = part(desk, case, "draft", body="x" * 1_000_005, version=0)

    assert status == 422
    assert "may have 1,000,000 letters; these are 5 too many" in shown


def test_words_that_look_like_html_are_shown_as_words(desk: Client, case: Case) -> None:
    words = "</textarea><script>alert(1)</script> 👩‍👩‍👧 e\u0301 שלום"
    part(desk, case, "draft", body=words, version=0)
    post(desk, case, "draft/removal")
    part(desk, case, "draft", body=words, version=0)

    page = desk.get(f"/cases/{case.number}/").content.decode()
    listed = desk.get(f"/cases/{case.number}/draft/earlier/").content.decode()

    safe = "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; 👩‍👩‍👧 e\u0301 שלום"
    assert f"{safe}</textarea>" in page
    assert f'dir="auto">{safe}</div>' in listed
    assert "<script>alert" not in page + listed


def test_a_photo_leaves_without_the_place_it_was_taken_at(desk: Client, case: Case) -> None:
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[1] = "Ana's phone", "N"
    photo = BytesIO()
    Image.new("RGB", (30, 20)).save(photo, "JPEG", exif=exif)

    part(desk, case, "draft/files", files=SimpleUploadedFile("a.jpg", photo.getvalue()))

    kept = Attachment.objects.get()
    with files.open_file(kept.sha256) as stream:
        sent = stream.read()
    assert b"phone" in photo.getvalue()
    assert b"phone" not in sent
    assert kept.size == len(sent)


def test_two_hundred_files_are_refused_with_the_limit_named(desk: Client, case: Case) -> None:
    many = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(200)]

    status, shown = part(desk, case, "draft/files", files=many)

    assert status == 422
    assert "A message may have at most 50 files; these are 200." in shown
    assert not Attachment.objects.exists()


def test_two_hundred_files_without_javascript_lose_no_word(desk: Client, case: Case) -> None:
    many = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(200)]

    page = post(desk, case, "messages", body="Hello Carla", action="send", files=many)

    assert "A message may have at most 50 files; these are 200." in page
    assert "Hello Carla</textarea>" in page
    assert not Dispatch.objects.exists()


def test_files_one_by_one_end_at_the_limit_too(desk: Client, people: Cast, case: Case) -> None:
    saved = draft_for(case, people.agent)
    for number in range(50):
        attach(saved, f"{number}.txt", "text/plain", b"x")

    status, shown = part(desk, case, "draft/files", files=SimpleUploadedFile("51.txt", b"x"))

    assert status == 422
    assert "A message may have at most 50 files." in shown
    assert saved.attachments.count() == 50


def test_files_together_may_not_be_larger_than_mail_servers_take(
    desk: Client, people: Cast, case: Case
) -> None:
    saved = draft_for(case, people.agent)
    attach(saved, "a.bin", "", bytes(15 * 1024 * 1024))

    with pytest.raises(BadInput):
        attach(saved, "b.bin", "", bytes(11 * 1024 * 1024))

    assert saved.attachments.get().name == "a.bin"


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


def test_answers_that_ask_for_what_the_case_has_are_offered_last(desk: Client) -> None:
    seed_templates(make_shop())
    bare, ordered = make_case(), make_case(order=make_order("W-7"))
    photo = make_message(ordered, "Look")
    facts = {"type": "image/jpeg", "size": 9, "sha256": "0" * 64}
    Attachment.objects.create(message=photo, name="mug.jpg", **facts)

    def names(case: Case) -> list[str]:
        page = desk.get(f"/cases/{case.number}/").content.decode()
        return re.findall(r"data-name>([^<]+)<", page)

    assert names(bare)[0] == "Which order is it?"
    assert names(ordered)[0] == "A part is missing"
    last = names(ordered)[-4:]
    assert {"Which order is it?", "Arrived damaged: photos, please"} < set(last)
