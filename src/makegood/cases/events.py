"""What happens to cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Anything that happens to one case."""

    case_id: UUID

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    """A matter was brought to us, over `channel`."""

    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(CaseEvent):
    """Somebody (`assignee_id`), or nobody, has the case now; who had it before is told so that it can be taken back."""

    assignee_id: UUID | None
    team_id: UUID | None = None
    before_id: UUID | None = None
    before_team_id: UUID | None = None
    note_id: UUID | None = None
    """The note it was handed over with."""


@dataclass(frozen=True, kw_only=True)
class CaseChanged(CaseEvent):
    """Words on the cover changed: `field` (subject, kind, order, customer, language, tags, fact:<key>), from `before` to `after`.

    Of a fact also who said it and what it rests on, as it was and as it is.
    """

    field: str
    before: str = ""
    after: str = ""
    source: str = ""
    source_before: str = ""
    evidence: str = ""
    evidence_before: str = ""
    because: str = ""
    because_before: str = ""


@dataclass(frozen=True, kw_only=True)
class FactsAsked(CaseEvent):
    """The customer was given a form (`request_id`) that asks for these facts."""

    request_id: UUID
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FactsTold(CaseEvent):
    """The customer answered the form: these facts are known from them now."""

    request_id: UUID
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseNoted(CaseEvent):
    """A colleague left a note and named `mentioned_ids` in it."""

    note_id: UUID
    mentioned_ids: tuple[UUID, ...] = ()
    receiver_ids: tuple[UUID, ...] = ()
    """Who gets the case with it, and is told of that."""


@dataclass(frozen=True, kw_only=True)
class CaseFollowed(CaseEvent):
    """A colleague (`by_id`) wants to hear what happens to the case."""


@dataclass(frozen=True, kw_only=True)
class CaseUnfollowed(CaseEvent):
    """A colleague (`by_id`) no longer wants to hear of the case."""


@dataclass(frozen=True, kw_only=True)
class CaseSnoozed(CaseEvent):
    """The case was put aside until `until`."""

    until: datetime


@dataclass(frozen=True, kw_only=True)
class CaseWoken(CaseEvent):
    """The case came back: its time was up, or (`heard`) the customer wrote."""

    heard: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseEvent):
    """The case ended; `reason` says why although somebody waited, if somebody did."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseEvent):
    """The case goes on: by a colleague, or (`heard`) because the customer wrote."""

    heard: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseMerged(CaseEvent):
    """The case went into another (`into_id`), which has its messages now."""

    into_id: UUID
    into_number: int


@dataclass(frozen=True, kw_only=True)
class CaseJoined(CaseEvent):
    """Another case (`number`) came into this one."""

    number: int


@dataclass(frozen=True, kw_only=True)
class CaseSplit(CaseEvent):
    """Messages were taken out of the case into a new one (`other_id`, `number`)."""

    other_id: UUID
    number: int
    message_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class RearrangementEvent(CaseEvent):
    """Anything that happens to the join or split of `case_id` and `other_id`."""

    live: ClassVar[bool] = False

    rearrangement_id: UUID
    other_id: UUID


@dataclass(frozen=True, kw_only=True)
class RearrangementBegun(RearrangementEvent):
    """Two cases are about to be joined, or one is about to be split: every room keeps how it is now."""


@dataclass(frozen=True, kw_only=True)
class RearrangementEnded(RearrangementEvent):
    """They were: every room keeps how it is now, to know later whether anything has changed since."""


@dataclass(frozen=True, kw_only=True)
class RearrangementTakenBack(RearrangementEvent):
    """All is as it was before: every room puts its rows back, or refuses because something has changed since."""


@dataclass(frozen=True, kw_only=True)
class CaseRestored(CaseEvent):
    """A join or split (`kind`) with case `number` was undone; said of both."""

    number: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class CaseLinked(CaseEvent):
    """The case has to do with another (`other_id`); said of both. `why` as in `LinkedCase.Why`."""

    other_id: UUID
    other_number: int
    why: str


@dataclass(frozen=True, kw_only=True)
class CaseDeleted(CaseEvent):
    """The case with this `number` is about to go, with all that was said in it, and `reason` says why; last of its story."""

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TagRenamed(Event):
    """A tag is called something else now, on every case."""

    tag_id: UUID
    before: str
    after: str

    @property
    def topic(self) -> str:
        return f"tag:{self.tag_id}"


@dataclass(frozen=True, kw_only=True)
class TagsJoined(Event):
    """A tag became another: every case that had `gone` has `kept`."""

    tag_id: UUID
    gone: str
    kept: str

    @property
    def topic(self) -> str:
        return f"tag:{self.tag_id}"


@dataclass(frozen=True, kw_only=True)
class TagRemoved(Event):
    """A tag is no more."""

    tag_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"tag:{self.tag_id}"


@dataclass(frozen=True, kw_only=True)
class CaseJoinedIncident(CaseEvent):
    """The case is part of an incident (`title`) from now on."""

    incident_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class CaseLeftIncident(CaseEvent):
    """The case is no longer part of an incident (`title`)."""

    incident_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class IncidentEvent(Event):
    """Anything that happens to one incident."""

    incident_id: UUID

    @property
    def topic(self) -> str:
        return f"incident:{self.incident_id}"


@dataclass(frozen=True, kw_only=True)
class IncidentOpened(IncidentEvent):
    """Somebody saw that several cases have one cause."""

    title: str


@dataclass(frozen=True, kw_only=True)
class IncidentChanged(IncidentEvent):
    """What is known of an incident was changed."""

    title: str


@dataclass(frozen=True, kw_only=True)
class IncidentResolved(IncidentEvent):
    """The cause is gone; `resolution` says how. Its cases are still to be answered and closed."""

    resolution: str


@dataclass(frozen=True, kw_only=True)
class IncidentReopened(IncidentEvent):
    """The cause was not gone after all."""


@dataclass(frozen=True, kw_only=True)
class ShopTold(CaseEvent):
    """The shop is to do something (`kind`) with the case's order; `is_by_hand`: a person does it there. An amount where
    it is about one."""

    command_id: UUID
    kind: str
    is_by_hand: bool
    amount_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class ShopAnswered(CaseEvent):
    """What became of that: `done`, `pending` (written down there, the money is still to go out), `refused` (and `why`) or
    `unknown`; `is_by_hand`: a person says so."""

    command_id: UUID
    kind: str
    outcome: str
    is_by_hand: bool
    why: str = ""
    amount_minor: int | None = None
    currency: str = ""
