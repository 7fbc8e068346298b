"""Pure decisions about moods: what words tell, by which phrases, and what it weighs."""

from makegood.moods.rules.listing import is_phrase, lists, own_name, phrases_of
from makegood.moods.rules.reading import MOST_FOUND, MOST_READ, Found, cut, place_of, read
from makegood.moods.rules.weighing import (
    ALARMING,
    BY_CASES,
    BY_MESSAGES,
    BY_SILENCE,
    CHOSEN,
    MANY_CASES,
    MANY_MESSAGES,
    MONTH,
    MOODS,
    REFUSALS,
    SHOWN,
    SWEPT,
    THREATS,
    times_written,
    weight_of,
)

__all__ = [
    "ALARMING",
    "BY_CASES",
    "BY_MESSAGES",
    "BY_SILENCE",
    "CHOSEN",
    "MANY_CASES",
    "MANY_MESSAGES",
    "MONTH",
    "MOODS",
    "MOST_FOUND",
    "MOST_READ",
    "REFUSALS",
    "SHOWN",
    "SWEPT",
    "THREATS",
    "Found",
    "cut",
    "is_phrase",
    "lists",
    "own_name",
    "phrases_of",
    "place_of",
    "read",
    "times_written",
    "weight_of",
]
