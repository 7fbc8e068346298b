"""Cases split and joined by one key and brought back; a supplier written to apart from the customer."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import PHONE, Site

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Message
from makegood.shops.models import Supplier
from makegood.testing.makers import make_case, make_message, make_order, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def a_case() -> Case:
    post_office(make_shop())
    case = make_case(subject="Lamp", order=make_order())
    people = {"from_address": "carla@customer.example", "from_name": "Carla Customer"}
    make_message(case, "The lamp is late.", **people)
    make_message(case, "And the mug came broken.", cc=[["Cora", "cora@customer.example"]], **people)
    return case


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_messages_are_split_off_by_one_key_and_brought_back(site: Site) -> None:
    case = a_case()
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")

    page.keyboard.press("x")
    page.wait_for_url("**/splitting/")
    expect(page.get_by_label("And the mug came broken.")).to_be_checked()
    page.get_by_role("button", name="Split off").click()
    expect(page.locator(".linked")).to_contain_text(f"#{case.number}")
    expect(page.locator("#conversation")).not_to_contain_text("The lamp is late.")
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("Undone. Everything is where it was.")).to_be_visible()
    expect(page.locator("#conversation")).to_contain_text("The lamp is late.")
    expect(page.locator("#conversation")).to_contain_text("And the mug came broken.")
    assert page.url.rstrip("/").endswith(str(case.number))


def test_linked_cases_are_joined_by_one_key(site: Site) -> None:
    case = a_case()
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/splitting/")
    page.get_by_role("button", name="Split off").click()
    expect(page.locator(".linked")).to_be_visible()

    page.keyboard.press("m")
    expect(page.get_by_role("button", name=f"Join into #{case.number}")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#conversation")).to_contain_text("The lamp is late.")
    expect(page.locator("#conversation")).to_contain_text("And the mug came broken.")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_supplier_is_written_to_apart_from_the_customer(site: Site, javascript: bool) -> None:
    case = a_case()
    Supplier.objects.create(shop=case.shop, name="Lamp Makers", email="claims@maker.example")
    Supplier.objects.create(shop=case.shop, name="Mug Makers")
    page = site.visit(site.people.agent, java_script_enabled=javascript)
    page.goto(f"/cases/{case.number}/")

    page.get_by_role("link", name="Supplier or carrier").click()
    expect(page.get_by_label("Name", exact=True)).to_be_hidden()
    expect(page.get_by_text("Leave it empty to write")).to_be_visible()
    page.get_by_label("Write to").select_option(label="Mug Makers")
    expect(page.get_by_text("No address is known yet: type it.")).to_be_visible()
    expect(page.get_by_text("Leave it empty to write")).to_be_hidden()
    page.get_by_label("Write to").select_option(value="")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    page.get_by_label("Write to").select_option(label="Lamp Makers · claims@maker.example")
    page.get_by_role("button", name="Begin to write").click()
    expect(page.get_by_text("The customer never sees it.")).to_be_visible()
    page.locator("#body").fill("Please send a new lamp.")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator(".said-others")).to_contain_text("Supplier · Lamp Makers")
    assert Message.objects.get(direction="out").to == [["Lamp Makers", "claims@maker.example"]]


def test_whom_an_answer_goes_to_is_seen_and_changed(site: Site) -> None:
    case = a_case()
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")

    page.locator("#body").fill("A new one goes out today.")
    line = page.locator("#recipients > summary")
    expect(line).to_contain_text("Carla Customer <carla@customer.example>")
    expect(line).to_contain_text("Cora <cora@customer.example>")
    line.click()
    page.get_by_label("Cc").fill("")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator("#conversation")).to_contain_text("A new one goes out today.")
    sent = Message.objects.get(direction="out")
    assert (sent.to, sent.cc) == ([["Carla Customer", "carla@customer.example"]], [])


def test_the_pages_fit_a_phone(site: Site) -> None:
    case = a_case()
    thread = open_thread(case, site.people.agent, "carrier", "DPD", "claims@dpd.example")
    make_message(case, "We look for it.", thread=thread, from_address="claims@dpd.example")
    page = site.visit(site.people.agent, viewport=PHONE)

    for place in ("", f"?with={thread.pk}#composer", "splitting/", "threads/"):
        page.goto(f"/cases/{case.number}/{place}")
        assert not sideways(page), place
