"""The settings of signing in elsewhere: saved, tested against a real provider, and for owners only."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.people.models import SeatBinding, SignInProvider
from makegood.testing.cast import Cast
from makegood.testing.makers import make_shop
from makegood.testing.openid_provider import OpenIdProvider
from makegood.testing.sockets import certificates

pytestmark = pytest.mark.django_db
PAGE = "/settings/sign-in/"


@pytest.fixture
def owner(people: Cast) -> Client:
    make_shop()
    client = Client()
    client.force_login(people.owner)
    return client


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with OpenIdProvider() as made:
        yield made


def _form(issuer: str, **changes: str) -> dict[str, str]:
    usual = {
        "issuer": issuer,
        "client_id": "desk",
        "client_secret": "s3cret-words",
        "label": "Company account",
        "is_on": "on",
        "do": "save",
    }
    return usual | changes


def _result(answer: Any) -> str:
    page = html.unescape(answer.content.decode())
    found = re.search(r'<div id="result".*?</ol>', page, re.S)
    return found[0] if found else ""


def test_it_is_saved_and_the_secret_is_never_shown_again(
    owner: Client, provider: OpenIdProvider, settings: Any
) -> None:
    answer = owner.post(PAGE, _form(provider.issuer))

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert provider.asked == [], "saving asks nobody"
    page = owner.get(PAGE).content.decode()
    assert "s3cret-words" not in page
    assert SignInProvider.objects.get().client_secret not in page
    assert f"{settings.MAKEGOOD_URL}/sign-in/with/back/" in page
    assert provider.issuer in page
    assert "no-store" in owner.get(PAGE)["Cache-Control"]


def test_an_empty_secret_keeps_the_one_saved(owner: Client, provider: OpenIdProvider) -> None:
    owner.post(PAGE, _form(provider.issuer))
    kept = SignInProvider.objects.get().client_secret

    owner.post(PAGE, _form(provider.issuer, client_secret="", label="Keycloak"))

    saved = SignInProvider.objects.get()
    assert (saved.client_secret, saved.label) == (kept, "Keycloak")
    refused = owner.post(PAGE, _form("https://evil.example", client_secret=""))
    assert refused.status_code == 422
    assert "This is another provider" in refused.content.decode()
    assert SignInProvider.objects.get().issuer == provider.issuer


def test_what_is_saved_stands_under_changes(owner: Client, provider: OpenIdProvider) -> None:
    owner.post(PAGE, _form(provider.issuer))

    page = owner.get(reverse("console:audit")).content.decode()

    for words in ("Issuer address", "Client ID", "Client secret", "Name on the button"):
        assert words in page
    assert "s3cret-words" not in page


def test_a_provider_that_is_right_passes_the_test(owner: Client, provider: OpenIdProvider) -> None:
    answer = owner.post(PAGE, _form(provider.issuer, do="test", client_id="", label=""))

    assert "The provider answers" in _result(answer)
    assert "is needed" not in answer.content.decode()
    assert not SignInProvider.objects.exists(), "a test saves nothing"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("not_found", "There is no OpenID Connect provider at this address."),
        ("not_json", "is not a provider's description"),
        ("nested", "is not a provider's description"),
        ("moved", "https://elsewhere.example/"),
        ("endless", "far too long"),
        ("other_issuer_in_document", "https://login.other.example/{tenantid}/v2.0"),
        ("incomplete", "token_endpoint"),
        ("in_the_clear", "http://login.company.example/keys"),
        ("no_keys", "shows no key"),
    ],
)
def test_the_test_says_what_failed(
    owner: Client, provider: OpenIdProvider, fault: str, words: str
) -> None:
    provider.faults = {fault}

    said = _result(owner.post(PAGE, _form(provider.issuer, do="test")))

    assert "It does not work yet" in said
    assert words in said


def test_the_test_tells_a_name_from_a_refusal(owner: Client) -> None:
    with OpenIdProvider() as provider:
        gone = provider.issuer
    unknown = "https://login.nowhere.invalid/realms/staff"

    assert "The server refuses the connection." in _result(owner.post(PAGE, _form(gone, do="test")))
    assert "There is no server of this name." in _result(
        owner.post(PAGE, _form(unknown, do="test"))
    )
    assert "no address to be asked" in _result(
        owner.post(PAGE, _form("http://login.company.example", do="test"))
    )


def test_the_test_tells_what_is_wrong_with_a_certificate(
    owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with certificates() as (context, ca_file), OpenIdProvider(context=context) as provider:
        form = _form(provider.issuer, do="test")
        assert "somebody this machine does not know" in _result(owner.post(PAGE, form))
        monkeypatch.setenv("SSL_CERT_FILE", ca_file)
        assert "The provider answers" in _result(owner.post(PAGE, form))
    for made, words in (
        ({"expired": True}, "certificate has expired"),
        ({"name": "login.other.example"}, "made for another name"),
    ):
        with (
            certificates(**made) as (context, ca_file),  # type: ignore[arg-type]  # each its own
            OpenIdProvider(context=context) as provider,
        ):
            monkeypatch.setenv("SSL_CERT_FILE", ca_file)
            assert words in _result(owner.post(PAGE, _form(provider.issuer, do="test")))


def test_a_provider_elsewhere_does_not_lead_to_what_listens_on_this_machine(
    owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with certificates() as (context, ca_file), OpenIdProvider(context=context) as provider:
        monkeypatch.setenv("SSL_CERT_FILE", ca_file)
        provider.faults = {"on_this_machine"}
        said = _result(owner.post(PAGE, _form(provider.issuer, do="test")))

    assert "It does not work yet" in said
    assert "userinfo_endpoint: http://127.0.0.1:9/" in said


def test_with_scripts_only_the_result_comes(owner: Client, provider: OpenIdProvider) -> None:
    answer = owner.post(
        PAGE, _form(provider.issuer, do="test"), headers={"HX-Request": "true"}
    ).content.decode()

    assert answer.lstrip().startswith('<div id="result"')


def test_it_is_for_owners_and_for_nobody_else(people: Cast, provider: OpenIdProvider) -> None:
    make_shop()
    now = clock.now()
    bound = SeatBinding.objects.create(
        staff=people.agent, issuer="x", subject="1", bound_at=now, used_at=now
    )
    release = reverse("console:seat_release", args=[bound.pk])
    for somebody in (people.manager, people.agent):
        client = Client()
        client.force_login(somebody)
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, _form(provider.issuer)).status_code == 403
        assert client.post(release).status_code == 403
        assert PAGE not in client.get("/settings/").content.decode()
    assert not SignInProvider.objects.exists()
    assert SeatBinding.objects.exists()
    assert provider.asked == []

    client = Client()
    client.force_login(people.owner)
    assert PAGE in client.get("/settings/").content.decode()
    assert people.agent.name in client.get(PAGE).content.decode()
    assert client.post(release)["Location"] == PAGE
    assert not SeatBinding.objects.exists()
