"""Money promises kept by a refund: the shop confirms it, or a person who paid it there by hand."""

from django.db import transaction

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.promises.actions.keeping import Shown, put_kept
from makegood.promises.actions.queueing import requeue
from makegood.promises.models import Promise
from makegood.promises.rules.evidence import Debt, debts_paid
from makegood.shops.models import Command


@transaction.atomic
def keep_by_refund(command: Command) -> int:
    """Money owed on the cases about the refund's order is paid by it, the most urgent first, as far as it reaches; how many
    promises. What was promised only after the refund was done is not. Idempotent: an open promise is kept once, and a
    command is answered once."""
    if command.kind != "refund" or command.answered_at is None:
        return 0
    owed = Promise.objects.filter(
        kind=Promise.Kind.MONEY,
        end=Promise.End.OPEN,
        case__order=command.order_id,
        made_at__lte=command.answered_at,
    )
    for case_id in owed.order_by("case").values_list("case", flat=True).distinct():
        held(case_id)
    promises = list(owed.select_related("case").order_by("due_at", "pk"))
    told = command.arguments
    debts = [Debt(one.amount_minor, one.currency) for one in promises]
    paid = debts_paid(told["amount_minor"], told["currency"], debts)
    for place in paid:
        put_kept(promises[place], _shown(command))
    for case in Case.objects.filter(pk__in={promises[place].case_id for place in paid}):
        requeue(case)
    return len(paid)


def _shown(command: Command) -> Shown:
    assert command.answered_at is not None
    if command.answered_by_id is not None:
        return Shown(Promise.Evidence.NOTE, command.answered_at, note=command.evidence)
    return Shown(Promise.Evidence.SHOP, command.answered_at, note=command.external_id)
