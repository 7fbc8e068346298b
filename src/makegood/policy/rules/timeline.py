"""What happened to one line of an order, by local day, up to `now`. What lies ahead has not happened."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood.policy.rules.events import DERIVED, EARLIEST_OF, IN_ITS_STEAD, POSSESSION
from makegood.policy.rules.facts import Event, Facts

Days = dict[str, list[date]]
_NEVER: list[date] = []
_SEEN_FROM_OTHERS = DERIVED.union(POSSESSION, EARLIEST_OF, IN_ITS_STEAD)


class Timeline:
    """`awaited` names events that are said to come, or to have come on a day that nobody knows."""

    __slots__ = ("_asked", "_days", "awaited", "instants")

    def __init__(self, days: Days, awaited: frozenset[str], instants: dict[str, datetime]) -> None:
        self._days = days
        self._asked: Days = {}
        self.awaited = awaited
        self.instants = instants

    def days(self, event: str) -> list[date]:
        """Every day on which it happened, in order; of what stands for it, where it did not."""
        if event not in _SEEN_FROM_OTHERS:
            return self._days.get(event, _NEVER)
        found = self._asked.get(event)
        if found is None:
            found = self._asked[event] = self._look_up(event)
        return found

    def first(self, event: str) -> date | None:
        days = self.days(event)
        return days[0] if days else None

    def last(self, event: str) -> date | None:
        days = self.days(event)
        return days[-1] if days else None

    def start(self, event: str) -> date | None:
        """The day a rule's time runs from: goods that came in pieces came with the last, all else began at first."""
        return self.last(event) if event in POSSESSION else self.first(event)

    def has(self, event: str) -> bool:
        return bool(self.days(event))

    def first_of(self, events: Iterable[str]) -> date | None:
        days = [day for event in events if (day := self.first(event))]
        return min(days, default=None)

    def _look_up(self, event: str) -> list[date]:
        if event in POSSESSION:
            return self._possession(event)
        among = EARLIEST_OF.get(event)
        if found := self._of(among) if among else self._days.get(event, _NEVER):
            return found
        instead = IN_ITS_STEAD.get(event)
        return self._of(instead) if instead else _NEVER

    def _of(self, events: Iterable[str]) -> list[date]:
        found = [day for event in events for day in self._days.get(event, ())]
        return sorted(found) if len(found) > 1 else found

    def _possession(self, event: str) -> list[date]:
        for each in (event, *POSSESSION):
            if each in self.awaited:  # a piece of it is still to come, or came nobody knows when
                return _NEVER
            if days := self._days.get(each):
                return days
        return _NEVER


def timelines(facts: Facts, zone: ZoneInfo) -> dict[str | None, Timeline]:
    """One for each line, and one (None) of what concerns the whole order only."""
    today = facts.now.astimezone(zone).date()
    shared: list[tuple[str, date | None, datetime | None]] = []
    own: dict[str, list[tuple[str, date | None, datetime | None]]] = defaultdict(list)
    for event in facts.events:
        happened = (event.event, _day(event, facts.now, zone, today), _instant(event))
        (shared if event.line is None else own[event.line]).append(happened)
    if facts.concluded_at and all(name != "contract.concluded" for name, _, _ in shared):
        shared.append(
            ("contract.concluded", facts.concluded_at.astimezone(zone).date(), facts.concluded_at)
        )
    lines: list[str | None] = [line.id for line in facts.lines]
    return {line: _timeline([*shared, *own.get(line or "", ())]) for line in [None, *lines]}


def _timeline(happened: list[tuple[str, date | None, datetime | None]]) -> Timeline:
    days: dict[str, list[date]] = defaultdict(list)
    awaited, instants = set(), dict[str, datetime]()
    for event, day, instant in happened:
        if day is None:
            awaited.add(event)
            continue
        days[event].append(day)
        if instant and (event not in instants or instant < instants[event]):
            instants[event] = instant
    for found in days.values():
        found.sort()
    return Timeline(days, frozenset(awaited), instants)


def _day(event: Event, now: datetime, zone: ZoneInfo, today: date) -> date | None:
    if isinstance(event.at, datetime):
        return event.at.astimezone(zone).date() if event.at <= now else None
    return event.at if event.at and event.at <= today else None


def _instant(event: Event) -> datetime | None:
    return event.at if isinstance(event.at, datetime) else None
