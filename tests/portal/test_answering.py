from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from makegood.cases.actions.closing import close_case
from makegood.cases.models import Case, Fact
from makegood.kernel import clock
from makegood.messages.models import Attachment, Message
from makegood.portal.forms import MOST_BYTES, MOST_FILES
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case


def _photo(name="lamp.jpg", size=(800, 600)) -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue(), "text/html")


def _words(case: Case) -> list[str]:
    return [m.text for m in Message.objects.filter(case=case, direction="in").order_by("at", "pk")]


def test_an_answer_with_photos_joins_the_case(reader, case):
    form = {"text": "Here it is.", "photos": [_photo(), _photo("two.JPG")], "once": "n1"}
    response = reader.post("answer/", form)

    there = f"{reader.path}?thanks=answer#thanks"
    assert (response.status_code, response["Location"]) == (302, there)
    assert _words(case) == ["My lamp is broken.", "Here it is."]
    files = Attachment.objects.order_by("name")
    assert [(f.name, f.type) for f in files] == [
        ("lamp.jpg", "image/jpeg"),
        ("two.JPG", "image/jpeg"),
    ]
    page = reader.get(thanks="answer").content.decode()
    assert "Thank you. It is with us." in page
    assert "Here it is." in page


def test_a_photo_alone_says_enough(reader, case):
    assert reader.post("answer/", {"photos": _photo()}).status_code == 302
    assert Attachment.objects.count() == 1


def test_photos_are_seen_through_the_link_and_no_other(reader, case, reader_of):
    reader.post("answer/", {"photos": _photo()})
    file = Attachment.objects.get()
    stranger = reader_of(make_case())

    shown, small = reader.get(f"files/{file.pk}/"), reader.get(f"files/{file.pk}/small/")

    assert shown.getvalue()[:3] == b"\xff\xd8\xff"
    assert (shown["Content-Type"], small["Content-Type"]) == ("image/jpeg", "image/webp")
    assert shown["Content-Security-Policy"].startswith("sandbox")
    assert stranger.get(f"files/{file.pk}/").status_code == 404
    assert stranger.get(f"files/{file.pk}/small/").status_code == 404


def test_an_empty_answer_is_refused_by_name(reader, case):
    response = reader.post("answer/", {"text": "  "})

    assert response.status_code == 422
    assert "Write something, or add a photo." in response.content.decode()
    assert _words(case) == ["My lamp is broken."]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([_photo("virus.exe")], "“virus.exe” is of a kind we can&#39;t take"),
        (
            [SimpleUploadedFile("big.pdf", b"x" * (MOST_BYTES + 1))],
            "“big.pdf” is larger than 15 MB",
        ),
        ([_photo(f"{n}.jpg", (9, 9)) for n in range(MOST_FILES + 1)], "at most 8 files"),
        (
            [SimpleUploadedFile(f"{n}.pdf", b"x" * (MOST_BYTES - 9)) for n in range(3)],
            "Together they are larger than 40 MB",
        ),
    ],
    ids=["kind", "size", "number", "together"],
)
def test_a_limit_is_told_when_it_is_met_and_the_words_stay(reader, case, files, said):
    response = reader.post("answer/", {"text": "Look at this", "photos": files})

    body = response.content.decode()
    assert response.status_code == 422
    assert said in body
    assert "Look at this</textarea>" in body
    assert (_words(case), Attachment.objects.count()) == (["My lamp is broken."], 0)


def test_a_body_without_end_is_turned_away_unread(reader, case):
    path = reader.path + "answer/"
    response = reader.client.generic("POST", path, b"", CONTENT_LENGTH=str(10**9))

    assert response.status_code == 413
    assert "too large to send at once" in response.content.decode()


def test_the_same_form_sent_twice_is_one_message(reader, case):
    form = {"text": "Only once", "once": "n1"}
    first, second = reader.post("answer/", form), reader.post("answer/", form)

    assert first.status_code == second.status_code == 302
    assert _words(case) == ["My lamp is broken.", "Only once"]

    reader.post("answer/", form | {"text": "Changed after going back"})
    assert len(_words(case)) == 3


def test_nobody_can_pour_messages_in(reader, case):
    for n in range(9):
        assert reader.post("answer/", {"text": f"Again {n}"}).status_code == 302

    refused = reader.post("answer/", {"text": "And again"})

    assert refused.status_code == 429
    assert "And again</textarea>" in refused.content.decode()
    assert len(_words(case)) == 10
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert reader.post("answer/", {"text": "Later"}).status_code == 302


def test_an_answer_to_a_closed_case_opens_it_again(reader, case):
    close_case(case, make_staff(), "settled")

    reader.post("answer/", {"text": "It broke again"})

    case.refresh_from_db()
    assert (case.is_closed, case.turn) == (False, "us")


def test_missing_facts_are_asked_for_and_kept(reader, case):
    Case.objects.filter(pk=case.pk).update(turn="customer")
    assert "Your order number" in reader.get().content.decode()

    response = reader.post("facts/", {"order": "W-77", "expectation": "A new one", "once": "n"})

    assert response["Location"] == f"{reader.path}?thanks=facts#thanks"
    facts = {f.key: (f.value, f.source) for f in Fact.objects.all()}
    assert facts == {"order": ("W-77", "customer"), "expectation": ("A new one", "customer")}
    assert "Your order number\nW-77" in _words(case)[-1]
    case.refresh_from_db()
    assert case.turn == "us"
    assert 'name="order"' not in reader.get().content.decode()


def test_no_fact_told_is_told_back(reader, case):
    response = reader.post("facts/", {"order": " "})

    assert response.status_code == 422
    assert "Answer at least one of the questions." in response.content.decode()
    assert not Fact.objects.exists()


def test_a_fact_already_known_is_not_the_customers_to_change(reader, case):
    Fact.objects.create(case=case, key="order", value="W-1", source="staff", at=clock.now())

    reader.post("facts/", {"order": "W-2", "product": "Lamp"})

    assert {f.value for f in Fact.objects.all()} == {"W-1", "Lamp"}


def test_the_chosen_language_stays_through_an_answer(reader, case):
    response = reader.client.post(f"{reader.path}answer/?lang=hu", {"text": "Igen"})

    assert response["Location"] == f"{reader.path}?lang=hu&thanks=answer#thanks"
