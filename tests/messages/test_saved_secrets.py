"""A saved secret goes to the server and for the user it was saved for, and nowhere else."""

from typing import Any

import pytest

from makegood.kernel.crypto import unseal
from makegood.kernel.errors import BadInput, ProviderFailed
from makegood.messages.actions.accounts import change_account, connect_mailbox, opened_settings
from makegood.messages.rules.saved_secrets import ends_consent, needed_anew
from makegood.testing.makers import make_shop

IMAP = {"imap_host": "imap.shop.example", "imap_port": 993, "imap_security": "tls"}
SMTP = {"smtp_host": "smtp.shop.example", "smtp_port": 465, "smtp_security": "tls"}
ONE = {"address": "help@shop.example", **IMAP, **SMTP, "secret": "x"}
TWO = {**ONE, "smtp_secret": "y"}
POP = {**TWO, "imap_host": "", "pop3_host": "pop.shop.example"}
HANDED = {"address": "help@shop.example", **SMTP, "smtp_secret": "y"}
OPEN = {"address": "help@shop.example", **SMTP}
CONSENT = {
    **ONE,
    "oauth_token_url": "https://provider.example/token",
    "oauth_client_id": "desk",
    "oauth_client_secret": "z",
}


@pytest.mark.parametrize(
    ("before", "change", "typed", "needed"),
    [
        (ONE, {}, [], []),
        (ONE, {"imap_port": 143, "imap_security": "starttls", "name": "Desk"}, [], []),
        (ONE, {"imap_host": "IMAP.shop.example"}, [], []),
        (ONE, {"imap_host": "evil.example"}, [], ["secret"]),
        (ONE, {"imap_host": "evil.example"}, ["secret"], []),
        (ONE, {"imap_security": "none"}, [], ["secret"]),
        (ONE, {"imap_user": "other"}, [], ["secret", "smtp_secret"]),
        (ONE, {"smtp_host": "evil.example"}, [], ["smtp_secret"]),
        (ONE, {"smtp_host": "evil.example"}, ["secret"], []),
        (ONE, {"smtp_host": "evil.example"}, ["smtp_secret"], []),
        (TWO, {"smtp_host": "evil.example"}, ["secret"], ["smtp_secret"]),
        (TWO, {"smtp_user": "other"}, [], ["smtp_secret"]),
        (TWO, {"imap_host": "evil.example"}, ["smtp_secret"], ["secret"]),
        (POP, {"pop3_host": "evil.example"}, [], ["secret"]),
        (HANDED, {"smtp_host": "evil.example"}, [], ["smtp_secret"]),
        (OPEN, {"smtp_host": "other.example"}, [], []),
        (CONSENT, {"oauth_token_url": "https://evil.example/"}, [], ["oauth_client_secret"]),
        (CONSENT, {"imap_host": "evil.example", "smtp_host": "evil.example"}, [], []),
    ],
)
def test_which_secrets_are_needed_anew(
    before: dict[str, Any], change: dict[str, Any], typed: list[str], needed: list[str]
) -> None:
    assert needed_anew(before, {**before, **change}, typed) == needed


@pytest.mark.parametrize(
    ("before", "change", "ends"),
    [
        (CONSENT, {"oauth_scope": "more"}, False),
        (CONSENT, {"imap_host": "evil.example"}, True),
        (CONSENT, {"smtp_host": "evil.example"}, True),
        ({**CONSENT, "smtp_secret": "y"}, {"smtp_host": "other.example"}, False),
        (CONSENT, {"oauth_token_url": "https://evil.example/"}, True),
        (ONE, {"imap_host": "evil.example"}, False),
    ],
)
def test_when_a_permission_ends(before: dict[str, Any], change: dict[str, Any], ends: bool) -> None:
    assert ends_consent(before, {**before, **change}) is ends


@pytest.mark.django_db
def test_a_mailbox_on_another_server_wants_its_password_again() -> None:
    settings = {name: value for name, value in ONE.items() if name != "secret"}
    account = connect_mailbox(make_shop(), None, settings, "letmein")
    elsewhere = {**account.settings, "imap_host": "evil.example"}

    with pytest.raises(BadInput) as refused:
        change_account(account, None, elsewhere)

    account.refresh_from_db()
    assert refused.value.field == "secret"
    assert account.settings["imap_host"] == "imap.shop.example"
    account = change_account(account, None, elsewhere, "other")
    assert (account.settings["imap_host"], unseal(account.secret)) == ("evil.example", "other")


@pytest.mark.django_db
def test_a_permission_is_forgotten_when_it_would_go_to_another_server() -> None:
    settings = {name: value for name, value in CONSENT.items() if name != "secret"}
    account = connect_mailbox(make_shop(), None, settings, "refresh")

    account = change_account(account, None, {**account.settings, "imap_host": "evil.example"})

    assert (account.secret, account.token) == ("", {})
    with pytest.raises(ProviderFailed) as failed:
        opened_settings(account)
    assert failed.value.code == "consent_ended"
