"""The form that asks for the last word on a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm


class DeletionForm(DeskForm):
    """Why, and that it is meant."""

    reason = forms.CharField(
        label=_("Why it has to go"),
        max_length=500,
        help_text=_(
            "Kept with the case's number and your name; write nothing of the customer's here."
        ),
    )
    is_meant = forms.BooleanField(label=_("I know that this cannot be undone."))
