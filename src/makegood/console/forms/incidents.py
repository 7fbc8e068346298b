"""What is known of an incident, and how it ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.cases.models import Case, Incident
from makegood.console.forms.base import DeskForm
from makegood.kernel.errors import BadInput
from makegood.shops.models import Product
from makegood.ui.words import word


class IncidentForm(DeskForm):
    """Its name, and what cases have to have in common to fit."""

    title = forms.CharField(label=_("What happened"), max_length=200)
    about = forms.CharField(
        label=_("What is known of it"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    parcel = forms.CharField(
        label=_("Parcel's number"),
        required=False,
        max_length=80,
        help_text=_("New cases about this parcel are suggested."),
    )
    sku = forms.CharField(
        label=_("Article number"),
        required=False,
        max_length=80,
        help_text=_("New cases about this product are suggested, of the kind below or of any."),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, word("kind", code)) for code in Case.Kind.values if code]
        self.fields["kind"].choices = [("", _("any")), *kinds]  # type: ignore[attr-defined]  # the stubs know only Field

    @property
    def article(self) -> str:
        return str(self.cleaned_data["sku"]).strip()

    def facts(self, product: Product | None) -> dict[str, Any]:
        """What the action takes; `product` is what was found under the article number."""
        if self.article and product is None:
            raise BadInput("sku", str(_("There is no article %(sku)s.")) % {"sku": self.article})
        names = ("title", "about", "parcel", "kind")
        return {name: self.cleaned_data[name] for name in names} | {"product": product}

    @staticmethod
    def initial_of(incident: Incident) -> dict[str, Any]:
        """The form as the incident is now."""
        names = ("title", "about", "parcel", "kind")
        sku = incident.product.sku if incident.product else ""
        return {name: getattr(incident, name) for name in names} | {"sku": sku}


class ResolutionForm(DeskForm):
    """What was found and done."""

    resolution = forms.CharField(
        label=_("What was found and done"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
