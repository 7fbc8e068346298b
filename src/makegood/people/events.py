"""What happens to staff and customers."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from makegood.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class StaffEvent(Event):
    """Anything that happens to one member of staff."""

    staff_id: UUID

    @property
    def topic(self) -> str:
        return f"staff:{self.staff_id}"


@dataclass(frozen=True, kw_only=True)
class StaffJoined(StaffEvent):
    """Somebody took their seat, as `role`."""

    role: str


@dataclass(frozen=True, kw_only=True)
class StaffChanged(StaffEvent):
    """A seat changed: `field` from `before` to `after`."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class WorkChanged(StaffEvent):
    """Somebody is away, or works at other hours, in other languages or on other kinds of case than before."""


@dataclass(frozen=True, kw_only=True)
class SeatBound(StaffEvent):
    """An account at the sign-in provider opens the seat from now on."""


@dataclass(frozen=True, kw_only=True)
class SeatReleased(StaffEvent):
    """The account at the sign-in provider no longer opens the seat."""


@dataclass(frozen=True, kw_only=True)
class SignInProviderSaved(Event):
    """Where staff may sign in besides here was changed, or switched on or off."""

    is_on: bool

    @property
    def topic(self) -> str:
        return "sign-in"


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Event):
    """Two customers turned out to be one: `gone_id` is now `kept_id`."""

    kept_id: UUID
    gone_id: UUID

    @property
    def topic(self) -> str:
        return f"customer:{self.kept_id}"


@dataclass(frozen=True, kw_only=True)
class AddressUnreachable(Event):
    """What is sent to an address of the customer comes back; `why` in one word."""

    customer_id: UUID
    identity_id: UUID
    why: str

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"


@dataclass(frozen=True, kw_only=True)
class AddressReached(Event):
    """An address that was unreachable works: a mail came from it, or a person says so."""

    customer_id: UUID
    identity_id: UUID

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Event):
    """A seat was offered, as `role`."""

    invitation_id: UUID
    role: str

    @property
    def topic(self) -> str:
        return f"invitation:{self.invitation_id}"


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Event):
    """An offered seat was taken back."""

    invitation_id: UUID

    @property
    def topic(self) -> str:
        return f"invitation:{self.invitation_id}"


@dataclass(frozen=True, kw_only=True)
class TeamSaved(Event):
    """A team was made, renamed, or its members changed."""

    team_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"team:{self.team_id}"


@dataclass(frozen=True, kw_only=True)
class TeamRemoved(Event):
    """A team is no more; its cases belong to nobody in particular."""

    team_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"team:{self.team_id}"


@dataclass(frozen=True, kw_only=True)
class ApiKeyMade(Event):
    """A program got a key, called `name`."""

    key_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"key:{self.key_id}"


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(Event):
    """A key stopped working."""

    key_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"key:{self.key_id}"


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Event):
    """What the desk knows of a customer was changed by hand: `fields` by name."""

    customer_id: UUID
    fields: tuple[str, ...]

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"


@dataclass(frozen=True, kw_only=True)
class RoleSaved(Event):
    """A role of the shop's own was made or changed."""

    role_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"role:{self.role_id}"


@dataclass(frozen=True, kw_only=True)
class RoleRemoved(Event):
    """A role of the shop's own is no more."""

    role_id: UUID
    name: str

    @property
    def topic(self) -> str:
        return f"role:{self.role_id}"


@dataclass(frozen=True, kw_only=True)
class CustomerMarked(Event):
    """The customer only abuses the service, for this `reason`, until then: no extras, no promotions."""

    customer_id: UUID
    reason: str
    until: datetime

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"


@dataclass(frozen=True, kw_only=True)
class CustomerMarkLifted(Event):
    """The customer is like any other again: a colleague said so, or the time was up."""

    customer_id: UUID

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"


@dataclass(frozen=True, kw_only=True)
class CustomerAnonymised(Event):
    """Nothing is known of the customer any more; last of their story."""

    live: ClassVar[bool] = False
    customer_id: UUID

    @property
    def topic(self) -> str:
        return f"customer:{self.customer_id}"
