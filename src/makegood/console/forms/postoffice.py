"""Writing as a customer, to try the desk."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm

MOST_FILES = 10


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files; none is fine."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in given[:MOST_FILES]]


class AnswerForm(DeskForm):
    """The customer's answer to one of our letters."""

    text = forms.CharField(
        label=_("What the customer answers"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    attachments = FilesField(label=_("Photos or documents"), required=False)


class NewLetterForm(DeskForm):
    """A letter from somebody new."""

    name = forms.CharField(label=_("Customer's name"), max_length=120)
    email = forms.EmailField(label=_("Customer's e-mail address"), max_length=254)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("What the customer writes"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attachments = FilesField(label=_("Photos or documents"), required=False)
