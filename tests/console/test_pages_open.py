"""Every page of settings and look-up opens for the owner, in every language's frame, and says where it is."""

import pytest
from django.test import Client
from django.urls import reverse

from makegood.testing.cast import cast
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = pytest.mark.django_db

FILTERED = ["inbox", "search", "orders", "customers", "intake", "promises", "audit", "templates"]
PLAIN = [
    "settings_shop",
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


@pytest.mark.parametrize("name", PLAIN)
def test_the_page_opens_for_the_owner(client: Client, name: str) -> None:
    make_shop()
    make_case(order=make_order())
    client.force_login(cast().owner)

    response = client.get(reverse(f"console:{name}"))

    assert response.status_code == 200
    assert b"<h1>" in response.content


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize("field", ["q", "text", "after", "before", "outcome", "language", "tag"])
def test_a_nul_in_the_address_leads_nowhere_and_breaks_nothing(
    client: Client, name: str, field: str
) -> None:
    make_shop()
    client.force_login(cast().owner)

    response = client.get(f"{reverse(f'console:{name}')}?{field}=a%00b")

    assert response.status_code == 404
