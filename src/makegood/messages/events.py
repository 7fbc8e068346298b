"""What happens to messages, accounts and the outbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageEvent(Event):
    """Anything that happens to one message of a case; `side` is whom it is spoken with, as in `Thread.With`."""

    case_id: UUID
    message_id: UUID
    side: str = "customer"

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class ThreadOpened(Event):
    """A conversation with a supplier or carrier (`side`), called `name`, was begun about a case."""

    case_id: UUID
    thread_id: UUID
    side: str
    name: str

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class MessageReceived(MessageEvent):
    """The other side wrote. `auto` as in `ports.Inbound`; `opened`: the message opened the case."""

    auto: str = "none"
    opened: bool = False


@dataclass(frozen=True, kw_only=True)
class DeletedCaseAnswered(MessageEvent):
    """The message answers case `number`, which was deleted at `deleted_at`; it has opened this one instead."""

    number: int
    deleted_at: datetime


class PromisedBeside(NamedTuple):
    """Another promise of the same message, and the earlier ones it takes the place of."""

    text: str
    kind: str
    due_at: datetime
    replaces: tuple[UUID, ...] = ()
    amount: int | None = None
    """Of money, in minor units of `currency`."""
    currency: str = ""
    template: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MessageWritten(MessageEvent):
    """A message of ours was put into the outbox; its undo window runs. `purpose` as in `Message.Purpose`.

    What it promises, if anything: `promise_kind` by `promise_due_at`, in the words `promise_text`, in the place of the
    promises `promise_replaces`, of money how much (`promise_amount` minor units of `promise_currency`), by the
    prepared answer `promise_template`; and what it promises beside that.
    """

    purpose: str = "word"
    promise_text: str = ""
    promise_kind: str = ""
    promise_due_at: datetime | None = None
    promise_replaces: tuple[UUID, ...] = ()
    promise_amount: int | None = None
    promise_currency: str = ""
    promise_template: UUID | None = None
    promised_beside: tuple[PromisedBeside, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MessageWithdrawn(MessageEvent):
    """The writer took the message back before it left; what it said or promised was never said."""


@dataclass(frozen=True, kw_only=True)
class MessageSent(MessageEvent):
    """The server took our message: the customer has had word."""

    purpose: str = "word"


@dataclass(frozen=True, kw_only=True)
class CaseLeftOpen(MessageEvent):
    """The message was sent, but the case could not be closed with it as its writer wished: somebody still waits."""


@dataclass(frozen=True, kw_only=True)
class SendingDecided(MessageEvent):
    """A person said how a letter in the outbox goes on: `decision` is was_sent, again, now or given_up."""

    decision: str


@dataclass(frozen=True, kw_only=True)
class SendingFailed(MessageEvent):
    """Our message could not be handed over (`unknown`: may or may not have been); `code` says why."""

    code: str
    unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageBounced(MessageEvent):
    """A message of ours came back: nobody of those it was written to has it. `reason` as in `FailedRecipient`.

    `retry_at`: when it goes again by itself; None when that would be no use.
    """

    purpose: str
    address: str
    reason: str
    retry_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Anything that happens to one channel account."""

    account_id: UUID

    @property
    def topic(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class AccountConnected(AccountEvent):
    """A mailbox was connected, or connected again; `name` is its address."""

    name: str


@dataclass(frozen=True, kw_only=True)
class AccountChanged(AccountEvent):
    """A mailbox has other settings; `name` is its address."""

    name: str


@dataclass(frozen=True, kw_only=True)
class AccountDisconnected(AccountEvent):
    """Nothing is read or sent through this mailbox any more; `name` is its address."""

    name: str


@dataclass(frozen=True, kw_only=True)
class AccountFailed(AccountEvent):
    """An account stopped working: `way` is receiving or sending, `code` as in `ports.Step`."""

    way: str
    code: str


@dataclass(frozen=True, kw_only=True)
class AccountRecovered(AccountEvent):
    """An account works again."""

    way: str


@dataclass(frozen=True, kw_only=True)
class AccountCaughtUp(AccountEvent):
    """Much waited in a mailbox: `done` of `of` messages are here now."""

    done: int
    of: int


@dataclass(frozen=True, kw_only=True)
class AnswersPaused(AccountEvent):
    """Far more automatic answers than this mailbox mostly gives (`why`: to one `domain`, or in all): it gives none now."""

    why: str
    domain: str
    count: int


@dataclass(frozen=True, kw_only=True)
class AnswersResumed(AccountEvent):
    """The storm is over, or somebody says so: the mailbox answers by itself again."""


@dataclass(frozen=True, kw_only=True)
class MailQuarantined(AccountEvent):
    """A message could not become a case by itself; a person should look."""

    arrival_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class QuarantineDecided(AccountEvent):
    """A person decided on what was turned away: `decision` is retried, opened or ignored; `left`: so many still wait."""

    decision: str
    left: int


@dataclass(frozen=True, kw_only=True)
class MailMissing(AccountEvent):
    """A census found `count` messages on the server that the reading has passed over and that are not with us."""

    count: int


@dataclass(frozen=True, kw_only=True)
class MailFound(AccountEvent):
    """What a census had found missing is with us now, or lies on the server no more."""


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Event):
    """Somebody is writing on a case; shown to whoever looks at it."""

    case_id: UUID

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class TemplateEvent(Event):
    """Anything that happens to one prepared answer, called `name`."""

    template_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"template:{self.template_id}"


@dataclass(frozen=True, kw_only=True)
class TemplateSaved(TemplateEvent):
    """A prepared answer was made or changed."""


@dataclass(frozen=True, kw_only=True)
class TemplateRemoved(TemplateEvent):
    """A prepared answer is no longer offered."""


@dataclass(frozen=True, kw_only=True)
class CallEnded(Event):
    """A talk on the phone (`direction`, `seconds`) is over. `message_id` is its place on the case; none when nobody was reached."""

    case_id: UUID
    call_id: UUID
    message_id: UUID | None
    direction: str
    seconds: int

    @property
    def topic(self) -> str:
        return f"case:{self.case_id}"
