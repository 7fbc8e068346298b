"""The machine-readable part of a report: RFC 3464, RFC 6533 and what servers make of them."""

import re
from dataclasses import dataclass, replace

from makegood.kernel.mail.headers import words

MOST_RECIPIENTS = 200
LONGEST_DIAGNOSTIC = 600
LONGEST_REPORT = 400_000

_FIELD = re.compile(r"^([A-Za-z][\w-]{1,60})[ \t]*:[ \t]*(.*)$")
_ADDRESS = re.compile(
    r"[^\s<>()\[\]\",;:@]{1,80}@[^\s<>()\[\]\",;:@]{1,250}|\"[^\"\n]{1,64}\"@[^\s<>()\",;:@]{1,250}"
)
_TYPE = re.compile(r"^\s*[\w-]{2,20}\s*;\s*")
_HEX = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
_ENCAPSULATED = re.compile(r"imceasmtp-([^@\s]+)@", re.I)
_UNTOLD = re.compile(r"(?i)^(?:unknown|undefined|n/?a|none|null|-)?$")


@dataclass(frozen=True)
class Failure:
    """One recipient as a source tells of it, not yet weighed. `was`: the address as it was written to, before rewriting."""

    address: str
    was: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""


def failures_in_report(content: bytes) -> list[Failure]:
    """All recipients of a delivery-status part, whatever became of them; lenient about blank lines and folding."""
    found: list[Failure] = []
    for fields in _groups(content[:LONGEST_REPORT]):
        final, was = (
            address_in(fields.get("final-recipient", "")),
            address_in(fields.get("original-recipient", "")),
        )
        actual = address_in(fields.get("x-actual-recipient", ""))
        failure = Failure(
            final if "@" in final else was if "@" in was else actual or final or was,
            was,
            re.split(r"[\s(;]", fields.get("action", "").strip().lower())[0],
            fields.get("status", ""),
            _diagnostic(fields),
        )
        if "final-recipient" not in fields and "original-recipient" not in fields and found:
            found[-1] = _joined(found[-1], failure)
        else:
            found.append(failure)
    return found[:MOST_RECIPIENTS]


def _groups(content: bytes) -> list[dict[str, str]]:
    """A recipient's fields each. A group begins at a blank line, or where a recipient is named once more."""
    groups: list[dict[str, str]] = [{}]
    last = ""
    for line in words_of(content).split("\n"):
        match = _FIELD.match(line)
        if not line.strip():
            groups.append({})
        elif match:
            last = match[1].lower()
            if last in ("final-recipient", "original-recipient") and last in groups[-1]:
                groups.append({})
            groups[-1].setdefault(last, match[2].strip())
        elif last in groups[-1] and len(groups[-1][last]) < 4000:
            groups[-1][last] += " " + line.strip()
    told = ("final-recipient", "original-recipient", "action", "status", "diagnostic-code")
    return [group for group in groups if any(name in group for name in told)]


def words_of(content: bytes) -> str:
    text = content.decode("utf-8", "replace") if not content.isascii() else content.decode("ascii")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _joined(one: Failure, more: Failure) -> Failure:
    return replace(
        one,
        action=one.action or more.action,
        status=one.status or more.status,
        diagnostic=one.diagnostic or more.diagnostic,
    )


def _diagnostic(fields: dict[str, str]) -> str:
    """The server's own words; what only repeats the class is passed over for fields of the maker's own."""
    names = (
        "diagnostic-code",
        "x-supplementary-info",
        "x-diagnostic-code",
        "reason",
        "x-notes",
        "x-reason",
    )
    told = [tidy(_TYPE.sub("", fields.get(name, ""), count=1)) for name in names]
    comment = re.search(r"\((.{3,300})\)", fields.get("status", ""))
    return next(
        (words for words in told if not _UNTOLD.match(words)), comment[1] if comment else ""
    )


def tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", words(text.encode("utf-8", "replace"), "utf-8")).strip()
    return text[:LONGEST_DIAGNOSTIC]


def address_in(value: str) -> str:
    """The address of "rfc822; x@y", "LOCAL;<x@y>", "utf-8; \\x{e9}@y": lower case, without brackets."""
    kind, semicolon, rest = value.partition(";")
    value = rest if semicolon else kind
    value = _HEX.sub(lambda m: chr(int(m[1], 16)) if int(m[1], 16) < 0x110000 else "", value)
    if wrapped := _ENCAPSULATED.search(value):
        value = re.sub(r"\+([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), wrapped[1])
    match = _ADDRESS.search(value)
    if match is None:
        return value.strip(" <>\"'")[:320].lower()
    return clean(match[0])


def clean(address: str) -> str:
    address = re.sub(r"(?i)^(?:mailto:|smtp[:=]|rfc822;)", "", address)
    return address.lstrip("'`.,*!|&{} ").rstrip("'`.,*!?=|&{} ").lower()[:320]


def addresses_in(line: str) -> list[tuple[int, int, str]]:
    """Every address of a line: where it begins, where it ends, what it is."""
    if "@" not in line:
        return []
    return [
        (m.start(), m.end(), clean(m[0])) for m in _ADDRESS.finditer(line[:2000]) if _is_sane(m[0])
    ]


def _is_sane(address: str) -> bool:
    name, _, domain = clean(address).rpartition("@")
    return bool(name) and not domain.startswith(".")
