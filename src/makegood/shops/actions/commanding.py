"""Telling a connected shop to do something: drafted first, told once, found out before it is ever told again."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.alone import alone
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed, Refused
from makegood.kernel.ids import new_id
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.kernel.web import Web
from makegood.people.models import Staff
from makegood.shops import ports
from makegood.shops.actions.connecting import connector_of, opened
from makegood.shops.actions.hinting import read_again
from makegood.shops.events import CommandAnswered
from makegood.shops.models import Command, Connection, Entry, Order
from makegood.shops.ports import NOT_DONE, Answer, Writable
from makegood.shops.rules.commands import (
    KINDS,
    MOST_TRIES,
    PENDING,
    arguments_of,
    command_of,
    kind_of,
    next_look,
)


def offered(order: Order) -> tuple[str, ...]:
    """What the order's shop can be told, by kind; nothing for an order of a file. What is not here is for a person."""
    if order.connection is None or not order.connection.is_active:
        return ()
    try:
        connector = connector_of(order.connection.kind)
    except ProviderFailed:
        return ()
    if not isinstance(connector, Writable):
        return ()
    return tuple(kind for kind, one in KINDS.items() if one in connector.commands)


def refund_choices(order: Order) -> frozenset[str]:
    """What may be chosen of a refund, as `ShopConnector.capabilities` names it; a person who does it by hand can do it all."""
    if order.connection is None or "refund" not in offered(order):
        return frozenset({"restock", "payments"})
    return connector_of(order.connection.kind).capabilities


@transaction.atomic
def draft_command(
    order: Order, by: Staff | None, told: type[ports.Command], **arguments: object
) -> Command:
    """Write down what the shop is to do, with the key it will be told by; the worker tells it within a minute, or
    whoever calls `carry_out`. `Refused("command_not_offered")` when the shop can't be told that."""
    kind, connection = kind_of(told), order.connection
    if connection is None or kind not in offered(order):
        raise Refused(
            "command_not_offered", _("The shop can't be told this by the desk: do it there.")
        )
    key, now = new_id(), clock.now()
    command = told(key=str(key), order_id=order.external_id, drafted_at=now, **arguments)
    return Command.objects.create(
        id=key,
        connection=connection,
        order=order,
        kind=kind,
        arguments=arguments_of(command),
        by_id=by.pk if by else None,
        drafted_at=now,
        due_at=now,
    )


def carry_out(command_id: UUID, web: Caller | None = None) -> Command:
    """Tell the shop, or find out what became of it. Done or refused already: nothing happens. `Conflict`: somebody
    else is at it. A shop that could not be reached is tried again later, and that is no answer. While nothing may leave
    the machine, or the line to it is cut, no shop is told anything."""
    with alone(command_id, "command_under_way", _("The shop is being told already.")):
        row = Command.objects.select_related("connection__shop", "order").get(pk=command_id)
        if row.answered_at is not None or row.outcome == Command.Outcome.BY_HAND:
            return row
        if settings.MAKEGOOD_TRAINING or not _line(row).is_active:
            return row
        was_told = row.outcome != Command.Outcome.DRAFTED
        _begin(row)
        try:
            if web is not None:
                _tell(row, web, was_told)
            else:
                with Web() as own:
                    _tell(row, own, was_told)
        except ProviderFailed as error:
            _put_off(row, error, was_told)
    return row


def _line(row: Command) -> Connection:
    """What has no line is done by hand, as the table's constraint holds."""
    assert row.connection is not None
    return row.connection


def _begin(row: Command) -> None:
    """On the disk before the shop hears of it: who dies now leaves something to be read back."""
    row.tries += 1
    row.outcome = Command.Outcome.UNDER_WAY
    row.due_at = clock.now() + next_look(row.tries)
    row.save(update_fields=["tries", "outcome", "due_at"])


def _tell(row: Command, web: Caller, was_told: bool) -> None:
    _settle(row, _answer(row, web, was_told))
    if row.outcome == Command.Outcome.DONE:
        _read_the_order(row, web)


def _answer(row: Command, web: Caller, was_told: bool) -> Answer:
    connector = connector_of(_line(row).kind)
    if not isinstance(connector, Writable):
        return Answer("refused", code="command_not_offered")
    opens_with = opened(_line(row))
    command = command_of(
        row.kind, row.arguments, str(row.pk), row.order.external_id, row.drafted_at
    )
    if was_told and (found := connector.read_back(opens_with, web, command)) != NOT_DONE:
        return found
    return connector.carry_out(opens_with, web, command)


@transaction.atomic
def _settle(row: Command, answer: Answer) -> None:
    row.outcome = answer.outcome
    row.external_id = bounded(answer.external_id, 120)
    row.code, row.why = bounded(answer.code, 120), bounded(answer.why, 300)
    row.due_at = None
    if answer.outcome == "unknown":
        is_left_to_us = row.tries < MOST_TRIES
        row.due_at = clock.now() + next_look(row.tries) if is_left_to_us else None
    else:
        row.answered_at = clock.now()
    row.save(update_fields=["outcome", "external_id", "code", "why", "due_at", "answered_at"])
    if answer.outcome != "unknown" or row.due_at is None:
        record(_answered(row))


def _answered(row: Command) -> CommandAnswered:
    return CommandAnswered(
        command_id=row.pk,
        order_id=row.order_id,
        outcome=row.outcome,
        is_pending=row.is_pending,
        by_id=row.by_id,
    )


@transaction.atomic
def note_paid(order_ids: Collection[UUID]) -> None:
    """Refunds that were only written down in the shop, and stand in its ledger by now: their money has gone out."""
    waiting = Command.objects.filter(
        order__in=order_ids, kind="refund", outcome=Command.Outcome.DONE, code=PENDING
    )
    paid = Entry.objects.filter(
        order=OuterRef("order"), kind=Entry.Kind.REFUND, external_id=OuterRef("external_id")
    )
    for row in waiting.filter(Exists(paid)).order_by("pk").select_for_update(of=("self",)):
        row.code = ""
        row.save(update_fields=["code"])
        record(_answered(row))


def _read_the_order(row: Command, web: Caller) -> None:
    """As it is now; where that fails, the next sweep sees it."""
    try:
        read_again(_line(row), web, row.order.external_id)
    except ProviderFailed:
        return


@transaction.atomic
def _put_off(row: Command, error: ProviderFailed, was_told: bool) -> None:
    """The shop never heard of it this time. One that it may have heard of before stays to be found out; after so many tries
    it is a person's, who is told, also where the shop was never there."""
    is_left_to_us = row.tries < MOST_TRIES
    is_heard = was_told or error.unclear or not is_left_to_us
    row.outcome = Command.Outcome.UNKNOWN if is_heard else Command.Outcome.DRAFTED
    row.code, row.why = bounded(error.code, 120), bounded(error.message, 300)
    row.due_at = clock.now() + next_look(row.tries) if is_left_to_us else None
    row.save(update_fields=["outcome", "code", "why", "due_at"])
    if row.due_at is None:
        record(_answered(row))
