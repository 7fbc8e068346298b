"""What flows do because something happened below: they begin."""

from collections.abc import Sequence

from makegood.cases.events import CaseClosed
from makegood.flows.actions.beginning import begin_for_cases, begin_for_orders
from makegood.flows.actions.declining import bring_wish
from makegood.flows.actions.forgetting import forget_letters_to
from makegood.flows.actions.writing import seed_flows
from makegood.flows.rules.steps import AT_RISK, CASE
from makegood.kernel.events import reacts_to, reacts_to_all
from makegood.people.events import CustomerAnonymised, CustomersMerged
from makegood.promises.events import PromiseAtRisk
from makegood.shops.events import (
    OrdersMirrored,
    ParcelMoved,
    ShopOpened,
)
from makegood.shops.models import Connection, Shop


@reacts_to(ShopOpened)
def lay_out_flows(event: ShopOpened) -> None:
    """A new shop finds the ready-made ones, switched off."""
    seed_flows(Shop.objects.get(pk=event.shop_id))


@reacts_to(OrdersMirrored)
def begin_with_orders(event: OrdersMirrored) -> None:
    """What a first import brings is no news."""
    if event.is_import:
        return
    shop_id = Connection.objects.values_list("shop", flat=True).get(pk=event.connection_id)
    begin_for_orders(shop_id, (*event.created_ids, *event.changed_ids))


@reacts_to(ParcelMoved)
def begin_with_parcels(event: ParcelMoved) -> None:
    begin_for_orders(event.shop_id, event.order_ids)


@reacts_to(CustomerAnonymised)
def forget_what_was_told(event: CustomerAnonymised) -> None:
    forget_letters_to(event.customer_id)


@reacts_to_all(PromiseAtRisk)
def begin_with_promises_at_risk(events: Sequence[PromiseAtRisk]) -> None:
    """As many statements for hundreds as for one."""
    begin_for_cases(AT_RISK, [(f"promise:{one.promise_id}", one.case_id) for one in events])


@reacts_to(CaseClosed)
def begin_with_closed_cases(event: CaseClosed) -> None:
    """Once for each case, however often it is opened again."""
    begin_for_cases(CASE + "closed", [(f"case:{event.case_id}", event.case_id)])


@reacts_to(CustomersMerged)
def bring_what_was_declined(event: CustomersMerged) -> None:
    bring_wish(event.gone_id, event.kept_id)
