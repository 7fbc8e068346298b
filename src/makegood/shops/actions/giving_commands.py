"""What a person wants done with an order: told to its shop where that can be told, else done by hand by somebody.

The form's key is the command's: whoever sends the form twice gives one command.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, Refused
from makegood.kernel.ids import new_id, new_token
from makegood.kernel.log import record
from makegood.kernel.money import Money
from makegood.kernel.text import Phrase, bounded
from makegood.people.access import require
from makegood.people.models import Staff
from makegood.shops.actions.commanding import offered
from makegood.shops.events import CommandAnswered, CommandGiven
from makegood.shops.models import Command, Order
from makegood.shops.queries import purse_of, siblings_of
from makegood.shops.rules.commands import OF_WORTH, command_of, is_for_a_shop
from makegood.shops.rules.wanted import wrong_with


def right_for(kind: str) -> str:
    """What a role has to allow for it."""
    return "money" if kind in OF_WORTH else "answer"


def check_command(order: Order, kind: str, arguments: Mapping[str, Any]) -> None:
    """`BadInput` when it may not be given so; changes nothing."""
    siblings = _siblings(order) if kind == "swap" else {}
    wrong = wrong_with(kind, arguments, purse_of(order), order.currency, _today(order), siblings)
    if wrong:
        raise BadInput(wrong.field, _said(wrong.why))


@transaction.atomic
def give_command(
    order: Order, by: Staff, kind: str, arguments: Mapping[str, Any], key: UUID | None = None
) -> Command:
    """Write down what is to be done, and have the shop told at once; what it can't be told is a person's to do.

    No two at once on one order: what goes back together never comes to more than was paid. Given again with the same
    `key` it is the first one; `Conflict` when that was another.
    """
    require(by, right_for(kind))
    order = _held(order)
    if key is not None and (known := Command.objects.filter(pk=key).first()):
        if (known.order_id, known.kind, known.by_id) != (order.pk, kind, by.pk):
            raise Conflict("command_given", _("This was used for something else: begin again."))
        return known
    told = _with_code(kind, arguments)
    check_command(order, kind, told)
    row = _row(order, by, kind, told, key or new_id())
    record(
        CommandGiven(
            command_id=row.pk,
            order_id=order.pk,
            is_by_hand=row.outcome == Command.Outcome.BY_HAND,
            by_id=by.pk,
        )
    )
    if row.due_at is not None:
        _tell_at_once(row)
    return row


@transaction.atomic
def answer_by_hand(command: Command, by: Staff, is_done: bool, evidence: str) -> None:
    """Somebody did it in the shop, or found out that it was done there, or says that it won't be: with what shows it.

    Only what waits for a person; said again in the same way it changes nothing.
    """
    row = Command.objects.select_for_update(of=("self",)).get(pk=command.pk)
    require(by, right_for(row.kind))
    evidence = bounded(evidence.strip(), 500)
    if not evidence:
        raise BadInput("evidence", _("Say what shows it: a number, a link, what you saw there."))
    outcome = Command.Outcome.DONE if is_done else Command.Outcome.REFUSED
    if row.answered_by_id is not None and row.outcome == outcome:
        return
    if not row.is_for_a_person:
        raise Refused(
            "command_not_yours", _("This no longer waits for a person: look at it again.")
        )
    row.outcome, row.answered_at, row.answered_by_id = outcome, clock.now(), by.pk
    row.evidence, row.code = evidence, "" if is_done else "by_a_person"
    row.save(update_fields=["outcome", "answered_at", "answered_by_id", "evidence", "code"])
    record(
        CommandAnswered(
            command_id=row.pk,
            order_id=row.order_id,
            outcome=row.outcome,
            is_by_hand=True,
            by_id=by.pk,
        )
    )


def _siblings(order: Order) -> dict[str, set[str]]:
    return {line: {one.external_id for one in found} for line, found in siblings_of(order).items()}


def _held(order: Order) -> Order:
    rows = Order.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("shop", "connection").get(pk=order.pk)


def _row(order: Order, by: Staff, kind: str, told: Mapping[str, Any], key: UUID) -> Command:
    now = clock.now()
    is_told = kind in offered(order) and is_for_a_shop(kind, told)
    if is_for_a_shop(kind, told):
        # What can't be made of the arguments now can't be told later either.
        command_of(kind, told, str(key), order.external_id, now)
    return Command.objects.create(
        id=key,
        connection=order.connection,
        order=order,
        kind=kind,
        arguments=dict(told),
        by_id=by.pk,
        drafted_at=now,
        outcome=Command.Outcome.DRAFTED if is_told else Command.Outcome.BY_HAND,
        due_at=now if is_told else None,
    )


def _tell_at_once(row: Command) -> None:
    """With this transaction; should the worker be away, the sweep of the next minute finds it."""
    task = app.configure_task("makegood.shops.tasks.tell_shop", lock=f"command:{row.pk}")
    task.defer(command_id=str(row.pk))


def _with_code(kind: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A coupon's code is minted with its key: what it says in the shop is what it is found by there."""
    minted = {"code": f"mg-{new_token(10).lower()}"} if kind == "coupon" else {}
    return {**arguments, **minted}


def _today(order: Order) -> date:
    return clock.now().astimezone(ZoneInfo(order.shop.timezone)).date()


def _said(phrase: Phrase) -> str:
    language = get_language() or "en"
    values = {
        name: value.shown(language) if isinstance(value, Money) else value
        for name, value in phrase.values.items()
    }
    return _(phrase.template) % values
