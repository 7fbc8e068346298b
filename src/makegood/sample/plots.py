"""Who writes when: each case of the sample as a plan of steps, before anything of it happens.

Pure and repeatable: the same dice and the same day give the same year.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from makegood.kernel.text import folded
from makegood.promises.rules import Calendar, add_working_hours
from makegood.sample.catalogue import (
    CARRIERS,
    CITIES,
    COUNTRIES,
    NAMES,
    SHARES,
    STREETS,
    THINGS,
    Thing,
)
from makegood.sample.scripts import Script, Turn, book, latin

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
CUSTOMERS, ORDERS, CASES = 600, 900, 300
REOPENED = 14


@dataclass(frozen=True)
class Buyer:
    """A customer of the sample."""

    name: str
    language: str
    email: str
    phone: str
    country: str
    street: str
    city: str

    @property
    def first(self) -> str:
        """Hungarians put it last."""
        return self.name.split()[-1 if self.language == "hu" else 0]


@dataclass
class Purchase:
    """An order of the sample, and what became of its parcel. Its number is given when all are known, by age."""

    buyer: Buyer
    placed_at: datetime
    things: tuple[tuple[Thing, int], ...]
    carrier: str
    tracking: str
    shipped_at: datetime | None
    delivered_at: datetime | None
    state: str
    number: str = ""

    @property
    def total_minor(self) -> int:
        return sum(thing.price_minor * count for thing, count in self.things)


@dataclass(frozen=True)
class Step:
    """One thing that happens in a case: a turn of its script, or `close`, `again`, `again_answer`, `snooze`."""

    at: datetime
    what: str
    turn: Turn | None = None
    due_at: datetime | None = None
    variant: int = 0


@dataclass(frozen=True)
class Plot:
    """A case: its script, whose it is, and its steps in time."""

    index: int
    script: Script
    purchase: Purchase
    steps: tuple[Step, ...]
    dice: random.Random = field(repr=False)

    @property
    def buyer(self) -> Buyer:
        return self.purchase.buyer


def buyers(dice: random.Random) -> list[Buyer]:
    """Six hundred people with names of their own."""
    languages = [language for language, share in SHARES.items() for _ in range(share * 2)]
    dice.shuffle(languages)
    return [_buyer(index, language, dice) for index, language in enumerate(languages)]


def plots(
    people: Sequence[Buyer], now: datetime, calendar: Calendar, dice: random.Random
) -> list[Plot]:
    """Three hundred cases that began in the last year, more of them lately than long ago; none reaches beyond now."""
    languages = [language for language, share in SHARES.items() for _ in range(share)]
    dice.shuffle(languages)
    free = {language: [p for p in people if p.language == language] for language in SHARES}
    beginnings = sorted(_beginning(index, now, dice) for index in range(CASES))
    turn_of: dict[str, int] = {}
    found = []
    for index, (begins, language) in enumerate(zip(beginnings, languages, strict=True)):
        scripts = book(language).scripts
        turn_of[language] = turn_of.get(language, dice.randrange(len(scripts))) + 1
        script = scripts[turn_of[language] % len(scripts)]
        own = random.Random(f"{index}")  # noqa: S311  a story, not a secret
        buyer = free[language][index % len(free[language])]
        purchase = _bought(index, script, buyer, begins, now, own)
        steps = tuple(s for s in _steps(script, begins, index, calendar, own) if s.at <= now)
        found.append(Plot(index, script, purchase, steps, own))
    return found


def other_purchases(people: Sequence[Buyer], now: datetime, dice: random.Random) -> list[Purchase]:
    """The orders nothing went wrong with."""
    found = []
    for index in range(CASES, ORDERS):
        placed = now - dice.random() ** 1.3 * 368 * DAY
        shipped = placed + dice.uniform(0.5, 2) * DAY
        delivered = shipped + dice.uniform(1, 4) * DAY
        things = tuple(
            (thing, dice.choice((1, 1, 1, 2, 4)))
            for thing in dice.sample(THINGS, dice.choice((1, 1, 2, 3)))
        )
        found.append(
            _purchase(index, dice.choice(people), placed, things, shipped, delivered, now, dice)
        )
    return found


def number_by_age(purchases: Sequence[Purchase]) -> list[Purchase]:
    """The oldest first, numbered as a shop would have."""
    ordered = sorted(purchases, key=lambda purchase: purchase.placed_at)
    for place, purchase in enumerate(ordered):
        purchase.number = f"LL-{20_000 + place * 3}"
    return ordered


def _buyer(index: int, language: str, dice: random.Random) -> Buyer:
    alphabet = "sr" if language == "sr-latn" else language
    names, told = NAMES[alphabet], latin if language == "sr-latn" else str
    is_hers = dice.random() < 0.55
    first = dice.choice(names.hers if is_hers else names.his)
    last = dice.choice(names.surnames)[0 if not is_hers else 1]
    plain = told(f"{first} {last}")
    country = COUNTRIES[language]
    return Buyer(
        name=f"{last} {first}" if language == "hu" else plain,
        language=language,
        email=f"{_ascii(f'{first}.{last}')}{index}@{dice.choice(('mail', 'posta', 'inbox'))}.example",
        phone=_phone(country, index),
        country=country,
        street=f"{told(dice.choice(STREETS[alphabet]))} {dice.randint(1, 80)}",
        city=told(dice.choice(CITIES[alphabet])),
    )


_PHONES = {
    "IT": "+39347{:07}",
    "IE": "+35385{:07}",
    "LT": "+370612{:05}",
    "RS": "+38164{:07}",
    "HU": "+3630{:07}",
    "ES": "+34612{:06}",
    "KZ": "+7701{:07}",
}


def _phone(country: str, index: int) -> str:
    return _PHONES[country].format(10_000 + index * 37)


def _ascii(name: str) -> str:
    plain = folded(latin(_russian(name)))
    return "".join(c for c in plain.replace("đ", "dj") if c.isascii() and (c.isalnum() or c == "."))


def _russian(name: str) -> str:
    """The letters Serbian does not have, as they stand in addresses."""
    pairs = {
        "я": "ja",
        "ю": "ju",
        "ы": "y",
        "э": "e",
        "щ": "shch",
        "й": "j",
        "ь": "",
        "ъ": "",
        "ё": "jo",
    }
    return "".join(pairs.get(c, pairs.get(c.lower(), c)) for c in name)


def _beginning(index: int, now: datetime, dice: random.Random) -> datetime:
    """A third in the last nine days, a few in the last hours, the rest over the year; people write when awake."""
    if index % 25 == 0:
        return now - dice.uniform(0.3, 7) * HOUR
    ago = dice.uniform(0.2, 9) if index % 3 == 0 else dice.uniform(9, 362)
    at = now - ago * DAY
    waking = at.replace(hour=dice.choice((6, 7, 8, 9, 10, 11, 12, 14, 16, 17, 18, 19, 20)))
    return waking if waking < now else at


def _bought(
    index: int,
    script: Script,
    buyer: Buyer,
    begins: datetime,
    now: datetime,
    dice: random.Random,
) -> Purchase:
    """The order the case is about, as its story needs it."""
    days_since_delivery = {
        "damaged": 0.2,
        "wrong_item": 0.4,
        "missing_part": 1,
        "not_as_described": 3,
        "return": 5,
        "lost": 3,
        "billing": 2,
        "defective": 75,
        "other": 40,
    }
    if script.kind == "cancel":
        placed, shipped, delivered = begins - 0.4 * HOUR, begins + 2 * DAY, begins + 5 * DAY
    elif since := days_since_delivery.get(script.kind):
        delivered = begins - since * DAY
        placed, shipped = delivered - 5 * DAY, delivered - 3 * DAY
    else:
        placed, shipped, delivered = begins - 9 * DAY, begins - 7 * DAY, begins + 4 * DAY
    wanted = [thing for thing in THINGS if thing.about == script.about]
    thing = wanted[index % len(wanted)]
    count = {"mug": 4, "plate": 6, "pillow": 2, "candle": 2}.get(thing.about, 1)
    extra = [(dice.choice(THINGS), 1)] if dice.random() < 0.35 and script.kind != "cancel" else []
    things = ((thing, count), *(pair for pair in extra if pair[0] != thing))
    return _purchase(index, buyer, placed, things, shipped, delivered, now, dice)


def _purchase(
    index: int,
    buyer: Buyer,
    placed: datetime,
    things: tuple[tuple[Thing, int], ...],
    shipped: datetime,
    delivered: datetime,
    now: datetime,
    dice: random.Random,
) -> Purchase:
    is_shipped, is_delivered = shipped <= now, delivered <= now
    return Purchase(
        buyer=buyer,
        placed_at=placed,
        things=things,
        carrier=(carrier := CARRIERS[index % 3]),
        tracking=f"{carrier}{dice.randrange(10**9, 10**10)}",
        shipped_at=shipped if is_shipped else None,
        delivered_at=delivered if is_delivered else None,
        state="completed" if is_delivered else "shipped" if is_shipped else "in preparation",
    )


def _steps(
    script: Script, begins: datetime, index: int, calendar: Calendar, dice: random.Random
) -> Iterator[Step]:
    at = begins
    due_at: datetime | None = None
    previous = ""
    for number, turn in enumerate(script.turns):
        at = at if number == 0 else _when(turn, previous, at, due_at, calendar, dice)
        if turn.promise:
            due_at = add_working_hours(at + (turn.days - 1) * DAY, 9, calendar)
        yield Step(at, turn.way, turn, due_at if turn.promise else None)
        if turn.way == "out" and dice.random() < 0.22:
            yield Step(at + timedelta(minutes=4), "snooze", due_at=due_at)
        previous = turn.way if turn.way != "note" else previous
    at = add_working_hours(
        at, dice.uniform(2, 9) if previous == "in" else dice.uniform(14, 32), calendar
    )
    yield Step(at, "close", variant=dice.randrange(2))
    if index % (CASES // REOPENED) == 3:
        again = _awake(at + dice.uniform(0.4, 2.5) * DAY)
        variant = dice.randrange(2)
        yield Step(again, "again", variant=variant)
        answered = add_working_hours(again, dice.uniform(1, 6), calendar)
        yield Step(answered, "again_answer", variant=variant)
        yield Step(add_working_hours(answered, 25, calendar), "close", variant=1)


def _when(
    turn: Turn,
    previous: str,
    at: datetime,
    due_at: datetime | None,
    calendar: Calendar,
    dice: random.Random,
) -> datetime:
    """When the next thing is said: customers by day and evening, colleagues in working hours, promises mostly in time."""
    if turn.way == "note":
        return add_working_hours(at, dice.uniform(0.2, 1), calendar)
    if turn.way == "in":
        if turn.is_late and due_at:
            return _awake(due_at + dice.uniform(2, 20) * HOUR)
        return _awake(at + dice.uniform(0.15, 1.6) * DAY)
    if turn.keeps and previous == "out" and due_at and due_at > at:
        share = dice.uniform(0.35, 0.95) if dice.random() < 0.85 else dice.uniform(1.02, 1.3)
        return add_working_hours(at + (due_at - at) * share - HOUR, 0.3, calendar)
    is_slow = dice.random() < 0.12
    return add_working_hours(
        at, dice.uniform(8.5, 15) if is_slow else dice.uniform(0.4, 6.5), calendar
    )


def _awake(at: datetime) -> datetime:
    """Nobody writes at four in the morning."""
    return at if 5 <= at.hour < 21 else (at + 9 * HOUR)
