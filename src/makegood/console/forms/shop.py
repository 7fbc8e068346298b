"""What a shop says of itself."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.merging import MergingForm
from makegood.shops.models import Shop


class ShopPageForm(MergingForm):
    """One page of the shop's settings."""

    @classmethod
    def of(cls, shop: Shop) -> Self:
        """The form as the shop is now."""
        raise NotImplementedError

    def changes(self) -> dict[str, Any]:
        """The shop's fields as `change_shop` takes them."""
        raise NotImplementedError


class ShopForm(ShopPageForm):
    """Where the shop is, and its languages."""

    country = forms.ChoiceField(label=_("Country"))
    timezone = forms.ChoiceField(label=_("Time zone"))
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Such as EUR."))
    main_language = forms.ChoiceField(
        label=_("Main language"), help_text=_("Used when a customer's language is not known.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you answer in"), widget=forms.CheckboxSelectMultiple
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
    def of(cls, shop: Shop) -> Self:
        now = {name: getattr(shop, name) for name in cls.base_fields if hasattr(shop, name)}
        return cls(initial={**now, "main_language": shop.main_language})

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def changes(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.fields if name not in self.apart}
        main = given.pop("main_language")
        rest = [code for code in given["languages"] if code != main]
        return {**given, "languages": [main, *rest]}
