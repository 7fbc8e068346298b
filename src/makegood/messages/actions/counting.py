"""Counting a mailbox: what lies on its server, beside what is in the ledger; and fetching what is missing.

Matched by the server's own name for a message, and where the server has numbered everything anew by its Message-ID.
What the ledger has and the server has no longer was deleted or moved there, and is no loss.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from procrastinate.contrib.django import app

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, ProviderFailed
from makegood.kernel.log import record
from makegood.kernel.registry import adapters
from makegood.messages.actions.accounts import opened_settings
from makegood.messages.actions.storing import store_arrivals
from makegood.messages.events import MailFound, MailMissing
from makegood.messages.models import Account, Arrival, Census, CensusDay
from makegood.messages.ports import Census as Counting
from makegood.messages.ports import Countable, Fetched, Lying

DAYS = 14
"""So far back a census looks when nobody asks for more."""
MOST_NAMED = 100
MOST_FETCHED = 5000
"""Missing messages fetched by one census; the next one fetches more."""
STORED_AT_ONCE = 20
ABANDONED_AFTER = timedelta(hours=6)
KEPT_FOR = timedelta(days=30)

Place = tuple[str, date]
"""A folder and a day."""
Progress = Callable[[Census], None]


def is_countable(account: Account) -> bool:
    """Whether its server can be asked what lies there."""
    return isinstance(adapters("makegood.channels").get(account.kind), Countable)


@transaction.atomic
def begin_census(
    account: Account, since: date | None = None, *, is_fetching: bool = False
) -> Census:
    """Ask the worker to count from `since` on (the last fortnight). One that is under way already is that one."""
    census = _opened(account, since or first_day(account), is_fetching)
    if census is None:
        return Census.objects.get(account=account, ended_at=None)
    app.configure_task("makegood.messages.tasks.take_census", lock=f"census:{account.pk}").defer(
        census_id=str(census.pk)
    )
    return census


def count_now(
    account: Account, since: date | None, *, is_fetching: bool = False, told: Progress | None = None
) -> Census:
    """Count here and now, as the command line does; `since` None: all there is. `Conflict` while another counts."""
    census = _opened(account, since, is_fetching)
    if census is None:
        raise Conflict("being_counted", gettext("This mailbox is being counted at this moment."))
    return carry_out(census.pk, told)


def carry_out(census_id: UUID, told: Progress | None = None) -> Census:
    """Count, fetch what is missing if that was asked for, and count again. What the server says no to ends the census."""
    census = Census.objects.select_related("account__shop").get(pk=census_id)
    if census.ended_at is not None:
        return census
    was_missing = _is_missing_some(census.account)
    try:
        missing = _Count(census, told).all()
        if missing and census.is_fetching:
            census.fetched = fetch_again(census.account, missing)
            _Count(census, told).all()
    except ProviderFailed as error:
        census.error = {"code": error.code, "step": error.step, "detail": error.message[:500]}
    _end(census, was_missing)
    return census


def fetch_again(account: Account, server_ids: Sequence[str]) -> int:
    """Store these as if they had come now; the cursor stays. Answers how many were new."""
    channel, stored, batch = _channel(account), 0, list[Fetched]()
    with channel.census(opened_settings(account), account.cursor) as counting:
        for fetched in counting.fetch(server_ids):
            batch.append(fetched)
            if len(batch) >= STORED_AT_ONCE:
                stored += len(store_arrivals(account, batch))
                batch = []
        return stored + len(store_arrivals(account, batch))


def first_day(account: Account) -> date:
    """The first of the days a census looks at by itself."""
    return clock.now().astimezone(_zone(account)).date() - timedelta(days=DAYS - 1)


@transaction.atomic
def _opened(account: Account, since: date | None, is_fetching: bool) -> Census | None:
    """A new census; None while there is one. Of one whose process is long gone the end is written for it."""
    if not is_countable(account):
        raise BadInput("account", gettext("Only what lies on a server can be counted there."))
    now = clock.now()
    open_ones = Census.objects.filter(account=account, ended_at=None)
    open_ones.filter(asked_at__lt=now - ABANDONED_AFTER).update(ended_at=now)
    try:
        with transaction.atomic():
            return Census.objects.create(
                account=account, since=since, is_fetching=is_fetching, asked_at=now
            )
    except IntegrityError:
        return None


class _Count:
    """One walk over what lies on the server; holds counts and the names of what is missing, nothing else."""

    def __init__(self, census: Census, told: Progress | None) -> None:
        self.census, self.account, self.told = census, census.account, told
        self.account.refresh_from_db(fields=["cursor"])
        self.zone = _zone(self.account)
        self.on_server, self.coming, self.missing = (
            Counter[Place](),
            Counter[Place](),
            Counter[Place](),
        )
        self.named = defaultdict[Place, list[str]](list)
        self.lost: list[str] = []
        census.seen = 0

    def all(self) -> list[str]:
        """Count, and write down what was found; the server's names of what is missing."""
        since = self.census.since
        start = datetime.combine(since, time(), self.zone) if since else None
        with _channel(self.account).census(
            opened_settings(self.account), self.account.cursor
        ) as counting:
            for lying in counting.lying(start):
                self._compare(lying, counting)
                self._tell(len(lying))
        self._write(start)
        return self.lost

    def _compare(self, lying: list[Lying], counting: Counting) -> None:
        ids = [one.server_id for one in lying]
        ours = Arrival.objects.filter(account=self.account, server_id__in=ids)
        here = set(ours.values_list("server_id", flat=True))
        here |= self._renumbered([one for one in ids if one not in here], counting)
        for one in lying:
            place = (one.folder, one.arrived_at.astimezone(self.zone).date())
            self.on_server[place] += 1
            if one.server_id not in here:
                self._note(one, place)

    def _renumbered(self, server_ids: list[str], counting: Counting) -> set[str]:
        """Those of them that are with us under a number from before the server gave new ones."""
        earlier = _of_earlier_numbers(self.account, server_ids)
        if not server_ids or not earlier.exists():  # as it mostly is
            return set()
        mail_ids = counting.mail_ids(server_ids)
        known = earlier.filter(mail_id__in=set(mail_ids.values()))
        found = set(known.values_list("mail_id", flat=True))
        return {server_id for server_id, mail_id in mail_ids.items() if mail_id in found}

    def _note(self, one: Lying, place: Place) -> None:
        if not one.is_due:
            self.coming[place] += 1
            return
        self.missing[place] += 1
        if len(self.named[place]) < MOST_NAMED:
            self.named[place].append(one.server_id)
        if len(self.lost) < MOST_FETCHED:
            self.lost.append(one.server_id)

    def _tell(self, count: int) -> None:
        self.census.seen += count
        self.census.missing = self.missing.total()
        self.census.save(update_fields=["seen", "missing"])
        if self.told:
            self.told(self.census)

    @transaction.atomic
    def _write(self, start: datetime | None) -> None:
        ours = _ours(self.account, start, {folder for folder, _day in self.on_server})
        old = CensusDay.objects.filter(account=self.account)
        if self.census.since:
            old = old.filter(day__gte=self.census.since)
        old.delete()
        CensusDay.objects.bulk_create(
            self._day(place, ours.get(place, 0)) for place in {*self.on_server, *ours}
        )

    def _day(self, place: Place, ours: int) -> CensusDay:
        on_server, coming, missing = (c[place] for c in (self.on_server, self.coming, self.missing))
        return CensusDay(
            account=self.account,
            folder=place[0],
            day=place[1],
            on_server=on_server,
            with_us=max(ours, on_server - coming - missing),
            coming=coming,
            missing=missing,
            missing_ids=self.named.get(place, []),
            counted_at=clock.now(),
        )


# Once, although the ledger may have a message under an old number and a new one: the same bytes are one message.
_OURS = """
    SELECT regexp_replace(server_id, '/[0-9]+/[0-9]+$', '') AS folder,
           (arrived_at AT TIME ZONE %s)::date AS day, count(DISTINCT sha256)
    FROM messages_arrival
    WHERE account_id = %s AND source = %s AND (%s::timestamptz IS NULL OR arrived_at >= %s)
    GROUP BY 1, 2
"""


def _ours(account: Account, start: datetime | None, counted: set[str]) -> dict[Place, int]:
    """Folder and day → messages in the ledger, of the folders that are read."""
    folders = counted | set(account.cursor)
    zone = account.shop.timezone
    with connection.cursor() as cursor:
        cursor.execute(_OURS, [zone, account.pk, account.kind, start, start])
        return {(folder, day): n for folder, day, n in cursor.fetchall() if folder in folders}


def _of_earlier_numbers(account: Account, server_ids: list[str]) -> QuerySet[Arrival]:
    """What the ledger has of the folders of these, under another numbering than theirs."""
    earlier = Q()
    for folder, validity in {tuple(one.rsplit("/", 2)[:2]) for one in server_ids}:
        is_theirs = Q(server_id__startswith=f"{folder}/{validity}/")
        earlier |= Q(server_id__startswith=f"{folder}/") & ~is_theirs
    return Arrival.objects.filter(earlier, account=account, source=account.kind)


@transaction.atomic
def _end(census: Census, was_missing: bool) -> None:
    census.ended_at = clock.now()
    census.save(update_fields=["ended_at", "seen", "missing", "fetched", "error"])
    ended = Census.objects.filter(account=census.account).exclude(ended_at=None)
    before = ended.exclude(pk=census.pk).order_by("-asked_at").first()
    if census.missing and (before is None or before.missing < census.missing):
        record(MailMissing(account_id=census.account_id, count=census.missing))
    if was_missing and not _is_missing_some(census.account):
        record(MailFound(account_id=census.account_id))
    ended.filter(asked_at__lt=clock.now() - KEPT_FOR).delete()


def _is_missing_some(account: Account) -> bool:
    """On any day that was ever counted: this census may have looked at the last ones only."""
    return CensusDay.objects.filter(account=account, missing__gt=0).exists()


def _channel(account: Account) -> Countable:
    channel = adapters("makegood.channels")[account.kind]
    assert isinstance(channel, Countable), "asked before it was begun"
    return channel


def _zone(account: Account) -> ZoneInfo:
    return ZoneInfo(account.shop.timezone)
