"""An invitation's calendar data (RFC 5545) as a few lines a person can read."""

import re
from datetime import datetime

_LONGEST = 200_000
_LONGEST_LINE = 10_000
_SHOWN = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER", "DESCRIPTION")
_LINE = re.compile(r"([A-Za-z-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.S)


def summary_of(text: str) -> str:
    """What, when, where, by whom: the first event, to-do or journal entry; "" when there is none."""
    found = _first_entry(text[:_LONGEST])
    if not found:
        return ""
    start, end = _moment(*found.get("DTSTART", ("", ""))), _moment(*found.get("DTEND", ("", "")))
    when = " – ".join(one for one in (start, _same_day(start, end)) if one)
    lines = (
        _plain(found.get("SUMMARY", ("", ""))[1]),
        when,
        _plain(found.get("LOCATION", ("", ""))[1]),
        _person(*found.get("ORGANIZER", ("", ""))),
    )
    description = _plain(found.get("DESCRIPTION", ("", ""))[1])
    head = "\n".join(line for line in lines if line)
    return f"{head}\n\n{description}".strip() if description else head


def _first_entry(text: str) -> dict[str, tuple[str, str]]:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    found: dict[str, tuple[str, str]] = {}
    inside, depth = False, 0
    for line in unfolded.splitlines():
        name = line.strip().upper()
        if name in ("BEGIN:VEVENT", "BEGIN:VTODO", "BEGIN:VJOURNAL"):
            inside = True
        elif inside and name.startswith("BEGIN:"):
            depth += 1
        elif inside and name.startswith("END:"):
            if depth == 0:
                break
            depth -= 1
        elif inside and depth == 0 and (match := _LINE.match(line[:_LONGEST_LINE])):
            found.setdefault(match[1].upper(), (match[2], match[3].strip()))
    return {name: value for name, value in found.items() if name in _SHOWN}


def _plain(value: str) -> str:
    return re.sub(r"\\([\\;,])", r"\1", re.sub(r"\\[nN]", "\n", value)).strip()


def _moment(parameters: str, value: str) -> str:
    zone = re.search(r"TZID=\"?([^;:\"]+)", parameters, re.I)
    for form, shown in (("%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M"), ("%Y%m%dT%H%M", "%Y-%m-%d %H:%M"), ("%Y%m%d", "%Y-%m-%d")):  # fmt: skip
        try:
            at = datetime.strptime(value.rstrip("Zz"), form)  # noqa: DTZ007  the zone is told in words beside it
        except ValueError:
            continue
        where = "UTC" if value[-1:] in "Zz" else zone[1].strip() if zone else ""
        return f"{at.strftime(shown)} {where if 'T' in value else ''}".strip()
    return ""


def _same_day(start: str, end: str) -> str:
    """The end without what the start already said."""
    if start == end:
        return ""
    return end[11:] if end[:10] == start[:10] else end


def _person(parameters: str, value: str) -> str:
    address = re.sub(r"(?i)^mailto:", "", value)
    name = re.search(r"CN=(?:\"([^\"]*)\"|([^;:]*))", parameters, re.I)
    shown = _plain(next((group for group in name.groups() if group), "")) if name else ""
    return f"{shown} <{address}>" if shown and shown != address else address
