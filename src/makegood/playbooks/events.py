"""What happens to playbooks, and to the cases that go by them."""

from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PlaybookSaved(Event):
    """A playbook has a new version (`number`): cases that have not begun with an older one go by it."""

    playbook_id: UUID
    number: int

    @property
    def topic(self) -> str:
        return f"playbook:{self.playbook_id}"


@dataclass(frozen=True, kw_only=True)
class GuideSaved(Event):
    """A guide to a product's troubles was written or changed."""

    guide_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"guide:{self.guide_id}"


@dataclass(frozen=True, kw_only=True)
class GuideRemoved(Event):
    """A guide is offered no longer."""

    guide_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"guide:{self.guide_id}"


@dataclass(frozen=True, kw_only=True)
class StepEvent(Event):
    """Anything that happens to one step of a case's playbook; `words` name it as it stood there."""

    case_id: UUID
    step: str
    words: str

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class StepTicked(StepEvent):
    """A step was done."""


@dataclass(frozen=True, kw_only=True)
class StepUnticked(StepEvent):
    """A step turned out not to be done."""


@dataclass(frozen=True, kw_only=True)
class GuideTried(Event):
    """What a guide advised was tried with the customer; `solved` says whether it helped."""

    case_id: UUID
    guide_id: UUID
    name: str
    advice: str
    solved: bool

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class PracticeEvent(Event):
    """Anything that happens to a practice; no case and no customer has to do with it."""

    practice_id: UUID
    staff_id: UUID
    """Who practises."""

    @property
    def topic(self) -> str:
        return f"practice:{self.practice_id}"


@dataclass(frozen=True, kw_only=True)
class PracticeGiven(PracticeEvent):
    """Somebody picked a past case for a colleague to practise on."""


@dataclass(frozen=True, kw_only=True)
class PracticeDone(PracticeEvent):
    """A practice answer was handed in and scored; `giver_id` picked the case, if anybody did."""

    giver_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class PracticeReviewed(PracticeEvent):
    """Somebody who leads read a practice answer and said what they think."""
