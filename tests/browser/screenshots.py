"""Pictures of every page for people to look at: `make screenshots` puts them into `screenshots/`.

Not a test: nothing is asserted. Pages at 390, 1280 and 1920 pixels, light and dark, in two languages.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.browser.conftest import Site
from tests.browser.test_accessible import PAGES, a_busy_desk, others

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.testing.makers import make_case, make_customer, make_message, make_order, make_promise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2] / "screenshots"
SIZES = {
    "390": {"width": 390, "height": 844},
    "1280": {"width": 1280, "height": 860},
    "1920": {"width": 1920, "height": 1080},
}
LANGUAGES = ("en", "lt")

LETTERS = [
    (
        "Anna Rossi",
        "it",
        "La tazza è arrivata rotta",
        "Buongiorno, ho ricevuto il pacco ieri, ma la tazza blu era in mille pezzi.",
        -5,
    ),
    (
        "Jonas Kazlauskas",
        "lt",
        "Kur mano siunta?",
        "Laba diena, užsakymą pateikiau prieš dvi savaites, o siuntos vis dar nėra.",
        0.6,
    ),
    (
        "Марија Петровић",
        "sr",
        "Погрешна величина",
        "Поштовани, стигла ми је погрешна величина јакне.",
        4,
    ),
    (
        "Szabó Katalin",
        "hu",
        "Hiányzó csavarok",
        "Jó napot, a polchoz nem volt csavar a dobozban.",
        30,
    ),
    (
        "Carlos Gómez",
        "es",
        "Devolución del pedido",
        "Hola, quisiera devolver los zapatos.",
        55,
    ),
    (
        "Ольга Иванова",
        "ru",
        "Двойное списание",
        "Здравствуйте, с карты дважды списали деньги за заказ.",
        100,
    ),
]


def several_letters(site: Site) -> Case:
    """A desk on an ordinary morning."""
    case = a_busy_desk(site.people.agent, site.people.owner)
    for number, (name, language, subject, text, due_in) in enumerate(LETTERS):
        customer = make_customer(f"customer{number}@mail.example", name=name, language=language)
        order = make_order(f"W-20{number:02}", customer=customer, total_minor=3990 + number * 1250)
        heard_at = clock.now() - timedelta(hours=3 * number + 2)
        opened = make_case(
            customer=customer,
            order=order,
            subject=subject,
            preview=text,
            language=language,
            heard_at=heard_at,
        )
        make_message(opened, text, from_name=name, at=heard_at)
        make_promise(opened, due_at=clock.now() + timedelta(hours=due_in), owner=site.people.agent)
    return case


def test_take_pictures(site: Site) -> None:
    case = several_letters(site)
    owner = site.people.owner
    addresses = [*PAGES, f"/cases/{case.number}/", f"/cases/{case.number}/#about", *others()]
    for language in LANGUAGES:
        type(owner).objects.filter(pk=owner.pk).update(language=language)
        for size, viewport in SIZES.items():
            for scheme in ("light", "dark"):
                page = site.visit(owner, viewport=viewport, color_scheme=scheme)
                folder = ROOT / language / f"{size}-{scheme}"
                for address in addresses:
                    page.goto(address)
                    page.screenshot(path=folder / f"{_name(address)}.png")
                page.context.close()


def _name(address: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in address).strip("-") or "inbox"
