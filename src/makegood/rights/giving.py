"""What the shop's own rules of that day give on a case, beside the law."""

from zoneinfo import ZoneInfo

from makegood.cases.models import Case, Tag
from makegood.people.models import Identity
from makegood.rights.queries import CaseRights
from makegood.rights.rules.gathering.happened import came_on
from makegood.rights.rules.gathering.places import own_country
from makegood.rights.rules.giving import Day, Gifts, OfCase, gifts
from makegood.rulebook.queries import rules_on
from makegood.rulebook.rules.tables import Book
from makegood.shops.models import Line


def gifts_on(case: Case, rights: CaseRights) -> Gifts:
    """By the version that was in force when the case was opened. Asks nothing where the shop has published none."""
    if not case.shop.rules_number:
        return Gifts()
    book = rules_on(case.shop, case.opened_at)
    return Gifts() if book.is_empty else gifts(book, rights.known, _of_case(case, rights, book))


def _of_case(case: Case, rights: CaseRights, book: Book) -> OfCase:
    order, zone = case.order, rights.zone
    is_ours = order is not None and order.currency == case.shop.currency
    return OfCase(
        country=own_country(rights.known) or rights.country,
        bought_on=order.placed_at.astimezone(zone).date() if order else None,
        today=rights.today,
        value=order.total_minor if order and is_ours else None,
        tags=tags_on(case, book),
        addresses=addresses_of(case, book),
        makers=_makers(case) if any(row.makers for row in book.warranties) else {},
        days={line: _day(rights, line, zone) for line in ("", *rights.names)},
    )


def tags_on(case: Case, book: Book) -> frozenset[str]:
    """The case's tags, where a row is for some."""
    has_tags = any(row.tags for row in book.returns) or any(row.tags for row in book.exceptions)
    if not has_tags:
        return frozenset()
    return frozenset(Tag.objects.filter(cases=case).values_list("name", flat=True))


def addresses_of(case: Case, book: Book) -> frozenset[str]:
    """What the customer writes from, where a row is for some."""
    if not any(row.customers for row in book.exceptions):
        return frozenset()
    known = Identity.objects.filter(customer=case.customer_id, kind=Identity.Kind.EMAIL)
    return frozenset(known.values_list("value", flat=True))


def _makers(case: Case) -> dict[str, str]:
    lines = Line.objects.filter(order=case.order_id, product__supplier__isnull=False)
    return {
        str(position): name
        for position, name in lines.values_list("position", "product__supplier__name")
    }


def _day(rights: CaseRights, line: str, zone: ZoneInfo) -> Day:
    """The law's ends where it gives the right at all; a line it leaves out has none, though the others' date names no line."""
    came, ruling = came_on(line, rights.known, zone), rights.ruling
    if ruling is None:
        return Day(came)
    dues = {due.rule.rule_id: due for of, due in ruling.dues if of in (None, line or None)}
    back, faults = dues.get("withdrawal.period"), dues.get("guarantee.liability")
    starts = (due.sum.start for due in (faults, back) if due and due.sum.start)
    return Day(
        next(starts, came),
        back.legal if back and not ruling.excludes("withdrawal", line) else None,
        faults.legal if faults and not ruling.excludes("guarantee", line) else None,
    )
