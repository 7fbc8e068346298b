"""Drafts: what is typed is never lost, with whom it goes to, its files and prepared answers."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.console.composer.at_the_composer import part, post

from makegood.cases.models import Case
from makegood.kernel import files
from makegood.kernel.errors import BadInput
from makegood.messages.actions.composing import letter_of
from makegood.messages.actions.drafting import attach, draft_for
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.templating import seed_templates
from makegood.messages.models import Attachment, Draft, Template
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db


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


def test_a_file_is_taken_off_again(desk: Client, case: Case) -> None:
    post(desk, case, "draft/files", files=SimpleUploadedFile("label.txt", b"Return label"))
    kept = Draft.objects.get().attachments.get()

    page = post(desk, case, f"draft/files/{kept.pk}/removal")

    assert "label.txt" not in page


def test_a_draft_is_thrown_away(desk: Client, case: Case) -> None:
    post(desk, case, "draft", body="Rubbish", version=0)

    assert "Rubbish" not in post(desk, case, "draft/removal")
    assert not Draft.objects.exists()


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
