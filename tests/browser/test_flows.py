"""The owner lets customers be told first: reads a flow, writes its words, tries it on past orders, switches it on."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide
from tests.browser.test_training import picture, tab_to

from makegood.flows.actions.beginning import begin_for_orders
from makegood.flows.actions.going import go_on
from makegood.flows.actions.writing import seed_flows, switch
from makegood.flows.models import Flow, Version
from makegood.kernel import clock
from makegood.messages.models import Message
from makegood.shops.models import Order, Parcel
from makegood.testing.makers import make_order, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def a_past_order() -> Order:
    """Sent twelve days ago, there four days ago."""
    seed_flows(make_shop())
    now = clock.now()
    order = make_order("W-77", placed_at=now - timedelta(days=13))
    Parcel.objects.create(
        order=order,
        number="RR123456785LT",
        number_key="RR123456785LT",
        carrier="DPD",
        state="delivered",
        shipped_at=now - timedelta(days=12),
        expected_at=now - timedelta(days=6),
        delivered_at=now - timedelta(days=4),
    )
    return order


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_owner_words_and_switches_a_flow_on_by_keyboard(
    site: Site, window: dict[str, Any]
) -> None:
    order = a_past_order()
    page = site.visit(site.people.owner, viewport=window)
    page.goto("/settings/flows/")
    tab_to(page, "Sent")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tell the customer: Sent").first).to_be_visible()

    tab_to(page, "Words in English")
    page.keyboard.press("Enter")
    tab_to(page, "Subject")
    page.keyboard.press("Control+a")
    page.keyboard.type("Off it goes: {{ order }}")
    tab_to(page, "Show the messages for the order")
    page.keyboard.type("W-77")
    tab_to(page, "Show the messages")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Off it goes: W-77")).to_be_visible()
    expect(page.get_by_text("the parcel number is RR123456785LT")).to_be_visible()
    page.get_by_role("button", name="Publish").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Published. What is under way goes on as it began.")).to_be_visible()
    page.get_by_role("button", name="Switch on").focus()
    page.keyboard.press("Enter")
    expect(
        page.get_by_text("Switched on: it begins with what happens from now on.")
    ).to_be_visible()

    flow = Flow.objects.get(ready="sent")
    parcel = Parcel.objects.create(
        order=order, number="RR2", number_key="RR2", state="in_transit", shipped_at=clock.now()
    )
    begin_for_orders(flow.shop_id, [order.pk])
    go_on()
    run = flow.runs.get()
    assert run.parcel == parcel
    page.goto("/settings/flows/runs/")
    expect(page.get_by_text("Tell the customer: Sent").first).to_be_visible()


def test_a_flow_is_written_without_javascript(site: Site) -> None:
    a_past_order()
    page = site.visit(site.people.owner, java_script_enabled=False, viewport=PHONE)
    page.goto("/settings/flows/")
    page.get_by_role("textbox", name="Name").fill("Slow parcels")
    page.get_by_label("It begins when").select_option(label="A parcel leaves")
    page.get_by_role("button", name="Begin the flow").click()

    page.get_by_role("button", name="Tell the customer").click()
    page.get_by_role("button", name="Wait", exact=True).click()
    page.get_by_label("How long").fill("3")
    page.get_by_role("button", name=re.compile("Up.*Wait")).click()
    page.get_by_label("What it is about").select_option(label="Late")
    page.get_by_role("textbox", name="Subject").fill("A little later")
    page.get_by_role("textbox", name="Text").fill("Order {{ order }} takes longer.")
    page.get_by_role("button", name="Show the messages").click()
    expect(page.get_by_text("Order W-1001 takes longer.")).to_be_visible()
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_text("Wait 3 days").first).to_be_visible()
    draft = Version.objects.get(is_draft=True)
    assert [step.do for step in draft.read.steps] == ["wait", "tell"]

    page.get_by_role("link", name="Who would have got it").click()
    expect(page.get_by_role("heading", name="W-77")).to_be_visible()
    expect(page.get_by_text("Tell the customer: Late").first).to_be_visible()
    assert not Message.objects.exists()


@pytest.mark.thorough
def test_pages_of_flows_shut_nobody_out(site: Site) -> None:
    order = a_past_order()
    flow = Flow.objects.get(ready="lost")
    for one in Flow.objects.filter(ready__in=["sent", "delivered", "lost"]):
        switch(one, site.people.owner, on=True)
    Parcel.objects.create(
        order=order, number="RR2", number_key="RR2", state="lost", shipped_at=clock.now()
    )
    begin_for_orders(flow.shop_id, [order.pk])
    go_on()
    page = site.visit(site.people.owner)
    wrong: dict[str, list[str]] = {}

    for address in (
        "/settings/flows/",
        f"/settings/flows/{flow.pk}/",
        "/settings/flows/rehearsal/",
        "/settings/flows/runs/",
    ):
        page.goto(address)
        _open_all(page)
        for look in in_every_look(page):
            if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
                wrong[f"{address} {look}"] = bad
            picture(page, f"{look} {address.replace(str(flow.pk), 'lost')}")

    assert wrong == {}


def _open_all(page: Page) -> None:
    for one in page.locator("details.fold").all():
        one.evaluate("one => { one.open = true }")
