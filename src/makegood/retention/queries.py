"""What is old enough to go."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from makegood.cases.models import Case, CaseInIncident
from makegood.kernel import clock
from makegood.messages.models import Call, Dispatch, Draft
from makegood.messages.queries import Emptiable, arrivals_to_empty
from makegood.people.models import Customer, Mark
from makegood.playbooks.models import Practice
from makegood.promises.models import Promise
from makegood.retention.models import Retention, Sweep
from makegood.retention.rules import Terms, limits_at
from makegood.shops.models import Order, Shop


@dataclass(frozen=True)
class WouldGo:
    """How much would go today."""

    cases: int
    mails: int
    customers: int

    def __bool__(self) -> bool:
        return bool(self.cases or self.mails or self.customers)


def retention_of(shop: Shop) -> Retention | None:
    """What the shop has set, if it ever has."""
    return Retention.objects.filter(shop=shop).first()


def terms_of(shop: Shop) -> Terms:
    """Nothing is kept for a time only, unless somebody said so."""
    found = retention_of(shop)
    return found.terms if found else Terms()


def what_would_go(shop: Shop, terms: Terms) -> WouldGo:
    """Counted as the next sweep would find it."""
    limits = limits_at(clock.now(), terms)
    cases = mails = customers = 0
    if limits.cases:
        going = cases_to_delete(shop, limits.cases)
        cases = going.count()
        left = customers_of_nothing(limits.cases, going)
        customers = left.count()
    if limits.mails:
        mails = arrivals_to_empty(Emptiable(shop.pk, limits.mails)).count()
    return WouldGo(cases, mails, customers)


def cases_to_delete(shop: Shop, before: datetime) -> QuerySet[Case]:
    """Closed, and nothing happened to them since; unless something is still owed, open, under way or being written."""
    case = OuterRef("pk")
    unsent = [Dispatch.State.WAITING, Dispatch.State.SENDING]
    held = (
        Promise.objects.filter(case=case, end=Promise.End.OPEN),
        CaseInIncident.objects.filter(case=case, incident__resolved_at=None),
        Dispatch.objects.filter(message__case=case, state__in=unsent),
        Draft.objects.filter(case=case, changed_at__gte=before),
        Call.objects.filter(case=case, ended_at=None),
        Practice.objects.filter(case=case, done_at=None, begun_at__gte=before),
    )
    # Closing is a change like any other: what was not changed since was closed before, too.
    quiet = Case.objects.filter(
        shop=shop, closed_at__isnull=False, merged_into=None, changed_at__lt=before
    )
    for reason in held:
        quiet = quiet.exclude(Exists(reason))
    return quiet


def customers_of_nothing(
    before: datetime, going: QuerySet[Case] | None = None
) -> QuerySet[Customer]:
    """Known since before then, with no order and no case left (`going`: but these), and not marked for abuse now."""
    cases = Case.objects.filter(customer=OuterRef("pk"))
    if going is not None:
        keys = going.values("pk")
        cases = cases.exclude(Q(pk__in=keys) | Q(merged_into__isnull=False, merged_into__in=keys))
    found = Customer.objects.filter(
        created_at__lt=before, merged_into=None, anonymised_at=None, is_sample=False
    )
    marks = Mark.objects.filter(customer=OuterRef("pk"), lifted_at=None, until__gt=clock.now())
    orders = Order.objects.filter(customer=OuterRef("pk"))
    return found.exclude(Exists(cases)).exclude(Exists(orders)).exclude(Exists(marks))


def latest_sweeps(shop: Shop, limit: int = 10) -> QuerySet[Sweep]:
    """The last rounds, the latest first."""
    return Sweep.objects.filter(shop=shop).order_by("-begun_at")[:limit]
