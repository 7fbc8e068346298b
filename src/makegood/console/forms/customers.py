"""What is changed of a customer by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.people.models import Customer


class CustomerForm(DeskForm):
    """Name, language, group and what colleagues should know."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    group = forms.CharField(
        label=_("Group"),
        help_text=_("As you call it, such as “Gold”. Your house rules can be for a group."),
        max_length=80,
        required=False,
    )
    note = forms.CharField(
        label=_("Note for colleagues"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unknown = ("", _("Not known"))
        self.fields["language"].choices = [unknown, *choices.languages()]  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, customer: Customer) -> "CustomerForm":
        """The form as the customer is now."""
        return cls(initial={name: getattr(customer, name) for name in cls.base_fields})
