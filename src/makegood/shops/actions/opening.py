"""Opening a shop, and changing what it says of itself."""

import re
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

from babel.core import get_global
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, bounded
from makegood.people.models import Staff
from makegood.shops.events import ShopChanged, ShopOpened
from makegood.shops.models import Shop
from makegood.shops.rules.countries import WEEKDAYS, habits_of, is_country


@transaction.atomic
def open_shop(
    name: str, country: str, languages: Sequence[str], *, is_sample: bool = False, **fields: Any
) -> Shop:
    """Open a shop; its clock, money and hours are its country's unless `fields` say otherwise."""
    _checked("country", country)
    habits = habits_of(country)
    given = {
        "timezone": habits.timezone,
        "currency": habits.currency,
        "hours": habits.hours,
        **fields,
        "name": name,
        "country": country,
        "languages": list(languages),
    }
    values = {field: _checked(field, value) for field, value in given.items()}
    shop = Shop.objects.create(created_at=clock.now(), is_sample=is_sample, **values)
    audit.made(audit.Thing("shop", shop.pk, shop.name), None)
    record(ShopOpened(shop_id=shop.id))
    return shop


@transaction.atomic
def change_shop(shop: Shop, by: Staff | None, **fields: Any) -> Shop:
    """Save what differs; saving the same again records nothing."""
    shop = Shop.objects.select_for_update().get(pk=shop.pk)
    values = {field: _checked(field, value) for field, value in fields.items()}
    if values.get("country", shop.country) != shop.country:
        # Another country has other regions and other holidays.
        values = {"holiday_region": "", "worked_holidays": [], **values}
    values |= _others(shop, values)
    before = {field: getattr(shop, field) for field in values}
    by_id = by.id if by else None
    changed = audit.changed(audit.Thing("shop", shop.pk, shop.name), by_id, before, values)
    if not changed:
        return shop
    for field in changed:
        setattr(shop, field, values[field])
    shop.save(update_fields=changed)
    record(ShopChanged(shop_id=shop.id, fields=tuple(changed), by_id=by_id))
    return shop


def _others(shop: Shop, values: dict[str, Any]) -> dict[str, str]:
    """Customers of other languages are answered in none that the shop gives up."""
    languages = values.get("languages", shop.languages)
    if values.get("others_in", shop.others_in) in {"", *languages}:
        return {}
    if "others_in" in values:
        raise BadInput("others_in", _("Choose one of the languages you answer in."))
    return {"others_in": ""}


def as_changed(shop: Shop, **fields: Any) -> Shop:
    """The shop as `change_shop` would make it, saved nowhere; refuses what it refuses."""
    changed = copy(shop)
    for field, value in fields.items():
        setattr(changed, field, _checked(field, value))
    return changed


def _checked(field: str, value: Any) -> Any:
    """The value as it is stored, or `BadInput` naming the field."""
    if field not in _CHECKS:
        raise BadInput(field, _("A shop has no such setting."))
    return _CHECKS[field](field, value)


def _name(field: str, value: str) -> str:
    value = bounded(" ".join(value.split()), 120)
    if not value:
        raise BadInput(field, _("A shop needs a name."))
    return value


def _country(field: str, value: str) -> str:
    if not is_country(value):
        raise BadInput(field, _("This is not a country we know; give its two letters, such as IT."))
    return value


def _languages(field: str, value: Sequence[str]) -> list[str]:
    if not value or any(code not in LANGUAGES for code in value):
        raise BadInput(field, _("Choose at least one of the languages offered."))
    return list(dict.fromkeys(value))


def _others_in(field: str, value: str) -> str:
    return bounded(value, 10)


def _timezone(field: str, value: str) -> str:
    if value not in available_timezones():
        raise BadInput(field, _("This is not a time zone, such as Europe/Rome."))
    return value


def _currency(field: str, value: str) -> str:
    if value not in get_global("all_currencies"):
        raise BadInput(field, _("This is not a currency, such as EUR."))
    return value


def _email(field: str, value: str) -> str:
    value = value.strip()
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        raise BadInput(field, _("This is not an e-mail address.")) from error
    return value


def _website(field: str, value: str) -> str:
    value = value.strip()
    if value and "://" not in value:
        value = f"https://{value}"
    try:
        if value:
            URLValidator(schemes=["http", "https"])(value)
    except ValidationError as error:
        raise BadInput(field, _("This is not the address of a website.")) from error
    return value


def _phone(field: str, value: str) -> str:
    return bounded(value.strip(), 40)


def _address(field: str, value: str) -> str:
    return bounded(value.strip(), 1000)


def _colour(field: str, value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise BadInput(field, _("A colour is written like #1f6f5c."))
    return value.lower()


def _adopted_in(field: str, value: Sequence[str]) -> list[str]:
    if not all(is_country(code) for code in value):
        raise BadInput(field, _("This is not a country we know; give its two letters, such as IT."))
    return sorted(set(value))


def _tones(field: str, value: dict[str, str]) -> dict[str, str]:
    if set(value) - set(LANGUAGES) or set(value.values()) - {"formal", "informal"}:
        raise BadInput(field, _("Customers are addressed formally or informally."))
    return dict(value)


def _hours(field: str, value: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """At least one span in the week (a promise could otherwise never fall due), spans in order."""
    hours = {day: [list(span) for span in value[day]] for day in WEEKDAYS if value.get(day)}
    if not hours or set(value) - set(WEEKDAYS):
        raise BadInput(field, _("The shop must be open at some time in the week."))
    for spans in hours.values():
        _in_order(field, spans)
    return hours


def _in_order(field: str, spans: Sequence[Sequence[str]]) -> None:
    ends = [time.min]
    for span in spans:
        ends = [*ends, *_span(field, span)]
    if ends != sorted(ends):
        raise BadInput(field, _("Opening hours must follow each other, such as 09:00 to 17:00."))


def _span(field: str, span: Sequence[str]) -> tuple[time, time]:
    try:
        opens, closes = (time.fromisoformat(moment) for moment in span)
    except ValueError as error:
        raise BadInput(field, _("Hours are written like 09:00.")) from error
    if opens >= closes:
        raise BadInput(field, _("Opening hours must follow each other, such as 09:00 to 17:00."))
    return opens, closes


def _closed_days(field: str, value: Sequence[Any]) -> list[Any]:
    return sorted(set(value))


def _special_days(field: str, value: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """Each day at least one span, in order."""
    days = {str(day): [list(span) for span in value[day]] for day in sorted(value)}
    for day, spans in days.items():
        if not spans or not _is_day(day):
            raise BadInput(
                field, _("Give each special day its hours; a closed one is named above.")
            )
        _in_order(field, spans)
    return days


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _holiday_region(field: str, value: str) -> str:
    return bounded(value, 12)


def _worked_holidays(field: str, value: Sequence[str]) -> list[str]:
    return sorted({bounded(name, 160) for name in value})


def _observes_holidays(field: str, value: bool) -> bool:
    return bool(value)


def _answer_within_hours(field: str, value: int) -> int:
    if not 1 <= value <= 240:
        raise BadInput(field, _("Give a number of working hours from 1 to 240."))
    return value


def _sends_news(field: str, value: bool) -> bool:
    return bool(value)


def _silence_days(field: str, value: int) -> int:
    if not 1 <= value <= 7:
        raise BadInput(field, _("Give a number of days from 1 to 7."))
    return value


def _contact_minutes(field: str, value: int) -> int:
    if not 1 <= value <= 240:
        raise BadInput(field, _("Give a number of minutes from 1 to 240."))
    return value


def _hour_cost_minor(field: str, value: int | None) -> int | None:
    if value is not None and not 0 <= value <= 10**8:
        raise BadInput(field, _("Give what an hour costs, or leave it empty."))
    return value


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "name": _name,
    "country": _country,
    "languages": _languages,
    "others_in": _others_in,
    "timezone": _timezone,
    "currency": _currency,
    "email": _email,
    "website": _website,
    "phone": _phone,
    "address": _address,
    "colour": _colour,
    "hours": _hours,
    "closed_days": _closed_days,
    "observes_holidays": _observes_holidays,
    "holiday_region": _holiday_region,
    "worked_holidays": _worked_holidays,
    "special_days": _special_days,
    "answer_within_hours": _answer_within_hours,
    "silence_days": _silence_days,
    "sends_news": _sends_news,
    "contact_minutes": _contact_minutes,
    "hour_cost_minor": _hour_cost_minor,
    "tones": _tones,
    "adopted_in": _adopted_in,
}
