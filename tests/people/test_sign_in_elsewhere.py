"""Whom a provider's word lets in: addresses that may be asked, addresses that are proved, and what an owner saves."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from makegood.kernel.audit import latest_of
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.kernel.models import SettingChange
from makegood.people.actions.provider import Wanted, opened_secret, save_provider
from makegood.people.models import SignInProvider
from makegood.people.queries import provider_in_use
from makegood.people.rules import issuer_of, proved_address
from makegood.testing.cast import Cast, cast

ENTRA = "https://login.microsoftonline.com/9f1c/v2.0"
KEYCLOAK = "https://login.company.example/realms/staff"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Whatever language a test before this one has left."""
    with translation.override("en"):
        yield


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.mark.parametrize(
    ("raw", "issuer"),
    [
        (KEYCLOAK, KEYCLOAK),
        (f"  {KEYCLOAK}/ ", f"{KEYCLOAK}/"),
        (f"{KEYCLOAK}/.well-known/openid-configuration", KEYCLOAK),
        ("http://127.0.0.1:8080/realms/x", "http://127.0.0.1:8080/realms/x"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost", "http://localhost"),
        ("http://login.company.example", ""),
        ("http://10.0.0.1", ""),
        ("http://127.0.0.1.evil.example", ""),
        ("http://localhost@evil.example", ""),
        ("https://me:secret@login.company.example", ""),
        (f"{KEYCLOAK}?x=1", ""),
        (f"{KEYCLOAK}#x", ""),
        ("https://login company.example", ""),
        ("https://login.company.example:99999", ""),
        ("https://[::1", ""),
        ("ftp://login.company.example", ""),
        ("login.company.example", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_an_issuer_is_asked_over_https_or_on_this_machine(raw: str, issuer: str) -> None:
    assert issuer_of(raw) == issuer


@pytest.mark.parametrize(
    ("claims", "issuer", "address"),
    [
        ({"email": " a@x.example ", "email_verified": True}, KEYCLOAK, "a@x.example"),
        ({"email": "a@x.example", "email_verified": "true"}, KEYCLOAK, "a@x.example"),
        ({"email": "a@x.example", "email_verified": "yes"}, KEYCLOAK, ""),
        ({"email": "a@x.example", "email_verified": False}, KEYCLOAK, ""),
        ({"email": "a@x.example"}, KEYCLOAK, ""),
        ({"email": ["a@x.example"], "email_verified": True}, KEYCLOAK, ""),
        ({"email": "a\ud800@x.example", "email_verified": True}, KEYCLOAK, ""),
        ({"email": "a@x.example\x00", "email_verified": True}, KEYCLOAK, ""),
        ({"email_verified": True}, KEYCLOAK, ""),
        ({"email": "a@x.example", "xms_edov": True}, KEYCLOAK, ""),
        ({"email": "a@x.example", "xms_edov": True}, ENTRA, "a@x.example"),
        ({"email": "a@x.example", "xms_edov": "1"}, ENTRA, "a@x.example"),
        ({"email": "a@x.example", "xms_edov": False}, ENTRA, ""),
        ({"email": "a@x.example"}, ENTRA, ""),
    ],
)
def test_an_address_counts_when_the_provider_has_proved_it(
    claims: dict[str, Any], issuer: str, address: str
) -> None:
    assert proved_address(claims, issuer) == address


def _wanted(**changes: Any) -> Wanted:
    usual = {
        "issuer": KEYCLOAK,
        "client_id": "desk",
        "client_secret": "s3cret",
        "label": "Company account",
        "is_on": True,
    }
    return Wanted(**usual | changes)


def test_every_field_is_noted_and_the_secret_by_name_only(people: Cast) -> None:
    save_provider(people.owner, _wanted())
    saved = save_provider(people.owner, _wanted(label="Keycloak", client_secret="n3w", is_on=False))

    noted = latest_of("provider", saved.pk)
    assert set(noted) == {"issuer", "client_id", "client_secret", "label", "is_on"}
    assert (noted["label"].before, noted["label"].after) == ("Company account", "Keycloak")
    assert (noted["is_on"].before, noted["is_on"].after) == (True, False)
    secret = noted["client_secret"]
    assert (secret.is_secret, secret.before, secret.after) == (True, None, None)
    assert opened_secret(saved) == "n3w"
    assert "n3w" not in saved.client_secret
    assert provider_in_use() is None


def test_saving_what_is_saved_notes_nothing(people: Cast) -> None:
    save_provider(people.owner, _wanted())
    before = SettingChange.objects.count()

    saved = save_provider(people.owner, _wanted(client_secret=""))

    assert SettingChange.objects.count() == before
    assert opened_secret(saved) == "s3cret"


def test_a_secret_does_not_go_to_another_provider(people: Cast) -> None:
    save_provider(people.owner, _wanted())

    save_provider(people.owner, _wanted(issuer=f"{KEYCLOAK}/", client_secret=""))
    with pytest.raises(BadInput, match="another provider"):
        save_provider(people.owner, _wanted(issuer="https://evil.example", client_secret=""))

    assert SignInProvider.objects.get().issuer == f"{KEYCLOAK}/"


@pytest.mark.parametrize(
    ("changes", "field"), [({"client_secret": ""}, "client_secret"), ({"issuer": "x"}, "issuer")]
)
def test_what_is_missing_is_said(people: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        save_provider(people.owner, _wanted(**changes))

    assert refused.value.field == field
    assert not SignInProvider.objects.exists()


def test_only_an_owner_says_where_others_sign_in(people: Cast) -> None:
    for somebody in (people.manager, people.agent, people.custom):
        with pytest.raises(NotAllowed):
            save_provider(somebody, _wanted())

    assert not SignInProvider.objects.exists()
    assert save_provider(people.owner, _wanted())
