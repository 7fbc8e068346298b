"""When somebody works, in which languages, and on what."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.cases.models import Case
from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.console.forms.hours import DAYS, week_in, written
from makegood.kernel import clock
from makegood.people.models import Staff
from makegood.people.rules import WEEKDAYS
from makegood.ui.words import word


class WorkForm(DeskForm):
    """Away or not, the week, languages and kinds of case."""

    away_until = forms.DateField(
        label=_("Away until the morning of"),
        help_text=_(
            "Until then no case comes by itself, and those who lead are warned of promises, too. Empty: at work."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    writes = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("In which customers are answered. None ticked: any."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = forms.MultipleChoiceField(
        label=_("Kinds of case"),
        help_text=_("That are taken on. None ticked: any."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, person: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        for day in WEEKDAYS:
            self.fields[f"hours_{day}"] = forms.CharField(
                label=DAYS[day], required=False, max_length=200
            )
        self.fields["writes"].choices = choices.languages()  # type: ignore[attr-defined]  # the stubs know only Field
        kinds = [(kind, word("kind", kind)) for kind in Case.Kind.values if kind]
        self.fields["skills"].choices = kinds  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, person: Staff) -> "WorkForm":
        """The form as it is now; an absence that is over is none."""
        now = {f"hours_{day}": written(person.hours.get(day, [])) for day in WEEKDAYS}
        until = person.away_until if person.is_away(clock.now()) else None
        away = until.astimezone(ZoneInfo(person.timezone)).date() if until else None
        kept = {"away_until": away, "writes": person.writes, "skills": person.skills}
        return cls(person=person, initial=now | kept)

    def clean(self) -> dict[str, Any]:
        """With `hours` as they are kept."""
        super().clean()
        return self.cleaned_data | {"hours": week_in(self)}

    @property
    def until(self) -> datetime | None:
        """The moment the absence ends: that day's first, where they live; None when that is over."""
        day: date | None = self.cleaned_data["away_until"]
        zone = ZoneInfo(self.person.timezone)
        if day is None or day <= clock.now().astimezone(zone).date():
            return None
        return datetime.combine(day, time(), zone).astimezone(UTC)
