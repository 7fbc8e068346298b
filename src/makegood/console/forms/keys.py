"""Keys for programs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm
from makegood.people.actions.keys import SCOPES


class ApiKeyForm(DeskForm):
    """A new key: what it is for and what it may do."""

    name = forms.CharField(
        label=_("What is it for?"), help_text=_("Such as “shop system”."), max_length=80
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple
    )

    lasts = forms.TypedChoiceField(
        label=_("Works for"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year")), (0, _("always"))],
        initial=365,
        coerce=int,
        help_text=_("Programs stop working when it ends; make a new key in time."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope, SCOPE_WORDS.get(scope, scope)) for scope in SCOPES]  # type: ignore[attr-defined]  # the stubs know only Field


SCOPE_WORDS = {
    "cases:read": _("Read cases"),
    "cases:write": _("Open, answer, assign and close cases"),
    "customers:read": _("Read customers"),
    "orders:read": _("Read orders"),
    "orders:write": _("Have things done with orders in the shop"),
    "promises:read": _("Read promises"),
    "promises:write": _("Say what became of promises"),
    "policy:read": _("Ask what the law says"),
    "search": _("Search"),
    "metrics": _("Read the figures of this machine"),
    "webhooks": _("Add and remove webhooks"),
}
