"""What went wrong on a case, as the house's rules ask for it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from makegood.cases.models import Case, Fact
from makegood.kernel import clock
from makegood.promises.models import Promise
from makegood.promises.rules.legal import duties
from makegood.rights.giving import addresses_of, tags_on
from makegood.rights.queries import known_of, rights_of
from makegood.rights.rules.gathering.goods import bought, concerned
from makegood.rights.rules.gathering.happened import COMPLAINTS
from makegood.rulebook.queries import rules_in_force
from makegood.rulebook.rules.granting import Incident
from makegood.rulebook.rules.judging import Known, exception_for, judge_repair
from makegood.rulebook.rules.tables import RepairRow
from makegood.shops.models import Line, Parcel

YEAR = timedelta(days=365)

MOST_TIMES = 20


def is_excepted(case: Case) -> bool:
    """Whether nothing is given beyond the law on the case, by a list of the house's rules. Asks nothing where there is none."""
    book = rules_in_force(case.shop)
    if not any(row.verdict == "never" for row in book.exceptions):
        return False
    known = known_of(case)
    lines = concerned(known) or (bought(known.order) if known.order else [])
    facts = Known(
        tags=tags_on(case, book),
        group=known.told("customer_group") or known.customer_group or None,
        addresses=addresses_of(case, book),
    )
    goods = [replace(facts, product=[line.name, line.sku]) for line in lines] or [facts]
    found = [exception_for(book, one) for one in goods]
    return all(one is not None and one.verdict == "never" for one in found)


def incident_of(case: Case) -> Incident:
    """How late, how dear, which one within a year, whose fault: by what the desk knows now."""
    order = case.order
    is_ours = order is not None and order.currency == case.shop.currency
    fault = Fact.objects.filter(case=case, key="responsibility").values_list("value", flat=True)
    return Incident(
        late_days=_late_days(case),
        value=order.total_minor if order and is_ours else None,
        times=_times(case),
        fault=fault.first() or "",
    )


def repair_on(case: Case) -> tuple[RepairRow | None, list[datetime]]:
    """The row by which its goods are repaired, where one surely fits; and the moments by which the law wants that done."""
    rights = rights_of(case)
    lines = concerned(rights.known) or (bought(rights.known.order) if rights.known.order else [])
    line = lines[0] if len(lines) == 1 else None
    names = (line.name, line.sku) if line else (rights.known.told("product"),)
    known = Known(
        product=[name for name in names if name], maker=_maker(case, line.id) if line else None
    )
    row = judge_repair(rules_in_force(case.shop), known, case.kind).row
    found = duties(rights.ruling).values() if rights.ruling else ()
    repairs = [one.due_at for one in found if one.kind == Promise.Kind.REPAIR]
    return row, [at for at in repairs if at is not None]


def _maker(case: Case, line: str) -> str | None:
    makers = Line.objects.filter(order=case.order_id, position=line)
    return makers.values_list("product__supplier__name", flat=True).first()


def _late_days(case: Case) -> int:
    """Days from the one first promised (by the carrier, else by us) to the arrival, or to now."""
    if case.order is None:
        return 0
    parcels = list(case.order.parcels.all())
    expected = [one.expected_at for one in parcels if one.expected_at]
    first = Promise.objects.filter(case=case, kind=Promise.Kind.PARCEL).order_by("made_at", "id")
    promised = min(expected, default=None) or first.values_list("due_at", flat=True).first()
    if promised is None:
        return 0
    zone = ZoneInfo(case.shop.timezone)
    days = (_came_at(case, parcels).astimezone(zone).date() - promised.astimezone(zone).date()).days
    return max(days, 0)


def _came_at(case: Case, parcels: list[Parcel]) -> datetime:
    """When all of it was there; now, while something is not."""
    assert case.order is not None
    came = [one.delivered_at for one in parcels]
    arrived = [at for at in came if at is not None]
    if parcels and len(arrived) == len(came):
        return max(arrived)
    return (None if parcels else case.order.delivered_at) or clock.now()


def _times(case: Case) -> int:
    """Which complaint of the customer within a year it is, at most `MOST_TIMES`."""
    if case.customer_id is None:
        return 1
    earlier = Case.objects.filter(
        customer=case.customer_id,
        merged_into=None,
        kind__in=COMPLAINTS,
        opened_at__gt=case.opened_at - YEAR,
        opened_at__lt=case.opened_at,
    ).exclude(pk=case.pk)
    return 1 + len(earlier.values_list("pk")[: MOST_TIMES - 1])
