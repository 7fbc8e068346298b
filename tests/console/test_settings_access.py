"""Who may open which page of settings and look-up: one table of cast × door."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makegood.cases.actions.tagging import tag
from makegood.cases.models import Tag
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.models import Account, Template
from makegood.people.actions.keys import make_api_key
from makegood.people.actions.staffing import invite
from makegood.people.models import ApiKey, Invitation, Staff, Team
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_shop

pytestmark = pytest.mark.django_db

LEADS_ONLY = [
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
    "retention",
    "import",
    "sample",
]
OWNERS_ONLY = ["exports"]
EVERYBODY = ["postoffice", "postoffice_new", "intake", "customers", "orders"]


@pytest.mark.parametrize("name", LEADS_ONLY)
def test_settings_are_for_those_who_lead(client: Client, name: str) -> None:
    make_shop()
    people = cast()

    answers = {who: _status(getattr(people, who), name) for who in ("owner", "manager", "agent")}

    assert answers == {"owner": 200, "manager": 200, "agent": 403}
    assert _status(None, name) == 302


@pytest.mark.parametrize("name", OWNERS_ONLY)
def test_some_are_the_owners_alone(name: str) -> None:
    make_shop()
    people = cast()

    answers = {who: _status(getattr(people, who), name) for who in ("owner", "manager", "agent")}

    assert answers == {"owner": 200, "manager": 403, "agent": 403}
    assert _status(None, name) == 302


@pytest.mark.parametrize("name", EVERYBODY)
def test_looking_up_is_for_everybody_signed_in(name: str) -> None:
    make_shop()
    people = cast()

    assert [_status(who, name) for who in (people.owner, people.agent, None)] == [200, 200, 302]


Change = tuple[str, Callable[[Cast], Any], dict[str, str], Callable[[], Any]]
CHANGES: dict[str, Change] = {
    "a role": (
        "staff_role",
        lambda people: people.other_agent.pk,
        {"role": "owner"},
        lambda: sorted(_roles()),
    ),
    "a seat closed": (
        "staff_deactivation",
        lambda people: people.other_agent.pk,
        {},
        lambda: _seats(),
    ),
    "an invitation taken back": (
        "invitation_revocation",
        lambda people: invite(people.owner, "new@shop.example", "agent")[0].pk,
        {},
        lambda: Invitation.objects.filter(revoked_at=None).count(),
    ),
    "a team removed": (
        "team_removal",
        lambda people: people.team.pk,
        {},
        lambda: Team.objects.count(),
    ),
    "a tag renamed": (
        "tag_name",
        lambda people: tag(make_case(), people.owner, "vip").pk,
        {"name": "other"},
        lambda: list(Tag.objects.values_list("name", flat=True)),
    ),
    "a template removed": (
        "template_removal",
        lambda people: Template.objects.filter(is_active=True).first().pk,  # type: ignore[union-attr]
        {},
        lambda: Template.objects.filter(is_active=True).count(),
    ),
    "a key revoked": (
        "key_revocation",
        lambda people: make_api_key(people.owner, "shop", ["search"])[0].pk,
        {},
        lambda: ApiKey.objects.filter(revoked_at=None).count(),
    ),
    "a mailbox disconnected": (
        "disconnection",
        lambda people: _mailbox().pk,
        {},
        lambda: Account.objects.filter(is_active=True).count(),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_agent_changes_no_setting_and_an_owner_can(what: str) -> None:
    door, made, given, state = CHANGES[what]
    shop = make_shop()
    Template.objects.get_or_create(shop=shop, name="T", language="en", defaults={"body": "Hi"})
    people = cast()
    address = reverse(f"console:{door}", args=[made(people)])
    before = state()

    refused = _client(people.agent).post(address, given)
    assert refused.status_code == 403
    assert state() == before
    assert _client(people.owner).get(address).status_code == 405

    assert _client(people.owner).post(address, given).status_code == 302
    assert state() != before


@pytest.mark.parametrize(
    "name",
    [
        "mailbox",
        "team",
        "template",
        "arrival",
        "customer",
        "order",
        "import_run",
        "postoffice_letter",
    ],
)
def test_what_does_not_exist_is_not_here(name: str) -> None:
    make_shop()

    answer = _client(cast().owner).get(reverse(f"console:{name}", args=[uuid.uuid4()]))

    assert answer.status_code == 404


def _client(staff: Any) -> Client:
    client = Client()
    if staff:
        client.force_login(staff)
    return client


def _status(staff: Any, name: str) -> int:
    return int(_client(staff).get(reverse(f"console:{name}")).status_code)


def _roles() -> list[str]:
    return list(Staff.objects.values_list("role", flat=True))


def _seats() -> int:
    return Staff.objects.filter(is_active=True).count()


def _mailbox() -> Account:
    settings = {"address": "help@shop.example", "imap_host": "i.example", "smtp_host": "s.example"}
    return connect_mailbox(make_shop(), None, settings, "secret")
