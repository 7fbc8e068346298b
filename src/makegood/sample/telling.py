"""What the sample shop's customers were told first, in its last days: played by the flows themselves."""

from datetime import datetime, timedelta

from django.db.models import Q

from makegood.flows.actions.beginning import begin_for_orders
from makegood.flows.actions.going import go_on
from makegood.flows.actions.writing import switch
from makegood.flows.models import Flow
from makegood.kernel import clock
from makegood.messages.actions.dispatching import keep_in_house
from makegood.messages.models import Dispatch, Message
from makegood.people.models import Staff
from makegood.shops.models import Order, Shop

ON = ("sent", "delivered")
DAYS = 6
"""Days the flows have been on: enough to look at, and no second year to play."""


def play_flows(shop: Shop, manager: Staff, now: datetime) -> None:
    """Day by day what left and what arrived, as one who had just switched two flows on would have seen it."""
    begins = (now - timedelta(days=DAYS)).replace(hour=9, minute=0)
    with clock.frozen(begins):
        for flow in Flow.objects.filter(shop=shop, ready__in=ON):
            switch(flow, manager, on=True)
    for day in range(DAYS):
        with clock.frozen(begins + timedelta(days=day + 1)):
            _one_day(shop, clock.now())


def _one_day(shop: Shop, today: datetime) -> None:
    day = Q(parcels__shipped_at__range=(today - timedelta(days=1), today))
    day |= Q(parcels__delivered_at__range=(today - timedelta(days=1), today))
    ids = Order.objects.filter(day, shop=shop).values_list("pk", flat=True).distinct()
    begin_for_orders(shop.pk, list(ids))
    while go_on(shop=shop):
        pass
    waiting = Message.objects.filter(
        account__shop=shop,
        case=None,
        purpose=Message.Purpose.NOTICE,
        dispatch__state=Dispatch.State.WAITING,
    )
    for message in waiting.order_by("at", "pk"):
        keep_in_house(message)
