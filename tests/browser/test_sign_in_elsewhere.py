"""Signing in with the shop's own provider, as an owner sets it up and colleagues use it, with and without JavaScript."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site

from makegood.people.actions.provider import Wanted, save_provider
from makegood.testing.openid_provider import OpenIdProvider

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with OpenIdProvider(has_page=True) as made:
        yield made


def _is_clean(page: Page) -> None:
    for width in (DESKTOP, PHONE):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), page.url
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_an_owner_sets_it_up_and_a_colleague_signs_in(site: Site, provider: OpenIdProvider) -> None:
    page = site.visit(site.people.owner)
    page.goto(reverse("console:settings"))
    page.get_by_label("Find a setting").fill("keycloak")
    page.locator("#settings-pages").get_by_role("link", name="Sign-in Let colleagues").click()
    expect(page.get_by_label("Issuer address")).to_be_visible()
    _is_clean(page)
    page.get_by_label("Issuer address").fill(provider.issuer + "x")
    page.get_by_role("button", name="Test").click()
    expect(page.get_by_text("There is no OpenID Connect provider at this address.")).to_be_visible()
    _is_clean(page)
    page.get_by_label("Issuer address").fill(provider.issuer)
    page.get_by_role("button", name="Test").click()
    expect(page.get_by_role("heading", name="The provider answers")).to_be_visible()
    page.get_by_label("Client ID").fill(provider.client_id)
    page.get_by_label("Client secret").fill(provider.client_secret)
    page.get_by_label("Name on the button").fill("Company account")
    page.get_by_label("Offer it on the sign-in page").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.get_by_label("Client secret")).to_have_value("")

    colleague = site.visit(None)
    colleague.goto(reverse("console:calls"))
    expect(colleague.get_by_role("button", name="Sign in with Company account")).to_be_visible()
    _is_clean(colleague)
    colleague.get_by_role("button", name="Sign in with Company account").click()
    colleague.get_by_role("link", name="Go on as Ana Agent").click()

    colleague.wait_for_url("**" + reverse("console:calls"))
    page.reload()
    expect(page.get_by_role("row", name="Ana Agent")).to_be_visible()
    _is_clean(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_who_has_no_seat_is_told_so_and_comes_back_with_another_account(
    site: Site, provider: OpenIdProvider, scripts: bool
) -> None:
    save_provider(
        site.people.owner,
        Wanted(provider.issuer, provider.client_id, provider.client_secret, "Keycloak", True),
    )
    seated, provider.person = (
        provider.person,
        {
            "sub": "7",
            "email": "nobody@shop.example",
            "email_verified": True,
            "name": "Nobody",
        },
    )
    page = site.visit(None, java_script_enabled=scripts)
    page.goto(reverse("account_login"))

    page.get_by_role("button", name="Sign in with Keycloak").click()
    page.get_by_role("link", name="Go on as Nobody").click()
    expect(page.get_by_role("heading", name="There is no seat for this address")).to_be_visible()
    if scripts:
        _is_clean(page)
    page.get_by_role("link", name="Back to the sign-in").click()
    provider.person = seated
    page.get_by_role("button", name="Sign in with Keycloak").click()
    page.get_by_role("link", name="Go on as Ana Agent").click()

    expect(page).to_have_url("/")
