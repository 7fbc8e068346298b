"""The first hour of an owner: set-up, a mailbox, the post office, settings; on a desk's screen and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site, free_port, listened_to

from makegood.cases.models import Case
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.models import Account, Message
from makegood.people.actions.setup_link import new_setup_token
from makegood.people.models import Staff
from makegood.shops.models import Shop
from makegood.testing.imap_server import ImapServer
from makegood.testing.smtp_server import SmtpServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
Visit = Callable[..., Page]
PAGES = [
    "settings_shop",
    "brand",
    "languages",
    "settings_hours",
    "mailboxes",
    "mailbox_new",
    "staff",
    "invitations",
    "teams",
    "team_new",
    "tags",
    "templates",
    "template_new",
    "sign_in",
    "keys",
    "audit",
    "postoffice",
    "postoffice_new",
    "intake",
    "customers",
    "orders",
    "import",
    "sample",
]


@pytest.fixture
def visit(
    browser: Browser, live_server: LiveServer, settings: Any, tmp_path: Path
) -> Iterator[Visit]:
    """A window on a desk nobody has set up yet."""
    settings.MEDIA_ROOT = tmp_path
    settings.MAKEGOOD_URL = live_server.url
    settings.MAKEGOOD_STREAM_PORT = (
        free_port()
    )  # where nobody listens, as some other group may at the usual one

    problems: list[str] = []

    def open_window(**options: Any) -> Page:
        usual = {"viewport": DESKTOP, "locale": "en-GB", "base_url": live_server.url}
        context = browser.new_context(**usual | options)
        context.set_default_timeout(15_000)
        return listened_to(context.new_page(), problems)

    yield open_window
    for context in browser.contexts:
        context.close()
    assert problems == [], "scripts broke, or the content policy was offended"


def _set_up(page: Page) -> None:
    page.goto(reverse("setup", args=[new_setup_token()]))
    page.get_by_label("Name of the shop").fill("Medaus krautuvė")
    page.get_by_label("Country").select_option("LT")
    page.get_by_label("Lietuvių").check()
    page.get_by_label("Your name").fill("Rasa Petrauskaitė")
    page.get_by_label("Your e-mail address").fill("rasa@medus.example")
    page.get_by_label("Password").fill("lantern otter gravel pudding")


def _is_clean(page: Page) -> None:
    """No obstacle axe can find, nothing wider than the screen."""
    for width in (DESKTOP, PHONE):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), page.url
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_owner_sets_up_and_arrives_in_the_inbox(visit: Visit, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts, viewport=PHONE)

    _set_up(page)
    page.get_by_role("button", name="Open the desk").click()
    expect(page.get_by_role("heading", name="Protect your sign-in")).to_be_visible()
    page.get_by_role("link", name="Not now").click()
    expect(page.get_by_role("heading", name="How do you want to start?")).to_be_visible()
    page.get_by_role("link", name="Go to the empty inbox").click()

    expect(page).to_have_url("/")
    assert (Shop.objects.get().name, Staff.objects.get().role) == ("Medaus krautuvė", "owner")


def test_the_browsers_clock_tells_the_country_until_somebody_chooses(visit: Visit) -> None:
    page = visit(locale="en-US", timezone_id="Europe/Rome")
    page.goto(reverse("setup", args=[new_setup_token()]))
    country, italian = page.get_by_label("Country"), page.get_by_label("Italiano")

    expect(country).to_have_value("IT")
    expect(italian).to_be_checked()
    country.select_option("LT")
    expect(italian).not_to_be_checked()
    expect(page.get_by_label("Lietuvių")).to_be_checked()
    page.get_by_label("Magyar").check()
    country.select_option("IT")
    expect(page.get_by_label("Lietuvių")).to_be_checked()
    expect(italian).not_to_be_checked()


@pytest.mark.thorough
def test_the_pages_of_set_up_and_sign_in_have_no_obstacles(visit: Visit) -> None:
    page = visit()
    page.goto(reverse("account_login"))
    _is_clean(page)

    _set_up(page)
    page.get_by_label("Password").fill("")
    page.get_by_label("Password").type("qwerty12")
    expect(page.get_by_text("Very easy to guess.")).to_be_visible()
    _is_clean(page)
    page.get_by_role("button", name="Open the desk").click()
    expect(page.get_by_text("This is a common word")).to_be_visible()
    _is_clean(page)
    page.get_by_label("Password").fill("lantern otter gravel pudding")
    page.get_by_role("button", name="Open the desk").click()
    page.wait_for_url("**" + reverse("setup_protection"))
    for name in ("setup_protection", "mfa_activate_totp", "setup_start", "mfa_index"):
        page.goto(reverse(name))
        _is_clean(page)


def test_a_passkey_is_made_and_signs_in(visit: Visit, live_server: LiveServer) -> None:
    page = visit(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    _with_authenticator(page)
    _set_up(page)
    page.get_by_role("button", name="Open the desk").click()

    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url("/")


def _with_authenticator(page: Page) -> None:
    """A platform authenticator in the browser that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_mailbox_is_tested_and_connected(visit: Visit) -> None:
    page = visit()
    _set_up(page)
    page.get_by_role("button", name="Open the desk").click()
    page.wait_for_url("**" + reverse("setup_protection"))
    user = {"user": "help@shop.example", "secret": "letmein"}
    with ImapServer(**user) as imap, SmtpServer(**user) as smtp:
        page.goto(reverse("console:mailbox_new"))
        page.get_by_label("Address your customers write to").fill("help@shop.example")
        page.get_by_role("button", name="Go on").click()
        for name, port in (("imap", imap.port), ("smtp", smtp.port)):
            page.locator(f"[name={name}_host]").fill("127.0.0.1")
            page.locator(f"[name={name}_port]").fill(str(port))
            page.locator(f"[name={name}_security]").select_option("none")
        page.get_by_label("Password", exact=True).fill("a guess")
        page.get_by_role("button", name="Test").click()
        expect(page.get_by_text("Choose TLS or STARTTLS, or tick here")).to_be_visible()
        expect(page.locator("#mailbox")).to_have_count(1)
        page.get_by_label("Without encryption is meant").check()
        page.get_by_role("button", name="Test").click()
        expect(page.get_by_text("The server does not take this user name")).to_be_visible()
        _is_clean(page)
        page.get_by_label("Password", exact=True).fill("letmein")
        page.get_by_role("button", name="Test").click()
        expect(page.get_by_role("heading", name="It works")).to_be_visible()

        page.get_by_role("button", name="Connect", exact=True).click()

        expect(page.get_by_text("The mailbox is connected")).to_be_visible()
    assert Account.objects.get(kind="email").address == "help@shop.example"
    _is_clean(page)


def test_the_post_office_is_a_desk_on_trial(site: Site) -> None:
    page = site.visit(site.people.agent)
    page.goto(reverse("console:postoffice_new"))
    page.get_by_label("Customer's name").fill("Zsófia Kovács")
    page.get_by_label("Customer's e-mail address").fill("zsofia@customer.example")
    page.get_by_label("Subject").fill("Where is my honey?")
    page.get_by_label("What the customer writes").fill("I ordered a week ago. Where is it?")
    page.get_by_role("button", name="Post the letter").click()
    settle_arrivals()
    dispatch_due()

    page.goto(reverse("console:postoffice"))
    _is_clean(page)
    page.get_by_role("link", name="Where is my honey?").click()
    expect(page.frame_locator("iframe").get_by_text("Zsófia")).to_be_visible()
    _is_clean(page)
    page.get_by_role("link", name="On a phone").click()
    assert page.locator("iframe").bounding_box()["width"] <= 390  # type: ignore[index]
    page.get_by_label("What the customer answers").fill("Never mind, it is here!")
    page.get_by_role("button", name="Post the answer").click()
    settle_arrivals()

    heard = Message.objects.filter(direction="in").latest("at")
    assert (heard.case, heard.reply_text) == (Case.objects.get(), "Never mind, it is here!")
    page.goto(reverse("console:intake"))
    expect(page.get_by_text("sent to the case's own reply address")).to_be_visible()
    _is_clean(page)
    page.locator("tbody a").first.click()
    _is_clean(page)


@pytest.mark.thorough
def test_no_page_of_settings_or_look_up_has_obstacles(site: Site) -> None:
    page = site.visit(site.people.owner)

    for name in PAGES:
        page.goto(reverse(f"console:{name}"))
        _is_clean(page)
