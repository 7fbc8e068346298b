"""What happens to a case's mood."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MoodEvent(Event):
    """Anything that happens to the mood of one case."""

    case_id: UUID

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class FindingsMade(MoodEvent):
    """The customer's words, or what came to pass, tell something new: `kinds`."""

    kinds: list[str]


@dataclass(frozen=True, kw_only=True)
class MoodAlarmed(MoodEvent):
    """What was found weighs so much that the case goes before the others; whoever is senior should know.

    It did not before `at`, or somebody has answered since.
    """

    kinds: list[str]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MoodCalmed(MoodEvent):
    """What is left weighs little: nobody need hurry any more."""

    live: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class FindingRefused(MoodEvent):
    """A colleague says that it is not so."""

    finding_id: UUID
    kind: str
    words: str


@dataclass(frozen=True, kw_only=True)
class FindingRestored(MoodEvent):
    """A colleague took that back."""

    finding_id: UUID
    kind: str
    words: str


@dataclass(frozen=True, kw_only=True)
class FindingMissed(MoodEvent):
    """A colleague noticed what the lists had not."""

    finding_id: UUID
    kind: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PhraseSwitched(Event):
    """A phrase counts from now on, or no longer, because the owner said so."""

    shop_id: UUID
    name: str
    is_on: bool

    live: ClassVar[bool] = False

    @property
    def topic(self) -> str:
        return f"shop:{self.shop_id}"
