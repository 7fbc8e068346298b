"""A ruling as JSON, with the arithmetic of each date in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from makegood.policy.ports import Rule
from makegood.policy.rules.findings import Due
from makegood.policy.rules.rulings import Ruling

_UNITS = {
    "calendar_days": ("calendar day", "calendar days"),
    "working_days": ("working day", "working days"),
    "months": ("month", "months"),
    "years": ("year", "years"),
    "hours": ("hour", "hours"),
}


def as_json(ruling: Ruling) -> dict[str, Any]:
    """JSON's own types; days as 2026-11-23, instants in UTC, amounts with two decimals."""
    pack = ruling.law.pack
    return {
        "id": ruling.facts.id,
        "pack": pack.pack_id,
        "pack_version": pack.version,
        "legal_status": pack.legal_status,
        "rights": ruling.rights,
        "refused": [
            {"right": one.right, "line": line, "reason": one.reason, **_reason(one.rule)}
            for line, one in ruling.refused
        ],
        "due": [_due(line, due, ruling) for line, due in ruling.dues],
        "amounts": [
            {"kind": one.kind, "amount": f"{one.amount // 100}.{one.amount % 100:02}", "currency": one.currency,
             **_reason(one.rule)}
            for one in ruling.amounts
        ],
        "effects": [
            {**_reason(rule), "rule": rule_id, "effect": effect} for rule_id, effect, rule in ruling.effects
        ],
        "disclaimer": pack.disclaimer,
    }  # fmt: skip


def _reason(rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"rule": None, "source": None, "confidence": None}
    return {"rule": rule.rule_id, "source": rule.source, "confidence": rule.confidence}


def _due(line: str | None, due: Due, ruling: Ruling) -> dict[str, Any]:
    return {
        **_reason(due.rule),
        "line": line,
        "owner": due.rule.owner,
        "nominal_end": _day(due.nominal),
        "legal_end": _day(due.legal),
        "target": _day(due.target),
        "ends_at": due.ends_at.isoformat().replace("+00:00", "Z") if due.ends_at else None,
        "state": due.state,
        "suspended_days": due.sum.suspended,
        "arithmetic": "; ".join(_words(due)),
        "version": f"{due.rule.rule_id}@{ruling.law.pack.pack_id}-{ruling.law.pack.version}",
    }


def _words(due: Due) -> Iterator[str]:
    told = due.sum
    if told.start is None:
        yield f"{told.event} is not known yet"
    else:
        yield f"{told.start} ({told.event}) + {_amount(told.value, told.unit)} = {due.nominal}"
    if told.suspended:
        yield f"+ {_amount(told.suspended, 'calendar_days')} on which the clock stood still"
    if told.extended:
        yield f"+ {_amount(told.extended, 'months')} for the repair"
    yield from told.words
    if due.legal and told.late and due.legal != due.nominal and not told.words:
        yield f"legal end {due.legal} ({due.legal:%A})"
    elif due.legal and due.legal != due.nominal:
        yield f"legal end {due.legal}"


def _amount(value: int, unit: str) -> str:
    one, many = _UNITS.get(unit, (unit, unit))
    return f"{value} {one if value == 1 else many}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
