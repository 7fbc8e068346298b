"""Guides to products."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.playbooks.models import Guide


class GuideForm(DeskForm):
    """First help with a product: in one language, for one product or a sort of them."""

    name = forms.CharField(label=_("Name of the guide"), max_length=120)
    language = forms.ChoiceField(label=_("Language"))
    sku = forms.CharField(
        label=_("For the product with this number"), max_length=80, required=False
    )
    match = forms.CharField(
        label=_("Or for all whose name or number holds"),
        help_text=_("Such as “lamp”: every product with the word in its name."),
        max_length=80,
        required=False,
    )
    text = forms.CharField(
        label=_("Questions and advice"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true", "class": "mono"}),
        max_length=20_000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = choices.languages()  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, guide: Guide) -> "GuideForm":
        """The form as the guide is now."""
        initial = {name: getattr(guide, name) for name in ("name", "language", "match", "text")}
        return cls(initial=initial | {"sku": guide.product.sku if guide.product else ""})
