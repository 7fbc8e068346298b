"""The block of From, Sent, To and Subject that stands above a quotation or a forward, in any language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from makegood.kernel.mail.split import words
from makegood.kernel.mail.split.attribution import CLOCK, DATE
from makegood.kernel.mail.split.lines import alternatives, unquoted

_FIELDS = {label: name for name, labels in words.LABELS.items() for label in labels}
_LABEL = re.compile(
    rf"^[*|\s]{{0,6}}({alternatives(_FIELDS)})\s?(?:\(cc\))?\s?\*{{0,2}}\s?[:：]\*{{0,2}}\s*(.*)$",
    re.I,
)
_AT = re.compile(r"[\w.+-]@[\w-]+\.\w")
_RULE = re.compile(r"^[_\-–—*=\s‐]{5,}$")
_MOST = 40


@dataclass
class Block:
    """Where it lies (`end`: the line after it) and what it says, by the name of the field."""

    begin: int
    end: int = 0
    values: dict[str, str] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """Sender and two more, one of them visibly an address or a date: nobody writes that to a shop by hand."""
        known = {"from", "date", "to", "subject"} & self.values.keys()
        if "from" in known and len(known) >= 3:
            return self._holds(_AT) or self._holds(DATE)
        if {"date", "to", "subject"} <= known or {"from", "date"} <= known:
            return bool(DATE.search(self.values["date"])) and self._holds(_AT)
        if {"from", "to"} <= known or {"from", "subject"} <= known:
            return len(self.values) >= 3 and (self._holds(_AT) or self._holds(DATE))
        return self._is_short_but_exact(known)

    def _holds(self, sign: re.Pattern[str]) -> bool:
        return bool(sign.search(" ".join(self.values.values())))

    def _is_short_but_exact(self, known: set[str]) -> bool:
        if known != {"date", "to"}:
            return False
        date, to = self.values["date"], self.values["to"]
        return bool(DATE.search(date) and CLOCK.search(date) and _AT.search(to))


def block_at(seen: Sequence[str], i: int, *, quoted: bool = False) -> Block | None:
    """The block that begins in line `i`, or None when that line names no field."""
    if _label(seen[i], quoted) is None:
        return None
    block = Block(i)
    last, at = "", i
    while at < min(len(seen), i + _MOST):
        if found := _label(seen[at], quoted):
            name, value = found
            if name in block.values and name in ("from", "date", "subject"):
                break
            block.values[name] = f"{block.values.get(name, '')} {value}".strip()
            last = name
        elif not _text(seen[at], quoted):
            if not _goes_on(seen, at, block, last, quoted):
                break
        elif not last or not _is_continued(seen, at, block, last, quoted):
            break
        else:
            block.values[last] = f"{block.values[last]} {_text(seen[at], quoted)}".strip()
        at += 1
    block.end = at
    return block


def above_rule(seen: Sequence[str], i: int) -> int:
    """The line of dashes or underscores drawn above belongs to the quotation."""
    above = i - 1
    while above >= 0 and not seen[above]:
        above -= 1
    return above if above >= 0 and is_rule(seen[above]) else i


def is_rule(line: str) -> bool:
    return len(line.strip()) >= 5 and bool(_RULE.match(line))


def _text(line: str, quoted: bool) -> str:
    return unquoted(line).strip() if quoted else line


def _label(line: str, quoted: bool) -> tuple[str, str] | None:
    text = _text(line, quoted)
    if ":" not in text[:40] and "：" not in text[:40]:
        return None
    match = _LABEL.match(text)
    if not match:
        return None
    name = _FIELDS.get(re.sub(r"\s+", " ", match[1].lower()))
    return (name, match[2].strip().strip("*").strip()) if name else None


def _goes_on(seen: Sequence[str], at: int, block: Block, last: str, quoted: bool) -> bool:
    """An empty line inside: some programs put one after each field."""
    for line in seen[at + 1 : at + 3]:
        if not _text(line, quoted):
            continue
        found = _label(line, quoted)
        if found:
            return found[0] not in block.values and not block.is_sure
        return last != "" and not block.values[last]
    return False


def _is_continued(seen: Sequence[str], at: int, block: Block, last: str, quoted: bool) -> bool:
    """A long value broken over lines: the next field follows soon, or it is plainly cut off."""
    if not block.values[last]:
        return True
    for line in seen[at + 1 : at + 5]:
        if not _text(line, quoted):
            break
        if _label(line, quoted):
            return True
    value = block.values[last]
    if last in ("to", "cc") and value.rstrip().endswith((",", ";", "<", "[mailto:")):
        return True
    is_last = at + 1 >= len(seen) or not _text(seen[at + 1], quoted)
    return last == "subject" and is_last and len(value) >= 55 and len(block.values) > 1
