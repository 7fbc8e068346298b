"""Our letters as a customer's mail program shows them."""

import pytest
from tests.browser.conftest import PHONE, Site
from tests.browser.test_joining_and_others import sideways

from makegood.messages.layout import rendered

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


def test_a_long_address_stays_in_the_letter(site: Site) -> None:
    letter = rendered(
        "message.html",
        language="en",
        subject="Lamp",
        text="Where it stands:\nhttps://shop.example/s/" + "0123456789abcdef" * 8,
        shop={"name": "Lume", "colour": "#17614f"},
        pictures=[],
        signature="",
        status_url="",
        number=1,
        contact=[],
        quoted=None,
    )
    page = site.visit(None, viewport=PHONE)

    page.set_content(letter)

    assert not sideways(page)
