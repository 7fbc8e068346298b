"""What a shop is to do with an order, and what became of it, in the history of the cases about that order."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from makegood.cases.events import ShopAnswered, ShopTold
from makegood.cases.models import Case
from makegood.kernel.log import record
from makegood.shops.events import CommandAnswered
from makegood.shops.models import Command
from makegood.shops.rules.commands import PENDING


@transaction.atomic
def tell_command(command: Command, by_id: UUID | None) -> None:
    """One line on each case about the order, closed ones too: it is what happened to it."""
    for case_id in _about(command):
        record(
            ShopTold(
                case_id=case_id,
                command_id=command.pk,
                kind=command.kind,
                is_by_hand=command.outcome == Command.Outcome.BY_HAND,
                amount_minor=command.arguments.get("amount_minor") or None,
                currency=command.arguments.get("currency", ""),
                by_id=by_id,
            )
        )


@transaction.atomic
def tell_answer(command: Command, answered: CommandAnswered) -> None:
    for case_id in _about(command):
        record(
            ShopAnswered(
                case_id=case_id,
                command_id=command.pk,
                kind=command.kind,
                outcome=PENDING if answered.is_pending else answered.outcome,
                is_by_hand=answered.is_by_hand,
                why=command.evidence or command.why,
                amount_minor=command.arguments.get("amount_minor") or None,
                currency=command.arguments.get("currency", ""),
                by_id=answered.by_id if answered.is_by_hand else None,
            )
        )


def _about(command: Command) -> "QuerySet[Case, UUID]":
    cases = Case.objects.filter(order=command.order_id, merged_into=None)
    return cases.order_by("pk").values_list("pk", flat=True)
