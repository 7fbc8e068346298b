"""The page of changes: found by person, thing and day, page by page, and as a table for a spreadsheet."""

import csv
import html
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from makegood.bulk.actions.macros import save_macro
from makegood.cases.actions.tagging import rename_tag
from makegood.cases.models import Tag
from makegood.console.views.settings import audit as page
from makegood.kernel import audit
from makegood.kernel.audit import Thing
from makegood.messages.actions.accounts import change_account, connect_mailbox
from makegood.people.actions.staffing import change_role
from makegood.shops.actions.opening import change_shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.owner)
    return people


def _page(client: Client, **given: str) -> str:
    return client.get(reverse("console:audit"), given).content.decode()


def _table(client: Client, **given: str) -> list[list[str]]:
    answer = client.get(reverse("console:audit_table"), given)
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    return list(csv.reader(io.StringIO(text)))


def test_a_saved_form_tells_each_field_who_and_from_where(client: Client, people: Cast) -> None:
    shop = make_shop()
    change_shop(shop, people.manager, phone="+370 600")

    client.post(
        reverse("console:staff_role", args=[people.agent.pk]),
        {"role": "manager"},
        REMOTE_ADDR="192.0.2.4",
    )

    role, phone = _table(client)[1:3]
    assert role[1:] == [
        "Olga Owner",
        "192.0.2.4",
        "Seat",
        "Ana Agent",
        "Role",
        "changed",
        "Agent",
        "Manager",
    ]
    assert phone[1:] == [
        "Marko Manager",
        "",
        "Shop",
        shop.name,
        "Phone",
        "changed",
        "–",
        "'+370 600",
    ]
    assert "192.0.2.4" in _page(client)


def test_the_filters_narrow_page_and_table_alike(client: Client, people: Cast) -> None:
    change_shop(make_shop(), people.owner, phone="1")
    change_role(people.owner, people.agent, "manager")
    who = str(people.owner.pk)

    assert [line[3] for line in _table(client, thing="shop", who=who)[1:]] == ["Shop"]
    assert "Ana Agent: Role" not in _page(client, thing="shop", who=who)
    assert _table(client, until="2001-01-01")[1:] == []
    assert "Nothing was changed" in _page(client, since="2199-01-01", who="nobody", thing="x")


def test_a_mailbox_changed_never_tells_its_passwords(client: Client, people: Cast) -> None:
    settings = {"address": "help@shop.example", "imap_host": "a", "smtp_secret": "hunter2"}
    account = connect_mailbox(make_shop(), people.owner, settings, "hunter1")
    change_account(
        account, people.owner, {**settings, "imap_host": "b", "smtp_secret": "hunter3"}, "hunter4"
    )

    said = _page(client) + str(_table(client))

    assert "hunter" not in said
    assert "sealed:" not in said
    assert "•••" in said
    assert ["Mailbox", "help@shop.example", "Imap host", "changed", "a", "b"] in [
        line[3:] for line in _table(client)
    ]


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_table(
    client: Client, people: Cast
) -> None:
    rename_tag(Tag.objects.create(name="vip"), people.owner, "=HYPERLINK(1)")

    assert _table(client, thing="tag")[1][-1] == "'=HYPERLINK(1)"


def test_the_list_is_paged_by_key(client: Client, people: Cast) -> None:
    for number in range(page.PAGE + 3):
        audit.made(Thing("tag", number, f"tag-{number:03}"), people.owner.pk)

    first = _page(client, thing="tag")
    earlier = first.split('href="?thing=tag&amp;before=')[1].split('"')[0]
    second = _page(client, thing="tag", before=earlier)

    assert "tag-003 added" in first
    assert "tag-002 added" not in first
    assert "tag-002 added" in second
    assert "tag-003 added" not in second


def test_the_page_costs_the_same_for_one_and_for_fifty(client: Client, people: Cast) -> None:
    costs = []
    for count in (1, 49):
        for number in range(count):
            audit.made(Thing("tag", number, "t"), people.owner.pk)
        with CaptureQueriesContext(connection) as asked:
            _page(client, thing="tag")
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_steps_of_a_macro_are_told_in_words(client: Client, people: Cast) -> None:
    mine = {"do": "assign", "assignee": str(people.agent.pk)}
    say = {"do": "answer", "bodies": {"en": "We are sorry."}, "templates": {}, "close": False}
    macro = save_macro(people.owner, "Storm", [mine, {"do": "tag", "name": "storm"}])
    said = [say, {"do": "note", "body": "Ask the carrier"}]
    save_macro(people.owner, "Storm", said, macro=macro)

    page = html.unescape(_page(client, thing="macro"))
    before, after = next(row for row in _table(client) if row[5] == "Steps")[-2:]

    assert before == "Assign to Ana Agent · Tag storm"
    assert after == "Answer (English: We are sorry.) · Leave a note (Ask the carrier)"
    assert before in page
    assert after in page
    assert "Do:" not in page
