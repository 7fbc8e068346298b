"""Prepared answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.cases.models import Case
from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.messages.actions.templating import MOST_DAYS
from makegood.messages.models import Template
from makegood.messages.rules.offering import ASKED, FORMAL, INFORMAL, STAGES
from makegood.ui.words import WORDS, word


class TemplateForm(DeskForm):
    """One answer, in one language, for one kind of case or all."""

    name = forms.CharField(label=_("Name of the template"), max_length=120)
    language = forms.ChoiceField(label=_("Language"))
    tone = forms.ChoiceField(
        label=_("How the customer is addressed"),
        help_text=_("In languages that tell formal from informal, such as usted and tú."),
        required=False,
    )
    kind = forms.ChoiceField(label=_("For cases of this kind"), required=False)
    stage = forms.ChoiceField(label=_("When in a case"), required=False)
    asks = forms.ChoiceField(
        label=_("What it asks for"),
        help_text=_("Where a case has it already, the template is offered last."),
        required=False,
    )
    promise_kind = forms.ChoiceField(
        label=_("What it promises"),
        help_text=_(
            "Noted when an answer made from it is sent, unless its writer names a day of their own."
        ),
        required=False,
    )
    promise_days = forms.IntegerField(
        label=_("Within how many working days"), min_value=1, max_value=MOST_DAYS, required=False
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Names in double braces fill themselves from the case."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, word("kind", code)) for code in Case.Kind.values if code]
        for name, offered in {
            "language": choices.languages(),
            "tone": [(code, word("tone", code)) for code in ("", FORMAL, INFORMAL)],
            "stage": [(code, word("stage", code)) for code in ("", *STAGES)],
            "asks": [(code, word("asks", code)) for code in ("", *ASKED)],
            "promise_kind": [("", _("nothing by itself")), *WORDS["promise"].items()],
            "kind": [("", _("All kinds")), *kinds],
        }.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, template: Template) -> "TemplateForm":
        """The form as the template is now."""
        return cls(initial={name: getattr(template, name) for name in cls.base_fields})
