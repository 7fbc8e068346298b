"""Finding the promise in an answer as it is written: "by Friday", in eight languages."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from makegood.promises.rules.clock_times import ClockTime, clock_times
from makegood.promises.rules.date_words import WORDS, DateWords
from makegood.promises.rules.letters import Folded, fold
from makegood.promises.rules.naming import Place, clause, kind_of

_FURTHEST = timedelta(days=400)
_LOOKED_AT = 20_000
"""Letters of an answer that are read; what is longer was pasted, not written."""
_ALIKE = {"hr": "sr-latn", "bs": "sr-latn", "sh": "sr-latn"}
_NAMED = {"weekday", "next_weekday", "tomorrow", "day_after", "today", "date"}
_TELLING = 5
"""Letters below which words of a language nobody expects say nothing: Hungarian "ma" is Italian, too."""
_LONG_PAST = timedelta(days=60)
"""A date without a year that was within these days is history; one longer past is meant for next year."""


@dataclass(frozen=True)
class Found:
    """The words that promise something (`text`, at `start` to `end`), what (a promise's kind), and by which day."""

    text: str
    kind: str
    day: date
    start: int
    end: int
    is_named: bool = False
    """Whether the words name the day itself (Sunday, tomorrow, 8 March) rather than count up to it."""
    part: str = ""
    """Which part of the day, if they say: morning, afternoon or evening."""
    span: timedelta | None = None
    """How long from now, where they count hours or minutes."""
    minute: int | None = None
    """Minutes after the day's midnight, where they name an hour of the clock."""


@dataclass(frozen=True)
class _Pattern:
    meaning: str
    regex: re.Pattern[str]
    is_sure: bool


@dataclass(frozen=True)
class _Candidate:
    start: int
    end: int
    day: date
    is_sure: bool
    meaning: str = ""
    part: str = ""
    span: timedelta | None = None
    minute: int | None = None


@dataclass(frozen=True)
class _Manner:
    """How a text is read: in a language one expects, with a time limit enough by itself, as a note of a talk."""

    is_expected: bool
    by_itself: bool
    noted: bool


def find_promise(text: str, language: str, today: date, *, spoken: str = "") -> Found | None:
    """The first thing promised in `text`, or None. `today` is the shop's day; quoted lines do not count."""
    return next(promises_in(text, language, today, spoken=spoken), None)


def promises_in(
    text: str, language: str, today: date, *, spoken: str = "", looks_back: bool = False
) -> Iterator[Found]:
    """Everything promised in `text`, in its order. `looks_back`: by a date that is over, too.

    Read in `language` (the case's), then in the one the text is `spoken` in, then in the others; what the first of
    them finds counts. A language nobody expects must tell both a day and that we act by words of its own.
    """
    text = text[:_LOOKED_AT]
    own = re.sub(r"(?m)^[ \t]*>.*$", lambda quoted: " " * len(quoted[0]), text)
    since = today - _LONG_PAST if looks_back else today
    for tongue, is_expected in _tongues(language, spoken):
        manner = _Manner(is_expected, by_itself=is_expected, noted=False)
        found = _read(text, own, tongue, (since, today), manner)
        if first := next(found, None):
            yield first
            yield from found
            return


def promises_noted(text: str, languages: Iterable[str], today: date) -> Iterator[Found]:
    """What a note of a talk says was promised; read in `languages` first. That it is us who act must stand there: notes
    tell as much of what the customer wants, and will do.
    """
    text = text[:_LOOKED_AT]
    for tongue, is_expected in _tongues(*languages):
        manner = _Manner(is_expected, by_itself=False, noted=True)
        found = _read(text, text, tongue, (today, today), manner)
        if first := next(found, None):
            yield first
            yield from found
            return


def _tongues(*languages: str) -> Iterator[tuple[str, bool]]:
    expected = [_known(language) for language in languages if language]
    read: list[DateWords] = []
    for tongue in (*expected, *WORDS):
        if WORDS[tongue] not in read:
            read.append(WORDS[tongue])
            yield tongue, tongue in expected


def _read(
    text: str, own: str, language: str, days: tuple[date, date], manner: _Manner
) -> Iterator[Found]:
    since, today = days
    words, is_serbian = WORDS[language], language.startswith("sr")
    spoken = fold(own, accents=True, is_serbian=is_serbian)
    cues = sorted(_cues(spoken, words, noted=manner.noted))
    begins = [cue[0] for cue in cues]
    if not manner.by_itself and not any(is_ours for _start, _end, is_ours in cues):
        return
    folded, sentences = fold(own, is_serbian=is_serbian), _Sentences(own)
    for candidate in _candidates(folded, language, today, since):
        start, end = sentences.around(candidate.start, candidate.end)
        here = cues[bisect_left(begins, start) : bisect_left(begins, end)]
        if own[start:end].rstrip().endswith("?"):
            continue
        if not manner.is_expected and candidate.end - candidate.start < _TELLING:
            continue
        if _is_refused(folded, words, (start, end), candidate):
            continue
        if _is_ours(here, candidate, end, by_itself=manner.by_itself):
            yield Found(
                text[candidate.start : candidate.end],
                _kind(folded, words, candidate, (start, end), here),
                candidate.day,
                candidate.start,
                candidate.end,
                candidate.meaning in _NAMED,
                candidate.part,
                candidate.span,
                candidate.minute,
            )


def promised_sentence(text: str, words: str) -> str:
    """The sentence of `text` that the words of a promise were found in; the words alone when it is not there."""
    at = text.find(words)
    if not words or at < 0:
        return words
    start, end = _Sentences(text).around(at, at + len(words))
    return " ".join(text[start:end].split())


def _candidates(folded: Folded, language: str, today: date, since: date) -> list[_Candidate]:
    """Every mention of a day to come, in order; of overlapping ones the longest, the surer first.

    Of days before today, from `since` on, only those that are a time limit whoever reads it.
    """
    found = []
    for pattern in _patterns(language):
        for match in pattern.regex.finditer(folded.text):
            day = _day(pattern.meaning, match, language, today)
            if day and (today if not pattern.is_sure else since) <= day <= today + _FURTHEST:
                place = folded.start(match.start()), folded.end(match.end())
                span = _span(pattern.meaning, match, language)
                part = _part(match)
                found.append(_Candidate(*place, day, pattern.is_sure, pattern.meaning, part, span))
    found.sort(key=lambda c: (c.start - c.end, not c.is_sure))
    chosen: list[_Candidate] = []
    for candidate in found:
        if not any(candidate.start < c.end and c.start < candidate.end for c in chosen):
            chosen.append(candidate)
    clocks = list(clock_times(folded, WORDS[language]))
    return sorted(_with_hours(chosen, clocks, folded, today), key=lambda c: c.start)


def _with_hours(
    days: list[_Candidate], clocks: list[ClockTime], folded: Folded, today: date
) -> Iterator[_Candidate]:
    """Each day with the hour beside it; a limit of hours alone is one of today."""
    free = [one for one in clocks if not any(one.start < d.end and d.start < one.end for d in days)]
    for day in days:
        beside = (one for one in free if day.meaning in _NAMED and _is_beside(one, day, folded))
        if clock := next(beside, None):
            free.remove(clock)
            yield replace(
                day,
                start=min(day.start, clock.start),
                end=max(day.end, clock.end),
                is_sure=day.is_sure or clock.is_limit,
                minute=clock.minute_of_day(day.part),
            )
        else:
            yield day
    for one in free:
        if one.is_alone:
            minute = one.minute_of_day("")
            yield _Candidate(one.start, one.end, today, True, "today", minute=minute)


def _is_beside(clock: ClockTime, day: _Candidate, folded: Folded) -> bool:
    ends, begins = min(clock.end, day.end), max(clock.start, day.start)
    first, last = folded.within(ends, begins)
    between = folded.text[first:last]
    return re.fullmatch(r"[\s,]*(?:(?:di|of|on|del?)\s+)?", between) is not None


def _is_ours(
    cues: Iterable[tuple[int, int, bool]],
    found: _Candidate,
    end: int,
    *,
    by_itself: bool,
) -> bool:
    """Whether we owe it: by the nearest word before it that tells who acts, else the nearest after it. A time limit is
    enough `by_itself`. `cues` are those that begin in its sentence, which ends at `end`.
    """
    cues = [cue for cue in cues if cue[1] <= end]
    before = [cue for cue in cues if cue[1] <= found.start]
    after = [cue for cue in cues if cue[0] >= found.end]
    if before:
        return max(before, key=lambda cue: (cue[1], cue[1] - cue[0], not cue[2]))[2]
    if after:
        return min(after, key=lambda cue: (cue[0], cue[0] - cue[1], cue[2]))[2]
    return found.is_sure and by_itself


def _is_refused(
    folded: Folded, words: DateWords, sentence: tuple[int, int], found: _Candidate
) -> bool:
    """Whether the words before the day, in its half of the sentence, say that we can't or don't promise it."""
    begins, _ends = clause(folded, words, sentence, found.start)
    here = folded.within(begins, found.start)
    return _refusing(words.refuses).search(folded.text, *here) is not None


@cache
def _refusing(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _cues(spoken: Folded, words: DateWords, *, noted: bool) -> Iterator[tuple[int, int, bool]]:
    ours, theirs = (words.noted_ours, words.noted_theirs) if noted else (words.ours, words.theirs)
    for cue, is_ours in ((ours, True), (theirs, False)):
        for match in re.finditer(rf"(?<!\w)(?:{cue})(?!\w)", spoken.text):
            yield spoken.start(match.start()), spoken.end(match.end()), is_ours


def _kind(
    folded: Folded,
    words: DateWords,
    found: _Candidate,
    sentence: tuple[int, int],
    cues: Iterable[tuple[int, int, bool]],
) -> str:
    ours = (cue[0] for cue in cues if cue[2] and sentence[0] <= cue[0] < found.start)
    place = Place(sentence, (found.start, found.end), max(ours, default=sentence[0]))
    return kind_of(folded, words, place)


class _Sentences:
    """Where the sentences of a text end. A full stop after a number may belong to a date."""

    _ENDS = re.compile(
        r"(?<!\d)(?<! [md])[.!?…]+(?=\s|$)|[.!?…]+(?=\s+[^\W\d_a-zа-яё])|\n\s*\n|\n(?=\s*[-*•])"
    )

    def __init__(self, text: str) -> None:
        found = [match.span() for match in self._ENDS.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]
        self._length = len(text)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """From where to where the sentence goes in which the words from `start` to `end` stand."""
        before = bisect_right(self._ends, start)
        after = max(bisect_left(self._starts, end - 1), before)
        return (
            self._ends[before - 1] if before else 0,
            self._ends[after] if after < len(self._ends) else self._length,
        )


def _day(meaning: str, match: re.Match[str], language: str, today: date) -> date | None:
    groups = match.groupdict()
    if meaning in ("weekday", "next_weekday"):
        return _weekday(groups, meaning == "next_weekday", today)
    if meaning == "date":
        return _explicit(groups, today)
    if meaning in _SPANS:
        return _after(meaning, _number(groups.get("n"), WORDS[_known(language)]), today)
    return _named(meaning, today)


_SPANS = ("minutes", "half_hour", "hours", "days", "working_days", "weeks", "months")
_PARTS = ("morning", "afternoon", "evening")


def _part(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next((part for part in _PARTS if groups.get(f"p_{part}") is not None), "")


def _span(meaning: str, match: re.Match[str], language: str) -> timedelta | None:
    if meaning == "half_hour":
        return timedelta(minutes=30)
    if meaning not in ("hours", "minutes"):
        return None
    count = _number(match.groupdict().get("n"), WORDS[_known(language)])
    return timedelta(hours=count) if meaning == "hours" else timedelta(minutes=count)


def _named(meaning: str, today: date) -> date:
    """Days that have a name of their own. A week ends on Friday, or on Sunday when Friday is over."""
    friday = today + timedelta(days=(4 if today.weekday() <= 4 else 6) - today.weekday())
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return {
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "day_after": today + timedelta(days=2),
        "end_of_week": friday,
        "end_of_next_week": today + timedelta(days=11 - today.weekday()),
        "end_of_month": next_month - timedelta(days=1),
    }[meaning]


def _weekday(groups: dict[str, str | None], is_next: bool, today: date) -> date:
    wanted = next(day for day in range(7) if groups.get(f"w{day}") is not None)
    if is_next:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _after(unit: str, count: int, today: date) -> date:
    if unit == "working_days":
        return _working_days_after(count, today)
    days = {
        "minutes": 0,
        "half_hour": 0,
        "hours": -(-count // 24) if count > 8 else 0,
        "days": count,
        "weeks": 7 * count,
    }
    return today + timedelta(days=days.get(unit, 30 * count))


def _working_days_after(count: int, today: date) -> date:
    day = today
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _number(text: str | None, words: DateWords) -> int:
    if text is None:
        return 1
    if text.isdigit():
        return int(text)
    return _numbers(words)[" ".join(text.split())]


@cache
def _numbers(words: DateWords) -> dict[str, int]:
    """Each folded form of a number, and how many that is."""
    found = {}
    for entry in words.numbers.split(", "):
        count, forms = entry.split(" ", 1)
        found.update({fold(form).text: int(count) for form in forms.split("|")})
    return found


def _explicit(groups: dict[str, str | None], today: date) -> date | None:
    named = [month for month in range(1, 13) if groups.get(f"m{month}")]
    month = named[0] if named else int(groups["mo"] or 0)
    year, number = groups.get("y"), int(groups["d"] or 0)
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    day = _date(today.year, month, number)
    if day is None or today - day > _LONG_PAST:
        return _date(today.year + 1, month, number)
    return day


def _date(year: int, month: int, day: int) -> date | None:
    """None where the calendar has no such day: 29 February is one in some years only."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _known(language: str) -> str:
    return language if language in WORDS else _ALIKE.get(language, "en")


@cache
def _patterns(language: str) -> tuple[_Pattern, ...]:
    words = WORDS[_known(language)]
    made = []
    for templates, is_sure in ((words.sure, True), (words.likely, False)):
        for meaning, template in templates:
            for form in words.dates if "{date}" in template else ("",):
                for whole in _alternatives(template.replace("{date}", form)):
                    if meaning in _NAMED and not re.search(r"\{part\}|\{until\}|p_", whole):
                        whole += "(?:,? {part})?"
                    made.append(_Pattern(meaning, _compiled(whole, words), is_sure))
    return tuple(made)


def _alternatives(template: str) -> list[str]:
    """A template cut at its outermost bars: a placeholder may stand once in each part."""
    parts, depth = [""], 0
    for letter in template:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _compiled(template: str, words: DateWords) -> re.Pattern[str]:
    number = "|".join((r"\d{1,3}", *sorted(_numbers(words), key=len, reverse=True)))
    filled = {
        "{by}": fold(words.by).text,
        "{weekday}": _named_groups("w", 0, words.weekdays),
        "{month}": _named_groups("m", 1, words.months),
        "{n}": rf"(?:(?:{number})\s?[-–—]\s?)?(?P<n>{number})",  # of "2-3" the later
        "{part}": _parts(words.parts),
        "{until}": _parts(words.until or words.parts),
        "{d}": r"(?P<d>\d{1,2})",
        "{mo}": r"(?P<mo>\d{1,2})",
        "{y}": r"(?P<y>\d{4}|\d{2})",
    }
    pattern = fold(template).text.replace("(?p<", "(?P<")
    for name, expression in filled.items():
        pattern = pattern.replace(name, expression)
    return re.compile(rf"(?<!\w){_spaced(pattern)}(?!\w)")


def _parts(forms: tuple[str, str, str]) -> str:
    named = (f"(?P<p_{part}>{fold(form).text})" for part, form in zip(_PARTS, forms, strict=True))
    return f"(?:{'|'.join(named)})"


def _spaced(pattern: str) -> str:
    """A space is any white space, an optional one may be missing; what looks behind needs one of fixed width."""
    behind = r"\(\?<!(?:[^)]*)\)"
    spaces = {" ?": r"\s*", " ": r"\s+"}
    return re.sub(rf"{behind}| \??", lambda found: spaces.get(found[0], found[0]), pattern)


def _named_groups(prefix: str, first: int, forms: tuple[str, ...]) -> str:
    groups = [
        f"(?P<{prefix}{number}>{fold(form).text})" for number, form in enumerate(forms, first)
    ]
    return f"(?:{'|'.join(groups)})"
