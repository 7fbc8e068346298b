"""What the law gives the customer of a case, and why."""

from typing import Any, Literal

from ninja import Schema


class ReasonOut(Schema):
    """Why: the rule, where it stands, and how sure that is."""

    rule: str | None
    source: str | None
    confidence: Literal["high", "medium", "low"] | None


class RefusalOut(ReasonOut):
    """A right that there is not; `line` null: for no line of the order."""

    right: str
    line: str | None
    reason: str


class DueOut(ReasonOut):
    """A date of a rule. Days are the consumer's; `ends_at` is the instant at which `legal_end` is over, in UTC."""

    line: str | None
    owner: Literal["consumer_right", "trader_duty", "consumer_duty", "info"]
    nominal_end: str | None
    legal_end: str | None
    target: str | None
    ends_at: str | None
    state: str
    suspended_days: int
    arithmetic: str
    version: str


class RuledAmountOut(ReasonOut):
    """A total for a rule and kind, with two decimals."""

    kind: str
    amount: str
    currency: str


class EffectOut(ReasonOut):
    """What follows from a rule besides rights and dates: "trader_pays"."""

    effect: str


class RulingOut(Schema):
    """What the law of `pack` gives; `id` as it was sent."""

    id: Any
    pack: str
    pack_version: str
    legal_status: Literal["verified", "draft", "reference"]
    rights: list[str]
    refused: list[RefusalOut]
    due: list[DueOut]
    amounts: list[RuledAmountOut]
    effects: list[EffectOut]
    disclaimer: str


class CaseRulingOut(Schema):
    """What the law gives on a case. Lines are named by their positions in the order."""

    country: str
    ruling: RulingOut | None
    """Null where there is no pack for the country, or where something can't be judged."""
    trouble: str
    """The fact that can't be judged by the law; empty where there is none. `country`: there is no pack for it."""
    why: str
    """Why it can't be judged, in English words; empty where it is."""
    missing: list[str]
    """Keys of the facts that would tell more."""
    facts: dict[str, Any]
    """What the law was told, as `POST /policy/explain` takes it."""


class NotUnderstoodOut(Schema):
    """In place of a ruling: which field can't be understood, and what is needed there."""

    id: Any
    error: str
