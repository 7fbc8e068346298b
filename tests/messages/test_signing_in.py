"""On the owner's consent: tokens are asked for in time, shared, and their end is told. A real endpoint answers."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.db import connection

from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.messages.actions.accounts import (
    change_account,
    connect_mailbox,
    failed,
    opened_settings,
)
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.sending import send_notice
from makegood.messages.actions.signing_in import ask, redeem
from makegood.messages.models import Account
from makegood.testing.consent import ConsentProvider
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
ADDRESS = "desk@shop.example"
BACK = "http://desk.example/settings/mailboxes/consent/"


@pytest.fixture
def provider() -> Iterator[ConsentProvider]:
    with ConsentProvider() as provider:
        yield provider


def refresh_token(provider: ConsentProvider) -> str:
    settings = provider.settings(ADDRESS)
    asking = ask(settings, BACK)
    sent_back = httpx.get(asking.url).headers["Location"]
    answer = parse_qs(urlsplit(sent_back).query)
    assert answer["state"] == [asking.state]
    return redeem(settings, answer["code"][0], asking.verifier, BACK).refresh


@pytest.fixture
def account(provider: ConsentProvider) -> Account:
    secret = refresh_token(provider)
    return connect_mailbox(make_shop(), None, provider.settings(ADDRESS), secret)


def token(account: Account) -> str:
    account.refresh_from_db()
    return str(opened_settings(account)["access_token"])


def test_a_code_is_worth_nothing_without_its_verifier(provider: ConsentProvider) -> None:
    settings = provider.settings(ADDRESS)
    asking = ask(settings, BACK)
    code = parse_qs(urlsplit(httpx.get(asking.url).headers["Location"]).query)["code"][0]

    with pytest.raises(ProviderFailed) as caught:
        redeem(settings, code, "somebody-else", BACK)

    assert caught.value.code == "consent_ended"


def test_one_token_serves_until_shortly_before_its_end(
    account: Account, provider: ConsentProvider
) -> None:
    first = token(account)
    asked = len(provider.asked)

    assert token(account) == first
    assert len(provider.asked) == asked
    with clock.frozen(clock.now() + timedelta(minutes=56)):
        assert token(account) != first


def test_a_token_that_rotates_is_kept_for_the_next_time(
    account: Account, provider: ConsentProvider
) -> None:
    seen = set()
    for hours in range(4):
        with clock.frozen(clock.now() + timedelta(hours=2 * hours)):
            seen.add(token(account))

    assert len(seen) == 4


def test_a_token_the_mail_server_refuses_is_replaced_at_the_next_look(
    account: Account,
) -> None:
    first = token(account)

    failed(account, "receiving", ProviderFailed("no", permanent=False, code="token_refused"))

    assert token(account) != first


def test_withdrawn_consent_says_so_and_a_new_one_heals_it(
    account: Account, provider: ConsentProvider
) -> None:
    provider.revoke()

    with pytest.raises(ProviderFailed) as caught:
        token(account)
    assert (caught.value.code, caught.value.step) == ("consent_ended", "oauth.token")
    assert "Token has been revoked" in caught.value.message

    change_account(account, None, secret=refresh_token(provider))
    assert token(account) in provider.tokens


def test_mail_waits_while_the_consent_has_ended(
    account: Account, provider: ConsentProvider
) -> None:
    provider.revoke()
    message = send_notice(account.shop, "ana@mail.example", "Hello", "Hello, Ana", "en")

    with clock.frozen(clock.now() + timedelta(days=4)):
        assert dispatch_due() == 1

    message.dispatch.refresh_from_db()
    account.refresh_from_db()
    assert (message.dispatch.state, message.dispatch.attempts) == ("waiting", 0)
    assert account.sending_error["code"] == "consent_ended"
    assert account.sending_retry_at is not None


def test_a_registration_that_ended_is_told_apart(
    account: Account, provider: ConsentProvider
) -> None:
    provider.client_secret = "another"

    with pytest.raises(ProviderFailed) as caught:
        token(account)

    assert caught.value.code == "client_refused"


def test_a_provider_out_of_reach_is_tried_again(account: Account) -> None:
    account.settings["oauth_token_url"] = "http://127.0.0.1:1/token"
    account.save(update_fields=["settings"])

    with pytest.raises(ProviderFailed) as caught:
        token(account)

    assert (caught.value.code, caught.value.permanent) == ("protocol", False)


def test_nothing_of_it_lies_open_in_the_database(
    account: Account, provider: ConsentProvider
) -> None:
    access = token(account)

    row = repr(Account.objects.values("settings", "secret", "token").get(pk=account.pk))
    assert provider.client_secret not in row
    assert access not in row
    assert not any(refresh in row for refresh in provider.refresh)


@pytest.mark.django_db(transaction=True)
def test_mail_goes_on_arriving_while_the_provider_thinks(
    account: Account, provider: ConsentProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived: list[bool] = []
    answer = provider.answer

    def think(question: dict[str, str]) -> tuple[int, dict[str, object]]:
        with closing(connection):
            connection.cursor().execute("SET lock_timeout = '2s'")
            arrived.append(
                Account.objects.filter(pk=account.pk).update(received_at=clock.now()) == 1
            )
        return answer(question)

    monkeypatch.setattr(provider, "answer", think)

    token(account)

    assert arrived == [True]
