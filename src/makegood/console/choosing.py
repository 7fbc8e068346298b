"""Which cases something is to be done to: marked one by one, of an incident, or all that a question finds."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from makegood.bulk.actions.starting import MOST_CASES
from makegood.cases.access import incident_for
from makegood.cases.models import Case
from makegood.cases.queries import (
    cases_fitting,
    cases_in_incident,
    cases_matching,
    cases_visible_to,
    counted_to,
)
from makegood.cases.rules.asking import read_query
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff

MOST_MARKED = 500


@dataclass(frozen=True)
class Choice:
    """The cases, in words, and as the fields of a form that choose them again."""

    cases: QuerySet[Case]
    words: str
    fields: list[tuple[str, str]]
    counted_to: int | None = MOST_CASES
    """How far it is told how many they are; None: to the last one, as the inbox tells of open ones."""

    @property
    def count(self) -> int:
        """Without those that were joined with another; one more than `counted_to`: nobody knows how many more."""
        found = self.cases.filter(merged_into=None).order_by()
        return (found if self.counted_to is None else found[: self.counted_to + 1]).count()

    @property
    def address(self) -> str:
        return urlencode(self.fields)


def chosen(staff: Staff, asked: QueryDict) -> Choice:
    """From an address or a form."""
    if marked := asked.getlist("case"):
        return _marked(staff, marked)
    if incident := asked.get("those_of"):
        return _of_incident(staff, str(incident), is_fitting=asked.get("those") == "fitting")
    query = read_query(str(asked.get("q", "")))
    to = MOST_CASES if counted_to(query) else None
    return Choice(cases_matching(staff, query), str(query), [("q", str(query))], to)


def _marked(staff: Staff, marked: list[str]) -> Choice:
    numbers = [int(one) for one in marked[:MOST_MARKED] if one.isdecimal() and len(one) < 19]
    cases = cases_visible_to(staff).filter(number__in=numbers)
    return Choice(cases, "", [("case", str(number)) for number in dict.fromkeys(numbers)])


def _of_incident(staff: Staff, text: str, *, is_fitting: bool) -> Choice:
    try:
        incident = incident_for(staff, UUID(text))
    except ValueError as error:
        raise NotFound from error
    fields = [("those_of", str(incident.pk))]
    if is_fitting:
        words = _("fitting the incident “%(title)s”") % {"title": incident.title}
        return Choice(cases_fitting(incident, staff), words, [*fields, ("those", "fitting")])
    words = _("of the incident “%(title)s”") % {"title": incident.title}
    return Choice(cases_in_incident(incident, staff).filter(closed_at=None), words, fields)
