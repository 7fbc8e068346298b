"""What was written now, what was only quoted, whose name stands below it, and the mail inside a forward.

Every line of the text goes to one of them, so that nothing is lost; where unsure it stays with what was written now:
a customer's words are never cut.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from makegood.kernel.mail.split import forward, words
from makegood.kernel.mail.split.attribution import attribution_ending
from makegood.kernel.mail.split.blocks import above_rule, is_rule
from makegood.kernel.mail.split.coloured import answers_stand_coloured
from makegood.kernel.mail.split.cut import Cut, cut_of, passed_on, quote_follows
from makegood.kernel.mail.split.inside import answers_stand_inside
from makegood.kernel.mail.split.lines import alternatives, is_quoted, joined, seen, unquoted
from makegood.kernel.mail.split.markup import begins_in_markup
from makegood.kernel.mail.split.signature import signature_begin
from makegood.kernel.mail.values import Forwarded

MOST_LINES = 12_000
"""Lines looked at; what is below the last of them goes where that one goes."""
_MOST_STRETCHES = 200
_BRACKET = re.compile(rf"^>\s*(?:{alternatives(words.WROTE)})\s?:\s*$", re.I)
_BROKEN_LINK = re.compile(r"^[(<]?https?://\S+[)>]?\s?>?$|^\S{4,}[)>]$")
_RUN_ON = re.compile(
    rf"(@[\w.-]{{3,80}}[>)\]]{{0,2}}\s(?:{alternatives(words.WROTE)})\s?:)\s\s+(?=\S)", re.I
)
_ON = re.compile(r"[^\s>][ -]On ")
_SHARED = re.compile(
    r"(?<=[^\s>-])[ \t]*(?=-*[ \t]?\bOn (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? |\d{1,2}[ /.]|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d)[^\n]{4,200}\bwrote:[ \t]*$)",
    re.M,
)


@dataclass(frozen=True)
class Split:
    """The text of a mail by whose words they are; together they are all of it."""

    reply: str
    quoted: str = ""
    signature: str = ""
    forwarded: Forwarded | None = None


def split(text: str, subject: str = "", markup: str = "") -> Split:
    """`text` taken apart; in time proportional to its length. `markup` is the HTML the mail has beside it, or instead."""
    told = begins_in_markup(markup, text) if markup else None
    lines = text.split("\n")
    rest = lines[MOST_LINES:]
    lines = _unshared(lines[:MOST_LINES])
    shown = [seen(line) for line in lines]
    quoted = _marked(lines, shown)
    cut = cut_of(lines, shown, quoted, subject)
    if told and _is_over(quoted, told, cut.at):
        at = above_rule(shown, told[0])
        cut = Cut(at, passed_on(lines, shown, at, forward.says_forward(subject), subject))
    old, introduced = _old(shown, quoted, cut.at)
    if told and told[0] < cut.at:
        introduced = _introduce(old, quoted, told[0]) or introduced
    signed = _signed(lines, shown, old)
    kept = _kept(shown, old, signed, introduced, cut.at)
    own = [line for line, k, s in zip(lines, kept, signed, strict=True) if k and not s]
    reply = joined([*own, *(rest if cut.at == len(lines) else [])])
    if not reply.strip() or (cut.at < len(lines) and answers_stand_inside(reply)):
        return Split(text, forwarded=cut.forwarded)
    old_words = joined(
        [
            *(line for line, k in zip(lines, kept, strict=True) if not k),
            *(rest if cut.at < len(lines) else []),
        ]
    )
    if cut.forwarded is None and markup and answers_stand_coloured(markup, old_words):
        return Split(text)
    return Split(
        reply,
        old_words,
        joined(line for line, s in zip(lines, signed, strict=True) if s),
        cut.forwarded,
    )


def _unshared(lines: list[str]) -> list[str]:
    """Some programs put "On Monday Ana wrote:" right behind the last word of the answer, or the old words behind it."""
    out: list[str] = []
    for line in lines:
        if len(line) < 1_000 and _ON.search(line) and line.rstrip().endswith("wrote:"):
            out += _SHARED.sub("\n", line, count=1).split("\n")
        elif len(line) < 1_000 and ":  " in line and "@" in line:
            out += _RUN_ON.sub(r"\1\n", line, count=1).split("\n")
        else:
            out.append(line)
    return out


def _is_over(quoted: list[bool], told: tuple[int, bool], end: int) -> bool:
    """The markup says it from line `told[0]`, above where the words do, and no mark of a quotation contradicts it."""
    begin, is_sure = told
    return begin < end and (is_sure or not any(quoted[begin:]))


def _introduce(old: list[bool], quoted: list[bool], begin: int) -> bool:
    """What the markup calls the introduction of a quotation goes with it, when one follows soon."""
    after = next((n for n in range(begin, min(len(quoted), begin + 10)) if quoted[n]), None)
    if after is None:
        return False
    old[begin:after] = [True] * (after - begin)
    return True


def _marked(lines: list[str], shown: list[str]) -> list[bool]:
    """Which lines bear the mark of a quotation; a link broken off from the marked line above counts with it."""
    quoted = [is_quoted(line) and not _BRACKET.match(line) for line in lines]
    for i in range(1, len(lines) - 1):
        if quoted[i] or not (quoted[i - 1] and quoted[i + 1]):
            continue
        if _BROKEN_LINK.match(shown[i]) or _is_broken_off(shown[i - 1], shown[i]):
            quoted[i] = True
    return quoted


def _is_broken_off(above: str, line: str) -> bool:
    """The end of a quoted line that had grown too long: it goes on in small letters, for its first word did not fit."""
    if not line[:1].islower() or not (above[-1:].isalnum() or above[-1:] == ","):
        return False
    return len(above) + len(line.split(" ", 1)[0]) >= 70


def _old(shown: list[str], quoted: list[bool], end: int) -> tuple[list[bool], bool]:
    """Which lines were not written now: marked ones, who is said to have written them, and all from `end`.

    The second tells whether a marked stretch was introduced by such a line, as programs do: a quotation without one
    was put in by hand.
    """
    old = [q or n >= end for n, q in enumerate(quoted)]
    own = ["" if q else line for line, q in zip(shown, quoted, strict=True)]
    introduced, stretches = False, 0
    for i in range(end):
        if stretches > _MOST_STRETCHES:
            break
        if own[i] and quote_follows(shown, quoted, i):
            stretches += 1
            begin = attribution_ending(own, i, is_followed=True)
            if begin is not None:
                introduced = True
                after = next(n for n in range(i + 1, end + 1) if n == end or quoted[n])
                old[begin:after] = [True] * (after - begin)
        elif quoted[i] and (i == 0 or not quoted[i - 1]) and _is_quoted_attribution(shown, i):
            introduced = True
    _close_gaps(shown, old)
    return old, introduced


def _close_gaps(shown: list[str], old: list[bool]) -> None:
    """Empty lines between two old ones are old."""
    last = -1
    for i, line in enumerate(shown):
        if not line:
            continue
        if last >= 0 and old[last] and old[i]:
            old[last:i] = [True] * (i - last)
        last = i


def _kept(
    shown: list[str], old: list[bool], signed: list[bool], introduced: bool, end: int
) -> list[bool]:
    """Which lines are shown as written now: all but the old, unless these are answered one by one."""
    runs = _runs(shown, old, signed, end)
    own = [n for n, run in enumerate(runs) if not run[2]]
    answered = sum(1 for n, run in enumerate(runs) if run[2] and own and n < own[-1])
    kept = [not o for o in old]
    if own and (answered > 1 or (answered and not introduced and own[0] == 0)):
        last = runs[own[-1]][1]
        kept[:last] = [True] * last
    return kept


def _is_quoted_attribution(shown: list[str], i: int) -> bool:
    """The line that says who wrote it bears the mark too ("> On Monday Ana wrote:")."""
    for n in range(i, min(len(shown), i + 3)):
        if (
            attribution_ending(
                [unquoted(line) for line in shown[i : n + 1]], n - i, is_followed=True
            )
            is not None
        ):
            return True
    return False


def _runs(
    shown: list[str], old: list[bool], signed: list[bool], end: int
) -> list[tuple[int, int, bool]]:
    """(begin, end, old) of each stretch of lines of one kind; empty lines and signatures count for nothing."""
    runs: list[tuple[int, int, bool]] = []
    for i in range(end):
        if not shown[i] or (not old[i] and (signed[i] or is_rule(shown[i]))):
            continue
        if runs and runs[-1][2] == old[i]:
            runs[-1] = (runs[-1][0], i + 1, old[i])
        else:
            runs.append((i, i + 1, old[i]))
    return runs


def _signed(lines: list[str], shown: list[str], old: list[bool]) -> list[bool]:
    """Which lines written now are signature: at the end of what stands above a quotation, and below it."""
    signed = [False] * len(lines)
    stretches = _stretches(old)
    for stretch in {*stretches[:3], *stretches[-3:]}:
        begin = signature_begin(shown[stretch[0] : stretch[1]], lines[stretch[0] : stretch[1]])
        if begin is not None:
            signed[stretch[0] + begin : stretch[1]] = [True] * (stretch[1] - stretch[0] - begin)
    return signed


def _stretches(old: list[bool]) -> list[tuple[int, int]]:
    """(begin, end) of the lines written now that stand together."""
    found: list[tuple[int, int]] = []
    begin = 0
    for is_old, group in groupby(old):
        end = begin + len(list(group))
        if not is_old:
            found.append((begin, end))
        begin = end
    return found
