"""The addresses of set-up, sign-in and invitations. Global names: allauth asks for its own by them."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from makegood.console.views import setup, signin

signin_urls: list[URLPattern | URLResolver] = [
    path("sign-in/", signin.login, name="account_login"),
    path("sign-in/with/", signin.provider_start, name="provider_start"),
    path("sign-in/with/back/", signin.provider_back, name="provider_back"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("protection/", include("allauth.mfa.urls")),
]
"""allauth's pages that a desk has: no signing up, no managing of addresses."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("setup/strength/", setup.password_strength, name="password_strength"),
    path("setup/protection/", setup.protection, name="setup_protection"),
    path("setup/start/", setup.start, name="setup_start"),
    path("setup/<str:token>/", setup.setup, name="setup"),
    path("invitation/<str:token>/", setup.invitation, name="invitation"),
    path("language/", set_language, name="set_language"),
    *signin_urls,
]
