"""Reads about people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject, Length

from makegood.kernel import clock
from makegood.kernel.asking import Question, all_of, first_of, number_of
from makegood.kernel.at_hand import is_at_hand, keep_at_hand
from makegood.kernel.written import written, written_rows
from makegood.people.models import (
    ApiKey,
    Customer,
    CustomRole,
    Identity,
    Invitation,
    Mark,
    SeatBinding,
    SignInProvider,
    Staff,
    Team,
    seat_of,
)
from makegood.people.rules import digits_of, normalise_phone

SHORTEST = 3
"""Fewer letters of a name say nothing."""


@dataclass(frozen=True)
class CustomersPage:
    """Customers, youngest first, and where the next page starts (None: it was the last)."""

    rows: list[Customer]
    after: UUID | None


def customers_page(after: UUID | None = None, limit: int = 50, text: str = "") -> CustomersPage:
    """Keyset by id (UUIDv7: youngest first); `text` is looked for in names, addresses and phones."""
    found = Customer.objects.filter(merged_into=None).order_by("-pk")
    if text.strip():
        found = found.filter(pk__in=_matching(text.strip()))
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found.prefetch_related("identities")[: limit + 1])
    return CustomersPage(rows[:limit], rows[limit - 1].pk if len(rows) > limit else None)


def countries_of_customers() -> frozenset[str]:
    """Where the shop's customers live, as far as it is known; the sample's don't count."""
    known = Customer.objects.filter(is_sample=False, merged_into=None).exclude(country="")
    return frozenset(known.order_by().values_list("country", flat=True).distinct())


def active_staff() -> QuerySet[Staff]:
    """Everybody with a seat, by name."""
    return Staff.objects.filter(is_active=True).order_by("name", "pk")


@written
def seats_told() -> Question:
    """Address and name of everybody with a seat, by name: a list of texts, parted at the first space."""
    told = Concat(F("email"), Value(" "), F("name"), output_field=TextField())
    return all_of(active_staff().values_list(told))


def all_staff() -> QuerySet[Staff]:
    """Everybody who has or had a seat; those who left last."""
    return Staff.objects.order_by("-is_active", "name", "pk")


@written_rows
def everybody() -> QuerySet[Staff]:
    """The rows of `all_staff`."""
    return all_staff()


def staff_by_email(email: str) -> Staff | None:
    """The member of staff with this address, if they have a seat."""
    return Staff.objects.filter(email__iexact=email.strip(), is_active=True).first()


def staff_addresses() -> frozenset[str]:
    """The addresses of everybody with a seat."""
    return frozenset(email.lower() for email in active_staff().values_list("email", flat=True))


def is_above(staff: Staff, addresses: Collection[str]) -> bool:
    """Whether one of these addresses is of somebody with more say than `staff`, seated here or invited."""
    seated = Staff.objects.filter(email__in=addresses).select_related("custom_role")
    invited = open_invitations().filter(email__in=addresses).select_related("custom_role")
    seats = [one.seat for one in seated]
    seats += [seat_of(one.role, one.custom_role) for one in invited]
    return any(seat.is_above(staff.seat) for seat in seats)


def open_invitations() -> QuerySet[Invitation]:
    """Offers nobody has taken or withdrawn, the latest first; some may be too old by now."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None).order_by("-invited_at")


def teams() -> QuerySet[Team]:
    """All teams by name, their members at hand."""
    return Team.objects.prefetch_related("staff").order_by("name")


def custom_roles() -> QuerySet[CustomRole]:
    """The shop's own roles by name, each with how many people have it."""
    return CustomRole.objects.annotate(people=Count("staff")).order_by("name", "pk")


@written
def teams_joined(staff_id: UUID) -> Question:
    """In how many teams somebody is."""
    return number_of(Team.objects.filter(staff=staff_id))


@written
def teams_told() -> Question:
    """Every team's id and name in one text, for `teams_of` to read."""
    told = Concat(Cast("pk", TextField()), Value(" "), F("name"), output_field=TextField())
    return all_of(Team.objects.order_by("name").values_list(told))


def teams_of(told: Collection[str]) -> list[Team]:
    """The answer to `teams_told`."""
    parts = (one.partition(" ") for one in told)
    return [Team(pk=UUID(team_id), name=name) for team_id, _, name in parts]


def names_of_staff() -> dict[UUID, str]:
    """Everybody's name, also of those who left."""
    return dict(Staff.objects.values_list("pk", "name"))


def sign_in_provider() -> SignInProvider | None:
    """Where staff may sign in besides here, as it is saved; it may be switched off."""
    return SignInProvider.objects.first()


def provider_in_use() -> SignInProvider | None:
    """Where staff may sign in besides here now."""
    return SignInProvider.objects.filter(is_on=True).first()


def seat_bindings() -> QuerySet[SeatBinding]:
    """Which seats are opened by an account at a provider, by the names of their people."""
    return SeatBinding.objects.select_related("staff").order_by("staff__name", "pk")


def api_keys_of(staff: Staff) -> QuerySet[ApiKey]:
    """The keys in force: one's own, everybody's for those who lead."""
    keys = ApiKey.objects.filter(revoked_at=None).select_related("staff").order_by("-created_at")
    return keys if staff.may("settings") else keys.filter(staff=staff)


def main_email(customer: Customer) -> str:
    """The address to write to: the first they were known by; "" when there is none."""
    emails = [i for i in customer.identities.all() if i.kind == "email"]
    return min(emails, key=lambda i: i.pk).value if emails else ""


def keep_identities_at_hand(customer: Customer) -> None:
    """`customer.identities.all()` asks no more from now on."""
    if not is_at_hand(customer, "identities"):
        keep_at_hand([customer], "identities", _identities(customer.pk))


@written_rows
def _identities(customer_id: UUID) -> QuerySet[Identity]:
    return Identity.objects.filter(customer=customer_id).order_by("pk")


def marks_in_force(at: datetime | None = None) -> QuerySet[Mark]:
    """Every mark that counts now (or `at`), also before the sweep has lifted those whose time is up."""
    return Mark.objects.filter(lifted_at=None, until__gt=at or clock.now())


def mark_of(customer: Customer) -> Question:
    """The mark in force as JSON: reason, until, by (an id or null); None where there is none."""
    return _mark_of(customer.pk, clock.now())


@written
def _mark_of(customer_id: UUID, now: datetime) -> Question:
    told = JSONObject(reason="reason", until="until", by="by_id")
    return first_of(marks_in_force(now).filter(customer=customer_id).values_list(told))


def _matching(text: str) -> QuerySet[Customer, UUID]:
    wanted = Q(name__icontains=text) | Q(identities__value__icontains=text.lower())
    digits = normalise_phone(text).lstrip("+0")
    if len(digits) >= 5:
        wanted |= Q(identities__kind="phone", identities__value__contains=digits)
    return Customer.objects.filter(wanted).values_list("pk", flat=True)


def callers(text: str, country: str, limit: int = 8) -> list[Customer]:
    """Whom a number, or the part of it typed so far, may belong to; a name does as well. Those the number is theirs come first."""
    text = text.strip()
    found = Customer.objects.filter(merged_into=None, anonymised_at=None)
    if digits := digits_of(text, country):
        known = Q(kind="phone", value__contains=digits)
        ids = Identity.objects.filter(known).order_by(Length("value"), "value")
        places = list(ids.values_list("customer_id", flat=True)[:limit])
        rows = found.filter(pk__in=places).prefetch_related("identities")
        return sorted(rows, key=lambda one: places.index(one.pk))
    if len(text) < SHORTEST or not any(letter.isalpha() for letter in text):
        return []
    named = found.filter(pk__in=_matching(text)).order_by("-pk")
    return list(named.prefetch_related("identities")[:limit])
