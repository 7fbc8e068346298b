"""Which days are worked: weekends, public holidays, moved working days; by country and region, offline."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays

from makegood.policy.ports import HolidayCalendar

_SATURDAY = 5


class Calendar:
    """The days of one country, or of one region of it."""

    def __init__(self, public: Any) -> None:
        self._public = public
        self._known: dict[date, bool] = {}

    def is_worked(self, day: date) -> bool:
        """Saturdays are not, unless a year's decree made one a working day."""
        answer = self._known.get(day)
        if answer is None:
            answer = self._known[day] = self._look_up(day)
        return answer

    def _look_up(self, day: date) -> bool:
        if self._public is not None:
            if day in self._public:  # asking makes the year
                return False
            if day in getattr(self._public, "weekend_workdays", ()):
                return True
        return day.weekday() < _SATURDAY

    def next_worked(self, day: date) -> date:
        while not self.is_worked(day):
            day += timedelta(days=1)
        return day

    def last_worked(self, day: date) -> date:
        """On or before."""
        while not self.is_worked(day):
            day -= timedelta(days=1)
        return day


@cache
def calendar(country: str, region: str, rules: HolidayCalendar) -> Calendar:
    """`region` is ISO 3166-2 or empty; a region without holidays of its own has its country's."""
    if rules.weekends_only:
        return Calendar(None)
    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return Calendar(None)
    part = region.partition("-")[2]
    if rules.regions and part in known.subdivisions:
        return Calendar(holidays.country_holidays(country, subdiv=part))
    return Calendar(known)
