"""A shop system: what it is read with, as its connector asks for it; and what its states mean."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm
from makegood.shops.models import StateMapping
from makegood.shops.ports import Field, ShopConnector
from makegood.ui.words import WORDS, say


class ConnectionForm(DeskForm):
    """The fields are the connector's own; a secret that is saved may stay empty."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What your colleagues call this shop. Empty: the system's name."),
        max_length=120,
        required=False,
    )

    def __init__(
        self, *args: Any, connector: ShopConnector, has_secrets: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for one in connector.fields:
            self.add(one.name, field_for(one, has_secrets))

    def settings(self) -> dict[str, Any]:
        """What was filled in, the name aside."""
        return {name: value for name, value in self.cleaned_data.items() if name != "name"}


def field_for(one: Field, has_secrets: bool) -> forms.CharField:
    """The field an adapter asks for; a secret is never shown again."""
    if not one.is_secret:
        return forms.CharField(
            label=say(one.label),
            help_text=say(one.help) if one.help else "",
            max_length=4_000,  # a shop's public keys, as it shows them
            required=one.is_required,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
    return forms.CharField(
        label=say(one.label),
        help_text=_("Leave empty to keep the one saved.")
        if has_secrets
        else (say(one.help) if one.help else ""),
        max_length=1000,
        min_length=one.shortest or None,
        required=one.is_required and not has_secrets,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )


class StatesForm(DeskForm):
    """One choice for each state the shop has."""

    def __init__(self, data: Mapping[str, Any] | None, *, states: Iterable[StateMapping]) -> None:
        super().__init__(data)
        self.states = {f"state-{row.pk}": row for row in states}
        choices = list(WORDS["standing"].items())
        for name, row in self.states.items():
            label = row.name or row.state
            self.add(name, forms.ChoiceField(label=label, choices=choices, initial=row.standing))

    def chosen(self) -> dict[str, str]:
        """State → what it means."""
        return {self.states[name].state: value for name, value in self.cleaned_data.items()}
