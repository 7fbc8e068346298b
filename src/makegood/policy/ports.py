"""What a policy pack is: a folder with `pack.yaml` and `examples.yaml`, offered by an entry point "makegood.policies".

`pack.yaml` is a header (the fields of `Pack`) and a list `rules` (the fields of `Rule`); an unknown field, a missing one
or a value of another type is refused when it is read (`policy.rules.packs`). `examples.yaml` is a list of `Example`s:
what a person who knows the law would say, which the engine has to say too (`makegood policy check`). `notes.<language>.yaml`
tells the notes, which are English in the pack, in another language of the desk.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

Owner = Literal["consumer_right", "trader_duty", "consumer_duty", "info"]
Kind = Literal["right", "duty", "deadline", "exception", "text", "calendar", "penalty", "option"]
Confidence = Literal["high", "medium", "low"]
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """A country's folder; both files are UTF-8."""

    folder: Path

    @property
    def text(self) -> str:
        return (self.folder / "pack.yaml").read_text(encoding="utf-8")

    @property
    def examples(self) -> str:
        return (self.folder / "examples.yaml").read_text(encoding="utf-8")

    def notes(self, language: str) -> str:
        """`notes.<language>.yaml`: its rules' notes in another language, each by the note in English; empty where there are none."""
        file = self.folder / f"notes.{language}.yaml"
        return file.read_text(encoding="utf-8") if file.is_file() else ""


@dataclass(frozen=True, slots=True)
class Example:
    """Facts as `makegood policy explain` takes them, and what has to come out of them: only what `expect` names is
    compared (`policy.rules.comparing`).
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: str
    country: str
    confidence: Confidence
    source: str
    tags: list[str]
    note: str
    input: dict[str, Any]
    expect: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One row of law. `value` is in `unit`s: calendar_days, working_days, months, years, hours, percent_price_per_day,
    or a word where the unit is none of these; null: the country has no such figure, or it is unknown (`transposition`).
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    rule_id: str
    kind: Kind
    owner: Owner
    """Whose it is: decides the safe side, and whether its end is met, missed or over."""
    value: bool | int | str | list[str] | list[list[str]] | None
    unit: str
    from_event: str
    """The event its time runs from; that day is not counted."""
    source: str
    confidence: Confidence
    seen: bool
    """Whether it was compared with a text, or is general knowledge."""
    when: str = ""
    """An expression in CEL over the facts; it has to hold (`policy.rules.conditions`)."""
    condition: str = ""
    """The same in words."""
    per: str = ""
    regions: dict[str, int] = field(default_factory=dict)
    """ISO 3166-2 → the value there, where a region has one of its own."""
    cap: str = ""
    """"price": a penalty is no more than the price of the goods."""
    end_rule: str = ""
    """next_working_day or none; goes before the pack's `count.end_rule`."""
    valid_from: date | None = None
    valid_to: date | None = None
    valid_on: Literal["contract", "event"] = "contract"
    """Which day decides whether this version holds: that of the contract, or of the event."""
    transposition: Literal["", "unknown", "national"] = ""
    agreed: Literal["shortens", "replaces"] = "shortens"
    """What a repair time agreed in writing does to this one."""
    source_url: str | list[str] = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    regions: bool = False
    """Whether a region (a German Land) has holidays of its own."""
    weekends_only: bool = False
    """Whether holidays are working days (Ukraine under martial law)."""


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A country's law, or what members of the European Union inherit."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    pack_id: str
    country: str
    """ISO 3166-1 alpha-2, or EU."""
    version: str
    valid_from: date
    legal_status: Literal["verified", "draft", "reference"]
    next_review: date
    languages: list[str]
    timezones: dict[str, str]
    """Country or ISO 3166-2 region → name of its time zone."""
    disclaimer: str
    rules: list[Rule]
    holiday_calendar: HolidayCalendar = field(default_factory=HolidayCalendar)
    inherits: str = ""
    """The pack whose rules hold where this one has none of that id; a null of its own overrides."""
    free_choice: bool = False
    """Whether a consumer with a defect picks any remedy at once (Russia, but for technical goods)."""
    valid_to: date | None = None
    reviewed_on: date | None = None
    reviewed_by: str = ""
