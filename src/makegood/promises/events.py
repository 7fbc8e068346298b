"""What happens to promises."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PromiseEvent(Event):
    """Anything that happens to one promise of a case."""

    case_id: UUID
    promise_id: UUID

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class PromiseMade(PromiseEvent):
    """We owe something (`kind`) by `due_at`, in the place of the promises `replaces`. Of money `amount_minor` says how much, where
    somebody said.
    """

    kind: str
    due_at: datetime
    source: str = ""
    replaces: tuple[UUID, ...] = ()
    amount_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseAtRisk(PromiseEvent):
    """A promise is about to break; its owner (or, without one, everybody who leads) should know."""

    owner_id: UUID | None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseEscalated(PromiseEvent):
    """Its owner was warned and it is still owed: the team, or the leaders, (`to`) should know."""

    to: str
    owner_id: UUID | None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseOverlong(PromiseEvent):
    """A repair takes longer than two weeks: other ways out are prepared for its owner to offer."""

    owner_id: UUID | None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(PromiseEvent):
    """The day came (`due_at`) and it was not kept; it escalates, maybe only later, when the desk was not running."""

    owner_id: UUID | None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseKept(PromiseEvent):
    """What was owed was done; `late` if after its time. `evidence` as in `Promise.Evidence`."""

    late: bool
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class PromisePaused(PromiseEvent):
    """It rests: we wait for something (`reason` as in `Promise.Pause`), and its time does not pass meanwhile."""

    kind: str
    reason: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseResumed(PromiseEvent):
    """It goes on, due at `due_at` instead of `due_before`."""

    kind: str
    due_before: datetime
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseRecounted(PromiseEvent):
    """The shop's hours or holidays changed, or the law asks for another day: it is due at `due_at` instead of `due_before`."""

    kind: str
    due_before: datetime
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseReopened(PromiseEvent):
    """What had kept it never arrived: it is owed as before."""


@dataclass(frozen=True, kw_only=True)
class PromiseReplaced(PromiseEvent):
    """It was renegotiated: `by_promise_id` stands in its place."""

    by_promise_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseReleased(PromiseEvent):
    """It is no longer owed. `never_given`: the answer that promised it was taken back before it left."""

    note: str = ""
    never_given: bool = False
