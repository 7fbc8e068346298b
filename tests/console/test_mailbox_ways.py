"""The ways a mailbox is connected besides IMAP with a password, as the owner goes them."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.messages.actions.accounts import connect_mailbox, opened_settings
from makegood.messages.models import Account, Arrival
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.consent import ConsentProvider
from makegood.testing.imap_server import ImapServer
from makegood.testing.makers import make_shop
from makegood.testing.pop3_server import Pop3Server
from makegood.testing.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db
ADDRESS, SECRET = "help@shop.example", "letmein"


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.owner)
    return people


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with SmtpServer(user=ADDRESS, secret=SECRET) as server:
        yield server


def sending(smtp: SmtpServer, **more: str) -> dict[str, Any]:
    return {
        "address": ADDRESS,
        "smtp_host": "127.0.0.1",
        "smtp_port": str(smtp.port),
        "smtp_security": "none",
        "knows_plain": "on",
        **more,
    }


def by(way: str) -> str:
    return reverse("console:mailbox_new_by", args=[way])


def test_the_first_page_names_every_way(client: Client, people: Cast) -> None:
    page = client.get(reverse("console:mailbox_new")).content.decode()

    for way in ("pop3", "server", "webhook"):
        assert f'href="{by(way)}"' in page
        assert client.get(by(way)).status_code == 200
    for provider in ("google", "microsoft"):
        address = reverse("console:mailbox_new_on_consent", args=[provider])
        assert f'href="{address}"' in page
        assert reverse("console:mailbox_consent") in client.get(address).content.decode()
    assert client.get(by("pigeon")).status_code == 404


def test_plain_text_has_to_be_meant(client: Client, people: Cast, smtp: SmtpServer) -> None:
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, do="save")
    del given["knows_plain"]

    refused = client.post(by("server"), given)

    assert refused.status_code == 422
    assert 'id="id_knows_plain-error"' in refused.content.decode()
    assert not Account.objects.exists()
    client.post(by("server"), given | {"knows_plain": "on"})
    assert Account.objects.get().address == ADDRESS


def test_a_pop3_mailbox_is_tested_and_connected(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    with Pop3Server(user=ADDRESS, secret=SECRET) as pop:
        given = sending(
            smtp,
            secret=SECRET,
            pop3_host="127.0.0.1",
            pop3_port=str(pop.port),
            pop3_security="none",
        )
        tested = client.post(by("pop3"), given | {"do": "test"}).content.decode()
        client.post(by("pop3"), given | {"do": "save"})

        account = Account.objects.get()
        again = client.post(
            reverse("console:mailbox", args=[account.pk]), given | {"do": "test", "secret": ""}
        ).content.decode()

    assert tested.count("test-ok") == again.count("test-ok") == 4
    assert account.kind == "pop3"


def test_a_server_of_ones_own_is_told_what_to_copy(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, do="save")

    page = client.post(by("server"), given, follow=True).content.decode()

    assert Account.objects.get().kind == "handed"
    assert f"makegood mail deliver --account {ADDRESS}" in page


def test_what_waits_for_its_first_mail_is_not_said_to_work(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, do="save")

    page = client.post(by("server"), given, follow=True).content.decode()

    assert "The mailbox is set up; it is waiting for the first mail." in page
    assert "becomes cases" not in page
    tiles = reverse("console:mailboxes")
    assert "Waiting for the first mail" in client.get(tiles).content.decode()
    Account.objects.update(received_at=clock.now())
    assert "Waiting for the first mail" not in client.get(tiles).content.decode()


def test_links_that_lead_to_this_machine_only_are_warned_of(
    client: Client, people: Cast, smtp: SmtpServer, settings: Any
) -> None:
    settings.MAKEGOOD_URL = "http://127.0.0.1:8000"
    place, warning = reverse("console:mailboxes"), "They lead to http://127.0.0.1:8000"
    assert warning not in client.get(place).content.decode()

    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, do="save")
    connected = client.post(by("server"), given, follow=True).content.decode()

    assert warning in connected
    assert warning in client.get(place).content.decode()
    settings.MAKEGOOD_URL = "https://desk.shop.example"
    assert "They lead to" not in client.get(place).content.decode()


def test_a_test_that_passes_takes_the_errors_shown_before_with_it(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, do="test")
    asked = {"HX-Request": "true"}
    plain = client.post(by("server"), given, headers=asked)
    bare = {name: value for name, value in given.items() if name != "knows_plain"}

    refused = client.post(by("server"), bare, headers=asked).content.decode()
    passed = client.post(by("server"), given | {"shows_errors": "yes"}, headers=asked)

    assert 'name="shows_errors"' in refused
    assert passed["HX-Retarget"] == "#mailbox"
    page = passed.content.decode()
    assert page.count("test-ok") == 2
    assert 'name="shows_errors"' not in page
    assert 'id="id_knows_plain-error"' not in page
    assert "HX-Retarget" not in plain, "with nothing to take back, the result alone is enough"


def test_a_mailbox_that_cannot_be_counted_is_said_to_be_there(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    assert "No mailbox is connected." in client.get(reverse("console:counts")).content.decode()

    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, do="save")
    client.post(by("server"), given)

    page = client.get(reverse("console:counts")).content.decode()
    assert f"{ADDRESS} is connected, but only what lies on an IMAP server" in page
    assert "No mailbox is connected." not in page
    imap = {"address": "desk@shop.example", "smtp_host": "x", "imap_host": "x"}
    connect_mailbox(Shop.objects.get(), people.owner, imap, "x", "email")

    beside = client.get(reverse("console:counts")).content.decode()
    assert "Not counted yet." in beside
    assert f"{ADDRESS} is connected, but only what lies on an IMAP server" in beside


def test_the_address_a_provider_is_given_takes_its_mail(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, webhook="postmark", do="save")

    page = client.post(by("webhook"), given, follow=True).content.decode()

    found = re.search(r"<code class=\"wrap\">http://([^:]+):([^@]+)@[^/]+(/[^<]+)</code>", page)
    assert found
    call = Client().post(
        found[3],
        {"RawEmail": "From: a@b.example\r\nSubject: x\r\n\r\ny", "Headers": []},
        content_type="application/json",
        headers={"Authorization": httpx.BasicAuth(found[1], found[2])._auth_header},
    )
    assert (call.status_code, Arrival.objects.count()) == (200, 1)


def test_a_provider_that_signs_needs_its_key(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, webhook="mailgun", do="save")

    label = client.get(by("webhook")).content.decode().partition("Signing key")[2]
    assert "optional" not in label.partition("</label>")[0]
    assert "Needed with Mailgun" in label
    refused = client.post(by("webhook"), given)
    assert 'id="id_webhook_secret-error"' in refused.content.decode()

    page = client.post(by("webhook"), given | {"webhook_secret": "k3y"}, follow=True)
    assert "/mailgun/mime" in page.content.decode()
    account = Account.objects.get()
    change = given | {"webhook_secret": "", "smtp_secret": "", "name": "Desk"}
    client.post(reverse("console:mailbox", args=[account.pk]), change)
    account.refresh_from_db()
    assert (account.name, opened_settings(account)["webhook_secret"]) == ("Desk", "k3y")
    assert opened_settings(account)["smtp_secret"] == SECRET


def test_an_owner_signs_in_at_the_provider_and_comes_back_with_a_mailbox(
    client: Client, people: Cast
) -> None:
    with (
        ConsentProvider() as provider,
        ImapServer(user=ADDRESS) as imap,
        SmtpServer(user=ADDRESS) as smtp,
    ):
        imap.tokens = smtp.tokens = provider.tokens
        given = sending(
            smtp,
            **provider.settings(ADDRESS),
            imap_host="127.0.0.1",
            imap_port=str(imap.port),
            imap_security="none",
            do="save",
        )
        asked = client.post(reverse("console:mailbox_new_on_consent", args=["google"]), given)
        page = come_back(client, asked.content.decode())
        account = Account.objects.get()
        mailbox = reverse("console:mailbox", args=[account.pk])
        kept = given | {"oauth_client_secret": "", "do": "test"}

        assert "The provider gave its permission." in page
        assert client.post(mailbox, kept).content.decode().count("test-ok") == 5
        elsewhere = client.post(mailbox, kept | {"imap_host": "localhost"}).content.decode()
        assert "test-ok" not in elsewhere, "what was permitted goes to no other server"
        assert "sign in at the provider again" in elsewhere

        provider.revoke()
        account.refresh_from_db()
        Account.objects.update(token={})
        ended = client.post(mailbox, kept).content.decode()
        assert "The permission to read and send has been withdrawn" in ended

        again = client.post(reverse("console:consent_again", args=[account.pk]))
        come_back(client, again.content.decode())
        assert client.post(mailbox, kept).content.decode().count("test-ok") == 5

        moved = kept | {"do": "save", "imap_host": "localhost"}
        told = client.post(mailbox, moved, follow=True).content.decode()
        assert "sign in there again" in told
        assert Account.objects.get().secret == ""
    assert Account.objects.count() == 1


def come_back(client: Client, page: str) -> str:
    """Follow the link, say yes there, and be sent back."""
    link = re.search(r'href="(http://127[^"]+/authorize[^"]+)"', page)
    assert link
    sent_back = httpx.get(link[1].replace("&amp;", "&")).headers["Location"]
    assert sent_back.startswith(settings.MAKEGOOD_URL)
    answer = client.get(sent_back.removeprefix(settings.MAKEGOOD_URL), follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("query", ["code=x&state=made-up", "error=access_denied&state=", ""])
def test_nobody_comes_back_who_was_not_sent(client: Client, people: Cast, query: str) -> None:
    page = client.get(f"{reverse('console:mailbox_consent')}?{query}", follow=True)

    assert "That sign-in is over; begin again." in page.content.decode()
    assert not Account.objects.exists()


WAYS: dict[str, dict[str, str]] = {
    "imap": {"imap_host": "127.0.0.1", "imap_port": "9", "imap_security": "none", "secret": "x"},
    "pop3": {"pop3_host": "127.0.0.1", "pop3_port": "9", "pop3_security": "none", "secret": "x"},
    "server": {},
    "webhook": {"webhook": "postmark"},
}


@pytest.mark.parametrize("way", WAYS)
def test_other_addresses_are_kept_and_shown_again_whichever_way_mail_comes(
    client: Client, people: Cast, smtp: SmtpServer, way: str
) -> None:
    place = reverse("console:mailbox_new") if way == "imap" else by(way)
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, **WAYS[way])
    lines = f"Orders@Shop.example\r\n\r\n {ADDRESS} \r\ninfo@shop.example\r\norders@shop.example"

    client.post(place, given | {"aliases": lines, "do": "connect_anyway"})
    account = Account.objects.get()
    page = client.get(reverse("console:mailbox", args=[account.pk])).content.decode()

    assert account.settings["aliases"] == ["orders@shop.example", "info@shop.example"]
    assert "\norders@shop.example\ninfo@shop.example</textarea>" in page


def test_other_addresses_are_changed_and_what_is_no_address_is_refused(
    client: Client, people: Cast, smtp: SmtpServer
) -> None:
    given = sending(smtp, smtp_user=ADDRESS, smtp_secret=SECRET, aliases="info@shop.example")
    client.post(by("server"), given | {"do": "save"})
    place = reverse("console:mailbox", args=[Account.objects.get().pk])

    refused = client.post(place, given | {"aliases": "info@shop.example, b@c.example"})
    assert refused.status_code == 422
    assert "“info@shop.example, b@c.example” is no e-mail address." in refused.content.decode()
    assert Account.objects.get().settings["aliases"] == ["info@shop.example"]

    client.post(place, given | {"aliases": "b@c.example"})
    assert Account.objects.get().settings["aliases"] == ["b@c.example"]
