"""How the shop shows itself to its customers."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm
from makegood.console.forms.shop import ShopPageForm
from makegood.kernel.marks import MOST_BYTES
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


class LogoForm(DeskForm):
    """A picture to put up."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_(
            "PNG, JPEG or WebP, at most 5 MB. It is drawn anew, at most 480 by 160 pixels large, and goes along with each mail."
        ),
        error_messages={
            "empty": _("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> bytes:
        given = self.cleaned_data["logo"]
        # Of what is too large no more is read than shows that it is.
        return bytes(given.read(MOST_BYTES + 1))
