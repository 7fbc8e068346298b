"""The customer's page on a phone: read, answer with a photo, see news, with and without JavaScript."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.browser.axe import complaints

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.kernel import clock
from makegood.kernel.colours import contrast
from makegood.kernel.mail.values import File
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.joining import keep_files
from makegood.messages.models import Dispatch, Message
from makegood.shops.models import Shop
from makegood.testing.makers import make_case, make_message, make_promise, make_shop
from makegood.ui.tokens import tokens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def _photo() -> bytes:
    made = BytesIO()
    picture = Image.new("RGB", (1200, 900), "#7a5c3e")
    picture.paste((200, 60, 40), (300, 200, 800, 700))
    picture.save(made, "JPEG")
    return made.getvalue()


def _lively_case() -> Case:
    """A case in the middle of its life: words both ways, a picture, promises kept, open and broken."""
    shop = make_shop(
        phone="+353 1 234 5678",
        website="https://northwind.example",
        address="12 Harbour Road\nGalway",
        colour="#b3402a",
    )
    account = post_office(shop)
    began = clock.now() - timedelta(days=3)
    with clock.frozen(began):
        case = make_case(subject="The reading lamp came broken")
        first = make_message(case, "Hello,\n\nthe lamp of order W-1001 came with a broken foot.")
        keep_files(first, [File("lamp.jpg", "image/jpeg", _photo())])
    with clock.frozen(began + timedelta(hours=4)):
        facts = {"direction": "out", "account": account, "author": None}
        ours = make_message(
            case,
            "We are sorry, Carla. A new foot goes out to you.",
            quoted_text="> the lamp came with a broken foot",
            **facts,
        )
        Dispatch.objects.create(message=ours, account=account, state="sent", not_before=began)
        make_promise(case, kind="answer", due_at=began + timedelta(hours=9))
        make_promise(
            case,
            kind="parcel",
            text="A new foot for your lamp",
            due_at=began + timedelta(days=5),
        )
        make_promise(case, kind="news", due_at=began + timedelta(days=2))
    case.promises.filter(kind="answer").update(
        end="kept", evidence="message", ended_at=ours.at, kept_by=ours
    )
    Case.objects.filter(pk=case.pk).update(turn="customer", told_at=ours.at)
    return case


def _path(case: Case) -> str:
    return urlsplit(status_url(case)).path


def _fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [PHONE, {}], ids=["phone", "desktop"])
def test_the_page_can_be_read_by_everybody(site, window, scheme):
    page = site.visit(None, **window, color_scheme=scheme)
    page.goto(_path(_lively_case()))

    assert page.get_by_role("heading", level=1).inner_text() == "The reading lamp came broken"
    assert page.get_by_text("A new foot for your lamp").is_visible()
    assert page.get_by_text("We are late, and we are sorry.").is_visible()
    assert _fits(page)
    assert complaints(page) == []
    assert page.locator("img[alt='lamp.jpg']").evaluate("i => i.complete && i.naturalWidth > 0")


@pytest.mark.parametrize("is_branded", [True, False], ids=["the shop's colour", "ours"])
def test_by_night_it_is_as_dark_as_the_desk(site, is_branded):
    case = _lively_case()
    Shop.objects.update(colour="#1f6f5c" if is_branded else "")
    page = site.visit(None, **PHONE, color_scheme="dark")

    page.goto(_path(case))

    paper, accent = page.evaluate(
        "['--paper', '--accent'].map(name => getComputedStyle(document.body).getPropertyValue(name))"
    )
    dark = tokens("dark")
    assert paper == dark["paper"]
    assert contrast(accent, dark["surface"]) >= 3
    assert (accent.strip() == dark["accent"]) is not is_branded
    assert complaints(page) == []


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_what_is_missing_is_told_where_it_is_asked_for(site, has_script):
    page = site.visit(None, **PHONE, java_script_enabled=has_script)
    page.goto(_path(_lively_case()))

    page.get_by_role("button", name="Send", exact=True).click()

    field = page.get_by_label("Your message")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("Write something, or add a photo.")
    expect(page.get_by_text("Write something, or add a photo.")).to_be_in_viewport(ratio=1)
    expect(field).to_be_in_viewport()

    page.get_by_text("A few facts would help us").click()
    page.get_by_role("button", name="Send these answers").click()

    first = page.locator("#facts .input").first
    expect(first).to_be_focused()
    expect(first).to_have_accessible_description(re.compile("Answer at least one"))
    expect(page.get_by_text("Answer at least one of the questions.")).to_be_in_viewport(ratio=1)


def test_a_file_that_can_not_be_taken_is_told_where_it_was_chosen(site, tmp_path):
    file = tmp_path / "virus.exe"
    file.write_bytes(b"MZ")
    page = site.visit(None, **PHONE)
    page.goto(_path(_lively_case()))
    page.get_by_label("Photos and documents").set_input_files(file)

    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.get_by_label("Photos and documents")).to_be_focused()
    expect(page.get_by_text("is of a kind we can't take")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_customer_answers_with_a_photo(site, has_script, tmp_path):
    case = _lively_case()
    photo = tmp_path / "foot.jpg"
    photo.write_bytes(_photo())
    page = site.visit(None, **PHONE, java_script_enabled=has_script)
    page.goto(_path(case))

    page.get_by_label("Your message").fill("Here you see the foot.")
    page.get_by_label("Photos and documents").set_input_files(photo)
    page.get_by_role("button", name="Send", exact=True).click()

    page.get_by_text("Thank you. It is with us.").wait_for()
    assert page.get_by_text("Here you see the foot.").is_visible()
    assert page.locator("img[alt='foot.jpg']").count() == 1
    assert Message.objects.filter(case=case, channel="portal").count() == 1
    if has_script:
        assert complaints(page) == []


def test_a_customer_tells_what_is_missing_without_script(site):
    page = site.visit(None, **PHONE, java_script_enabled=False)
    page.goto(_path(_lively_case()))

    page.get_by_text("A few facts would help us").click()
    page.get_by_label("Your order number").fill("W-1001")
    page.get_by_role("button", name="Send these answers").click()

    assert page.get_by_text("That helps us to go on without asking you again.").is_visible()
    assert page.get_by_label("Your order number").count() == 0


def test_a_customer_reads_it_in_another_language(site):
    page = site.visit(None, **PHONE, java_script_enabled=False)
    page.goto(_path(_lively_case()))

    page.locator("details.languages summary").click()
    page.get_by_role("link", name="Lietuvių").click()

    assert page.locator("html").get_attribute("lang") == "lt"
    assert page.get_by_text("The reading lamp came broken").first.is_visible()


def test_a_link_that_does_not_work_says_what_to_do(site):
    make_shop(colour="#ffe600")
    page = site.visit(None, **PHONE)
    page.goto("/s/nonsense/")

    assert page.get_by_role("heading", name="This link does not work").is_visible()
    assert _fits(page)
    assert complaints(page) == []


def test_news_shows_itself(live_site):
    case = _lively_case()
    page = live_site.visit(None, **PHONE)
    with page.expect_request(lambda request: "/stream/" in request.url):
        page.goto(_path(case))
    page.wait_for_timeout(500)

    receive_from_portal(case, "Written on another phone.")

    page.get_by_text("Written on another phone.").wait_for(timeout=3000)


def test_what_is_left_of_a_promise_begins_with_no_sign(site):
    page = site.visit(None, **PHONE)
    page.goto(_path(_lively_case()))

    left = page.locator(".owed-left")

    assert left.inner_text() == "2 days left"
    assert left.evaluate("part => getComputedStyle(part, '::before').content") == "none"
