"""Reads of the intake ledger: what came in, what became of it, and how it compares with the servers' own counts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from makegood.cases.models import Case
from makegood.cases.queries import on_visible_case
from makegood.kernel import clock
from makegood.kernel.asking import Question, number_of
from makegood.kernel.written import written
from makegood.messages.models import (
    Account,
    Arrival,
    Attachment,
    Census,
    CensusDay,
    Dispatch,
    Draft,
    Message,
)
from makegood.messages.queries.reading import place_in_list
from makegood.people.models import Staff

SHORTEST_SEARCHED = 3
"""Letters of a word that is looked for as a part: the index knows nothing shorter."""


@dataclass(frozen=True)
class Emptiable:
    """Which arrivals may lose their bytes: read, of this shop (or of no account at all), here since before `before`."""

    shop_id: UUID
    before: datetime


def arrivals_to_empty(which: Emptiable) -> QuerySet[Arrival]:
    """What was read so long ago that its bytes may go. Never what waits, is in quarantine, or belongs to an open case."""
    read = [Arrival.Outcome.JOINED, Arrival.Outcome.OPENED, Arrival.Outcome.IGNORED]
    its_shop = Q(account=None) | Q(account__shop=which.shop_id)
    found = Arrival.objects.filter(its_shop, emptied_at=None, arrived_at__lt=which.before)
    return found.filter(outcome__in=read).exclude(
        Exists(Case.objects.filter(messages=OuterRef("message"), closed_at=None))
    )


@dataclass(frozen=True)
class ArrivalsPage:
    """Rows of the ledger, latest first, and where the next page starts."""

    rows: list[Arrival]
    next: str | None


def arrivals_page(
    staff: Staff,
    after: str | None = None,
    limit: int = 50,
    outcome: str | None = None,
    account: UUID | None = None,
    day: date | None = None,
    words: str = "",
) -> ArrivalsPage:
    """The intake ledger as `staff` may see it; `outcome` as in `Arrival.Outcome` ("" is what still waits).

    `day` is on the reader's clock; `words` are part of the sender or the subject, or a whole Message-ID.
    """
    rows = Arrival.objects.select_related("account", "message__case").defer("message__words")
    if seen := on_visible_case(staff, "message__case"):
        rows = rows.filter(Q(message=None) | seen)
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    if account is not None:
        rows = rows.filter(account=account)
    if day is not None:
        start = datetime.combine(day, time(), ZoneInfo(staff.timezone or "UTC"))
        rows = rows.filter(arrived_at__gte=start, arrived_at__lt=start + timedelta(days=1))
    if words:
        rows = rows.filter(_about(words))
    if after:
        at, pk = place_in_list(after)
        rows = rows.filter(Q(arrived_at__lt=at) | Q(arrived_at=at, pk__lt=pk), arrived_at__lte=at)
    found = list(rows.order_by("-arrived_at", "-pk")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return ArrivalsPage(
        found, f"{found[-1].arrived_at.isoformat()}|{found[-1].pk}" if more else None
    )


def arrival_counts() -> dict[str, int]:
    """How many arrivals ended how; "" is what still waits."""
    counted = Arrival.objects.values_list("outcome").annotate(n=Count("pk")).order_by()
    return dict.fromkeys(Arrival.Outcome.values, 0) | dict(counted)


def undecided_counts() -> dict[str, int]:
    """How many wait, and how many need a look: few, however much has come in."""
    undecided = Arrival.objects.filter(outcome__in=["", Arrival.Outcome.QUARANTINED])
    counted = undecided.values_list("outcome").annotate(n=Count("pk")).order_by()
    return {"": 0, Arrival.Outcome.QUARANTINED.value: 0} | dict(counted)


@written
def quarantined_count() -> Question:
    """How many messages need a person's look."""
    return number_of(Arrival.objects.filter(outcome=Arrival.Outcome.QUARANTINED).values("pk"))


def arrivals_of(message_id: UUID) -> QuerySet[Arrival]:
    """The rows of one message, the one it was made from first; copies of it that came later follow."""
    return Arrival.objects.filter(message=message_id).order_by("settled_at", "pk")


@dataclass(frozen=True)
class IntakeDay:
    """How the messages of one day ended: outcome → how many."""

    day: date
    counts: dict[str, int]


def arrivals_by_day(days: int, zone: str = "UTC", account: UUID | None = None) -> list[IntakeDay]:
    """The last `days` days with mail in them, on the clock of `zone`, latest first; one query."""
    since = clock.now() - timedelta(days=days)
    day = TruncDate("arrived_at", tzinfo=ZoneInfo(zone))
    counted = Arrival.objects.filter(arrived_at__gte=since).annotate(day=day)
    if account is not None:
        counted = counted.filter(account=account)
    found: dict[date, dict[str, int]] = {}
    for its_day, outcome, n in counted.values_list("day", "outcome").annotate(n=Count("pk")):
        found.setdefault(its_day, {})[outcome] = n
    return [IntakeDay(its_day, found[its_day]) for its_day in sorted(found, reverse=True)]


@dataclass(frozen=True)
class Counted:
    """One account beside its server: the last censuses, and what they found of each folder and day, latest first."""

    account: Account
    running: Census | None
    last: Census | None
    """The last that ended, well or not."""
    days: list[CensusDay]

    @property
    def missing(self) -> int:
        return sum(day.missing for day in self.days)


def counted_accounts(accounts: list[Account], since: date) -> list[Counted]:
    """What is known of each of them from `since` on, without asking a server; three queries."""
    by_account = {"account__in": accounts}
    running = {c.account_id: c for c in Census.objects.filter(ended_at=None, **by_account)}
    ended = Census.objects.exclude(ended_at=None).filter(**by_account)
    last = {c.account_id: c for c in ended.order_by("account", "-asked_at").distinct("account")}
    days: dict[UUID, list[CensusDay]] = {account.pk: [] for account in accounts}
    for day in CensusDay.objects.filter(day__gte=since, **by_account).order_by("-day", "folder"):
        days[day.account_id].append(day)
    return [
        Counted(account, running.get(account.pk), last.get(account.pk), days[account.pk])
        for account in accounts
    ]


@dataclass(frozen=True)
class AccountToday:
    """What one account saw since midnight, and what the last census found missing of it."""

    came: int = 0
    quarantined: int = 0
    went: int = 0
    missing: int = 0


def accounts_today(zone: str) -> dict[UUID, AccountToday]:
    """Account → its day so far, on the clock of `zone`; three queries that read a day's rows, however old the desk is."""
    start = datetime.combine(clock.now().astimezone(ZoneInfo(zone)).date(), time(), ZoneInfo(zone))
    quarantined = Count("pk", filter=Q(outcome=Arrival.Outcome.QUARANTINED))
    came = Arrival.objects.filter(arrived_at__gte=start, account__isnull=False)
    arrivals = {
        account: (n, held)
        for account, n, held in came.order_by()
        .values_list("account")
        .annotate(n=Count("pk"), held=quarantined)
    }
    sent = Message.objects.filter(at__gte=start, direction="out", dispatch__state="sent")
    went = dict(sent.order_by().values_list("dispatch__account").annotate(n=Count("pk")))
    lost = CensusDay.objects.filter(missing__gt=0).order_by()
    missing = dict(lost.values_list("account").annotate(n=Sum("missing")))
    return {
        account: AccountToday(
            *arrivals.get(account, (0, 0)), went.get(account, 0), missing.get(account, 0)
        )
        for account in {*arrivals, *went, *missing}
    }


@dataclass(frozen=True)
class Doubled:
    """The same bytes in the ledger as two messages or more: it should never be."""

    server_ids: tuple[str, ...]


_DOUBLED = """
    SELECT array_agg(server_id ORDER BY server_id) FROM messages_arrival
    WHERE account_id = %s AND outcome IN ('opened', 'joined') AND (%s::timestamptz IS NULL OR arrived_at >= %s)
    GROUP BY sha256 HAVING count(DISTINCT message_id) > 1 LIMIT 100
"""


def doubled(account: Account, since: date | None) -> list[Doubled]:
    """What an account has taken in twice, the first hundred."""
    zone = ZoneInfo(account.shop.timezone)
    start = datetime.combine(since, time(), zone) if since else None
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLED, [account.pk, start, start])
        return [Doubled(tuple(ids)) for (ids,) in cursor.fetchall()]


def _about(words: str) -> Q:
    wanted = words.strip().strip("<>")
    found = Q(mail_id=wanted)
    if len(wanted) >= SHORTEST_SEARCHED:
        found |= Q(sender__icontains=wanted) | Q(subject__icontains=wanted)
    return found


@dataclass(frozen=True)
class Going:
    """What deleting a case takes away, counted for whoever is asked whether they mean it."""

    messages: int
    files: int
    drafts: int
    unsent: int


def what_goes_with(case: Case) -> Going:
    """The words of the case and of those merged into it, which are its own by now; four queries."""
    return Going(
        messages=Message.objects.filter(case=case).count(),
        files=Attachment.objects.filter(message__case=case).count(),
        drafts=Draft.objects.filter(case=case).exclude(body="").count(),
        unsent=Dispatch.objects.filter(message__case=case, state="waiting").count(),
    )
