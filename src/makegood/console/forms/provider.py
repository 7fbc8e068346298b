"""The shop's own sign-in provider."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm
from makegood.people.actions.provider import Wanted
from makegood.people.models import SignInProvider


class ProviderForm(DeskForm):
    """What the provider gave, and what colleagues see of it. A saved secret is never shown; empty keeps it."""

    issuer = forms.CharField(
        label=_("Issuer address"),
        help_text=_("Such as https://login.company.example/realms/staff."),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    client_id = forms.CharField(
        label=_("Client ID"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    client_secret = forms.CharField(
        label=_("Client secret"),
        help_text=_("Kept encrypted."),
        max_length=1000,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )
    label = forms.CharField(
        label=_("Name on the button"),
        help_text=_("“Sign in with …”: what your colleagues call it."),
        max_length=60,
    )
    is_on = forms.BooleanField(label=_("Offer it on the sign-in page"), required=False)

    def __init__(self, *args: Any, has_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_secret:
            self.fields["client_secret"].required = False
            self.fields["client_secret"].help_text = _("Leave empty to keep the one saved.")

    @classmethod
    def of(cls, saved: SignInProvider | None) -> Self:
        names = ("issuer", "client_id", "label", "is_on")
        initial = {name: getattr(saved, name) for name in names} if saved else {}
        return cls(initial=initial, has_secret=saved is not None)

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)
