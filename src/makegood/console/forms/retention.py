"""How long things are kept."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.merging import SHOWN, MergingForm
from makegood.retention.rules import LONGEST, Terms


class RetentionForm(MergingForm):
    """Two terms, and that it is meant."""

    apart = frozenset({SHOWN, "is_meant"})

    cases_months = forms.IntegerField(
        label=_("Months a case is kept after it was closed and nothing more happened"),
        help_text=_("Empty: for as long as there is a desk. 24 outlasts most warranties."),
        min_value=1,
        max_value=LONGEST,
        required=False,
    )
    mails_months = forms.IntegerField(
        label=_("Months a mail is kept as it came"),
        help_text=_("Empty: as long as its case. Its text and files stay in the case."),
        min_value=1,
        max_value=LONGEST,
        required=False,
    )
    is_meant = forms.BooleanField(label=_("I know that this cannot be undone."), required=False)

    @classmethod
    def of(cls, terms: Terms) -> "RetentionForm":
        """The form as it is set now."""
        return cls(initial={"cases_months": terms.cases, "mails_months": terms.mails})

    @classmethod
    def posted(cls, data: QueryDict, saved: Terms) -> "RetentionForm":
        return cls.received(data, cls.of(saved))

    @property
    def terms(self) -> Terms:
        """What was asked for; nothing of what can't be read."""
        given = getattr(self, "cleaned_data", None) or self.initial
        return Terms(given.get("cases_months"), given.get("mails_months"))

    def ask_whether_it_is_meant(self) -> None:
        self.refuse("is_meant", gettext("Read above what would go, and say that it is meant."))
