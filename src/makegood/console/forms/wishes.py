"""What one wishes to be told, and when."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm
from makegood.notify.models import NoticeWish
from makegood.ui.words import WORDS, word


def _clock(label: Any, hint: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, help_text=hint, required=False, widget=widget)


class WishesForm(DeskForm):
    """Kinds of notice, the mail, the quiet hours."""

    told = forms.MultipleChoiceField(
        label=_("Tell me in the desk when"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    every = forms.ChoiceField(
        label=_("Mail with what I have not seen"),
        help_text=_("What was done or read meanwhile is not in it, and without news none comes."),
        required=False,
    )
    day_at = _clock(_("Once a day: at"), _("On your own clock, as your profile has it."))
    mailed = forms.MultipleChoiceField(
        label=_("In this mail"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quiet_from = _clock(
        _("Quiet from"),
        _(
            "Then no mail comes and nothing shows outside the desk; it waits. Both empty: never quiet."
        ),
    )
    quiet_to = _clock(_("Quiet until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, word("notice", kind)) for kind in WORDS["notice"]]
        for name in ("told", "mailed"):
            self.fields[name].choices = kinds  # type: ignore[attr-defined]  # the stubs know only Field
        rhythms = [(code, word("notice_rhythm", code)) for code in WORDS["notice_rhythm"]]
        self.fields["every"].choices = rhythms  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, wish: NoticeWish) -> "WishesForm":
        """The form as it is now."""
        told = [kind for kind in WORDS["notice"] if kind not in wish.refused]
        same = ("every", "day_at", "quiet_from", "quiet_to")
        kept = {name: getattr(wish, name) for name in same}
        return cls(initial=kept | {"told": told, "mailed": wish.mailed or told})

    def clean(self) -> dict[str, Any]:
        """Quiet hours have both their ends."""
        given = super().clean() or {}
        begin, end = given.get("quiet_from"), given.get("quiet_to")
        for name, time_given, other in (("quiet_from", begin, end), ("quiet_to", end, begin)):
            if other is not None and time_given is None and name not in self.errors:
                self.refuse(name, str(_("Say when the quiet hours begin and when they end.")))
        return given

    @property
    def wishes(self) -> dict[str, Any]:
        """As `notify.actions.wishing.save_wishes` takes them."""
        given = self.cleaned_data
        begin, end = given["quiet_from"], given["quiet_to"]
        return {
            "refused": [kind for kind in WORDS["notice"] if kind not in given["told"]],
            "mailed": given["mailed"],
            "every": given["every"],
            "day_at": given["day_at"] or time(8),
            "quiet": (begin, end) if begin is not None and end is not None else None,
        }
