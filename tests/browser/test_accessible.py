"""Every page of the desk, read by axe: light, dark, on a desk and on a phone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.browser.axe import complaints
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
]
LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": DESKTOP},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "right to left": {"viewport": PHONE, "direction": "rtl"},
}
PLACES = ("target-size", "scrollable-region-focusable")
# In the dark nothing but the colours is another than on a desk, from right to left nothing but what lies where.
RULES = {"dark": ("color-contrast",), "right to left": PLACES}
# A colour on its way from one to another has no contrast of its own: two frames, then whatever still moves has ended.
ARRIVED = """async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  await frame();
  await frame();
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""
WRITING = ("/reading/", "/removal/", "/retrying/", "/making/", "/prepared/", "/logo/")
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
    "/settings/notices/",
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


@pytest.mark.thorough
def test_no_page_shuts_anybody_out(site: Site) -> None:
    case = a_busy_desk(site.people.agent, site.people.owner)
    page = site.visit(site.people.owner)
    found: dict[str, list[str]] = {}

    for address in [
        *PAGES,
        f"/cases/{case.number}/",
        f"/cases/{case.number}/#about",
        f"/cases/{case.number}/draft/earlier/",
        *others(),
    ]:
        page.goto(address)
        # By all rules they are read on a phone in test_right_to_left, in a language written so.
        for look in in_every_look(page, "desk", "dark", "phone"):
            rules = PLACES if look == "phone" else RULES.get(look, ())
            if wrong := complaints(page, *rules) + too_wide(page):
                found[f"{address} {look}"] = wrong

    assert found == {}


def in_every_look(page: Page, *names: str) -> Iterator[str]:
    """The page that is open, look by look: on a desk, in the dark, on a phone, as Hebrew or Arabic would have it; or only
    in those looks that are named.
    """
    for name in names or LOOKS:
        look = LOOKS[name]
        page.evaluate("way => { document.documentElement.dir = way }", look.get("direction", "ltr"))
        page.set_viewport_size(look["viewport"])
        page.emulate_media(color_scheme=look.get("color_scheme", "light"), reduced_motion="reduce")
        page.evaluate(ARRIVED)
        yield name


def test_only_a_sent_form_dims_its_button(site: Site) -> None:
    case = a_busy_desk(site.people.agent, site.people.owner)
    page = site.visit(site.people.owner, viewport=PHONE, reduced_motion="reduce")
    page.goto(f"/cases/{case.number}/")
    opacity = "getComputedStyle(document.querySelector('#cover form > [data-key=c]')).opacity"

    page.evaluate("document.getElementById('cover').classList.add('htmx-request')")
    refreshing = page.evaluate(opacity)
    page.evaluate(
        "document.querySelector('#cover form > [data-key=c]').form.classList.add('htmx-request')"
    )

    assert (refreshing, page.evaluate(opacity)) == ("1", "0.6")


def test_what_points_turns_round_where_one_reads_from_the_right(site: Site) -> None:
    case = make_case()
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")

    def scale_of(icon: str) -> object:
        place = f"getComputedStyle(document.querySelector('use[href$=\"#{icon}\"]').parentElement).scale"
        return page.evaluate(place)

    assert scale_of("back") == "none"
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert (scale_of("back"), scale_of("person")) == ("-1 1", "none")


def too_wide(page: Page) -> list[str]:
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return ["wider than the window"] if is_wide else []


def others() -> list[str]:
    """Every further page of the console that needs no id."""
    names = [pattern.name for pattern in _all(urlpatterns) if "<" not in str(pattern.pattern)]
    addresses = sorted({reverse(f"console:{name}") for name in names})
    written = {
        "/notices/bell/",
        "/palette/",
        "/views/",
        "/looks/",
        "/tips/",
        "/settings/changes/table/",  # a file
        "/settings/templates/prepared/",
        "/settings/house-rules/publication/",
        "/settings/house-rules/discarding/",
        "/settings/flows/quiet/",
        *(a for a in addresses if a.endswith(WRITING)),
    }
    return [a for a in addresses if a not in written and a not in PAGES]


def _all(patterns: list[Any]) -> list[Any]:
    return [
        one
        for pattern in patterns
        for one in (_all(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern])
    ]
