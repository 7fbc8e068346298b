"""Orders that came in after the words that name them: the mirror is filled later than the mailbox."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models.functions import Left

from makegood.cases.actions.changing import change_case
from makegood.cases.models import Case
from makegood.messages.actions.finding import SEARCHED_FOR_ORDERS
from makegood.messages.actions.joining import order_meant
from makegood.messages.models import Message
from makegood.shops.models import Shop
from makegood.shops.queries import orders_by_key
from makegood.shops.rules.numbers import keys_in

BATCH = 200


def link_named_orders(shop: Shop) -> int:
    """Link every open case without an order to the one its customer named, if we know it by now. Answers how many."""
    without = Case.objects.filter(shop=shop, closed_at=None, order=None).order_by("pk")
    linked, last = 0, UUID(int=0)
    while batch := list(without.filter(pk__gt=last).select_related("customer")[:BATCH]):
        linked += _link(shop, batch)
        last = batch[-1].pk
    return linked


def _link(shop: Shop, cases: Sequence[Case]) -> int:
    named = _keys_named([case.pk for case in cases])
    known = orders_by_key(shop, {key for keys in named.values() for key in keys})
    linked = 0
    for case in cases:
        orders = [known[key] for key in named[case.pk] if key in known]
        if order := order_meant(orders, case.customer):
            change_case(case, None, order=order)
            linked += 1
    return linked


def _keys_named(case_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Whatever may be an order's number in what each case's customer wrote, oldest message first."""
    heard = Message.objects.filter(case__in=case_ids, direction="in", thread__side="customer")
    beginnings = heard.order_by("at").annotate(beginning=Left("text", SEARCHED_FOR_ORDERS))
    named: dict[UUID, list[str]] = defaultdict(list)
    for case_id, subject, text in beginnings.values_list("case_id", "subject", "beginning"):
        named[case_id] += keys_in(f"{subject}\n{text}")
    return named
