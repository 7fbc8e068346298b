"""What a shop says of itself, its hours, and what it promises by itself."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.shops.models import Shop
from makegood.shops.rules.countries import WEEKDAYS

DAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
_SPAN = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$")


class ShopForm(DeskForm):
    """Name, contact details and languages."""

    name = forms.CharField(label=_("Name of the shop"), max_length=120)
    country = forms.ChoiceField(label=_("Country"))
    timezone = forms.ChoiceField(label=_("Time zone"))
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Such as EUR."))
    main_language = forms.ChoiceField(
        label=_("Main language"), help_text=_("Used when a customer's language is not known.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you answer in"), widget=forms.CheckboxSelectMultiple
    )
    email = forms.EmailField(label=_("E-mail address in letters"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Postal address"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    colour = forms.CharField(
        label=_("Colour of your letters and the status page"),
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in {
            "country": choices.countries(),
            "timezone": choices.time_zones(),
            "main_language": choices.languages(),
            "languages": choices.languages(),
        }.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, shop: Shop) -> "ShopForm":
        """The form as the shop is now."""
        now = {name: getattr(shop, name) for name in cls.base_fields if name != "main_language"}
        return cls(initial={**now, "main_language": shop.main_language})

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def changes(self) -> dict[str, Any]:
        """The shop's fields as `change_shop` takes them."""
        given = dict(self.cleaned_data)
        main = given.pop("main_language")
        rest = [code for code in given["languages"] if code != main]
        return {**given, "languages": [main, *rest]}


class HoursForm(DeskForm):
    """When the shop is open, and how long a customer may wait."""

    observes_holidays = forms.BooleanField(
        label=_("Closed on the public holidays of the country"), required=False
    )
    closed_days = forms.CharField(
        label=_("Other closed days"),
        help_text=_("One date a line, such as 2027-12-24."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer_within_hours = forms.IntegerField(
        label=_("Promise an answer within this many working hours"),
        help_text=_("The acknowledgement names the time worked out from it."),
        min_value=1,
        max_value=240,
    )
    silence_days = forms.IntegerField(
        label=_("No open case stays without word for longer than this many days"),
        help_text=_("From 1 to 7."),
        min_value=1,
        max_value=7,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = {
            f"hours_{day}": forms.CharField(
                label=DAYS[day], required=False, max_length=200, widget=_hours_input()
            )
            for day in WEEKDAYS
        }
        self.fields = {**days, **self.fields}

    @classmethod
    def of(cls, shop: Shop) -> "HoursForm":
        """The form as the shop is now."""
        hours = {f"hours_{day}": _written(shop.hours.get(day, [])) for day in WEEKDAYS}
        return cls(
            initial={
                **hours,
                "observes_holidays": shop.observes_holidays,
                "closed_days": "\n".join(day.isoformat() for day in shop.closed_days),
                "answer_within_hours": shop.answer_within_hours,
                "silence_days": shop.silence_days,
            }
        )

    def clean_closed_days(self) -> list[date]:
        return [_day(line) for line in self.cleaned_data["closed_days"].split("\n") if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Each day is read by itself, so that the error stands at the day."""
        self.hours: dict[str, list[list[str]]] = {}
        for day in WEEKDAYS:
            try:
                if spans := _spans(self.cleaned_data.get(f"hours_{day}", "")):
                    self.hours[day] = spans
            except forms.ValidationError as error:
                self.add_error(f"hours_{day}", error)
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        """The shop's fields as `change_shop` takes them."""
        given = self.cleaned_data
        plain = ("observes_holidays", "closed_days", "answer_within_hours", "silence_days")
        return {"hours": self.hours, **{name: given[name] for name in plain}}

    def refuse(self, field: str, message: str) -> None:
        super().refuse("hours_mon" if field == "hours" else field, message)


def _hours_input() -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": "09:00–13:00, 14:00–18:00"})


def _written(spans: list[list[str]]) -> str:
    return ", ".join(f"{opens}–{closes}" for opens, closes in spans)


def _spans(text: str) -> list[list[str]]:
    spans = [_span(part.strip()) for part in re.split(r"[,;]", text) if part.strip()]
    ends = [moment for span in spans for moment in span]
    if ends != sorted(set(ends)):
        raise forms.ValidationError(
            gettext("Write the hours in their order, each ending after it began.")
        )
    return spans


def _span(text: str) -> list[str]:
    found = _SPAN.match(text)
    hours = [int(part or 0) for part in found.groups()] if found else [99]
    if hours[0] > 23 or max(hours) > 59 or hours[2] > 23:
        raise forms.ValidationError(
            gettext("Write hours like 09:00–13:00, 14:00–18:00; leave the day empty when closed.")
        )
    return [f"{hours[0]:02}:{hours[1]:02}", f"{hours[2]:02}:{hours[3]:02}"]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise forms.ValidationError(
            gettext("“%(text)s” is not a date; write it like 2027-12-24.") % {"text": text.strip()}
        ) from None
