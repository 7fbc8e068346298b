"""When the shop is open, which holidays it keeps, and how long a customer may wait."""

import re
from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.merging import SHOWN
from makegood.console.forms.shop import ShopPageForm
from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.shops.models import Shop
from makegood.shops.rules.countries import WEEKDAYS
from makegood.shops.rules.public_holidays import public_holidays, regions_of
from makegood.ui.formats import date as in_full

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
_PLAIN = (
    "observes_holidays",
    "answer_within_hours",
    "silence_days",
    "sends_news",
    "contact_minutes",
)


class HoursForm(ShopPageForm):
    """A week of hours, the days that differ from it, and the promise worked out from both."""

    apart = frozenset({SHOWN, "listed_for"})
    listed_for = forms.CharField(widget=forms.HiddenInput, required=False)
    """The region whose holidays the page lists."""

    observes_holidays = forms.BooleanField(label=_("Closed on public holidays"), required=False)
    holiday_region = forms.ChoiceField(
        label=_("Region"),
        help_text=_("Some holidays are kept in one part of the country only."),
        required=False,
    )
    kept_holidays = forms.MultipleChoiceField(
        label=_("Which of them"),
        help_text=_("Take the tick from those you work on."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    closed_days = forms.CharField(
        label=_("Other closed days"),
        help_text=_("One date a line, such as 2027-12-24."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    special_days = forms.CharField(
        label=_("Days with hours of their own"),
        help_text=_(
            "One a line, such as 2027-12-24 09:00–12:00. They go before holidays and closed days."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
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

    sends_news = forms.BooleanField(
        label=_("When nobody has written by then, the desk writes how things stand"),
        help_text=_("An hour before, and never to somebody who waits for an answer."),
        required=False,
    )

    contact_minutes = forms.IntegerField(
        label=_("Minutes a customer's message takes you, on average"),
        help_text=_(
            "What broken promises cost is counted by it; a call counts as long as it took."
        ),
        min_value=1,
        max_value=240,
    )
    hour_cost = forms.CharField(
        label=_("What an hour of work costs you"),
        help_text=_(
            "In your shop's currency, such as 24.00. Left empty, time is counted and no money."
        ),
        required=False,
        max_length=12,
    )

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        self.shop = shop
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        days = {
            f"hours_{day}": forms.CharField(
                label=DAYS[day], required=False, max_length=200, widget=_hours_input()
            )
            for day in WEEKDAYS
        }
        self.fields = {**days, **self.fields}
        regions = regions_of(self.shop.country)
        if not regions:
            del self.fields["holiday_region"]
        else:
            whole = ("", gettext("The whole country"))
            self.fields["holiday_region"].choices = [whole, *regions]  # type: ignore[attr-defined]  # the stubs know only Field
        saved = self.shop.holiday_region
        self.holidays = self._holidays(self.data.get("holiday_region", saved))
        if not self.holidays:
            del self.fields["kept_holidays"]
            return
        self.fields["kept_holidays"].choices = self.holidays  # type: ignore[attr-defined]  # the stubs know only Field
        keys = [key for key, _words in self.holidays]
        if self.is_bound:
            self._tick_the_new(keys)
        else:
            worked = set(self.shop.worked_holidays)
            self.initial["kept_holidays"] = [key for key in keys if key not in worked]
            self.initial["listed_for"] = saved

    def _tick_the_new(self, keys: list[str]) -> None:
        """Another region was chosen: of its holidays those that were not on the page yet are kept."""
        listed = {key for key, _words in self._holidays(self.data.get("listed_for", ""))}
        assert isinstance(self.data, QueryDict)
        given = self.data.copy()
        ticked = given.getlist("kept_holidays") + [key for key in keys if key not in listed]
        given.setlist("kept_holidays", [key for key in ticked if key in keys])
        given["listed_for"] = given.get("holiday_region", "")
        self.data = given

    def _holidays(self, region: str) -> list[tuple[str, str]]:
        """By name, with the days of this year and the next."""
        codes = dict(regions_of(self.shop.country))
        this_year = clock.today(self.shop.timezone).year
        found = public_holidays(
            self.shop.country,
            region if region in codes else "",
            (this_year, this_year + 1),
            get_language() or "en",
        )
        return [(h.key, f"{h.name} ({', '.join(in_full(day) for day in h.days)})") for h in found]

    @classmethod
    def of(cls, shop: Shop) -> Self:
        hours = {f"hours_{day}": written(shop.hours.get(day, [])) for day in WEEKDAYS}
        return cls(
            shop=shop,
            initial={
                **hours,
                **{name: getattr(shop, name) for name in _PLAIN},
                "hour_cost": _cost(shop),
                "holiday_region": shop.holiday_region,
                "closed_days": "\n".join(day.isoformat() for day in shop.closed_days),
                "special_days": "\n".join(
                    f"{day} {written(spans)}" for day, spans in sorted(shop.special_days.items())
                ),
            },
        )

    @classmethod
    def _like(cls, saved: Self, data: Mapping[str, Any]) -> Self:
        return cls(data, shop=saved.shop)

    def clean_closed_days(self) -> list[date]:
        return [_day(line) for line in self.cleaned_data["closed_days"].split("\n") if line.strip()]

    def clean_special_days(self) -> dict[str, list[list[str]]]:
        days = {}
        for line in self.cleaned_data["special_days"].split("\n"):
            if not line.strip():
                continue
            day, _space, hours = line.strip().partition(" ")
            days[_day(day).isoformat()] = spans_in(hours)
            if not hours.strip():
                raise forms.ValidationError(
                    gettext("Write the hours behind the day, such as 2027-12-24 09:00–12:00.")
                )
        return days

    def clean_hour_cost(self) -> int | None:
        """In the smallest unit, as it is kept."""
        said = self.cleaned_data["hour_cost"].strip().replace(",", ".")
        if not said:
            return None
        try:
            return Money.parse(said, self.shop.currency).minor
        except ValueError:
            raise forms.ValidationError(gettext("Write an amount, such as 24.00.")) from None

    def clean(self) -> dict[str, Any]:
        """With `hours` as they are kept."""
        self.hours = week_in(self)
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        given = self.cleaned_data
        plain = (*_PLAIN, "closed_days", "special_days")
        found = {"hours": self.hours, **{name: given[name] for name in plain}}
        found["hour_cost_minor"] = given["hour_cost"]
        if "holiday_region" in given:
            found["holiday_region"] = given["holiday_region"]
        if "kept_holidays" in given:
            kept, named = set(given["kept_holidays"]), {key for key, _words in self.holidays}
            elsewhere = set(self.shop.worked_holidays) - named
            found["worked_holidays"] = sorted(elsewhere | (named - kept))
        return found

    def as_it_would_be(self) -> Shop | None:
        """The shop with these hours, saved nowhere; None while they can't be read."""
        if self.is_bound and (not self.is_valid() or not self.hours):
            return None
        shop = copy(self.shop)
        for name, value in (self.changes() if self.is_bound else {}).items():
            setattr(shop, name, value)
        return shop

    def refuse(self, field: str, message: str) -> None:
        super().refuse("hours_mon" if field == "hours" else field, message)


def _cost(shop: Shop) -> str:
    if shop.hour_cost_minor is None:
        return ""
    return str(Money(shop.hour_cost_minor, shop.currency).amount)


def _hours_input() -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": _("closed")})


def written(spans: list[list[str]]) -> str:
    """A day's hours as people write them."""
    return ", ".join(f"{opens}–{closes}" for opens, closes in spans)


def week_in(form: forms.Form) -> dict[str, list[list[str]]]:
    """What the fields `hours_mon` to `hours_sun` say; each day is read by itself, so that the error stands at the day."""
    week = {}
    for day in WEEKDAYS:
        try:
            if spans := spans_in(form.cleaned_data.get(f"hours_{day}", "")):
                week[day] = spans
        except forms.ValidationError as error:
            form.add_error(f"hours_{day}", error)
    return week


def spans_in(text: str) -> list[list[str]]:
    """What people wrote, as the hours are kept; `ValidationError` when it can't be read."""
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
