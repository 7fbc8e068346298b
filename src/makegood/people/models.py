"""Staff and customers, as rows."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Lower, Upper

from makegood.kernel.ids import new_id
from makegood.kernel.written import written_rows
from makegood.people.rules import ROLE_MAY, Seat


class Role(models.TextChoices):
    """What a member of staff may do (`people.rules.ROLE_MAY`); each but the last may do all the next one may."""

    OWNER = "owner"
    MANAGER = "manager"
    AGENT = "agent"
    LIGHT = "light"
    CUSTOM = "custom"


class CustomRole(models.Model):
    """A role of the shop's own: a name for some of `people.rules.PERMISSIONS`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    permissions = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="one_role_per_name")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who share a queue."""

    class Sharing(models.TextChoices):
        """How a case nobody has gets somebody of the team."""

        BY_HAND = ""
        TURN = "turn"
        """Each in turn."""
        LOAD = "load"
        """Whoever has the fewest open cases."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    senior = models.ForeignKey("Staff", null=True, on_delete=models.SET_NULL, related_name="+")
    """Who gets its cases with threats and anger that nobody has; empty: those who lead are only told."""
    sharing = models.CharField(
        max_length=4, choices=Sharing.choices, default="", db_default="", blank=True
    )
    takes_new = models.BooleanField(default=False, db_default=False)
    """Whether cases that are in no team come to this one when they are shared out."""

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by e-mail however it is capitalised (Django's sign-in asks it), and who is signed in by a statement written once."""

    def get(self, *conditions: Any, **values: Any) -> "Staff":
        """As ever; by the id alone, as every page asks, without writing the statement anew."""
        if conditions or values.keys() != {"pk"} or not isinstance(values["pk"], UUID):
            return super().get(*conditions, **values)
        found = _staff(values["pk"])
        if not found:
            raise Staff.DoesNotExist
        return found[0]

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email__iexact=username)


@written_rows
def _staff(staff_id: UUID) -> "QuerySet[Staff]":
    return Staff.objects.filter(pk=staff_id)


class Staff(AbstractBaseUser):
    """Somebody who works at the desk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.AGENT)
    custom_role = models.ForeignKey(
        CustomRole, null=True, on_delete=models.PROTECT, related_name="staff"
    )
    language = models.CharField(max_length=10, default="en")
    timezone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    teams = models.ManyToManyField(Team, related_name="staff", blank=True)
    away_until = models.DateTimeField(null=True)
    """Not at work until then; past or null: at work."""
    hours = models.JSONField(default=dict, db_default={})
    """Working hours by weekday as a shop's (`shops.models.Shop.hours`), in the own zone; empty: at any time."""
    writes = ArrayField(models.CharField(max_length=10), default=list, db_default=[])
    """Languages answered in; empty: any."""
    skills = ArrayField(models.CharField(max_length=30), default=list, db_default=[])
    """Kinds of case taken on (`cases.models.Case.Kind`); empty: any."""
    given_at = models.DateTimeField(null=True)
    """When the desk last gave them a case by itself."""
    tips_gone = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    """Tips (`console.tips`) they put away, or have done what they tell of."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = StaffManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_staff_per_email"),
            models.CheckConstraint(
                condition=models.Q(role="custom", custom_role__isnull=False)
                | (~models.Q(role="custom") & models.Q(custom_role__isnull=True)),
                name="custom_role_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def leads(self) -> bool:
        """Owners and managers hear of broken promises; what anybody may do, `may` says."""
        return self.role in {Role.OWNER, Role.MANAGER}

    def is_away(self, now: datetime) -> bool:
        """Whether they have said that they are not at work."""
        return self.away_until is not None and self.away_until > now

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def seat(self) -> Seat:
        """The role with all it allows."""
        return seat_of(self.role, self.custom_role)

    def may(self, permission: str) -> bool:
        """Whether the role allows it; one of `people.rules.PERMISSIONS`."""
        return permission in self.seat.may


def seat_of(role: str, custom: CustomRole | None) -> Seat:
    """A role with all it allows."""
    if custom is None:
        return Seat(role, ROLE_MAY.get(role, frozenset()))
    return Seat(role, frozenset(custom.permissions))


class Invitation(models.Model):
    """A seat offered by e-mail; the token itself is only in the mail, here is its SHA-256."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.AGENT)
    custom_role = models.ForeignKey(
        CustomRole, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    language = models.CharField(max_length=10, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class SetupLink(models.Model):
    """The way in before there is an owner; the token is only in the printed link, here is its SHA-256."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SignInProvider(models.Model):
    """The shop's own OpenID Connect provider, where staff may sign in; one row, none until somebody saves it."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    issuer = models.CharField(max_length=500)
    """Its address, as its own document names it but for a slash at the end."""
    client_id = models.CharField(max_length=500)
    client_secret = models.TextField()
    """Sealed."""
    label = models.CharField(max_length=60)
    """What stands on the button."""
    is_on = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_sign_in_provider")
        ]

    def __str__(self) -> str:
        return self.label


class SeatBinding(models.Model):
    """That an account at the provider opens a seat: the first time by its address, from then on by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="bindings")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    """The account, by the provider's own id (`sub`), which is never given to somebody else."""
    bound_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_seat_per_account"),
            models.UniqueConstraint(fields=["staff", "issuer"], name="one_account_per_seat"),
        ]


class ApiKey(models.Model):
    """A program's way in: scopes it may use, and whose doors it goes through."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    """When it stops working by itself; null: never."""

    def works_at(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.ends_at is None or now < self.ends_at)


class Customer(models.Model):
    """A person the shop sells to, known by any of their identities."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=2, blank=True)
    group = models.CharField(max_length=80, blank=True, default="", db_default="")
    """As the shop groups its customers (gold, silver …), in its own word."""
    timezone = models.CharField(max_length=64, blank=True)
    preferred_channel = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    anonymised_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["created_at", "id"], name="customer_by_age"),
            # Upper, because that is what `icontains` compares.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="customer_name_part"),
        ]

    def __str__(self) -> str:
        return self.name or "?"


class Mark(models.Model):
    """That a customer only abuses the service: why, who said so, until when. In force until then, or until lifted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="marks")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(lifted_at=None), name="one_mark_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("at")), name="mark_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="mark_by_end", condition=models.Q(lifted_at=None))
        ]


class Identity(models.Model):
    """An address or phone a customer is known by. `value` is what is compared, `raw` what they wrote."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=320)
    raw = models.CharField(max_length=320, blank=True)
    unreachable_at = models.DateTimeField(null=True)
    """Since when what is sent there comes back; null while nothing is known against it."""
    unreachable_why = models.CharField(max_length=30, blank=True, db_default="")
    """A word of `kernel.mail.values.FailedRecipient.reason`."""
    unreachable_words = models.CharField(max_length=300, blank=True, db_default="")
    """What the other server said."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="one_customer_per_identity")
        ]
        indexes = [
            GinIndex(OpClass("value", name="gin_trgm_ops"), name="identity_value_part"),
        ]
