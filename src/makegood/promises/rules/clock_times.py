"""Hours of the clock in a text: "at 10", "entro le 17:30"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from makegood.promises.rules.date_words import DateWords
from makegood.promises.rules.letters import Folded

_EARLIEST = 8
"""Before this hour nobody calls: "at three" is in the afternoon."""
_LATE = ("afternoon", "evening")


@dataclass(frozen=True)
class ClockTime:
    """Where it stands, the hour as it was said, and whether it is a limit that needs no day beside it ("by 5 pm")."""

    start: int
    end: int
    hour: int
    minute: int
    half: str
    """Of the day, where it is said: a(m) or p(m); "24" where the hour is written as only clocks do (03:30)."""
    is_limit: bool
    is_alone: bool

    def minute_of_day(self, part: str) -> int:
        """Minutes after midnight, in that part of the day."""
        hour = self.hour
        if self.half == "p" or (not self.half and (hour < _EARLIEST or part in _LATE)):
            hour = hour % 12 + 12 if hour <= 12 else hour
        elif self.half == "a":
            hour %= 12
        return hour * 60 + self.minute


def clock_times(folded: Folded, words: DateWords) -> Iterator[ClockTime]:
    """Every one in the text, in its order."""
    for match in _pattern(words).finditer(folded.text):
        said = match.groupdict()
        hour, minute = int(said["h"]), int(said["min"] or 0)
        if hour > 23 or minute > 59:
            continue
        is_limit = said["by"] is not None
        yield ClockTime(
            folded.start(match.start()),
            folded.end(match.end()),
            hour,
            minute,
            said.get("half") or ("24" if said["h"].startswith("0") else ""),
            is_limit,
            is_limit and (said["min"] is not None or said["unit"] is not None),
        )


@cache
def _pattern(words: DateWords) -> re.Pattern[str]:
    pattern = words.clock.replace("{h}", r"(?P<h>\d{1,2})").replace("{min}", r"(?P<min>\d\d)")
    spaced = pattern.replace(" ?", r"\s?").replace(" ", r"\s+")
    return re.compile(rf"(?<![\w.:/-]){spaced}(?![\w%€$]|[.:/,-]\d)")
