"""A customer finds their order on a phone, without an account and without JavaScript, and says what is wrong."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.test_status_page import PHONE

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.finding_orders import send_code
from makegood.messages.models import Message
from makegood.shops.models import Line, Order, OrderQuestion, Parcel
from makegood.shops.queries import order_url
from makegood.testing.makers import make_order, make_shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _order(**facts: str) -> Order:
    shop = make_shop(colour="#b3402a", **facts)
    post_office(shop)
    order = make_order("W-1001", shop=shop, standing="sent")
    for position, name in enumerate(("A lamp", "A shade", "A bulb")):
        line = Line.objects.create(order=order, position=position, name=name, quantity=1)
        state = "delivered" if position else "in_transit"
        number = f"RR{position}"
        parcel = Parcel.objects.create(
            order=order, number=number, number_key=number, carrier="DPD", state=state
        )
        parcel.lines.add(line)
    return order


def _code() -> str:
    assert send_code(OrderQuestion.objects.get().pk)
    found = re.search(r"^\d{6}$", Message.objects.latest("at").text, re.M)
    assert found
    return found[0]


def test_an_order_is_found_by_a_code_and_what_is_wrong_becomes_a_case(site) -> None:
    _order()
    page = site.visit(None, **PHONE, java_script_enabled=False)

    page.goto("/o/")
    page.get_by_label("Order number").fill("w-1001")
    page.get_by_label("E-mail address you ordered with").fill("carla@customer.example")
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code from the mail").fill(_code())
    page.get_by_role("button", name="Show my order").click()
    expect(page.get_by_role("heading", name="Order W-1001")).to_be_visible()
    expect(page.get_by_text("Parcel 1 of 3")).to_be_visible()

    page.get_by_role("link", name="Something is wrong").click()
    page.get_by_label("It arrived damaged").check()
    page.get_by_label("With what?").select_option(label="A shade")
    page.get_by_label("What happened?").fill("It has a dent.")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("Thank you. It is with us.")).to_be_visible()
    case = Case.objects.get()
    assert (case.kind, case.facts.get(key="product").value) == ("damaged", "A shade")
    page.get_by_role("link", name="Order W-1001: how far it is").click()
    expect(page.get_by_role("link", name=case.subject)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [PHONE, {}], ids=["phone", "desktop"])
def test_its_pages_can_be_read_by_everybody(site, window, scheme) -> None:
    order = _order()
    page = site.visit(None, **window, color_scheme=scheme)
    for path in (
        "/o/",
        urlsplit(order_url(order.pk)).path,
        urlsplit(order_url(order.pk)).path + "wrong/",
    ):
        page.goto(path)
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_one_line_puts_the_question_into_the_shops_own_page(site) -> None:
    tag = f'<script src="{site.url}/o/embed.js" data-lang="it"></script>'

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><title>Shop</title><h1>Our shop</h1>{tag}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        own = f"http://127.0.0.1:{server.server_port}"
        order = _order(website=own)
        page = site.visit(None)
        page.goto(own)
        frame = page.frame_locator("iframe")
        frame.get_by_role("textbox").first.fill(order.number)
        frame.get_by_role("textbox").last.fill("carla@customer.example")
        frame.get_by_role("button").last.click()
        page.wait_for_url("**/o/code/**")
        assert OrderQuestion.objects.get().language == "it"
    finally:
        server.shutdown()
        server.server_close()
