"""How the shop shows itself to its customers."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.shop import ShopPageForm
from makegood.shops.models import Shop


class BrandForm(ShopPageForm):
    """Name, colour and contact details."""

    name = forms.CharField(label=_("Name of the shop"), max_length=120)
    colour = forms.CharField(
        label=_("Colour of your letters and the status page"),
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    email = forms.EmailField(label=_("E-mail address in letters"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Postal address"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def of(cls, shop: Shop) -> Self:
        return cls(
            initial={name: getattr(shop, name) for name in cls.base_fields if name not in cls.apart}
        )

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in self.apart}
