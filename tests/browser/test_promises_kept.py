"""Promises from one end to the other: found in Italian and Serbian as they are typed, kept by evidence, renegotiated with the
customer, broken and escalated.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import Site

from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.promises.models import Promise
from makegood.promises.tasks import sweep_promises
from makegood.shops.actions.landing import land_orders
from makegood.shops.rules.sheets import OrderSheet, ParcelSheet
from makegood.testing.makers import make_case, make_message, make_order, make_promise, make_shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""
DAY = timedelta(days=1)


def picture(page: Page, name: str) -> None:
    if PICTURES:
        for scheme in ("light", "dark"):
            for width in (390, 1280):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(
                    path=Path(PICTURES) / f"{name}-{scheme}-{width}.png", full_page=True
                )


@pytest.mark.parametrize(
    ("language", "typed", "kind"),
    [
        ("it", "Le rimborseremo l'importo entro venerdì.", "Money back"),
        ("sr", "Поправићемо лампу до петка.", "A repair"),
    ],
)
def test_a_promise_is_found_while_it_is_typed(
    site: Site, language: str, typed: str, kind: str
) -> None:
    post_office(make_shop())
    case = make_case(language=language)
    make_message(case, from_address="carla@customer.example")
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")

    page.get_by_label("Your answer").press_sequentially(typed)

    expect(page.locator("#composer").get_by_text(kind).first).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#promises").get_by_text(kind).first).to_be_visible()


def test_kept_by_the_carrier_renegotiated_and_broken(site: Site) -> None:
    shop = make_shop()
    post_office(shop)
    with clock.frozen(clock.now() - 3 * DAY):
        case = make_case(order=make_order())
        make_message(case, "Where is it?", from_address="carla@customer.example")
        parcel = make_promise(case, kind="parcel", due_at=clock.now() + 9 * DAY)
        money = make_promise(case, kind="money", due_at=clock.now() + 7 * DAY)
        make_promise(case, kind="repair", due_at=clock.now() + DAY, owner=site.people.agent)
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")
    promises = page.locator("#promises")
    owed = promises.locator(".owed")

    arrived = ParcelSheet("P-1", delivered_at=clock.now())
    land_orders(shop, [OrderSheet("W-1001", parcels=[arrived])], [["row"]])
    sweep_promises(0)

    page.reload()
    expect(owed.filter(has_text="A parcel")).to_have_count(0)
    expect(
        owed.filter(has=page.locator("strong", has_text="A repair")).get_by_text("late")
    ).to_be_visible()
    parcel.refresh_from_db()
    assert parcel.evidence == "parcel"
    refund = owed.filter(has=page.locator("strong", has_text="Money back"))
    refund.get_by_text("Change", exact=True).click()
    refund.get_by_text("Tell the customer of another day").click()
    picture(page, "promises")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert complaints(page) == []
    day = (clock.now() + 12 * DAY).date().isoformat()
    refund.locator(f"#promise-new-day-{money.pk}").fill(day)
    refund.get_by_label("Why, in English").fill("The bank is closed.")
    refund.get_by_label("What they may have instead").fill("A voucher today.")
    refund.get_by_role("button", name="Send it").click()

    expect(page.get_by_text("If you would rather not wait: A voucher today.")).to_be_visible()
    money.refresh_from_db()
    assert (money.end, Promise.objects.filter(kind="money", end="").count()) == ("replaced", 1)
    manager = site.visit(site.people.manager)
    manager.goto("/notices/")
    expect(manager.get_by_text("and is not kept")).to_be_visible()
    manager.goto("/promises/figures/?days=30&by=kind")
    expect(manager.get_by_role("row", name="A repair")).to_contain_text("0%")
    assert complaints(manager) == []
    picture(manager, "figures")
