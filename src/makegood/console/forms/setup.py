"""The first page of all, and the one an invitation opens."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.console.passwords import StrongEnough
from makegood.people.models import Staff


def password_field() -> forms.CharField:
    """A new password; its strength is shown while one types."""
    return forms.CharField(
        label=_("Password"),
        help_text=_("Three or four words that do not belong together are best."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(
            attrs={
                "autocomplete": "new-password",
                "hx-post": reverse_lazy("password_strength"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#password-strength",
            }
        ),
    )


class SetupForm(DeskForm):
    """A shop and its owner."""

    shop_name = forms.CharField(
        label=_("Name of the shop"),
        help_text=_("As your customers know it; it signs your letters."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Sets the time zone, the currency and the holidays; all can be changed later."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you answer customers in"), widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = password_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = choices.countries()  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["languages"].choices = choices.languages()  # type: ignore[attr-defined]  # the stubs know only Field

    def clean_languages(self) -> list[str]:
        """The country's language first, then the reader's own: the first becomes the shop's main one."""
        chosen: list[str] = self.cleaned_data["languages"]
        spoken = choices.our_languages_of(self.cleaned_data.get("country", ""))
        return sorted(chosen, key=lambda code: (base(code) not in spoken, code != get_language()))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        person = Staff(name=given.get("name", ""), email=given.get("email", ""))
        if "password" in given:
            _check_password(self, given["password"], person, shop=given.get("shop_name", ""))
        return given


class InvitationForm(DeskForm):
    """Taking a seat: the address was proved by the mail, the rest is asked here."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Customers see it under your answers."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = password_field()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "password" in given:
            person = Staff(name=given.get("name", ""), email=self.email)
            _check_password(self, given["password"], person)
        return given


def base(code: str) -> str:
    """The language of a code that names its script as well (`sr-latn`)."""
    return code.partition("-")[0]


def _check_password(form: DeskForm, password: str, person: Staff, shop: str = "") -> None:
    """`shop`: the name of one that is being set up: it is as easy to guess as one's own."""
    try:
        validate_password(password, person, [StrongEnough(shop)])
    except forms.ValidationError as error:
        form.add_error("password", error)
