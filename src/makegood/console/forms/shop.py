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
    """Where the shop is."""

    country = forms.ChoiceField(label=_("Country"))
    timezone = forms.ChoiceField(label=_("Time zone"))
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Such as EUR."))

    def arrange(self) -> None:
        for name, options in {
            "country": choices.countries(),
            "timezone": choices.time_zones(),
        }.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, shop: Shop) -> Self:
        return cls(
            initial={name: getattr(shop, name) for name in cls.base_fields if name not in cls.apart}
        )

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in self.apart}
