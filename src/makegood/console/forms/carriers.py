"""A carrier as its adapter asks for it; a parcel, and where somebody knows it to be."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.console.forms.connections import field_for
from makegood.shops.models import CarrierAccount, Parcel
from makegood.shops.ports.carriers import Carrier
from makegood.ui.words import WORDS


class CarrierForm(DeskForm):
    """The fields are the adapter's own; a secret that is saved may stay empty."""

    name = forms.CharField(
        label=_("Name"), help_text=_("As your shop calls this carrier."), max_length=60
    )
    called = forms.CharField(
        label=_("Other names"),
        help_text=_("What your shop calls it besides, with commas between."),
        max_length=400,
        required=False,
    )
    timezone = forms.ChoiceField(
        label=_("Its time zone"), help_text=_("Times it tells without a zone are by this clock.")
    )

    def __init__(
        self, *args: Any, carrier: Carrier, has_secrets: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = choices.time_zones()  # type: ignore[attr-defined]  # the stubs know only Field
        self.own = {one.name for one in carrier.fields}
        for one in carrier.fields:
            self.add(one.name, field_for(one, has_secrets))

    def settings(self) -> dict[str, Any]:
        """What the adapter asked for."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.own}

    def beside(self) -> dict[str, Any]:
        """Its other names and its clock, as the actions take them."""
        names = [one.strip() for one in self.cleaned_data["called"].split(",")]
        called = [one[:60] for one in names if one]
        return {"called": called, "timezone": self.cleaned_data["timezone"]}

    @staticmethod
    def initial_of(account: CarrierAccount) -> dict[str, Any]:
        """The form as the carrier is now."""
        own = {"name": account.name, "timezone": account.timezone}
        return {**account.settings, **own, "called": ", ".join(account.called)}


class ParcelForm(DeskForm):
    """A parcel nobody else told of."""

    number = forms.CharField(label=_("Parcel's number"), max_length=80)
    carrier = forms.CharField(label=_("Carrier"), max_length=60, required=False)
    url = forms.CharField(
        label=_("Link to follow it"),
        help_text=_("May stay empty where the carrier is one of yours."),
        max_length=500,
        required=False,
    )


class WhereForm(DeskForm):
    """Where somebody knows a parcel to be."""

    state = forms.ChoiceField(label=_("Where it is"), required=False)
    at = forms.DateTimeField(
        label=_("Since when"),
        help_text=_("Empty: now."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    cause = forms.ChoiceField(label=_("Why"), required=False)
    words = forms.CharField(label=_("What you heard"), max_length=300, required=False)
    expected_on = forms.DateField(
        label=_("Expected on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, parcel: Parcel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(parcel.order.shop.timezone)
        states = [(code, words) for code, words in WORDS["parcel"].items() if code != "unknown"]
        self.fields["state"].choices = [("", _("as it is")), *states]  # type: ignore[attr-defined]  # the stubs know only Field
        causes = [("", _("nobody said")), *WORDS["cause"].items()]
        self.fields["cause"].choices = causes  # type: ignore[attr-defined]  # the stubs know only Field

    def told(self) -> dict[str, Any]:
        """As the action takes it; times are by the shop's clock."""
        given = self.cleaned_data
        day, at = given["expected_on"], given["at"]
        return {
            "state": given["state"],
            "at": at.replace(tzinfo=self.zone) if at else None,
            "words": given["words"],
            "cause": given["cause"],
            "expected_at": datetime.combine(day, time(), self.zone) if day else None,
        }
