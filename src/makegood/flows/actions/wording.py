"""What a letter of a flow says to this customer: the words in their language, with what is known filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext, ngettext

from makegood.flows.rules.filling import PLACES, filled
from makegood.flows.rules.journey import Journey, Reader, Way
from makegood.flows.rules.ready import TASKS
from makegood.flows.rules.steps import Step
from makegood.flows.rules.texts import TEXTS
from makegood.kernel.money import babel_locale
from makegood.kernel.words import said
from makegood.shops.queries import order_url


@dataclass(frozen=True)
class Letter:
    """A subject and a text, ready to be sent; `is_whole` is False where there were no words in this language."""

    subject: str
    text: str

    @property
    def is_whole(self) -> bool:
        return bool(self.subject and self.text)


def letter(step: Step, facts: Mapping[str, str], language: str, main_language: str) -> Letter:
    """The shop's own words, in the customer's language or else the shop's; without any, the ready-made ones."""
    subject, text = words_in(step, language, main_language)
    return Letter(" ".join(filled(subject, facts).split()), filled(text, facts))


def words_in(step: Step, language: str, main_language: str = "") -> tuple[str, str]:
    """Subject and text with their fields still open; empty where there are none."""
    own = step.words.get(language) or (
        None if step.ready else step.words.get(main_language) or _any(step)
    )
    if own:
        return own["subject"], own["text"]
    return ready_words(step.ready, language)


def _any(step: Step) -> Mapping[str, str] | None:
    return next(iter(step.words.values()), None)


def ready_words(ready: str, language: str) -> tuple[str, str]:
    """The ready-made words in a language, as their owner would edit them."""
    text = TEXTS.get(ready)
    if text is None:
        return "", ""
    with translation.override(language):
        lines = [gettext(line.template) % PLACES for line in text.lines]
        return gettext(text.subject.template) % PLACES, "\n\n".join(lines)


def facts_of(journey: Journey, way: Way, shop_name: str, now: datetime) -> dict[str, str]:
    """Field → value in the reader's language; what nobody knows is not among them."""
    reader = journey.reader
    with translation.override(reader.language):
        found = {
            "greeting": _greeting(reader),
            "customer": reader.name,
            "order": journey.number,
            "shop": shop_name,
            "parcel": way.number,
            "carrier": way.carrier,
            "link": way.link if way.link.startswith(("https://", "http://")) else "",
            "page": order_url(UUID(journey.key)) if journey.number else "",
            "day": _day(way.expected_at, reader) if _is_ahead(way.expected_at, now) else "",
            "first_day": _day(way.first_expected_at, reader),
            "days_left": _days_left(way.expected_at, now, reader),
            "until": _day(way.collect_until, reader) if _is_ahead(way.collect_until, now) else "",
        }
    return {name: value for name, value in found.items() if value}


def _greeting(reader: Reader) -> str:
    return gettext("Hello %(name)s,") % {"name": reader.name} if reader.name else gettext("Hello,")


def _is_ahead(at: datetime | None, now: datetime) -> bool:
    """A day that is past is nothing to promise."""
    return at is not None and at >= now


def _day(at: datetime | None, reader: Reader) -> str:
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(reader.zone))
    return format_date(local, "full", babel_locale(reader.language))


def _days_left(at: datetime | None, now: datetime, reader: Reader) -> str:
    if at is None or at < now:
        return ""
    zone = ZoneInfo(reader.zone)
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days < 1:
        return ""
    return ngettext("That leaves %(num)s day.", "That leaves %(num)s days.", days) % {"num": days}


def digest(letters: list[tuple[str, Letter]], language: str, reader: Reader) -> Letter:
    """Several letters as one: each under the number of its order, greeted once."""
    with translation.override(language):
        greeting = _greeting(reader)
        parts = [f"{one.subject}\n{_without(greeting, one.text)}" for _number, one in letters]
        subject = ngettext(
            "News of your order", "News of your orders", len({n for n, _l in letters})
        )
    return Letter(subject, "\n\n".join([greeting, *parts]))


def _without(greeting: str, text: str) -> str:
    return text.removeprefix(greeting).strip()


def task_words(value: str, journey: Journey, way: Way, language: str) -> str:
    """What a colleague is asked to do: ready-made words, or the shop's own."""
    phrase = TASKS.get(value)
    if phrase is None:
        return value
    with translation.override(language):
        return said(phrase) % {"parcel": way.number or "–", "order": journey.number}
