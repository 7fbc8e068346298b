"""What was changed, in the reader's words. A new setting adds its field here; one that is missing is shown by its own name."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from makegood.bulk.rules import Step
from makegood.console.stepwords import NOBODY, Names, names_in, whole_words
from makegood.kernel.models import SettingChange
from makegood.ui.formats import country_name
from makegood.ui.words import word

Words = str | Lazy

THINGS: dict[str, Words] = {
    "shop": _("Shop"),
    "retention": _("Keeping and deleting"),
    "export": _("Export of everything"),
    "staff": _("Seat"),
    "invitation": _("Invitation"),
    "team": _("Team"),
    "role": _("Role"),
    "key": _("API key"),
    "hook": _("Webhook"),
    "calendar": _("Calendar address"),
    "provider": _("Sign-in provider"),
    "mailbox": _("Mailbox"),
    "shop connection": _("Connected shop"),
    "carrier": _("Carrier"),
    "template": _("Template"),
    "playbook": _("Playbook"),
    "flow": _("Flow"),
    "rules": _("House rules"),
    "guide": _("Guide"),
    "tag": _("Tag"),
    "phrase": _("Phrase"),
    "macro": _("Macro"),
    "case": _("Case"),
    "customer": _("Customer"),
}
ACTS: dict[str, Words] = {
    "made": _("added"),
    "changed": _("saved"),
    "removed": _("removed"),
}
FIELDS: dict[str, Words] = {
    "name": _("Name"),
    "is_on": _("Counts"),
    "country": _("Country"),
    "timezone": _("Time zone"),
    "currency": _("Currency"),
    "languages": _("Languages"),
    "language": _("Language"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "website": _("Website"),
    "address": _("Address"),
    "colour": _("Colour"),
    "logo": _("Logo"),
    "hours": _("Opening hours"),
    "closed_days": _("Closed days"),
    "special_days": _("Days with hours of their own"),
    "holiday_region": _("Region of the holidays"),
    "worked_holidays": _("Holidays you work on"),
    "observes_holidays": _("Closed on public holidays"),
    "answer_within_hours": _("Answer within working hours"),
    "silence_days": _("Days without word"),
    "contact_minutes": _("Minutes a message takes"),
    "hour_cost_minor": _("What an hour of work costs"),
    "adopted_in": _("The EU’s rules on repairs are law in"),
    "role": _("Role"),
    "is_active": _("Seat open"),
    "members": _("Members"),
    "senior": _("Threats and anger go to"),
    "sharing": _("Cases nobody has"),
    "takes_new": _("Takes new cases"),
    "away_until": _("Away until"),
    "writes": _("Languages"),
    "skills": _("Kinds of case"),
    "permissions": _("What it allows"),
    "ends_at": _("Ends"),
    "scopes": _("What it may do"),
    "url": _("Address"),
    "hears_of": _("What it is told"),
    "names_customers": _("Show customers' names"),
    "hook_secret": _("Secret"),
    "body": _("Text"),
    "text": _("Text"),
    "stages": _("Stages"),
    "plan": _("Steps"),
    "quiet_hours": _("Quiet hours"),
    "quiet_on_holidays": _("Not on public holidays where the customer lives"),
    "quiet_on_sundays": _("Not on Sundays"),
    "match": _("For products whose name or number holds"),
    "sku": _("For the product with this number"),
    "kind": _("Kind"),
    "stage": _("Stage"),
    "tone": _("Form of address"),
    "tones": _("Form of address"),
    "states": _("What its states mean"),
    "called": _("Other names"),
    "shapes": _("Shapes of its numbers"),
    "link": _("Link for customers"),
    "others_in": _("Customers of other languages"),
    "secret": _("Password"),
    "issuer": _("Issuer address"),
    "client_id": _("Client ID"),
    "client_secret": _("Client secret"),
    "label": _("Name on the button"),
    "provider_account": _("Account at the sign-in provider"),
    "reason": _("Reason"),
    "version": _("Version"),
    "joined": _("Joined with"),
    "steps": _("Steps"),
    "fetched_at": _("Downloaded"),
    "cases_months": _("Months a closed case is kept"),
    "mails_months": _("Months a mail is kept as it came"),
}


def thing_word(thing: str) -> str:
    return str(THINGS.get(thing, thing))


def field_word(field: str) -> str:
    """The field as its form calls it; a mailbox' own settings have names of their own."""
    known = FIELDS.get(field)
    return str(known) if known else field.replace("_", " ").strip().capitalize()


_CODES = {
    "role": "role",
    "language": "language",
    "languages": "language",
    "others_in": "language",
    "adopted_in": "country",
    "hears_of": "hook",
}
"""Fields whose values are codes of the house, and of which kind."""


def words_of_values(changes: Iterable[SettingChange]) -> Callable[[Any, str], str]:
    """How to tell the values of these changes: `value_words`, with whom the steps of macros name, asked for once."""
    told = ((one.field, value) for one in changes for value in (one.before, one.after))
    names = names_in(step for field, value in told for step in _steps_in(field, value))
    return lambda value, field: value_words(value, field, names)


def _steps_in(field: str, value: Any) -> list[Step]:
    """Of a macro that was changed its steps; of one that was made or removed they stand among what it was."""
    steps = value.get("steps") if isinstance(value, dict) else value if field == "steps" else None
    return steps or []


def value_words(value: Any, field: str = "", names: Names = NOBODY) -> str:
    """A kept value of `field` on one line: lists with commas, what is nested as name and value, codes in words."""
    if isinstance(value, str) and value and field in _CODES:
        kind = _CODES[field]
        return country_name(value) if kind == "country" else word(kind, value)
    match value:
        case None | "" | []:
            return "–"
        case True | "True":
            return _now("yes")
        case False | "False":
            return _now("no")
        case dict() if field == "tones":
            told = (f"{word('language', k)}: {word('tone', v)}" for k, v in value.items())
            return " · ".join(told) or "–"
        case dict() if field == "states":
            told = (f"{state}: {word('standing', standing)}" for state, standing in value.items())
            return " · ".join(told) or "–"
        case list() if field == "steps":
            return " · ".join(whole_words(step, names) for step in value)
        case dict():
            told = (
                f"{field_word(str(k))}: {value_words(v, str(k), names)}" for k, v in value.items()
            )
            return " · ".join(told) or "–"
        case list():
            return ", ".join(
                "–".join(map(str, part)) if isinstance(part, list) else value_words(part, field)
                for part in value
            )
        case _:
            return str(value)


def what_words(change: SettingChange) -> str:
    """What happened to what: “Team Returns added”, “Shop Keramika: Phone”."""
    thing = f"{thing_word(change.thing)} {change.name}".strip()
    if change.field:
        return f"{thing}: {field_word(change.field)}"
    return f"{thing} {ACTS.get(change.act, change.act)}"
