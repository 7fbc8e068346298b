"""The mail that was passed on inside this one: who wrote it, when, about what, and its words."""

import re
from collections.abc import Sequence
from datetime import datetime

from makegood.kernel.mail import headers
from makegood.kernel.mail.split import words
from makegood.kernel.mail.split.blocks import Block, block_at
from makegood.kernel.mail.split.dates import instant_of
from makegood.kernel.mail.split.lines import alternatives, depth, joined
from makegood.kernel.mail.values import Address, Forwarded

_FORWARDED = alternatives(words.FORWARDED)
_ORIGINAL = alternatives(words.ORIGINAL)
_DASH = r"[-_–—=*‐]"
_FORWARD_LINE = re.compile(
    rf"^[>\s*]*(?:{_DASH}{{2,}}\s*(?:{_FORWARDED})\b.{{0,80}}?|(?:{_FORWARDED})\s?[:：]|(?:{_FORWARDED})\s*{_DASH}{{2,}}.*)\W*$",
    re.I,
)
_ORIGINAL_LINE = re.compile(
    rf"^[>\s*]*{_DASH}{{1,}}\s*(?:{_ORIGINAL})\s*(?:{_DASH}+.{{0,40}}|:?)\W*$", re.I
)
_ORIGINAL_OF_QQ = re.compile(r"^-{6,}\s*Original\s*-{6,}$", re.I)
_ORIGINAL_BARE = re.compile(rf"^[>\s*]*(?:{_ORIGINAL})\s*(?:{_DASH}{{0,}}|:)\s*$", re.I)
_PREFIX = re.compile(
    rf"^\s*(?:{alternatives(words.FORWARD_PREFIXES)})\s*(?:\[\d+\])?\s*[:：]", re.I
)
_REPLY_PREFIX = re.compile(
    rf"^\s*(?:{alternatives(words.REPLY_PREFIXES)})\s*(?:\[\d+\])?\s*[:：]", re.I
)
_MAILTO = re.compile(r"[\[<(]\s*mailto:[^\]>)]*[\]>)]", re.I)
_BARE_MAILTO = re.compile(r"mailto:", re.I)
_ADDRESS = re.compile(r"[\w.+=~&'-]+@[\w-]+\.[\w.-]+")


def is_forward_line(line: str) -> bool:
    return len(line) < 200 and bool(_FORWARD_LINE.match(line))


def is_original_line(line: str) -> bool:
    """The rule "-----Original Message-----" and its like."""
    return len(line) < 120 and bool(_ORIGINAL_LINE.match(line) or _ORIGINAL_OF_QQ.match(line))


def is_bare_original(line: str) -> bool:
    """The same words without a rule: they only count above a block of headers."""
    return len(line) < 60 and bool(_ORIGINAL_BARE.match(line))


def says_forward(subject: str) -> bool:
    """The first prefix of the subject says that a mail is passed on ("FW:", "I:", "WG:", "Továbbítás:")."""
    return bool(_PREFIX.match(subject)) and not _is_plain_reply(subject)


def says_reply(subject: str) -> bool:
    return _is_plain_reply(subject)


def _is_plain_reply(subject: str) -> bool:
    return bool(
        re.match(r"^\s*(?:re|aw|sv|odp|отв|ha)\s*(?:\[\d+\])?\s*[:：]", subject, re.I)
        or (_REPLY_PREFIX.match(subject) and not _PREFIX.match(subject))
    )


def forwarded_below(seen: Sequence[str], lines: Sequence[str], at: int) -> Forwarded | None:
    """What the lines from `at` (a forward's rule, or its first header) tell; None where they tell no sender."""
    begin = at
    while begin < min(len(seen), at + 6):
        quoted = lines[begin].lstrip().startswith(">")
        block = block_at(seen, begin, quoted=quoted) if seen[begin] else None
        if block is not None and "from" in block.values:
            return _of_block(block, lines)
        begin += 1
    return None


def of_attribution(whole: str, lines: Sequence[str]) -> Forwarded | None:
    """A forward that begins as a reply does: "On Monday "Ana" <ana@...> wrote:"."""
    address = _ADDRESS.search(whole)
    if address is None:
        return None
    before = whole[: address.start()].rstrip(" <[(\"'«„")
    name = re.search(r"[\"«„“]([^\"»”“]{2,80})[\"»”]?\s*$", before + '"')
    last = re.split(
        r",\s|\d\d[:.]\d\d(?:\s?[ap]m)?\s?,?|\b(?:schrieb|skrev|heeft|пользователь|používateľ|użytkownik|написал)\b",
        before,
    )[-1]
    shown = (name[1] if name else last).strip(" ,;:\"'«»„”<[(")
    return Forwarded(Address(shown[:200], address[0].lower()), instant_of(whole), "", _body(lines))


def _of_block(block: Block, lines: Sequence[str]) -> Forwarded:
    return Forwarded(
        sender=person(block.values.get("from", "")),
        sent_at=_instant(block.values.get("date", "")),
        subject=block.values.get("subject", "")[: headers.LONGEST_SUBJECT],
        text=_body(lines[block.end :]),
    )


def person(value: str) -> Address | None:
    """A From as shown to a reader: "Ana <a@b.c<mailto:a@b.c>>", "Ana [mailto:a@b.c]", "'Ana' via Desk <..>", "Ana"."""
    value = value.replace("&lt;", "<").replace("&gt;", ">").strip()
    match = _ADDRESS.search(_BARE_MAILTO.sub("", value))
    if match is None:
        name = value.strip(" \"'<>[]*;,")
        return Address(name[:200], "") if name else None
    address = match[0].strip("'.").lower()
    plain = _MAILTO.sub("", value)
    before = re.split(r"[<\[(]|" + re.escape(match[0]), plain)[0]
    name = before.strip(" \"'<>[]()*;,“”„«»")
    return Address("" if name.lower() == address else name[:200], address[:320])


def _instant(value: str) -> datetime | None:
    return headers.instant(value.encode()) if _is_rfc(value) else instant_of(value)


def _is_rfc(value: str) -> bool:
    return bool(
        re.match(
            r"^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC)",
            value,
        )
    )


def _body(lines: Sequence[str]) -> str:
    """Its words, without the marks of quotation where every line of it bears them."""
    lines = _up_to_its_end(lines)
    told = [line for line in lines if line.strip()]
    if told and depth(told[0]):
        end = next(
            (n for n, line in enumerate(lines) if line.strip() and not depth(line)), len(lines)
        )
        shallow = [re.sub(r"^\s{0,3}> ?", "", line, count=1) for line in lines[:end]]
        return joined(shallow)
    return joined(lines)


def _up_to_its_end(lines: Sequence[str]) -> Sequence[str]:
    """Without the rule some programs draw below it ("End of forwarded message")."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), -1)
    return lines[:last] if last >= 0 and is_forward_line(lines[last]) else lines
