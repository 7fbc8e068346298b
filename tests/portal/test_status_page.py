import re
from datetime import timedelta

import pytest
from django.test import Client

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.linking import new_link, revoke_link
from makegood.cases.actions.noting import note
from makegood.kernel import clock
from makegood.kernel.text import LANGUAGES
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Attachment, Dispatch, Message, Thread
from makegood.promises.actions.keeping import keep
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case, make_message, make_promise, make_shop


def _text(response) -> str:
    """The page as it is read: without tags, whitespace single."""
    body = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", body.split("<main")[1]).split())


def _ours(case, text, state="sent", **facts) -> Message:
    account = case.shop.accounts.get(kind="postoffice")
    message = make_message(case, text, direction="out", account=account, **facts)
    Dispatch.objects.create(message=message, account=account, state=state, not_before=clock.now())
    return message


@pytest.fixture
def shop(db):
    shop = make_shop(phone="+353 1 234 5678")
    post_office(shop)
    return shop


def test_the_page_shows_the_conversation_and_the_shop(reader, case, shop):
    _ours(case, "We send you a new one.", author=make_staff("Ana Agent"))

    page = _text(reader.get())

    for shown in (
        f"Case {case.number}",
        "You",
        "My lamp is broken.",
        "Ana from Northwind",
        "We send you a new one.",
        "help@shop.example",
        "+353 1 234 5678",
    ):
        assert shown in page, shown


def test_the_page_shows_nothing_of_the_inside(reader, case, shop):
    agent = make_staff("Ana Secretary")
    note(case, agent, "He is a nuisance.")
    _ours(case, "Not yet sent", state="waiting")
    make_message(case, "Delivery failed", auto="bounce")
    supplier = Thread.objects.create(case=case, side="supplier", token="x", created_at=clock.now())
    make_message(case, "We know this fault", thread=supplier)
    make_promise(case, source="silence", text="Internal alarm")

    page = reader.get().content.decode()

    for inside in (
        "nuisance",
        "Not yet sent",
        "Delivery failed",
        "this fault",
        "Internal alarm",
        "Secretary",
        str(case.pk),
    ):
        assert inside not in page, inside


def test_quoted_text_is_folded(reader, case, shop):
    make_message(case, "Yes.", quoted_text="On Monday you wrote: is it on?")

    body = reader.get().content.decode()

    folded = re.search(r'<details class="quoted">(.*?)</details>', body, re.DOTALL)
    assert folded
    assert "is it on?" in folded[1]


def test_a_signature_is_folded(reader, case, shop):
    make_message(case, "Yes.", signature="Sent from my telephone")

    body = reader.get().content.decode()

    folded = re.search(r'<details class="quoted">(.*?)</details>', body, re.DOTALL)
    assert folded
    assert "Sent from my telephone" in folded[1]


def test_what_the_desk_sent_by_itself_is_folded(reader, case, shop):
    _ours(case, "We have your message.", purpose="acknowledgement")

    body = reader.get().content.decode()

    automatic = body.split("bubble-automatic")[1].split("</li>")[0]
    assert "We confirmed that your message is here.</summary>" in automatic
    assert "Northwind, by itself" in automatic


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({}, "Received"),
        ({"told_at": clock.now()}, "Being looked at"),
        ({"turn": "others"}, "Being looked at"),
        ({"turn": "customer", "told_at": clock.now()}, "Waiting for you"),
        ({"turn": "customer", "told_at": clock.now(), "owed": 1}, "Answered"),
    ],
)
def test_the_page_says_where_the_case_stands(reader, case, facts, title):
    for name, value in facts.items():
        setattr(case, name, value)
    case.save()

    assert f'id="journey-title">{title}</h2>' in reader.get().content.decode()


def test_what_no_kind_names_is_told_in_the_words_it_was_promised_in(reader, case, shop):
    said = _ours(case, "Hello. We will repair it by Friday. Bye.")
    make_promise(case, kind="other", text="by Friday", made_in=said)

    page = reader.get().content.decode()

    assert "<strong>We will repair it by Friday.</strong>" in page


def test_promises_are_told_honestly(reader, case):
    agent = make_staff()
    made = clock.now() - timedelta(days=5)
    with clock.frozen(made):
        kept = make_promise(case, text="A new lamp")
        late = make_promise(case, text="A refund")
        make_promise(case, text="An inspection")
    make_promise(case, text="Your parcel", due_at=clock.now() + timedelta(days=2))
    with clock.frozen(made + timedelta(days=1)):
        keep(kept, note="sent", by=agent)
    with clock.frozen(made + timedelta(days=4)):
        keep(late, note="paid", by=agent)

    page = _text(reader.get())

    assert re.search(r"A new lamp Done: [^.]*\. A refund", page)
    assert re.search(r"A refund Done: .*?, later than we said\. We are sorry\.", page)
    assert re.search(r"An inspection This was due .*?\. We are late, and we are sorry\.", page)
    assert "We are late with something we promised you." in page
    assert re.search(r"Your parcel At the latest: .*?\. 2 days left", page)


def test_the_page_speaks_the_customers_language_and_any_other_asked_for(reader, case):
    case.language = "lt"
    case.save(update_fields=["language"])
    assert '<html lang="lt"' in reader.get().content.decode()

    for code in LANGUAGES:
        body = reader.get(lang=code).content.decode()
        assert f'<html lang="{code}"' in body
        assert f'action="{reader.path}answer/?lang={code}"' in body
    assert '<html lang="lt"' in reader.get(lang="xx").content.decode()


def test_the_page_keeps_to_itself(reader):
    response = reader.get()

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert not response.cookies


def test_every_link_that_does_not_work_looks_the_same(reader, case, shop):
    good, revoked = reader.get(), reader.path
    new_link(case, None)
    revoke_link(case, None)
    bad = (revoked, revoked[:-5] + "x/", "/s/nonsense/", "/s/0:x/", "/s/%00/")
    with clock.frozen(clock.now()):  # a page says when it was made, whatever it is
        pages = [Client().get(path) for path in bad]

    assert good.status_code == 200
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "What you can do" in pages[0].content.decode()
    assert "help@shop.example" in pages[0].content.decode()
    for rest in ("answer/", "facts/"):
        assert Client().post(revoked + rest, {"text": "x"}).status_code == 404


def test_before_there_is_a_shop_a_bad_link_is_answered_too(db):
    assert Client().get("/s/nonsense/").status_code == 404


def test_a_closed_case_says_how_to_go_on(reader, case):
    close_case(case, make_staff(), "settled")

    page = _text(reader.get())

    assert "Closed" in page
    assert "Your message opens the case again." in page
    assert "A few facts would help us" not in page


def test_the_page_asks_the_database_no_more_for_a_long_conversation(
    reader, case, shop, django_assert_max_num_queries, django_assert_num_queries
):
    def talk(names):
        for name in names:
            message = _ours(case, "x", author=make_staff(name))
            facts = {"type": "application/pdf", "size": 1, "sha256": "0" * 64}
            Attachment.objects.create(message=message, name="a.pdf", **facts)
            make_promise(case)

    talk(["Ana"])
    reader.get()
    with django_assert_max_num_queries(12) as one:
        reader.get()
    talk(["Bea", "Cid", "Dan"])
    with django_assert_num_queries(len(one)):
        reader.get()


def test_a_page_of_one_case_shows_no_other(reader, case):
    make_case(subject="Somebody else's")

    assert "Somebody else" not in reader.get().content.decode()
