"""The desk, played through event by event. Which case is next, when somebody is reminded and whether silence counts is all
in which two desks differ: the same customers bring the same to each, and each promises the same.

Times and places in the queue come from `promises.rules`, as on the real desk.
"""

import heapq
import random
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bench.simulation.assumptions import (
    AGENTS,
    ANSWER_HOURS,
    BEGINS,
    DAYS,
    ENDS,
    FORGOTTEN_AFTER,
    HOLDING,
    IMPATIENT,
    MOST_QUESTIONS,
    NUDGE,
    READING,
    REPLIES_WHEN_ASKED,
    SHOP,
    SILENCE_DAYS,
    WAITING_DATED,
    WAITING_UNDATED,
    Script,
    Step,
    around,
)
from makegood.promises.rules import add_working_hours, due_by, morning_from
from makegood.promises.rules.silence import SilenceFacts, silence_due_at
from makegood.promises.rules.warning import warn_at
from makegood.promises.rules.working_time import wall_clock

_ZONE = ZoneInfo(SHOP.zone)
_WEEK = timedelta(days=7)
_AHEAD = timedelta(days=4.5)
"""No warning comes earlier before its promise: two working days, over a weekend."""


@dataclass(frozen=True)
class Way:
    """How a desk works: what is due first or what came first; silence counts or not; promised dates come up before they
    break (`warn`), on the morning of their day (`diary`), or never.
    """

    name: str
    by_due: bool
    minds_silence: bool
    reminder: str


MAKEGOOD = Way("Makegood", by_due=True, minds_silence=True, reminder="warn")
DIARY = Way("First come, first served, with a diary", False, False, "diary")
PLAIN = Way("First come, first served", False, False, "")
WAYS = (MAKEGOOD, DIARY, PLAIN)


@dataclass
class Tally:
    """What came of it. `gaps`: of each case the longest time without word while the customer was waiting."""

    cases: int = 0
    ended: int = 0
    promises: int = 0
    broken: int = 0
    repeats: int = 0
    minutes: float = 0.0
    gaps: list[timedelta] = field(default_factory=list)
    lasted: list[timedelta] = field(default_factory=list)


@dataclass
class Matter:
    """A case under way. `turn`: ours, customer, others, end."""

    script: Script
    dice: random.Random
    is_impatient: bool
    since: datetime
    """Since when the customer is without word."""
    turn: str = "ours"
    at: int = 0
    """Which step is next."""
    last: Step | None = None
    unread: int = 0
    asked: int = 0
    nudged: int = 0
    answer_due: datetime | None = None
    news_due: datetime | None = None
    silence_due: datetime | None = None
    needed_at: datetime | None = None
    is_held: bool = False
    words: int = 0
    """Counts what was said by either side: what waits for the other to speak is void after it."""
    place: int = 0
    gap: timedelta = timedelta(0)

    @property
    def queue_at(self) -> datetime:
        """What falls due first, as a case stands in the real queue."""
        owed = [due for due in (self.answer_due, self.news_due, self.silence_due) if due]
        return min(owed, default=ENDS + _WEEK)


class Desk:
    def __init__(self, way: Way, scripts: list[Script], seed: int, agents: int = AGENTS) -> None:
        self.way, self.tally = way, Tally(cases=len(scripts))
        self._order = count()
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._queue: list[tuple[datetime, int, int, Matter]] = []
        self._idle = agents
        self._now = BEGINS
        self._spans = list(_spans())
        self._opens = [opens for opens, _ in self._spans]
        self._matters = [_matter(script, seed) for script in scripts]
        for matter in self._matters:
            self._at(matter.script.opened_at, _bound(self._opened, matter))
        for opens in self._opens:
            self._at(opens, self._give_out)

    def run(self) -> Tally:
        """Sixty days."""
        while self._events and self._events[0][0] < ENDS:
            self._now, _, happens = heapq.heappop(self._events)
            happens()
        self._now = ENDS
        for matter in self._matters:
            self._close_books(matter)
        return self.tally

    # What customers and others do

    def _opened(self, matter: Matter) -> None:
        self._heard(matter)

    def _heard(self, matter: Matter) -> None:
        """They wrote: an answer is promised, unless one is already."""
        matter.unread += 1
        matter.words += 1
        if matter.answer_due is None:
            matter.answer_due = add_working_hours(self._now, ANSWER_HOURS, SHOP)
        self._need(matter)
        self._wonder(matter)

    def _wonder(self, matter: Matter) -> None:
        """They will ask when they have waited long enough."""
        if matter.turn in {"customer", "end"} or matter.asked >= MOST_QUESTIONS:
            return
        told = matter.answer_due or matter.news_due
        if matter.is_impatient:
            when = self._now + timedelta(days=1)
        elif told:
            when = max(told, self._now) + timedelta(days=around(WAITING_DATED, 0.8, matter.dice))
        else:
            when = self._now + timedelta(days=around(WAITING_UNDATED, 0.6, matter.dice))
        self._at(when, self._unless_said(matter, self._ask_again))

    def _ask_again(self, matter: Matter) -> None:
        matter.asked += 1
        self.tally.repeats += 1
        self._heard(matter)

    def _replied(self, matter: Matter) -> None:
        matter.turn, matter.since = "ours", self._now
        self._heard(matter)

    def _came(self, matter: Matter) -> None:
        """What others were to do is done: the case goes on."""
        if matter.turn == "others":
            matter.turn = "ours"
            self._need(matter)

    # What the desk does

    def _need(self, matter: Matter) -> None:
        if matter.is_held:
            return
        matter.needed_at = matter.needed_at or self._now
        matter.place = next(self._order)
        first = matter.queue_at if self.way.by_due else matter.needed_at
        heapq.heappush(self._queue, (first, matter.script.number, matter.place, matter))
        self._give_out()

    def _give_out(self) -> None:
        while self._idle and self._queue and self._is_open():
            _first, _number, place, matter = heapq.heappop(self._queue)
            if place == matter.place and matter.needed_at and not matter.is_held:
                self._idle -= 1
                self._begin(matter)

    def _begin(self, matter: Matter) -> None:
        is_step = matter.turn == "ours"
        if is_step:  # of which reading what they first wrote is a part
            minutes = matter.script.steps[matter.at].minutes + READING * max(0, matter.unread - 1)
        else:
            letter = NUDGE if matter.turn == "customer" else HOLDING
            minutes = letter + READING * matter.unread
        matter.is_held, matter.needed_at, matter.unread = True, None, 0
        self.tally.minutes += minutes
        done = self._now + timedelta(minutes=minutes)
        self._at(done, lambda: self._done(matter, is_step))

    def _done(self, matter: Matter, is_step: bool) -> None:
        """A word to the customer: it keeps what was promised."""
        self._idle += 1
        matter.is_held = False
        self._told(matter)
        if is_step:
            self._go_on(matter)
        elif matter.turn == "others":
            self._promise_news(matter)
        elif matter.turn == "customer":
            self._nudged(matter)
        if matter.turn != "end":
            self._wait_in_silence(matter)
            self._wonder(matter)
            self._take_up_what_came_meanwhile(matter)
        self._give_out()

    def _take_up_what_came_meanwhile(self, matter: Matter) -> None:
        if matter.unread:
            matter.answer_due = add_working_hours(self._now, ANSWER_HOURS, SHOP)
        if matter.unread or matter.turn == "ours":
            self._need(matter)

    def _told(self, matter: Matter) -> None:
        self._settle(matter.answer_due)
        self._settle(matter.news_due)
        matter.answer_due = matter.news_due = matter.silence_due = None
        if matter.turn != "customer":
            matter.gap = max(matter.gap, self._now - matter.since)
        matter.since = self._now
        matter.words += 1

    def _settle(self, due: datetime | None) -> None:
        if due:
            self.tally.promises += 1
            self.tally.broken += self._now > due

    def _go_on(self, matter: Matter) -> None:
        step = matter.last = matter.script.steps[matter.at]
        matter.turn, matter.at = step.then, matter.at + 1
        if step.then == "end":
            self._end(matter)
        elif step.then == "others":
            self._promise_news(matter)
            self._after(step.wait, matter, self._came)
        elif step.wait is not None:
            self._after(step.wait, matter, self._replied)
        elif not self.way.minds_silence:
            self._at(self._now + FORGOTTEN_AFTER, self._unless_said(matter, self._end))

    def _after(
        self, wait: timedelta | None, matter: Matter, then: Callable[[Matter], None]
    ) -> None:
        """What the case waits for, whatever is said meanwhile."""
        assert wait is not None
        at, turn = matter.at, matter.turn

        def happens() -> None:
            if (matter.at, matter.turn) == (at, turn):
                then(matter)

        self._at(self._now + wait, happens)

    def _end(self, matter: Matter) -> None:
        matter.turn = "end"
        self.tally.ended += 1
        self.tally.lasted.append(self._now - matter.script.opened_at)

    def _nudged(self, matter: Matter) -> None:
        """Asked whether they still want something: they reply, or the case is closed when asked once more."""
        matter.nudged += 1
        never = matter.last is not None and matter.last.wait is None
        if never and matter.dice.random() < REPLIES_WHEN_ASKED:
            self._after(timedelta(days=around(1.0, 0.7, matter.dice)), matter, self._replied)
        elif matter.nudged > 1:
            self._end(matter)

    # What the desk owes, and by when it is reminded

    def _promise_news(self, matter: Matter) -> None:
        """By the first day the shop is open, so many days from now; unless no time is told."""
        if matter.last is None or not matter.last.told:
            return
        day = self._now.astimezone(_ZONE).date() + timedelta(days=matter.last.told)
        day = morning_from(day, SHOP).astimezone(_ZONE).date()
        matter.news_due = due = due_by(day, self._now, SHOP)
        if self.way.reminder == "warn":
            self._at(warn_at(self._now, due, SHOP), self._unless_said(matter, self._need))
        elif self.way.reminder == "diary":
            self._at(max(self._now, wall_clock(day, 9 * 60, SHOP)), self._unless_said(matter, self._need))  # fmt: skip

    def _wait_in_silence(self, matter: Matter) -> None:
        if self.way.minds_silence:
            facts = SilenceFacts(self._now, SILENCE_DAYS, ANSWER_HOURS, SHOP)
            matter.silence_due = silence_due_at(facts, self._now)
            look = max(self._now, matter.silence_due - _AHEAD)
            self._at(look, self._unless_said(matter, self._look_at_silence))

    def _look_at_silence(self, matter: Matter) -> None:
        """When to be reminded is only worked out when it is near: nearly every silence ends before."""
        assert matter.silence_due
        when = warn_at(matter.since, matter.silence_due, SHOP)
        self._at(max(when, self._now), self._unless_said(matter, self._need))

    # Clockwork

    def _at(self, when: datetime, happens: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._order), happens))

    def _unless_said(self, matter: Matter, then: Callable[[Matter], None]) -> Callable[[], None]:
        """Only if neither side has said anything by then, and nobody is at it."""
        words = matter.words

        def happens() -> None:
            if matter.words == words and matter.turn != "end" and not matter.is_held:
                then(matter)

        return happens

    def _is_open(self) -> bool:
        place = bisect_right(self._opens, self._now) - 1
        return place >= 0 and self._now < self._spans[place][1]

    def _close_books(self, matter: Matter) -> None:
        """What fell due and is not kept is broken; what is not due yet does not count."""
        for due in (matter.answer_due, matter.news_due):
            if due and due < ENDS:
                self.tally.promises += 1
                self.tally.broken += 1
        if matter.turn not in {"customer", "end"}:
            matter.gap = max(matter.gap, ENDS - matter.since)
        self.tally.gaps.append(matter.gap)


def _matter(script: Script, seed: int) -> Matter:
    dice = random.Random(f"{seed}/{script.number}")
    return Matter(script, dice, dice.random() < IMPATIENT, since=script.opened_at)


def _spans() -> Iterator[tuple[datetime, datetime]]:
    first = BEGINS.astimezone(_ZONE).date()
    for offset in range(DAYS + 1):
        day = first + timedelta(days=offset)
        for opens, closes in SHOP.slots(day):
            yield wall_clock(day, opens, SHOP), wall_clock(day, closes, SHOP)


def _bound(does: Callable[[Matter], None], matter: Matter) -> Callable[[], None]:
    return lambda: does(matter)
