"""Where the old mail begins below what was written now: a forward's line, a block of headers, "Ana wrote:", our own mark."""

import re
from dataclasses import dataclass

from makegood.kernel.mail.split import forward, words
from makegood.kernel.mail.split.attribution import attribution_ending
from makegood.kernel.mail.split.blocks import Block, above_rule, block_at
from makegood.kernel.mail.split.lines import alternatives, joined, unquoted
from makegood.kernel.mail.values import Forwarded

_MOST_COLONS = 200
_MOST_LABELS = 800
"""Lines with a colon early in them that are tried as the head of a quoted mail: in a long log every line would be."""
_FIELD = re.compile(r"[^\W\d_][^:：\n]{1,30}[:：]\s?\S")
_REPLY_ABOVE = re.compile(rf"(?:{alternatives(words.REPLY_ABOVE)})", re.I)
_ABOVE = re.compile(
    r"above|below|sopra|encima|oberhalb|dessus|boven|над|выше|virš|fölé|изнад|iznad|nad|acima|ovanför|over|powyżej|üzer",
    re.I,
)


@dataclass
class Cut:
    """From the line `at` on all is quoted; or passed on, where it is a forward."""

    at: int
    forwarded: Forwarded | None = None


def cut_of(lines: list[str], shown: list[str], quoted: list[bool], subject: str) -> Cut:
    """Where everything below is quoted or forwarded; the number of lines when nowhere."""
    is_forward = forward.says_forward(subject)
    colons = labels = 0
    for i, line in enumerate(shown):
        if not line:
            continue
        if forward.is_forward_line(line) and _is_outermost(shown, quoted, i):
            told = forward.forwarded_below(shown, lines, i + 1) or _said_below(shown, lines, i + 1)
            return Cut(above_rule(shown, i), told or _untold(lines[i + 1 :]))
        if quoted[i]:
            told = _quoted_block(shown, lines, i) if is_forward else None
            if told and _is_outermost(shown, quoted, i):
                return Cut(i, told)
            continue
        labels += ":" in line[:60]
        if labels < _MOST_LABELS and (at := _headed(shown, i)) is not None:
            return Cut(above_rule(shown, at), passed_on(lines, shown, at, is_forward, subject))
        if _ABOVE.search(line) and _REPLY_ABOVE.search(line) and any(shown[:i]):
            return Cut(_above_marker(shown, i))
        if line[-1] in ":：-–—*>_»":
            colons += 1
            if colons > _MOST_COLONS:
                break
            if cut := _attributed(lines, shown, quoted, i, is_forward):
                return cut
    return Cut(len(lines))


def passed_on(
    lines: list[str], shown: list[str], at: int, is_forward: bool, subject: str
) -> Forwarded | None:
    """The mail below is passed on: the subject says so, or nothing was written above it and it is no answer."""
    if is_forward or (not any(shown[:at]) and not forward.says_reply(subject)):
        found = forward.forwarded_below(shown, lines, at)
        return found if found and found.sender and (is_forward or found.sender.address) else None
    return None


def _attributed(
    lines: list[str], shown: list[str], quoted: list[bool], i: int, is_forward: bool
) -> Cut | None:
    """Someone is said to have written what follows, and nothing below is marked as quoted."""
    begin = attribution_ending(shown, i, is_followed=False)
    if begin is None or quote_follows(shown, quoted, i):
        return None
    told = None
    if is_forward:
        whole = " ".join(filter(None, shown[begin : i + 1]))
        told = forward.of_attribution(whole, lines[i + 1 :])
    return Cut(above_rule(shown, begin), told)


def _said_below(shown: list[str], lines: list[str], at: int) -> Forwarded | None:
    """Yandex writes one line below the rule, as above an answer, instead of a block of headers."""
    first = next((n for n in range(at, min(len(shown), at + 4)) if shown[n]), None)
    if first is None or attribution_ending(shown, first, is_followed=True) is None:
        return None
    return forward.of_attribution(shown[first], lines[first + 1 :])


def _untold(lines: list[str]) -> Forwarded:
    return Forwarded(None, None, "", joined(lines))


def _headed(shown: list[str], i: int) -> int | None:
    """The line "Original Message" or a block of headers begins here."""
    line = shown[i]
    if not (":" in line[:60] or "：" in line[:60] or line[0] in "-_–—*=‐" or len(line) < 60):
        return None
    if forward.is_original_line(shown[i]):
        return i
    if forward.is_bare_original(shown[i]):
        below = next((n for n in range(i + 1, min(len(shown), i + 4)) if shown[n]), None)
        block = block_at(shown, below) if below is not None else None
        return i if block is not None and block.is_sure else None
    block = block_at(shown, i)
    is_head = block is not None and block.is_sure and not _is_in_a_form(shown, block)
    return i if is_head else None


def _is_in_a_form(shown: list[str], block: Block) -> bool:
    """Its first line goes on from another field ("Name: Ana"), and it names nobody's address: something filled in."""
    before = shown[block.begin - 1] if block.begin else ""
    return bool(_FIELD.match(before)) and not any("@" in value for value in block.values.values())


def _quoted_block(shown: list[str], lines: list[str], i: int) -> Forwarded | None:
    """A forward all of whose lines bear ">", its headers first."""
    block = block_at(shown, i, quoted=True)
    return forward.forwarded_below(shown, lines, i) if block is not None and block.is_sure else None


def _is_outermost(shown: list[str], quoted: list[bool], i: int) -> bool:
    """No other quotation was begun above: what is forwarded inside an answer's quotation is old."""
    return not any(quoted[max(0, i - 400) : i]) or all(
        unquoted(shown[n]).strip() == "" for n in range(max(0, i - 400), i) if quoted[n]
    )


def _above_marker(shown: list[str], i: int) -> int:
    """The attribution above our own "reply above this line" goes with it."""
    for n in range(i - 1, max(-1, i - 4), -1):
        if shown[n]:
            begin = attribution_ending(shown, n, is_followed=True)
            return begin if begin is not None else i
    return i


def quote_follows(shown: list[str], quoted: list[bool], i: int) -> bool:
    for n in range(i + 1, min(len(shown), i + 5)):
        if shown[n]:
            return quoted[n]
    return False
