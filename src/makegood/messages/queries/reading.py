"""Reads about words: conversations, the ledger, the outbox, the accounts."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Least
from django.db.models.lookups import LessThanOrEqual

from makegood.cases.models import Case
from makegood.cases.queries import on_visible_case
from makegood.kernel import clock
from makegood.kernel.at_hand import keep_at_hand
from makegood.kernel.errors import BadInput
from makegood.kernel.written import written_rows
from makegood.messages.models import (
    Account,
    Attachment,
    Delivery,
    Dispatch,
    Draft,
    EarlierDraft,
    Message,
    Template,
    Thread,
)
from makegood.people.models import Staff
from makegood.shops.models import Shop


def conversation(case: Case) -> list[Message]:
    """Every word on the case, oldest first, with files, author, account and state of sending; three queries at most."""
    words = _conversation(case.pk)
    sent = [one.dispatch for one in words if hasattr(one, "dispatch")]
    keep_at_hand(words, "attachments", _files_of([one.pk for one in words]) if words else ())
    keep_at_hand(sent, "deliveries", _deliveries_of([one.pk for one in sent]) if sent else ())
    return words


@written_rows
def _files_of(message_ids: list[UUID]) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message__pk__any=message_ids).order_by("pk")


@written_rows
def _deliveries_of(dispatch_ids: list[UUID]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(dispatch__pk__any=dispatch_ids).order_by("pk")


@written_rows
def _conversation(case_id: UUID) -> QuerySet[Message]:
    messages = Message.objects.filter(case=case_id).defer("words")
    beside = messages.select_related("author", "account", "dispatch", "thread", "call")
    return beside.order_by("at", "pk")


A_MINUTE = timedelta(minutes=1)
NOTHING_SEEN = UUID(int=0)
"""What `words_after` takes for a reader who has seen no word yet."""


def words_after(case: Case, thread: Thread | None, seen: UUID) -> list[Message]:
    """What people said in this conversation (None: the customer's) since the message `seen`, oldest first.

    Ids are drawn as messages are stored, so the one seen last may be gone since (what was taken back asks no question), and
    mail that was fetched late is after it, too, though it stands before others.
    """
    where = Q(thread=thread) if thread else Q(thread__side=Thread.With.CUSTOMER)
    words = Message.objects.filter(where, case=case, pk__gt=seen, auto="none")
    words = words.filter(purpose=Message.Purpose.WORD).defer("words", "html")
    return list(words.select_related("author", "thread").order_by("at", "pk"))


def writing_now(case: Case, but: Staff) -> list[str]:
    """The names of colleagues whose draft to the customer has grown within the last minute."""
    drafts = Draft.objects.filter(case=case, thread=None, changed_at__gt=clock.now() - A_MINUTE)
    drafts = drafts.exclude(staff=but).exclude(body="")
    return list(drafts.order_by("staff__name").values_list("staff__name", flat=True))


def account_of(recipient: str) -> Account | None:
    """The account in use an envelope's recipient belongs to: its address or another that is delivered there, with or
    without something after a "+".
    """
    local, _at, domain = recipient.strip().lower().rpartition("@")
    parts = local.split("+")  # an address of ours may have a plus of its own
    addresses = [f"{'+'.join(parts[:end])}@{domain}" for end in range(len(parts), 0, -1)]
    aliased = Q(settings__aliases__has_any_keys=addresses)
    accounts = Account.objects.filter(Q(address__in=addresses) | aliased, is_active=True)
    found = list(accounts.exclude(kind="postoffice").select_related("shop").order_by("created_at"))
    by_address = {a: account for account in reversed(found) for a in account.aliases}
    by_address |= {account.address: account for account in found}
    return next((by_address[a] for a in addresses if a in by_address), None)


@dataclass(frozen=True)
class AccountTile:
    """How one account fares: what the desk shows of it, and health checks read."""

    account: Account
    waiting: int
    """Messages in its outbox, due or not."""
    oldest_waiting: datetime | None
    """Since when; None where all of them are put to a time to come."""
    unknown: int
    failed: int


def has_begun() -> bool:
    """Whether the desk reads a mailbox, or has a case of whatever origin."""
    return Account.objects.exclude(kind="postoffice").exists() or Case.objects.exists()


def account_tiles(staff: Staff | None = None) -> list[AccountTile]:
    """Every account in use, with its outbox; two queries, however much was sent. Post offices stand last."""
    accounts = Account.objects.filter(is_active=True).select_related("shop").defer("secret")
    unsent = Dispatch.objects.exclude(state="sent").values("account").order_by()
    rows = unsent.annotate(
        waiting=Count("pk", filter=Q(state__in=["waiting", "sending"])),
        oldest=Min(_waiting_since(), filter=Q(_has_begun_to_wait(), state="waiting")),
        unknown=Count("pk", filter=Q(state="unknown")),
        failed=Count("pk", filter=Q(state="failed")),
    )
    boxes = {
        row["account"]: (row["waiting"], row["oldest"], row["unknown"], row["failed"])
        for row in rows
    }
    shown = sorted(accounts, key=lambda a: (a.kind == "postoffice", a.created_at))
    return [AccountTile(account, *boxes.get(account.pk, (0, None, 0, 0))) for account in shown]


@dataclass(frozen=True)
class OutgoingPage:
    """Messages of ours, latest first, and where the next page starts."""

    rows: list[Message]
    next: str | None


def outgoing_page(
    staff: Staff, after: str | None = None, limit: int = 50, kind: str = "", state: str = ""
) -> OutgoingPage:
    """What goes out, of what `staff` may see; `kind` of account (`postoffice`), `state` as in `Dispatch.State`."""
    rows = Message.objects.filter(direction="out", dispatch__isnull=False).defer("words", "html")
    rows = rows.filter(on_visible_case(staff, "case"))
    if kind:
        rows = rows.filter(dispatch__account__kind=kind)
    if state:
        rows = rows.filter(dispatch__state=state)
    if after:
        at, pk = place_in_list(after)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)
    rows = rows.select_related("dispatch__account", "case", "author").order_by("-at", "-pk")
    found = list(rows[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return OutgoingPage(found, f"{found[-1].at.isoformat()}|{found[-1].pk}" if more else None)


def oldest_unsent() -> datetime | None:
    """Since when the longest-waiting message waits, tried or not; None when the outbox is empty."""
    waiting = _in_outbox().filter(_has_begun_to_wait())
    return waiting.aggregate(oldest=Min(_waiting_since()))["oldest"]  # type: ignore[no-any-return]  # an annotation


def oldest_due() -> datetime | None:
    """Since when the message that is due for longest has not been tried: where senders are at work, not for long."""
    return _in_outbox().order_by("not_before").values_list("not_before", flat=True).first()


def _in_outbox() -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(state__in=["waiting", "sending"])


def _waiting_since() -> Least:
    """Its first try that failed: each puts `not_before` off, and it would seem to have begun to wait just now."""
    tries = Delivery.objects.filter(dispatch=OuterRef("pk"), outcome="failed")
    return Least("not_before", Subquery(tries.order_by("started_at").values("started_at")[:1]))


def _has_begun_to_wait() -> LessThanOrEqual:
    """What was put to a time to come, or goes again then because it came back, waits for nobody yet."""
    return LessThanOrEqual(_waiting_since(), clock.now())


def threads_with_others(case: Case) -> QuerySet[Thread]:
    """The case's conversations with suppliers and carriers, oldest first."""
    threads = Thread.objects.filter(case=case).exclude(side=Thread.With.CUSTOMER)
    return threads.order_by("created_at", "pk")


def known_address(side: str, name: str) -> str:
    """Where a supplier or carrier of this name was last written to; "" when never."""
    threads = Thread.objects.filter(side=side, name__iexact=name.strip()).exclude(side="customer")
    return threads.order_by("-created_at").values_list("address", flat=True).first() or ""


def waits_for_others(case: Case) -> bool:
    """Whether a supplier or carrier owes us an answer: the last word with them is ours."""
    words = Message.objects.filter(thread=OuterRef("pk"), auto="none").order_by("-at", "-pk")
    last = threads_with_others(case).annotate(last=Subquery(words.values("direction")[:1]))
    return last.filter(last=Message.Direction.OUT).exists()


def draft_of(case: Case, staff: Staff, thread: Thread | None = None) -> Draft | None:
    """What `staff` is writing to the customer, or in another conversation of the case, with its files."""
    found = _drafts(case.pk, staff.pk, thread.pk if thread else None)
    return found[0] if found else None


@written_rows
def _drafts(case_id: UUID, staff_id: UUID, thread_id: UUID | None) -> QuerySet[Draft]:
    drafts = Draft.objects.filter(case=case_id, staff=staff_id, thread=thread_id)
    return drafts.select_related("thread").prefetch_related("attachments").order_by("pk")[:1]


def earlier_drafts(
    case: Case, staff: Staff, thread: Thread | None = None
) -> QuerySet[EarlierDraft]:
    """What stood in this draft before, latest first."""
    rows = EarlierDraft.objects.filter(case=case, staff=staff, thread=thread)
    return rows.order_by("-at", "-pk")


def templates_of(shop: Shop, language: str = "", kind: str = "") -> QuerySet[Template]:
    """The prepared answers in force; of a language, for a kind of case (those for any kind too)."""
    rows = _in_force(shop.pk)
    if language:
        rows = rows.filter(language=language)
    return rows.filter(Q(kind=kind) | Q(kind="")) if kind else rows


def _in_force(shop_id: UUID) -> QuerySet[Template]:
    return Template.objects.filter(shop=shop_id, is_active=True).order_by("language", "name")


class Offer(NamedTuple):
    """A prepared answer without its words. `needs_…`: whether these name facts of the order, of the parcel."""

    pk: UUID
    name: str
    kind: str
    stage: str
    language: str
    tone: str
    used: int
    asks: str
    needs_order: bool
    needs_parcel: bool


def templates_offered(shop: Shop) -> list[Offer]:
    """Those in force; `rules.offering` orders them. A shop has a hundred and fifty: rows are quicker made than models."""
    return [Offer(*row) for row in _templates_offered(shop.pk)]


@written_rows
def _templates_offered(shop_id: UUID) -> QuerySet[Template, Any]:
    needs = {
        "needs_order": _names_field("order"),
        "needs_parcel": _names_field("parcel"),
    }
    return _in_force(shop_id).annotate(**needs).values_list(*Offer._fields)


def promising_template(shop: Shop, template_id: str) -> Template | None:
    """One in force that promises something by itself; None for any other, and for what is no id. Without one nothing is asked."""
    try:
        found = Template.objects.filter(pk=UUID(template_id), shop=shop, is_active=True)
    except ValueError:
        return None
    return found.exclude(promise_kind="").first()


def templates_by_language(shop: Shop) -> dict[str, int]:
    """How many of those in force speak as the shop does, language by language: in its tone, or in any."""
    rows = templates_of(shop).order_by().values_list("language", "tone").annotate(count=Count("pk"))
    found: Counter[str] = Counter()
    for language, tone, count in rows:
        if tone in {"", shop.tone_in(language)}:
            found[language] += count
    return dict(found)


def _names_field(of: str) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(Q(body__regex=rf"\{{\{{\s*{of}\."), output_field=BooleanField())


def place_in_list(after: str) -> tuple[datetime, UUID]:
    """Where a page starts, as the one before told it."""
    at, _, pk = after.partition("|")
    try:
        instant, row_id = datetime.fromisoformat(at), UUID(pk)
    except ValueError as error:
        raise BadInput("after", "not a place in this list") from error
    if instant.tzinfo is None:
        raise BadInput("after", "not a place in this list")
    return instant, row_id
