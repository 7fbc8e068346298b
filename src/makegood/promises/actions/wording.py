"""What is said to a customer of our promises, in their language: news of how it stands, another date, another way out."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.money import babel_locale
from makegood.promises.models import Promise
from makegood.promises.queries import (
    BY_A_WORD,
    open_promises,
    today_at,
)
from makegood.shops.models import Parcel


def owed_words(kind: str) -> str:
    """What is owed, as the customer calls it; in the language that is set."""
    return {
        "answer": _("An answer from us"),
        "news": _("News on how it stands"),
        "decision": _("Our decision"),
        "money": _("Your money back"),
        "shipment": _("That your parcel is sent off"),
        "parcel": _("Your parcel"),
        "repair": _("Your repair"),
        "call_back": _("A call from us"),
        "collection": _("That it is collected from you"),
        "other": _("What we promised"),
    }[kind]


def news(case: Case) -> str:
    """How things stand, as far as the desk knows: parcels, and what is owed; that there is nothing new where it knows nothing."""
    with translation.override(case.language):
        known = [*_parcels(case), *_owed(case)]
        first = _("You have waited for word from us, so here is how things stand.")
        nothing = _(
            "There is nothing new yet. We are still looking into it and have not forgotten you."
        )
        return _letter(case, [first, *(known or [nothing])])


def new_time(promise: Promise, due_at: datetime, reason: str, alternative: str = "") -> str:
    """That we will not make it, why, by when instead, and what else they may have."""
    case = promise.case
    with translation.override(case.language):
        place = {"what": owed_words(promise.kind), "day": _day(promise.due_at, case)}
        parts = [
            _("We had promised you: %(what)s, by %(day)s. We will not make it, and we are sorry.")
            % place,
            reason.strip(),
            _("The new date, at the latest: %(day)s.") % {"day": _day(due_at, case)},
        ]
        if alternative.strip():
            parts.append(
                _("If you would rather not wait: %(what)s") % {"what": alternative.strip()}
            )
            parts.append(_("Simply answer this message and tell us."))
        return _letter(case, parts)


def alternatives(promise: Promise) -> str:
    """That the repair takes too long, and what they may have instead of waiting."""
    case = promise.case
    with translation.override(case.language):
        wait = _("or wait for the repair, which we expect by %(day)s.")
        parts = [
            _(
                "Your repair takes longer than two weeks. We do not want to keep you waiting: choose what suits you."
            ),
            "\n".join(
                [
                    "– " + _("a new one in exchange,"),
                    "– " + _("your money back,"),
                    "– " + wait % {"day": _day(promise.due_at, case)},
                ]
            ),
            _("Simply answer this message and tell us."),
        ]
        return _letter(case, parts)


def _letter(case: Case, parts: list[str]) -> str:
    name = case.customer.name if case.customer else ""
    hello = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
    return "\n\n".join([hello, *parts])


def _parcels(case: Case) -> Iterator[str]:
    for parcel in case.order.parcels.order_by("shipped_at", "number") if case.order else ():
        yield from _parcel(parcel, case)


def _parcel(parcel: Parcel, case: Case) -> Iterator[str]:
    if parcel.delivered_at:
        day = _day(parcel.delivered_at, case)
        yield _("Parcel %(number)s was delivered on %(day)s.") % {
            "number": parcel.number,
            "day": day,
        }
    elif parcel.state in {Parcel.State.LOST, Parcel.State.RETURNING}:
        return  # what that means for them a person has to say
    elif parcel.expected_at and _is_to_come(parcel.expected_at, case):
        day = _day(parcel.expected_at, case)
        yield _("Parcel %(number)s is expected by %(day)s.") % {"number": parcel.number, "day": day}
    elif parcel.shipped_at:
        day = _day(parcel.shipped_at, case)
        yield _("Parcel %(number)s is on its way since %(day)s.") % {
            "number": parcel.number,
            "day": day,
        }


def _is_to_come(expected_at: datetime, case: Case) -> bool:
    """A day that is over is no news."""
    return expected_at.astimezone(ZoneInfo(case.shop.timezone)).date() >= today_at(case.shop)


def _owed(case: Case) -> Iterator[str]:
    # What is owed by a carrier's day stands with the parcels.
    ours = open_promises(case).exclude(source=Promise.Source.CARRIER)
    for promise in ours.exclude(kind__in=BY_A_WORD):
        what = (promise.text if promise.made_in_id is None else "") or owed_words(promise.kind)
        if promise.is_paused or promise.due_at <= clock.now():
            continue  # of what is late a person has to speak
        place = {"what": what, "day": _day(promise.due_at, case)}
        yield _("We still owe you: %(what)s, by %(day)s at the latest.") % place


def _day(at: datetime, case: Case) -> str:
    """In full, without the hour: "Friday, 6 March 2026"."""
    return next(written_days(at.astimezone(ZoneInfo(case.shop.timezone)).date(), case))


def written_days(day: date, case: Case) -> Iterator[str]:
    """A day as it is written to this customer, with the weekday and without."""
    for length in ("full", "long"):
        yield str(format_date(day, length, babel_locale(case.language)))
