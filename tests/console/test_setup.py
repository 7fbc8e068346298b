"""The first start, as a shop owner meets it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makegood.console.forms.choices import country_of_browser
from makegood.messages.models import Account
from makegood.people.actions.setup_link import new_setup_token
from makegood.people.models import Role, Staff
from makegood.shops.models import Shop
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case

pytestmark = pytest.mark.django_db

GIVEN = {
    "shop_name": "Medaus krautuvė",
    "country": "LT",
    "languages": ["en", "lt"],
    "name": "Rasa Petrauskaitė",
    "email": "rasa@medus.example",
    "password": "lantern otter gravel pudding",
}


def _link() -> str:
    token = new_setup_token()
    assert token
    return reverse("setup", args=[token])


def _post(client: Client, link: str, **changed: Any) -> Any:
    return client.post(link, GIVEN | changed, headers={"accept-language": "lt"})


def test_the_set_up_page_is_in_the_browsers_language_and_guesses_the_country(
    client: Client,
) -> None:
    page = client.get(_link(), headers={"accept-language": "lt-LT,lt;q=0.9,en;q=0.5"})

    assert page.status_code == 200
    text = page.content.decode()
    assert '<html lang="lt"' in text
    assert '<option value="LT" selected>Lietuva</option>' in text
    assert '<option value="DE">Vokietija</option>' in text


@pytest.mark.parametrize(
    ("accepted", "country"),
    [
        ("it-IT,it;q=0.9,en-US;q=0.8,en;q=0.7", "IT"),
        ("it,en-US;q=0.7,en;q=0.3", "IT"),
        ("en-US,en;q=0.9,it;q=0.8", "IT"),
        ("en-US,en;q=0.9,de-CH;q=0.5", "CH"),
        ("en-GB,en;q=0.9", "GB"),
        ("en-US,en-IE;q=0.9", "IE"),
        ("en-US,en;q=0.9", "US"),
        ("sr-Latn-RS,sr;q=0.9", "RS"),
        ("en", ""),
        ("*", ""),
        ("", ""),
    ],
)
def test_the_country_is_guessed_from_what_the_browser_speaks(accepted: str, country: str) -> None:
    assert country_of_browser(accepted) == country


def test_the_countrys_language_is_ticked_and_becomes_the_main_one(client: Client) -> None:
    link = _link()

    page = client.get(link, headers={"accept-language": "en-US,en;q=0.9,it;q=0.8"})
    _post(client, link, country="IT", languages=["en", "it"])

    text = page.content.decode()
    assert '<option value="IT" selected>' in text
    ticked = re.findall(r'name="languages" value="([^"]+)"[^>]*checked', text)
    assert sorted(ticked) == ["en", "it"]
    assert '"Europe/Rome": "IT"' in text
    assert Shop.objects.get().main_language == "it"


@pytest.mark.parametrize(
    ("host", "link"),
    [
        ("127.0.0.1:8000", "http://localhost:8000/setup/protection/"),
        ("[::1]:8000", "http://localhost:8000/setup/protection/"),
        ("192.168.1.4:8000", None),
        ("desk.shop.example", None),
    ],
)
def test_where_a_number_was_opened_the_same_page_on_localhost_is_offered_for_passkeys(
    client: Client, host: str, link: str | None
) -> None:
    client.force_login(make_staff())

    page = client.get(reverse("setup_protection"), headers={"host": host}).content.decode()

    assert ("A passkey is made for a name" in page) == (link is not None)
    assert link is None or f'href="{link}"' in page
    assert reverse("mfa_add_webauthn") not in page


def test_setting_up_makes_shop_owner_and_post_office_and_signs_in(client: Client) -> None:
    link = _link()

    answer = _post(client, link)

    assert (answer.status_code, answer["Location"]) == (302, reverse("setup_protection"))
    shop, owner = Shop.objects.get(), Staff.objects.get()
    assert (shop.name, shop.country, shop.timezone) == ("Medaus krautuvė", "LT", "Europe/Vilnius")
    assert shop.languages == ["lt", "en"]
    assert (owner.role, owner.language, owner.timezone) == (Role.OWNER, "lt", "Europe/Vilnius")
    assert Account.objects.get().kind == "postoffice"
    assert client.session["_auth_user_id"] == str(owner.pk)
    assert client.get(reverse("setup_protection")).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert "Medaus krautuvė" in client.get(reverse("setup_start")).content.decode()


def test_a_lead_who_joins_a_desk_at_work_is_not_taken_through_its_set_up(client: Client) -> None:
    make_case()
    client.force_login(make_staff("Marco", "manager"))

    page = client.get(reverse("setup_protection")).content.decode()

    assert "Shop and you" not in page
    assert client.get(reverse("setup_start"))["Location"] == reverse("console:inbox")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shop_name", ""),
        ("country", "XX"),
        ("languages", []),
        ("email", "not an address"),
        ("password", "qwertyuiop"),
        ("password", "Petrauskaitė"),
    ],
)
def test_a_refused_field_is_named_and_nothing_is_made(
    client: Client, field: str, value: Any
) -> None:
    link = _link()

    answer = _post(client, link, **{field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.content.decode()
    assert not Shop.objects.exists()
    assert not Staff.objects.exists()
    assert _post(client, link).status_code == 302


def test_a_used_link_is_dead_and_says_to_sign_in(client: Client) -> None:
    link = _link()
    _post(client, link)
    client.logout()

    again = Client().get(link)

    assert again.status_code == 410
    assert reverse("account_login") in again.content.decode()
    assert _post(Client(), link, email="thief@example.org").status_code == 410
    assert Staff.objects.count() == 1


def test_a_wrong_link_tells_how_to_get_a_fresh_one(client: Client) -> None:
    _link()

    answer = client.get(reverse("setup", args=["nonsense"]))

    assert answer.status_code == 410
    assert "make up" in answer.content.decode()


def test_the_strength_of_a_password_is_shown_while_one_types(client: Client) -> None:
    weak = client.post(reverse("password_strength"), {"password": "qwertyuiop"})
    good = client.post(reverse("password_strength"), {"password": GIVEN["password"]})

    assert 'value="0"' in weak.content.decode() or 'value="1"' in weak.content.decode()
    assert 'value="4"' in good.content.decode()


def test_the_reader_can_choose_another_language(client: Client) -> None:
    link = _link()

    client.post(reverse("set_language"), {"language": "hu", "next": link})

    assert '<html lang="hu"' in client.get(link).content.decode()
