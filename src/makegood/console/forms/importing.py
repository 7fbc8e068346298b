"""A file to take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm

KINDS = [
    ("orders", _("Orders")),
    ("customers", _("Customers")),
    ("products", _("Products")),
]
LARGEST = 200 * 1024 * 1024


class FileForm(DeskForm):
    """What the file holds, and the file."""

    kind = forms.ChoiceField(
        label=_("What is in it?"), choices=KINDS, widget=forms.RadioSelect, initial="orders"
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or JSON lines, as your shop or bookkeeping exports it."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 200 MB. Split it, or use the command line.")
            )
        return file
