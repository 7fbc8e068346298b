"""A date of law in sentences: where it starts, what is added, why it is moved."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from makegood.kernel.money import Money
from makegood.policy.rules.calendars import calendar
from makegood.policy.rules.findings import Amount, Due
from makegood.policy.rules.rulings import Ruling
from makegood.rights.rules.risks import money
from makegood.rights.wording import span
from makegood.ui import formats
from makegood.ui.lawwords import law_word

_SATURDAY = 5


def event_of(due: Due) -> str:
    """The event a date runs from, or waits for; a row may name another than its rule."""
    return due.state.removeprefix("waiting:") if due.state.startswith("waiting:") else due.sum.event


def why(due: Due, ruling: Ruling) -> Iterator[str]:
    """The arithmetic, a sentence for each step."""
    told = due.sum
    if told.start is None or due.nominal is None:
        if due.legal is None:
            yield _("It has not begun: nobody knows yet when %(event)s.") % {"event": law_word("event", event_of(due))}  # fmt: skip
        if told.value:
            yield _("It will last %(span)s from then on.") % {"span": span(told.value, told.unit)}
        return
    start = {"day": written(told.start), "event": law_word("event", told.event)}
    yield _("On %(day)s %(event)s. That day does not count.") % start
    yield _("%(span)s later it is %(day)s.") % {
        "span": span(told.value, told.unit),
        "day": written(due.nominal),
    }
    yield from _added(due)
    yield from _moved(due, ruling)


def _added(due: Due) -> Iterator[str]:
    told = due.sum
    if told.suspended:
        days = span(told.suspended, "calendar_days")
        yield _("The clock stood still for %(span)s; they are added.") % {"span": days}
    if due.state == "running" and any(one.startswith("and a day more") for one in told.words):
        yield _("It still stands still, so a day more is added each day.")
    if told.extended:
        months = span(told.extended, "months")
        yield _("The repair makes it %(span)s longer.") % {"span": months}


def _moved(due: Due, ruling: Ruling) -> Iterator[str]:
    told = due.sum
    if due.legal is None:
        yield _("The money may be kept back until the goods, or proof that they were sent, are here.")  # fmt: skip
    elif told.late and told.late < due.legal:
        yield _("It does not end before %(day)s.") % {"day": written(due.legal)}
    elif due.legal != due.nominal:
        yield _rest(due, ruling) % {"day": written(due.legal)}


def _rest(due: Due, ruling: Ruling) -> str:
    """Why it ends later than counted, where that is because of the day itself."""
    facts, told = ruling.facts, due.sum
    worked = calendar(facts.country, facts.region, ruling.law.pack.holiday_calendar)
    assert due.nominal
    if told.suspended or told.extended or worked.is_worked(due.nominal):
        return _("So it ends on %(day)s.")
    if due.nominal.weekday() >= _SATURDAY:
        return _("That is a weekend, so it ends on the next working day: %(day)s.")
    return _("That is a public holiday, so it ends on the next working day: %(day)s.")


def written(day: date) -> str:
    """With its weekday, for much hangs on it."""
    return formats.date(day, "full")


def money_of(amount: Amount) -> Money:
    return money(amount.amount, amount.currency)
