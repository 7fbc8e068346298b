"""A ruling beside what a worked example expects of it: only what the example names is compared."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

Result = dict[str, Any]


def differences(expect: Result, lines: list[str], result: Result) -> list[str]:
    """A line for each thing that is not as expected; empty where all is. `result` is a ruling as JSON."""
    return [*_rights(expect, lines, result), *_dues(expect, result), *_others(expect, result)]


def _rights(expect: Result, lines: list[str], result: Result) -> Iterator[str]:
    granted = result["rights"]
    for right in expect.get("rights", ()):
        code, _, line = right.partition(":")
        wanted = [right] if line else [f"{code}:{each}" for each in lines]
        if code not in granted and not (wanted and all(each in granted for each in wanted)):
            yield f"no right {right}"
    for right in expect.get("not_rights", ()):
        code, _, line = right.partition(":")
        if any(
            each == code or (each == right if line else each.startswith(f"{code}:"))
            for each in granted
        ):
            yield f"right {right}"  # fmt: skip
    for wanted in expect.get("refused", ()):
        if not any(_fits(one, wanted) for one in result["refused"]):
            yield f"not refused: {wanted}"


def _dues(expect: Result, result: Result) -> Iterator[str]:
    for wanted in expect.get("due", ()):
        found = [one for one in result["due"] if one["rule"] == wanted["rule"]]
        if not any(_fits(one, wanted) for one in found):
            said = [{name: one.get(name) for name in wanted} for one in found]
            yield f"due {wanted}: {said or 'none'}"
    for rule in expect.get("not_due", ()):
        if any(one["rule"] == rule for one in result["due"]):
            yield f"due {rule}"


def _others(expect: Result, result: Result) -> Iterator[str]:
    for wanted in expect.get("amounts", ()):
        same = [
            one
            for one in result["amounts"]
            if all(one[name] == wanted[name] for name in ("rule", "kind", "currency"))
        ]
        total = sum((Decimal(one["amount"]) for one in same), Decimal())
        if not same or total != Decimal(wanted["amount"]):
            yield f"amount {wanted}: {total if same else 'none'}"
    effects = [(one["rule"], one["effect"]) for one in result["effects"]]
    for wanted in expect.get("effects", ()):
        if (wanted["rule"], wanted["effect"]) not in effects:
            yield f"no effect {wanted['rule']} {wanted['effect']}"
    for wanted in expect.get("not_effects", ()):
        if (wanted["rule"], wanted["effect"]) in effects:
            yield f"effect {wanted['rule']} {wanted['effect']}"
    if "pack" in expect and expect["pack"] != result["pack"]:
        yield f"pack {result['pack']} in place of {expect['pack']}"


def _fits(one: Result, wanted: Result) -> bool:
    """Every field that is given; an entry without a line is about each of them."""
    return all(
        (name == "line" and one.get("line") is None)
        or (name == "ends_at" and _instant(one.get(name)) == _instant(value))
        or one.get(name) == value
        for name, value in wanted.items()
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
