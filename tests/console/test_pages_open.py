"""Every page of settings and look-up opens for the owner, in every language's frame, and says where it is."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from makegood.notify.actions.telling import tell
from makegood.testing.cast import cast
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = pytest.mark.django_db

FILTERED = ["inbox", "search", "orders", "customers", "intake", "promises", "audit", "templates"]
PLAIN = [
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
    "house_rules",
    "playbooks",
    "flows",
    "flow_rehearsal",
    "flow_runs",
    "guide_new",
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
    """With something to tell, so that the bell counts: a page's own names must not hide what every page calls."""
    make_shop()
    case, owner = make_case(order=make_order()), cast().owner
    tell(owner, "mentioned", case, by="Ana")
    client.force_login(owner)

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


def test_a_nul_in_a_hand_made_form_leads_nowhere_and_changes_nothing(client: Client) -> None:
    case = make_case(shop=make_shop())
    client.force_login(cast().owner)
    facts, form = f"/cases/{case.number}/facts/", {"key": "product", "value": "Lamp"}

    answer = client.post(facts, form | {"key": "pro\x00duct"})

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert not case.facts.exists()
    assert client.post(facts, form).status_code == 302
    assert case.facts.get().value == "Lamp"


def test_more_text_than_can_be_sent_is_refused_in_words(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    case = make_case(shop=make_shop())
    client.force_login(cast().owner)
    form = "application/x-www-form-urlencoded"

    refused = client.post(f"/cases/{case.number}/notes/", "body=" + "x" * 1001, content_type=form)

    assert refused.status_code == 400
    assert "That is more text than can be sent at once." in refused.content.decode()
    assert not case.notes.exists()
    client.post(f"/cases/{case.number}/notes/", "body=" + "x" * 900, content_type=form)
    assert case.notes.exists()


def test_a_page_knows_what_happened_last_before_it_reads_anything(client: Client) -> None:
    """Else what happens while it is made would reach it only with the next news."""
    make_case(shop=make_shop())
    client.force_login(cast().owner)

    with CaptureQueriesContext(connection) as asked:
        client.get("/", headers={"Accept": "text/html,*/*"})

    said = [one["sql"] for one in asked]
    first = {
        table: next(place for place, sql in enumerate(said) if table in sql)
        for table in ("kernel_happening", "cases_case")
    }
    assert first["kernel_happening"] < first["cases_case"]
