"""What the law says, as words in an answer: days and spans in the customer's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel import dates
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.cases.models import Case
from makegood.kernel.money import babel_locale
from makegood.messages.actions.templating import facts_of
from makegood.people.models import Staff
from makegood.policy.rules.findings import Due
from makegood.policy.rules.rulings import Ruling
from makegood.rights.giving import gifts_on
from makegood.rights.queries import rights_of
from makegood.rights.rules.giving import Gifts
from makegood.rulebook.rules.tables import ReturnRow

RETURN, GUARANTEE = "order.return_until", "order.guarantee_until"


@dataclass(frozen=True)
class Beyond:
    """A right somebody gives that the law refuses: for a line of the order (empty: all of it), until a day, if there is one."""

    right: str
    line: str
    until: date | None


Giver = Callable[[Case, date], Iterable[Beyond]]
"""What is given on a case beyond the law, on the customer's day."""
_GIVERS: list[Giver] = []


def gives_beyond(giver: Giver) -> Giver:
    """Registered by a room above, which knows what colleagues gave: templates are filled down here, and told of it so."""
    _GIVERS.append(giver)
    return giver


class Fields(dict[str, str]):
    """What templates fill themselves with; the law is asked only where a text names a field of it."""

    def __init__(self, known: Mapping[str, str], case: Case) -> None:
        super().__init__(known)
        self._case = case

    def __missing__(self, field: str) -> str:
        if field not in (RETURN, GUARANTEE):
            raise KeyError(field)
        self.update(law_fields(self._case))
        return super().__getitem__(field)

    def get(self, field: str, default: str = "") -> str:  # type: ignore[override]  # no text is ever None
        try:
            return self[field]
        except KeyError:
            return default


def fields_of(case: Case, by: Staff | None = None, link: str | None = None) -> Fields:
    """Field → value for a case, as `messages` knows them and the law adds to them."""
    return Fields(facts_of(case, by, link), case)


def law_fields(case: Case) -> dict[str, str]:
    """Until when it can be returned, until when the guarantee runs. Not begun yet: how long from then on; no such right: empty."""
    rights = rights_of(case)
    ruling = rights.ruling
    beyond = [one for giver in _GIVERS for one in giver(case, rights.today)]
    with translation.override(case.language):
        if ruling is None:
            return {RETURN: _given(beyond, "withdrawal"), GUARANTEE: _given(beyond, "guarantee")}
        house = gifts_on(case, rights)
        received = _("%(span)s after you have received everything")
        return {
            RETURN: _given(beyond, "withdrawal")
            or _by_house(house, received)
            or _until(_held(ruling, "withdrawal", "withdrawal.period"), received),
            GUARANTEE: _given(beyond, "guarantee")
            or _until(
                _held(ruling, "guarantee", "guarantee.liability"),
                _("%(span)s after you have received it"),
            ),
        }


def _given(beyond: Iterable[Beyond], right: str) -> str:
    """The last day a colleague gives for all of the order; only what is refused is given, so no date stands against it."""
    days = [one.until for one in beyond if one.right == right and not one.line and one.until]
    return day_in_words(max(days)) if days else ""


def _by_house(house: Gifts, unknown: str) -> str:
    """Where the house gives all of the order longer than the law; without an end there is no day to name."""
    for one in house.found:
        if isinstance(one.row, ReturnRow) and not one.line and one.is_more_time and one.row.days:
            days = span(one.row.days, "calendar_days")
            return day_in_words(one.until) if one.until else unknown % {"span": days}
    return ""


def _held(ruling: Ruling, right: str, rule_id: str) -> list[Due]:
    """Its dates while the whole order has the right; a right of some lines only can't be told in one date."""
    dues = [due for _line, due in ruling.dues if due.rule.rule_id == rule_id]
    refused = {refusal.right for _line, refusal in ruling.refused}
    return [] if right in refused else dues


def _until(dues: Iterable[Due], unknown: str) -> str:
    """The earliest of several, so that nobody is promised too much."""
    known = list(dues)
    ends = [due.legal for due in known if due.legal]
    if known and len(ends) == len(known):
        return day_in_words(min(ends))
    spans = {(due.rule.value, due.rule.unit) for due in known}
    if len(spans) != 1:
        return ""
    value, unit = spans.pop()
    return unknown % {"span": span(value, unit)} if type(value) is int else ""


def day_in_words(day: date) -> str:
    """ "28 December 2026", in the language of the moment."""
    chosen = babel_locale(translation.get_language() or "en")
    return dates.format_date(day, "long", locale=chosen)


def span(value: int, unit: str) -> str:
    """A length as laws count it."""
    if unit == "working_days":
        return ngettext("%(num)s working day", "%(num)s working days", value) % {"num": value}
    if unit == "months":
        return ngettext("%(num)s month", "%(num)s months", value) % {"num": value}
    if unit == "years":
        return ngettext("%(num)s year", "%(num)s years", value) % {"num": value}
    if unit == "hours":
        return ngettext("%(num)s hour", "%(num)s hours", value) % {"num": value}
    return ngettext("%(num)s day", "%(num)s days", value) % {"num": value}
