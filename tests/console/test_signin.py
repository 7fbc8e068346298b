"""Signing in: password, second proof, recovery, a forgotten password, and what is refused."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from makegood.console.signin import new_password_link
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.testing.cast import cast
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse 42"
NEW = "lantern otter gravel pudding"


@pytest.fixture
def owner() -> Staff:
    make_shop()
    return cast().owner


def _sign_in(client: Client, staff: Staff, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": staff.email, "password": password})


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_the_right_password_opens_the_desk(client: Client, owner: Staff) -> None:
    answer = _sign_in(client, owner)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert _is_in(client)


def test_a_wrong_password_is_refused_without_telling_which_part_was_wrong(
    client: Client, owner: Staff
) -> None:
    wrong = _sign_in(client, owner, "wrong")
    unknown = client.post(
        reverse("account_login"), {"login": "nobody@shop.example", "password": PASSWORD}
    )

    errors = [
        re.findall(r"flash-error.*?<p>(.*?)</p>", a.content.decode(), re.S)
        for a in (wrong, unknown)
    ]
    assert errors[0] == errors[1] != []
    assert not _is_in(client)
    assert _sign_in(client, owner).status_code == 302


def test_guessing_is_throttled_also_for_the_right_password(client: Client, owner: Staff) -> None:
    statuses = {_sign_in(client, owner, "wrong").status_code for _attempt in range(5)}

    # Another browser, another process: the count is in the database.
    other = Client()
    throttled = _sign_in(other, owner)

    assert (statuses, throttled.status_code) == ({422}, 429)
    assert not _is_in(other)


def test_a_closed_seat_does_not_open(client: Client, owner: Staff) -> None:
    Staff.objects.filter(pk=owner.pk).update(is_active=False)

    _sign_in(client, owner)

    assert not _is_in(client)


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/signup/").status_code == 404
    assert client.get("/sign-in/signup/").status_code == 404


def test_a_page_of_the_desk_asks_to_sign_in_and_comes_back(client: Client, owner: Staff) -> None:
    wanted = reverse("console:settings_shop")
    asked = client.get(wanted)

    answer = client.post(asked["Location"], {"login": owner.email, "password": PASSWORD})

    assert answer["Location"] == wanted


def test_an_authenticator_app_is_asked_for_after_the_password(client: Client, owner: Staff) -> None:
    secret = _with_app(client, owner)
    client.logout()

    first = _sign_in(client, owner)
    assert first["Location"].startswith(reverse("mfa_authenticate"))
    assert not _is_in(client)
    page = client.get(first["Location"])
    assert page.status_code == 200
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert not _is_in(client)

    client.post(reverse("mfa_authenticate"), {"code": _code(secret)})

    assert _is_in(client)


def test_changing_the_sign_in_asks_for_the_password_once_more(client: Client, owner: Staff) -> None:
    _sign_in(client, owner)

    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    _prove(client)

    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_secret_of_an_app_is_sealed_at_rest(client: Client, owner: Staff) -> None:
    secret = _with_app(client, owner)

    stored = Authenticator.objects.get(user=owner, type="totp").data["secret"]

    assert secret not in stored


def test_a_recovery_code_lets_in_once(client: Client, owner: Staff) -> None:
    _with_app(client, owner)
    codes = re.findall(
        r"<code>(\d{8})</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    assert len(codes) == 10
    kept = client.get(reverse("mfa_download_recovery_codes"))
    assert kept.content.decode().split() == codes

    for expected in (True, False):
        other = Client()
        _sign_in(other, owner)
        other.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert _is_in(other) is expected


def test_a_forgotten_password_is_chosen_anew_by_a_mail_of_ours(
    client: Client, owner: Staff
) -> None:
    Staff.objects.filter(pk=owner.pk).update(language="it")
    client.post(reverse("account_reset_password"), {"email": owner.email.upper()})
    letter = Message.objects.get()
    assert letter.to == [["", owner.email]] or letter.to[0][1] == owner.email
    assert letter.language == "it"
    found = re.search(r"http\S+", letter.text)
    assert found
    path = "/" + found.group(0).split("/", 3)[3]

    page = client.get(path, follow=True)
    form = page.request["PATH_INFO"]
    weak = client.post(form, {"password1": "qwerty", "password2": "qwerty"})
    assert weak.status_code == 200
    client.post(form, {"password1": NEW, "password2": NEW})

    _sign_in(client, owner, NEW)
    assert _is_in(client)
    assert client.get(path).status_code == 200


def test_a_made_up_host_does_not_get_into_the_mail(
    client: Client, owner: Staff, settings: Any
) -> None:
    client.post(
        reverse("account_reset_password"), {"email": owner.email}, headers={"host": "evil.example"}
    )

    letter = Message.objects.get()
    assert f"{settings.MAKEGOOD_URL}/password/new/" in letter.text
    assert "evil.example" not in letter.text


def test_an_operator_can_hand_over_a_link_to_a_new_password(client: Client, owner: Staff) -> None:
    path = urlsplit(new_password_link(owner)).path

    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    _sign_in(client, owner, NEW)
    assert _is_in(client)
    assert "This link no longer works" in client.get(path, follow=True).content.decode()


def test_a_flood_of_tries_is_answered_by_a_page_of_ours(client: Client, owner: Staff) -> None:
    for _attempt in range(31):
        answer = client.get(reverse("account_login"))

    assert answer.status_code == 200, "looking is no try"
    for _attempt in range(31):
        answer = _sign_in(client, owner, "wrong")
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


def test_a_stranger_asking_for_a_new_password_learns_nothing(client: Client, owner: Staff) -> None:
    known = client.post(reverse("account_reset_password"), {"email": owner.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "who@else.example"})

    assert known["Location"] == unknown["Location"]
    assert Message.objects.count() == 1


def test_every_page_of_the_sign_in_is_ours(client: Client, owner: Staff) -> None:
    for name in (
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_inactive",
        "account_reset_password_from_key_done",
    ):
        _is_ours(client, name)
    _sign_in(client, owner)
    _prove(client)
    for name in (
        "account_logout",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
    ):
        _is_ours(client, name)
    _with_app(client, owner)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
    ):
        _is_ours(client, name)


def _is_ours(client: Client, name: str) -> None:
    page = client.get(reverse(name))
    assert page.status_code == 200, name
    assert "makegood.css" in page.content.decode(), name
    assert "unsafe-inline" not in page["Content-Security-Policy"], name


def _prove(client: Client) -> None:
    """Give the password once more, as the pages that change the sign-in ask for."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def _with_app(client: Client, staff: Staff) -> str:
    """Turn the authenticator app on as one does it; answers its secret."""
    _sign_in(client, staff)
    _prove(client)
    page = client.get(reverse("mfa_activate_totp"))
    found = re.search(r"<code>([A-Z2-7]{16,})</code>", page.content.decode())
    assert found, "the key to type into the app is shown"
    client.post(reverse("mfa_activate_totp"), {"code": _code(found.group(1))})
    assert Authenticator.objects.filter(user=staff, type="totp").exists()
    return found.group(1)
