"""Signing in with the shop's own OpenID Connect provider, over real sockets: who gets in, who does not, and what is said."""

import html
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from makegood.console.signed_out import NAMES, written_by
from makegood.kernel.audit import latest_of
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Draft
from makegood.people.actions.provider import Wanted, release_seat, save_provider
from makegood.people.actions.staffing import deactivate
from makegood.people.models import SeatBinding, SignInProvider, Staff
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_message, make_shop
from makegood.testing.openid_provider import OpenIdProvider

pytestmark = pytest.mark.django_db
START, BACK = "/sign-in/with/", "/sign-in/with/back/"


@pytest.fixture
def provider(people: Cast, settings: Any) -> Iterator[OpenIdProvider]:
    """One that is set up, switched on, and knows the agent."""
    make_shop()
    with OpenIdProvider(redirects={f"{settings.MAKEGOOD_URL}{BACK}"}) as made:
        _switch_on(people, made)
        yield made


def _switch_on(people: Cast, provider: OpenIdProvider, *, is_on: bool = True) -> SignInProvider:
    wanted = Wanted(
        provider.issuer, provider.client_id, provider.client_secret, "Company account", is_on
    )
    return save_provider(people.owner, wanted)


def _go(client: Client, form: dict[str, str] | None = None, **headers: str) -> str:
    """The address of the provider somebody is led to."""
    page = client.post(START, form or {}, headers=headers)
    assert page.status_code == 200, page.content.decode()
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]*)"', page.content.decode())
    assert found
    return html.unescape(found[1])


def _sign_in(client: Client, provider: OpenIdProvider, form: dict[str, str] | None = None) -> Any:
    """There and back, as a browser goes it; answers what the desk says."""
    there = urlsplit(_go(client, form))
    back = urlsplit(provider.consented(there.query))
    return client.get(f"{back.path}?{back.query}")


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _said(answer: Any) -> str:
    found = re.search(r"<h1>(.*?)</h1>", answer.content.decode(), re.S)
    return html.unescape(found[1]) if found else ""


def test_somebody_with_a_seat_gets_in_by_the_verified_address(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    answer = _sign_in(client, provider)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(people.agent.pk)
    assert SeatBinding.objects.get().subject == provider.person["sub"]
    assert Happening.objects.filter(name="SeatBound", by_id=people.agent.pk).count() == 1
    assert latest_of("staff", people.agent.pk)["provider_account"].after == "248289761001"
    assert not SocialAccount.objects.exists()
    assert client.session.get_expire_at_browser_close()


def test_one_comes_back_to_the_page_one_wanted(client: Client, provider: OpenIdProvider) -> None:
    answer = _sign_in(client, provider, {"next": "/settings/"})
    assert answer["Location"] == "/settings/"

    away = _sign_in(Client(), provider, {"next": "https://evil.example/"})
    assert away["Location"] == "/"


def test_capitals_of_the_address_do_not_matter_but_other_letters_do(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    provider.person["email"] = "Ana.Agent@SHOP.example"
    _sign_in(client, provider)
    assert _is_in(client)

    # U+212A and U+017F become "k" and "s" when they are made small or large.
    Staff.objects.filter(pk=people.owner.pk).update(email="kosta@shop.example")
    for email in ("\u212aosta@shop.example", "ko\u017fta@shop.example"):
        provider.person |= {"sub": email, "email": email}
        other = Client()
        assert _said(_sign_in(other, provider)) == "There is no seat for this address"
        assert not _is_in(other)


def test_the_account_opens_the_seat_from_then_on_whatever_its_address(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    _sign_in(client, provider)
    provider.person |= {"email": "ana.married@shop.example", "email_verified": False}

    again = Client()
    _sign_in(again, provider)

    assert again.session["_auth_user_id"] == str(people.agent.pk)
    assert SeatBinding.objects.count() == 1


def test_another_account_with_the_same_address_does_not_until_an_owner_releases_the_seat(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    _sign_in(client, provider)
    provider.person["sub"] = "999"

    other = Client()
    answer = _sign_in(other, provider)
    assert (answer.status_code, _said(answer)) == (403, "Your seat belongs to another account")
    assert not _is_in(other)

    release_seat(people.owner, SeatBinding.objects.get())
    _sign_in(other, provider)
    assert _is_in(other)


@pytest.mark.parametrize(
    ("person", "heading"),
    [
        ({"email": "nobody@shop.example"}, "There is no seat for this address"),
        ({"email_verified": False}, "Your e-mail address is not verified"),
        ({"email_verified": None}, "Your e-mail address is not verified"),
        ({"email_verified": "false"}, "Your e-mail address is not verified"),
        ({"xms_edov": True, "email_verified": None}, "Your e-mail address is not verified"),
        ({"email": ""}, "Your account tells no e-mail address"),
    ],
)
def test_who_has_no_seat_is_told_so_and_gets_none(
    client: Client,
    provider: OpenIdProvider,
    person: dict[str, Any],
    heading: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    seats = Staff.objects.count()
    provider.person |= person

    answer = _sign_in(client, provider)

    assert (answer.status_code, _said(answer)) == (403, heading)
    assert "Back to the sign-in" in answer.content.decode()
    assert "sign-in without a seat" in caplog.text
    assert not _is_in(client)
    assert (Staff.objects.count(), SeatBinding.objects.count()) == (seats, 0)


def test_a_closed_seat_stays_closed_bound_or_not(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    _sign_in(client, provider)
    deactivate(people.owner, people.agent)
    for _round in ("bound", "not bound"):
        answer = _sign_in(other := Client(), provider)
        assert (answer.status_code, _said(answer)) == (403, "This seat is closed")
        assert not _is_in(other)
        SeatBinding.objects.all().delete()


def test_the_second_step_stays_asked(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    TOTP.activate(people.agent, "JBSWY3DPEHPK3PXP")
    assert Authenticator.objects.filter(user=people.agent).exists()

    answer = _sign_in(client, provider)

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not _is_in(client)
    assert client.get(answer["Location"]).status_code == 200
    kept = str(client.session["account_login"])
    assert not any(token in kept for token in provider.access), "no token waits with it"
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", counter))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert _is_in(client)


@pytest.mark.parametrize(
    "fault",
    [
        *("other_issuer", "other_audience", "several_audiences", "other_nonce", "no_nonce"),
        *("expired", "other_key", "unsigned", "signed_by_public_key", "no_id_token", "garbled"),
        *("half_a_nonce", "half_a_subject"),
    ],
)
def test_a_token_that_is_not_right_in_everything_lets_nobody_in(
    client: Client, provider: OpenIdProvider, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    provider.faults = {fault}

    answer = _sign_in(client, provider)

    assert answer.status_code == 502
    assert _said(answer) == "Company account did not let you in"
    assert "could not be trusted" in answer.content.decode()
    assert [record.__dict__["code"] for record in caplog.records if "code" in record.__dict__] == [
        "bad_token"
    ]
    assert not _is_in(client)
    assert not SeatBinding.objects.exists()


def test_an_address_told_at_userinfo_counts_if_it_is_about_the_same_person(
    client: Client, provider: OpenIdProvider
) -> None:
    provider.tells_at_userinfo, provider.faults = True, {"other_userinfo"}
    assert _sign_in(client, provider).status_code == 502
    assert not _is_in(client)

    provider.faults = set()
    _sign_in(client, provider)
    assert _is_in(client)


@pytest.mark.parametrize(
    "in_token",
    [
        {"email_verified": True},
        {"email": "other@shop.example", "xms_edov": True},
        {"email_verified": True, "email": None},
    ],
)
def test_that_one_address_is_proved_says_nothing_of_another(
    client: Client, provider: OpenIdProvider, in_token: dict[str, Any]
) -> None:
    provider.tells_at_userinfo, provider.in_token = True, in_token
    provider.person["email_verified"] = False

    assert _sign_in(client, provider).status_code == 403
    assert not _is_in(client)


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(
    client: Client, provider: OpenIdProvider
) -> None:
    provider.methods = ("client_secret_post",)

    _sign_in(client, provider)

    assert _is_in(client)


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ("token_down", 502, "does not answer as it should"),
        ("other_client", 502, "client ID and secret"),
        ("denied", 403, "You stopped there"),
    ],
)
def test_what_fails_at_the_provider_is_a_calm_page(
    client: Client,
    provider: OpenIdProvider,
    fault: str,
    status: int,
    words: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    provider.faults = {fault}

    answer = _sign_in(client, provider)

    page = answer.content.decode()
    assert (answer.status_code, words in page, "Back to the sign-in" in page) == (
        status,
        True,
        True,
    )
    assert "<b>No</b>" not in page
    assert caplog.records
    assert not _is_in(client)


def test_a_provider_that_is_away_is_told_before_one_leaves(
    client: Client, people: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    make_shop()
    with OpenIdProvider() as provider:
        _switch_on(people, provider)

    answer = client.post(START)

    assert answer.status_code == 502
    assert "sign in with your password" in answer.content.decode()
    assert [r.levelno for r in caplog.records if r.name.startswith("makegood")] == [logging.ERROR]
    assert client.get("/sign-in/").status_code == 200, "the page itself asks nobody"


def test_an_answer_to_no_question_of_this_browser_is_refused(
    client: Client, provider: OpenIdProvider
) -> None:
    there = urlsplit(_go(client))
    back = urlsplit(provider.consented(there.query))

    victim = Client()
    for path in (BACK, f"{BACK}?code=x&state=made-up", f"{back.path}?{back.query}"):
        answer = victim.get(path)
        assert (answer.status_code, _said(answer)) == (400, "This sign-in is over")
    assert not _is_in(victim)

    client.get(f"{back.path}?{back.query}")
    assert _is_in(client)
    assert client.get(f"{back.path}?{back.query}").status_code == 400, "an answer counts once"


def test_what_is_asked_is_ours_whatever_the_request_says(
    client: Client, provider: OpenIdProvider, settings: Any
) -> None:
    page = client.post(
        f"{START}?scope=admin&auth_params=prompt%3Dnone&process=connect",
        headers={"host": "evil.example"},
    )
    asked = parse_qs(
        urlsplit(html.unescape(page.content.decode().split("0;url=")[1].split('"')[0])).query
    )

    assert asked["redirect_uri"] == [f"{settings.MAKEGOOD_URL}{BACK}"]
    assert asked["scope"] == ["openid profile email"]
    assert "prompt" not in asked
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 32
    states = client.session["socialaccount_states"].values()
    assert [state["process"] for state, _at, _provider in states] == ["login"]


def test_the_button_is_there_only_while_it_is_switched_on(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    assert "Sign in with Company account" in client.get("/sign-in/").content.decode()
    there = urlsplit(_go(client))
    back = urlsplit(provider.consented(there.query))

    _switch_on(people, provider, is_on=False)

    provider.asked.clear()
    assert "Company account" not in client.get("/sign-in/").content.decode()
    assert client.post(START).status_code == 404
    assert client.get(f"{back.path}?{back.query}").status_code == 404
    assert provider.asked == []


def test_starting_is_throttled_and_only_by_a_form_of_ours(
    client: Client, provider: OpenIdProvider
) -> None:
    assert client.get(START).status_code == 405
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403
    for _attempt in range(30):
        client.post(START)
    assert client.post(START).status_code == 429


@pytest.mark.parametrize("is_the_writer", [True, False])
def test_what_was_typed_while_signed_out_comes_along_with_its_writer(
    client: Client,
    people: Cast,
    provider: OpenIdProvider,
    settings: Any,
    tmp_path: Any,
    is_the_writer: bool,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    post_office(make_case().shop)
    case = make_case()
    make_message(case, from_address="carla@customer.example")
    writer = people.agent if is_the_writer else people.manager
    typed = {"body": "Dear Carla", "action": "send", "written_by": written_by(writer)}
    asked = client.post(f"/cases/{case.number}/messages/", typed)
    page = asked.content.decode()
    assert "Sign in with Company account" in page
    hidden = re.findall(r'type="hidden" name="(kept_\w+|next)" value="([^"]*)"', page)

    answer = _sign_in(client, provider, {name: html.unescape(value) for name, value in hidden})

    shown = client.get(answer["Location"]).content.decode()
    assert ("Dear Carla</textarea>" in shown) == is_the_writer
    assert Draft.objects.filter(body="Dear Carla").exists() == is_the_writer


def test_what_somebody_else_left_in_the_browser_does_not_come_along(
    client: Client, provider: OpenIdProvider
) -> None:
    _go(client, {"kept_case": "1", "kept_body": "not mine"})

    _sign_in(client, provider)

    assert "kept_words" not in client.session
    assert "waiting_words" not in client.session


def test_a_secret_sealed_with_another_key_is_a_calm_page_too(
    client: Client, provider: OpenIdProvider
) -> None:
    SignInProvider.objects.update(client_secret="nonsense")

    answer = client.post(START)

    assert answer.status_code == 502
    assert "could not be trusted" in answer.content.decode()


def test_a_stranger_leaves_no_more_than_the_words(
    client: Client, people: Cast, provider: OpenIdProvider
) -> None:
    names = dict.fromkeys(set(NAMES) - {"kept_body"}, "x" * 90_000)

    _go(client, names | {"kept_body": "y" * 90_000, "next": "/" + "z" * 90_000})

    assert 90_000 < len(str(dict(client.session))) < 100_000
