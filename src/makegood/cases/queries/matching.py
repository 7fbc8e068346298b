"""The one way from a query to its cases: every list, count, bulk and program goes through `cases_matching`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from makegood.cases.models import IN_QUEUE, Case, Follower, Tag
from makegood.cases.queries.seeing import cases_seen_by, teams_joined_by
from makegood.cases.rules.asking import (
    CHANNELS,
    FIELDS,
    MOODS,
    RISKS,
    Query,
    Takes,
    Term,
    Value,
    bounds,
    read_query,
)
from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.text import Phrase, _, order_key
from makegood.people.models import Customer, Identity, Staff, Team
from makegood.shops.models import Line, Parcel, Product

STATES = {
    "open": IN_QUEUE,
    "snoozed": Q(closed_at=None, snoozed_until__isnull=False),
    "closed": Q(closed_at__isnull=False, merged_into=None),
    "any": Q(merged_into=None),
}

WordSearch = Callable[[str], QuerySet[Any, Any]]
_word_searches: list[WordSearch] = []


def finds_cases_by_words(search: WordSearch) -> WordSearch:
    """Register who knows what was said (a room above): words in, the ids of cases out, as a subquery of one column."""
    if search not in _word_searches:
        _word_searches.append(search)
    return search


def cases_matching(staff: Staff, query: str | Query) -> QuerySet[Case]:
    """The cases a query means, of those `staff` may see, in no order; as it is written: no `state:` means open.

    A query with a part that can't be understood means none. Words to be found cost one small question beforehand.
    """
    query = read_query(query) if isinstance(query, str) else query
    return cases_asked_for(query, Asker.of(staff, clock.now()))


@dataclass(frozen=True)
class Asker:
    """For whom, and at what time, a query is answered: plain values, so that a statement can be written once for all."""

    staff_id: UUID
    sees_all: bool
    now: datetime
    soon: datetime
    """An hour from now, or the day's end if that comes first."""
    day_ends: datetime
    zone: str = "UTC"

    @staticmethod
    def of(staff: Staff, now: datetime) -> "Asker":
        day_ends = end_of_day(staff, now)
        soon = min(now + timedelta(hours=1), day_ends)
        return Asker(staff.pk, staff.may("others"), now, soon, day_ends, staff.timezone)


def cases_asked_for(query: Query, asker: Asker) -> QuerySet[Case]:
    """What `cases_matching` finds."""
    cases = cases_seen_by(asker.staff_id, sees_all=asker.sees_all)
    if query.unclear:
        return cases.none()
    if not query.names("state"):
        cases = cases.filter(IN_QUEUE)
    elif not query.values_of("state") & {"open", "snoozed"}:
        cases = cases.filter(STATES["any"])
    if query.words:
        cases = cases.filter(_said(query.words))
    return cases.filter(meaning_of(query, asker))


def meaning_of(query: Query, asker: Asker) -> Q:
    """What the parts of a query ask of a case, all of them together; not the words it looks for, nor that it is open."""
    asking, meant = Asking(asker), Q()
    for term in query.understood:
        if term.field or term.is_negated:
            meant &= asking.meaning(term)
    return meant


def names_unknown(query: Query) -> list[Phrase]:
    """What the query names that this desk has not (any more): such a part is understood, and fits no case."""
    asked = [
        (term.field, value)
        for term in query.understood
        for value in term.values
        if term.field in _NAMED and not value.is_word
    ]
    return [
        _SAID_UNKNOWN[field](value.text)
        for field, value in asked
        if not _NAMED[field](value.text).exists()
    ]


class Asking:
    """One query being answered."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker

    def meaning(self, term: Term) -> Q:
        """What the term asks of a case; for one turned round, exactly what it does not."""
        met = Q()
        for value in term.values:
            met |= self._of(term.field, value)
        return ~met if term.is_negated else met

    def _of(self, name: str, value: Value) -> Q:
        own: Callable[[Value], Q] | None = getattr(self, f"ask_{name}", None)
        if own:
            return own(value)
        field = FIELDS[name]
        if field.takes is Takes.TIME:
            return self._time(field.column, value, is_ahead=field.is_ahead)
        held = field.codes[value.text] if field.codes else (value.text,)
        return Q(**{f"{field.column}__in": held}) if len(held) > 1 else Q(**{field.column: held[0]})

    def _time(self, column: str, value: Value, *, is_ahead: bool) -> Q:
        is_unset = Q(**{column: FAR_FUTURE}) if column == "queue_at" else Q(**{column: None})
        if value.is_word:
            return is_unset if value.text == "none" else ~is_unset
        now, zone = self.asker.now, self.asker.zone
        since, until = bounds(value, is_ahead=is_ahead, now=now, zone=zone)
        met = Q(**{f"{column}__gte": since}) if since else Q()
        if until or column == "queue_at":
            met &= Q(**{f"{column}__lt": until or FAR_FUTURE})
        return met

    def ask_(self, value: Value) -> Q:
        return _said(value.text)

    def ask_state(self, value: Value) -> Q:
        return STATES[value.text]

    def ask_lane(self, value: Value) -> Q:
        return lanes(self.asker)[value.text]

    def ask_mood(self, value: Value) -> Q:
        return _signed(MOODS, value.text)

    def ask_risk(self, value: Value) -> Q:
        return _signed(RISKS, value.text)

    def ask_broken(self, value: Value) -> Q:
        broken = Q(closed_at=None, queue_at__lte=self.asker.now)
        return broken if value.text == "yes" else ~broken

    def ask_owed(self, value: Value) -> Q:
        return Q(owed__gt=0) if value.text == "yes" else Q(owed=0)

    def ask_channel(self, value: Value) -> Q:
        return Q(channel__in=CHANNELS.get(value.text, (value.text,)))

    def ask_assignee(self, value: Value) -> Q:
        if value.is_word:
            return Q(assignee=self.asker.staff_id if value.text == "me" else None)
        return Q(assignee__in=staff_named(value.text).values("pk"))

    def ask_follower(self, value: Value) -> Q:
        if value.is_word and value.text == "none":
            return ~Q(Exists(Follower.objects.filter(case=OuterRef("pk"))))
        if value.is_word:
            mine = Follower.objects.filter(staff=self.asker.staff_id)
            return Q(pk__in=mine.values("case"))
        meant = Follower.objects.filter(staff__in=staff_named(value.text).values("pk"))
        return Q(pk__in=meant.values("case"))

    def ask_team(self, value: Value) -> Q:
        if value.is_word and value.text == "none":
            return Q(team=None)
        if value.is_word:
            return Q(team__in=teams_joined_by(self.asker.staff_id))
        return Q(team__in=teams_named(value.text).values("pk"))

    def ask_tag(self, value: Value) -> Q:
        tagged = Case.tags.through.objects.filter(case=OuterRef("pk"))
        if value.is_word:
            return ~Q(Exists(tagged))
        return Q(Exists(tagged.filter(tag__in=tags_named(value.text).values("pk"))))

    def ask_customer(self, value: Value) -> Q:
        if value.is_word:
            return Q(customer=None)
        if value.text.startswith("="):
            exact = Identity.objects.filter(value=value.text[1:])
            return Q(customer__in=exact.values("customer"))
        if "@" in value.text:
            known = Identity.objects.filter(kind="email", value__contains=value.text.lower())
            return Q(customer__in=known.values("customer"))
        digits = "".join(c for c in value.text if c.isdigit()).lstrip("0")
        if len(digits) >= 6:
            known = Identity.objects.filter(kind="phone", value__contains=digits)
            return Q(customer__in=known.values("customer"))
        named = Customer.objects.filter(name__icontains=value.text)
        return Q(customer__in=named.values("pk"))

    def ask_order(self, value: Value) -> Q:
        if value.is_word:
            return Q(order=None)
        key = order_key(value.text)
        if value.text.startswith("="):
            return Q(order__number_key=key)
        return Q(order__number_key__startswith=key) if key else _NOTHING

    def ask_parcel(self, value: Value) -> Q:
        key = order_key(value.text)
        boxes = Parcel.objects.filter(number_key__startswith=key).values("order")
        return Q(order__in=boxes) if key else _NOTHING

    def ask_product(self, value: Value) -> Q:
        if value.text.startswith("="):
            exact = Product.objects.filter(sku=value.text[1:]).values("pk")
            return Q(order__in=Line.objects.filter(product__in=exact).values("order"))
        # Products are few and lines many: only lines that are no known product's are looked through themselves.
        named = Q(name__icontains=value.text) | Q(sku__iexact=value.text)
        known = Line.objects.filter(product__in=Product.objects.filter(named).values("pk"))
        others = Line.objects.filter(named, product=None)
        return Q(order__in=known.values("order")) | Q(order__in=others.values("order"))

    def ask_supplier(self, value: Value) -> Q:
        lines = Line.objects.filter(product__supplier__name__icontains=value.text)
        return Q(order__in=lines.values("order"))

    def ask_case(self, value: Value) -> Q:
        number = value.text.removeprefix("#")
        is_number = number.isascii() and number.isdigit() and len(number) <= 18
        return Q(number=int(number)) if is_number else _NOTHING


_NOTHING = Q(pk__in=[])


def _signed(kinds: tuple[str, ...], asked: str) -> Q:
    if asked in kinds:
        return Q(signs__isnull=False, signs__contains=[asked])
    signed = Q(signs__isnull=False, signs__overlap=list(kinds))
    return ~signed if asked == "none" else signed


def is_timeless(query: Query) -> bool:
    """Whether its statement depends on nothing but its text and plain values of the asker: no ages, no words to look up."""
    if query.unclear:
        return False
    terms = query.understood
    return all(term.field and FIELDS[term.field].takes is not Takes.TIME for term in terms)


def lanes(asker: Asker) -> dict[str, Q]:
    """The lanes of the queue, as what they ask of a case in it; each case is in exactly one."""
    now, soon, day_ends = asker.now, asker.soon, asker.day_ends
    due = {
        "broken": Q(queue_at__lte=now),
        "now": Q(queue_at__gt=now, queue_at__lte=soon),
        "today": Q(queue_at__gt=soon, queue_at__lte=day_ends),
        "us": Q(queue_at__gt=day_ends, queue_at__lt=FAR_FUTURE, turn=Case.Turn.US),
        "others": Q(queue_at__gt=day_ends, queue_at__lt=FAR_FUTURE) & ~Q(turn=Case.Turn.US),
        "free": Q(queue_at=FAR_FUTURE),
    }
    # The times first: of each case but one is true, and every other lane is done with it after one comparison.
    return {"alarm": ALARMED} | {name: asked & CALM for name, asked in due.items()}


ALARMED = Q(alarm_at__isnull=False) & (Q(told_at=None) | Q(told_at__lt=F("alarm_at")))
CALM = Q(alarm_at=None) | Q(told_at__gte=F("alarm_at"))
"""Whether a person has answered since the alarm, if there was one; each case is exactly one of the two."""


def end_of_day(staff: Staff, now: datetime) -> datetime:
    """The last instant of the day it is for `staff`."""
    local = now.astimezone(ZoneInfo(staff.timezone))
    return local.replace(hour=23, minute=59, second=59, microsecond=999_999)


def staff_named(name: str) -> QuerySet[Staff]:
    """Whoever is meant by a name, a first name or an e-mail address."""
    named = Q(name__iexact=name) | Q(name__istartswith=f"{name} ") | Q(email__iexact=name)
    return Staff.objects.filter(named)


def teams_named(name: str) -> QuerySet[Team]:
    """The team of this name."""
    return Team.objects.filter(name__iexact=name)


def tags_named(name: str) -> QuerySet[Tag]:
    """The tag of this name, however it is capitalised."""
    return Tag.objects.filter(name__iexact=name)


def _said(words: str) -> Q:
    found = Q()
    for search in _word_searches:
        found |= Q(pk__in=search(words))
    return found if _word_searches else _NOTHING


def _nobody_called(name: str) -> Phrase:
    return _("Nobody here is called “%(name)s”. Take it out, or choose somebody else.", name=name)


_NAMED: dict[str, Callable[[str], QuerySet[Any]]] = {
    "tag": tags_named,
    "team": teams_named,
    "assignee": staff_named,
    "follower": staff_named,
}
_SAID_UNKNOWN: dict[str, Callable[[str], Phrase]] = {
    "tag": lambda name: _(
        "There is no tag “%(name)s” (any more): no case has it. Take it out, or choose another.",
        name=name,
    ),
    "team": lambda name: _(
        "There is no team “%(name)s” (any more). Take it out, or choose another.", name=name
    ),
    "assignee": _nobody_called,
    "follower": _nobody_called,
}
