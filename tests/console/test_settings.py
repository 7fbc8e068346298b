"""The settings: what is saved, what is refused, and that a refusal changes nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel.crypto import unseal
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.models import Account, Message, Template
from makegood.people.access import api_key_for
from makegood.people.models import Invitation, Role, Staff, Team
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.dns_server import DnsServer
from makegood.testing.imap_server import ImapServer
from makegood.testing.makers import make_shop
from makegood.testing.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.owner)
    return people


def _fields(client: Client, address: str) -> dict[str, Any]:
    """What a browser would post if one only pressed the button."""
    form = client.get(address).content.decode()
    inputs = dict(re.findall(r'<input(?=[^>]*name="(\w+)")[^>]*?value="([^"]*)"', form))
    inputs.pop("csrfmiddlewaretoken", None)
    return inputs


HOURS = {
    "hours_mon": "9-13, 14.30-18:00",
    "hours_sat": "10:00–12:00",
    "observes_holidays": "on",
    "closed_days": "2027-12-24\n2027-12-31",
    "answer_within_hours": "4",
    "silence_days": "3",
    "contact_minutes": "10",
}


def test_hours_are_read_as_people_write_them(client: Client, people: Cast) -> None:
    answer = client.post(reverse("console:settings_hours"), HOURS)

    shop = Shop.objects.get()
    assert answer.status_code == 302
    assert shop.hours == {
        "mon": [["09:00", "13:00"], ["14:30", "18:00"]],
        "sat": [["10:00", "12:00"]],
    }
    assert [d.isoformat() for d in shop.closed_days] == ["2027-12-24", "2027-12-31"]
    assert (shop.answer_within_hours, shop.silence_days) == (4, 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hours_mon", "nine to five"),
        ("hours_mon", "18:00-09:00"),
        ("hours_mon", "09:00-14:00, 13:00-18:00"),
        ("hours_mon", "09:00-25:00"),
        ("closed_days", "Christmas"),
        ("silence_days", "8"),
        ("silence_days", "0"),
        ("answer_within_hours", ""),
    ],
)
def test_hours_that_make_no_sense_are_refused_at_their_field(
    client: Client, people: Cast, field: str, value: str
) -> None:
    before = Shop.objects.values().get()

    answer = client.post(reverse("console:settings_hours"), HOURS | {field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.content.decode()
    assert Shop.objects.values().get() == before


def test_a_shop_that_is_never_open_is_refused(client: Client, people: Cast) -> None:
    closed = HOURS | {"hours_mon": "", "hours_sat": ""}

    answer = client.post(reverse("console:settings_hours"), closed)

    assert answer.status_code == 422
    assert Shop.objects.get().hours["mon"] == [["09:00", "17:00"]]


def test_where_the_shop_is_is_saved_and_in_the_audit(client: Client, people: Cast) -> None:
    given = {"country": "IE", "timezone": "Europe/Dublin", "currency": "gbp"}

    client.post(reverse("console:settings_shop"), given)

    shop = Shop.objects.get()
    assert (shop.timezone, shop.currency) == ("Europe/Dublin", "GBP")
    page = client.get(reverse("console:audit")).content.decode()
    assert "Time zone" in page
    assert people.owner.name in page


def test_an_invitation_goes_out_by_mail_and_takes_a_seat(client: Client, people: Cast) -> None:
    given = {"email": "nora@shop.example", "role": "agent", "language": "es"}
    assert client.post(reverse("console:invitations"), given).status_code == 302

    letter = Message.objects.get()
    assert (letter.to[0][1], letter.language) == ("nora@shop.example", "es")
    found = re.search(r"/invitation/\w+/", letter.text)
    assert found
    newcomer = Client()
    page = newcomer.get(found.group(0))
    assert '<html lang="es"' in page.content.decode()
    weak = newcomer.post(found.group(0), {"name": "Nora", "password": "nora"})
    assert weak.status_code == 422
    assert not Staff.objects.filter(email="nora@shop.example").exists()
    joined = newcomer.post(found.group(0), {"name": "Nora", "password": "lantern otter gravel"})

    assert joined.status_code == 302
    seat = Staff.objects.get(email="nora@shop.example")
    assert (seat.role, seat.language, seat.name) == (Role.AGENT, "es", "Nora")
    assert newcomer.session["_auth_user_id"] == str(seat.pk)
    assert Client().get(found.group(0)).status_code == 410


def test_a_manager_cannot_invite_an_owner(people: Cast) -> None:
    client = Client()
    client.force_login(people.manager)
    given = {"email": "x@shop.example", "role": "owner", "language": "en"}

    refused = client.post(reverse("console:invitations"), given)
    assert refused.status_code == 422
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()

    assert (
        client.post(reverse("console:invitations"), given | {"role": "manager"}).status_code == 302
    )


def test_the_last_owner_stays(client: Client, people: Cast) -> None:
    client.post(reverse("console:staff_role", args=[people.owner.pk]), {"role": "agent"})
    client.post(reverse("console:staff_deactivation", args=[people.owner.pk]))

    owner = Staff.objects.get(pk=people.owner.pk)
    assert (owner.role, owner.is_active) == (Role.OWNER, True)
    client.post(reverse("console:staff_deactivation", args=[people.agent.pk]))
    assert not Staff.objects.get(pk=people.agent.pk).is_active
    client.post(reverse("console:staff_reactivation", args=[people.agent.pk]))
    assert Staff.objects.get(pk=people.agent.pk).is_active


def test_a_team_is_made_of_people(client: Client, people: Cast) -> None:
    given = {"name": "Night shift", "members": [str(people.agent.pk)]}
    client.post(reverse("console:team_new"), given)

    team = Team.objects.get(name="Night shift")
    assert list(team.staff.all()) == [people.agent]
    again = client.post(reverse("console:team_new"), given)
    assert again.status_code == 422
    assert "There is a team of this name already." in again.content.decode()
    assert Team.objects.filter(name="Night shift").count() == 1


def test_a_key_is_shown_once_and_works(client: Client, people: Cast) -> None:
    page = client.post(
        reverse("console:keys"), {"name": "Shop system", "scopes": ["search"], "lasts": "0"}
    )

    found = re.search(r"mg_\w+", page.content.decode())
    assert found
    assert api_key_for(found.group(0)).staff == people.owner
    assert found.group(0) not in client.get(reverse("console:keys")).content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_template_is_shown_filled_in_before_it_is_saved(client: Client, people: Cast) -> None:
    given = {"name": "Hello", "language": "en", "kind": "", "body": "Hi {{ customer.first_name }}!"}

    preview = client.post(reverse("console:template_new"), given | {"do": "preview"})
    assert "Hi Anna!" in preview.content.decode()
    assert not Template.objects.filter(name="Hello").exists()
    unknown = client.post(reverse("console:template_new"), given | {"body": "{{ nothing.known }}"})
    assert unknown.status_code == 422
    assert 'id="id_body-error"' in unknown.content.decode()
    assert not Template.objects.filter(name="Hello").exists()

    corrected = {**given, "do": "preview", "shows_errors": "yes"}
    asked = {"HTTP_HX_REQUEST": "true"}
    again = client.post(reverse("console:template_new"), corrected, **asked)
    assert again["HX-Retarget"] == "#template", "the error does not stay beside what was corrected"
    assert 'class="error"' in unknown.content.decode()
    assert 'class="error"' not in again.content.decode()
    alone = client.post(reverse("console:template_new"), given | {"do": "preview"}, **asked)
    assert alone.content.decode().strip().startswith('<div id="preview"')

    client.post(reverse("console:template_new"), given)
    assert Template.objects.get(name="Hello").body == given["body"]
    promising = given | {"name": "Refund", "promise_kind": "money"}
    half = client.post(reverse("console:template_new"), promising)
    client.post(reverse("console:template_new"), promising | {"promise_days": "5"})
    assert "Say within how many working days" in half.content.decode()
    listed = client.get(reverse("console:templates")).content.decode()
    assert "promises within 5 working days: Money back" in listed


def _mailbox(imap: int, smtp: int, **changed: str) -> dict[str, Any]:
    return {
        "address": "help@shop.example",
        "imap_user": "help@shop.example",
        "secret": "letmein",
        "imap_host": "127.0.0.1",
        "imap_port": str(imap),
        "imap_security": "none",
        "smtp_host": "127.0.0.1",
        "smtp_port": str(smtp),
        "smtp_security": "none",
        "knows_plain": "on",
    } | changed


def test_a_common_provider_is_filled_in_from_the_address(client: Client, people: Cast) -> None:
    page = client.post(
        reverse("console:mailbox_new"), {"do": "look", "address": "shop@gmail.com", "hoster": ""}
    ).content.decode()

    assert 'value="imap.gmail.com"' in page
    assert 'value="smtp.gmail.com"' in page
    assert "app password" in page


def test_a_mailbox_that_cannot_be_reached_says_so_and_is_not_connected(
    client: Client, people: Cast
) -> None:
    given = _mailbox(1, 1)

    answer = client.post(reverse("console:mailbox_new"), given | {"do": "save"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The server does not answer at this port." in page
    assert "Connect it all the same" in page
    assert not Account.objects.filter(kind="email").exists()

    anyway = given | {"do": "connect_anyway"}
    told = client.post(reverse("console:mailbox_new"), anyway, follow=True).content.decode()
    assert "its test failed at “Reach the incoming server”" in told
    assert "becomes cases" not in told
    account = Account.objects.get(kind="email")
    assert account.address == "help@shop.example"
    assert "letmein" not in account.secret
    assert unseal(account.secret) == "letmein"


def test_a_mailbox_is_tested_step_by_step_and_then_connected(client: Client, people: Cast) -> None:
    with (
        ImapServer(user="help@shop.example", secret="letmein") as imap,
        SmtpServer(user="help@shop.example", secret="letmein") as smtp,
    ):
        given = _mailbox(imap.port, smtp.port)
        address = reverse("console:mailbox_new")
        wrong = client.post(address, given | {"do": "test", "secret": "guess"}).content.decode()
        assert "The server does not take this user name and password." in wrong
        assert wrong.count("test-ok") == 1
        no_folder = client.post(address, given | {"do": "test", "folder": "Nowhere"})
        assert "The mailbox has no folder of this name." in no_folder.content.decode()
        right = client.post(address, given | {"do": "test"}).content.decode()
        assert right.count("test-ok") == 5
        assert not Account.objects.filter(kind="email").exists()

        client.post(address, given | {"do": "save"})
        account = Account.objects.get(kind="email")
        mailbox = reverse("console:mailbox", args=[account.pk])
        kept = client.post(mailbox, given | {"do": "test", "secret": ""}).content.decode()
        assert kept.count("test-ok") == 5, "the saved password is used when none is typed"
        for do in ("test", "save"):
            for server in ("imap_host", "smtp_host"):
                there = given | {"do": do, "secret": "", server: "localhost"}
                asked = client.post(mailbox, there)
                assert asked.status_code == 422, "it goes to no other server"
                assert "the one saved was for another server" in asked.content.decode()
        account.refresh_from_db()
        assert account.settings["imap_host"] == account.settings["smtp_host"] == "127.0.0.1"
        assert "letmein" not in client.get(mailbox).content.decode()

    client.post(reverse("console:disconnection", args=[account.pk]))
    assert not Account.objects.get(pk=account.pk).is_active


@pytest.fixture
def names() -> Iterator[DnsServer]:
    with DnsServer() as server:
        yield server


@pytest.mark.parametrize("kind", ["email", "pop3", "handed"])
def test_a_signature_is_made_published_and_used(
    client: Client, people: Cast, names: DnsServer, kind: str
) -> None:
    settings = {"address": "help@shop.example", "smtp_host": "x"}
    settings |= {"imap_host": "x", "pop3_host": "x"}
    account = connect_mailbox(Shop.objects.get(), people.owner, settings, "x", kind)
    page = reverse("console:mailbox", args=[account.pk])
    place = reverse("console:signature", args=[account.pk])
    assert "Make a key" in client.get(page).content.decode()

    client.post(place, {"way": "make"})

    shown = client.get(page).content.decode()
    account.refresh_from_db()
    assert f"{account.settings['dkim_selector']}._domainkey.shop.example" in shown
    assert "v=DKIM1; k=rsa; p=" in shown
    # The private key is kept sealed, and never shown.
    assert account.settings["dkim_secret"].startswith("sealed:")
    assert "PRIVATE" not in shown
    assert account.settings["dkim_on"] is False
    assert names.asked == []
    looked = client.post(place, {"way": "look"}).content.decode()
    assert "There is no record of this name yet." in looked
    names.texts = {names.asked[0]: ["v=DKIM1; p=AAAA"]}
    looked = client.post(place, {"way": "look"}).content.decode()
    assert "Something else stands there." in looked
    assert "p=AAAA" in looked
    client.post(place, {"way": "on"})
    account.refresh_from_db()
    assert account.settings["dkim_on"] is True
    client.post(page, _fields(client, page) | {"do": "save", "name": "Other"})
    account.refresh_from_db()
    assert account.settings["dkim_on"] is True
    client.post(place, {"way": "remove"})
    account.refresh_from_db()
    assert (account.settings["dkim_on"], account.settings["dkim_secret"]) == (False, "")


def test_the_ready_made_answers_are_added_once(client: Client, people: Cast) -> None:
    client.force_login(people.owner)
    make_shop(languages=["en"])

    client.post(reverse("console:template_prepared"))
    client.post(reverse("console:template_prepared"))

    assert Template.objects.count() == 10
