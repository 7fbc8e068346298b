"""Every page of the desk, read by axe: light, dark, on a desk and on a phone."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page
from tests.browser.conftest import DESKTOP, PHONE, Site

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.noting import note
from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case
from makegood.console.urls import urlpatterns
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.templating import seed_templates
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.shops.models import Line, Parcel
from makegood.testing.makers import make_case, make_message, make_order, make_promise, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": DESKTOP},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
}
WRITING = ("/reading/", "/removal/", "/retrying/", "/making/", "/tones/", "/prepared/")
PAGES = [
    "/",
    "/?q=state:closed",
    "/?q=kind:damaged+nonsense:x",
    "/?q=&group=customer",
    "/search/?q=mug",
    "/promises/",
    "/promises/?view=broken",
    "/notices/",
    "/profile/",
    "/nothing/here/",
]


def a_busy_desk(agent: Staff, owner: Staff) -> Case:
    """One of everything that a page can show."""
    shop = make_shop()
    post_office(shop)
    seed_templates(shop)
    order = make_order("W-77")
    line = Line.objects.create(order=order, position=1, name="Blue mug", quantity=2, sku="MUG")
    parcel = Parcel.objects.create(order=order, number="RR1", number_key="RR1", carrier="DPD")
    parcel.lines.add(line)
    case = make_case(subject="Broken mug", order=order, kind="damaged", preview="In pieces")
    make_message(
        case,
        "It came in pieces",
        quoted_text="> Sent",
        signature="Sent from my phone",
        html="<p>In pieces</p>",
    )
    make_message(case, "We got it", direction="out", purpose="acknowledgement")
    send_reply(case, agent, "A new one is coming.")
    due_in = {
        "Second reminder": -3,
        "Wrong colour": 0.5,
        "Invoice, please": 5,
        "A screw is missing": 50,
    }
    for subject, hours in due_in.items():
        make_promise(
            make_case(subject=subject, preview="Good morning, I wrote to you last week."),
            due_at=clock.now() + timedelta(hours=hours),
        )
    make_promise(case, due_at=clock.now() - timedelta(hours=1), owner=agent)
    Promise.objects.filter(due_at__lt=clock.now()).update(broken_at=clock.now())
    set_fact(case, "what_happened", "Broken on arrival", "desk")
    tag(case, agent, "fragile")
    note(case, owner, "@Ana please look")
    assign(case, owner, agent)
    return case


def complaints(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_shuts_anybody_out(site: Site, look: str) -> None:
    case = a_busy_desk(site.people.agent, site.people.owner)
    # A colour on its way from one to another has no contrast of its own.
    page = site.visit(site.people.owner, reduced_motion="reduce", **LOOKS[look])
    found: dict[str, list[str]] = {}

    for address in [
        *PAGES,
        f"/cases/{case.number}/",
        f"/cases/{case.number}/#about",
        f"/cases/{case.number}/draft/earlier/",
        *others(),
    ]:
        page.goto(address)
        if wrong := complaints(page) + too_wide(page):
            found[address] = wrong

    assert found == {}


def too_wide(page: Page) -> list[str]:
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return ["wider than the window"] if is_wide else []


def others() -> list[str]:
    """Every further page of the console that needs no id."""
    names = [pattern.name for pattern in _all(urlpatterns) if "<" not in str(pattern.pattern)]
    addresses = sorted({reverse(f"console:{name}") for name in names})
    written = {
        "/notices/bell/",
        "/views/",
        "/looks/",
        "/settings/changes/table/",  # a file
        "/settings/templates/prepared/",
        *(a for a in addresses if a.endswith(WRITING)),
    }
    return [a for a in addresses if a not in written and a not in PAGES]


def _all(patterns: list[Any]) -> list[Any]:
    return [
        one
        for pattern in patterns
        for one in (_all(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern])
    ]
