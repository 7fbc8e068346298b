"""What a rule of law gives, in plain words: a length, a yes or no, who pays; and from when its time runs."""

from datetime import date

from django.utils.translation import gettext as _

from makegood.policy.ports import Rule
from makegood.policy.rules.packs import TIMES
from makegood.rights.wording import span
from makegood.ui import formats
from makegood.ui.lawwords import WORDS, law_word


def amount_words(rule: Rule) -> str:
    """ "14 days", "Yes", "The shop"; empty where only the pack's own words tell."""
    value, unit = rule.value, rule.unit
    if value is None:
        unknown = rule.transposition == "unknown"
        return _("Not known yet") if unknown else _("There is no such rule")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return _number(value, unit)
    if (told := raw(rule)) in WORDS["value"]:
        return law_word("value", told)
    if not isinstance(value, str):
        return ""
    if unit == "language":
        return formats.language_name(value)
    if unit == "label":
        return f"“{value}”"
    if unit == "date":
        return formats.date(date.fromisoformat(value))
    if unit == "event":
        return law_word("event", value) if value in WORDS["event"] else ""
    return law_word("value", value) if value in WORDS["value"] else ""


def counted_from(rule: Rule) -> str:
    """The event a time runs from; empty where the rule is no time, or the event has no words."""
    is_time = rule.unit in TIMES and rule.value is not None
    return (
        law_word("event", rule.from_event) if is_time and rule.from_event in WORDS["event"] else ""
    )


def says(rule: Rule) -> str:
    """Both on one line, or the pack's own words."""
    event = counted_from(rule)
    told = amount_words(rule) or raw(rule)
    if not event:
        return told
    return _("%(span)s from the day on which %(event)s") % {"span": told, "event": event}


def raw(rule: Rule) -> str:
    """The pack's own word, readable: `at_least_two_of(repair, refund)` has no words here."""
    values = rule.value if isinstance(rule.value, list) else [rule.value]
    parts = [" – ".join(map(str, one)) if isinstance(one, list) else str(one) for one in values]
    return "; ".join(parts).replace("_", " ")


def _number(value: int, unit: str) -> str:
    if unit in TIMES:
        return span(value, unit)
    if unit == "percent_price_per_day":
        share = formats.percent(value / 100)
        return _("%(share)s of the price for each day") % {"share": share}
    return formats.number(value)
