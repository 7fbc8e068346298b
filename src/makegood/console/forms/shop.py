"""What a shop says of itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.merging import MergingForm
from makegood.shops.models import Shop


class ShopForm(MergingForm):
    """Name, contact details and languages."""

    name = forms.CharField(label=_("Name of the shop"), max_length=120)
    country = forms.ChoiceField(label=_("Country"))
    timezone = forms.ChoiceField(label=_("Time zone"))
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Such as EUR."))
    main_language = forms.ChoiceField(
        label=_("Main language"), help_text=_("Used when a customer's language is not known.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you answer in"), widget=forms.CheckboxSelectMultiple
    )
    email = forms.EmailField(label=_("E-mail address in letters"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Postal address"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    colour = forms.CharField(
        label=_("Colour of your letters and the status page"),
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    def arrange(self) -> None:
        for name, options in {
            "country": choices.countries(),
            "timezone": choices.time_zones(),
            "main_language": choices.languages(),
            "languages": choices.languages(),
        }.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, shop: Shop) -> "ShopForm":
        """The form as the shop is now."""
        now = {name: getattr(shop, name) for name in cls.base_fields if hasattr(shop, name)}
        return cls(initial={**now, "main_language": shop.main_language})

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def changes(self) -> dict[str, Any]:
        """The shop's fields as `change_shop` takes them."""
        given = {name: self.cleaned_data[name] for name in self.fields if name not in self.apart}
        main = given.pop("main_language")
        rest = [code for code in given["languages"] if code != main]
        return {**given, "languages": [main, *rest]}
