"""Who is where at this moment, and who is typing: told between processes by NOTIFY, kept in memory, over by itself.

No row is written and nothing is asked again and again. Each process that holds streams keeps what it heard; what its
own pages say it says again now and then, so that what a process forgot to take back ends all the same.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields

from django.db import connection

CHANNEL = "makegood_presence"
"""A payload is a JSON list of Signs."""
HERE, GONE, TYPING, ASK = "here", "gone", "typing", "ask"
HERE_FOR, TYPING_FOR, AGAIN = 75.0, 15.0, 30.0
"""Seconds: how long a sign counts, and after how many it is said again."""
_AT_ONCE = 12
"""Signs in one payload, which may have 8,000 bytes."""


@dataclass(frozen=True)
class Sign:
    """Somebody (`who`) is at a place (`kind:id`), left it, or types there (`what`: empty for an answer, or "note"); `page` tells
    two windows of theirs apart.
    """

    state: str
    place: str = ""
    who: str = ""
    name: str = ""
    page: str = ""
    what: str = ""


@dataclass(frozen=True)
class Present:
    """Somebody at a place; `typing_for`: so many seconds more are they taken to be typing, `what` as in `Sign`."""

    who: str
    name: str
    typing_for: float = 0
    what: str = ""


@dataclass
class Presences:
    """What was heard; `now` is any clock that only goes forward."""

    here: dict[tuple[str, str], tuple[Sign, float]] = field(default_factory=dict)
    """By place and page: the sign, and until when it counts."""
    typing: dict[tuple[str, str], tuple[float, str]] = field(default_factory=dict)
    """By place and person: until when, and what."""

    def hear(self, sign: Sign, now: float) -> bool:
        """Whether anybody at the place has something new to see."""
        key = sign.place, sign.page
        if sign.state == ASK:
            return False
        if sign.state == TYPING:
            was, what = self.typing.get((sign.place, sign.who), (0, ""))
            self.typing[sign.place, sign.who] = now + TYPING_FOR, sign.what
            return was - now < TYPING_FOR - 3 or what != sign.what  # not at every key
        if sign.state == GONE:
            self.typing.pop((sign.place, sign.who), None)
            return self.here.pop(key, None) is not None
        is_new = key not in self.here
        self.here[key] = (sign, now + HERE_FOR)
        return is_new

    def expire(self, now: float) -> set[str]:
        """Drop what is over; answers the places somebody vanished from."""
        over = [key for key, (_sign, until) in self.here.items() if until <= now]
        for key in over:
            del self.here[key]
        self.typing = {key: typed for key, typed in self.typing.items() if typed[0] > now}
        return {place for place, _page in over}

    def at(self, place: str, now: float, but: str = "") -> list[Present]:
        """Everybody there except one, by name."""
        names = {sign.who: sign.name for sign, _until in self.here.values() if sign.place == place}
        names.pop(but, None)
        found = (self._present(place, who, name, now) for who, name in names.items())
        return sorted(found, key=lambda one: (one.name, one.who))

    def _present(self, place: str, who: str, name: str, now: float) -> Present:
        until, what = self.typing.get((place, who), (now, ""))
        left = max(0.0, round(until - now, 1))
        return Present(who, name, left, what if left else "")


def say(signs: Iterable[Sign]) -> None:
    """To every process that holds streams, ours too; heard at once, or when the transaction commits."""
    told = [asdict(sign) for sign in signs]
    with connection.cursor() as cursor:
        for start in range(0, len(told), _AT_ONCE):
            payload = json.dumps(told[start : start + _AT_ONCE], ensure_ascii=False)
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def heard(payload: str) -> list[Sign]:
    """What `say` said; a newer version of the desk, beside this one, may say more."""
    known = {one.name for one in fields(Sign)}
    return [Sign(**{n: one[n] for n in known & one.keys()}) for one in json.loads(payload)]
