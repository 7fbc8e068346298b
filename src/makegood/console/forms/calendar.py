"""One's own calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm


class CalendarForm(DeskForm):
    """What is shown there."""

    names_customers = forms.BooleanField(
        label=_("Show customers' names"),
        help_text=_(
            "Then whoever keeps your calendar, such as Google or Microsoft, has them, too."
        ),
        required=False,
    )
