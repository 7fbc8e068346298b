"""Runs going on: what is due is claimed, decided by the rules and done, in one transaction for each customer.

A letter is put into the outbox in the same transaction that notes it was told, so whatever dies in between, it is told once or
is still to be told. Rows are claimed with SKIP LOCKED: any number of workers may go on, and the cost is what is due.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from makegood.flows.actions.casing import leave_task, open_matter, promise_on, tell_on_case
from makegood.flows.actions.telling import Due, leave_station, send_letters, take_station
from makegood.flows.actions.wording import facts_of, letter
from makegood.flows.models import Entry, QuietHours, Run
from makegood.flows.queries.journeys import journeys, orders_with_all, reader_of, told_of_orders
from makegood.flows.rules.deciding import Decision, Scene, decide
from makegood.flows.rules.journey import Journey
from makegood.flows.rules.quiet import Quiet
from makegood.flows.rules.steps import Step
from makegood.kernel import clock
from makegood.messages.actions.accounts import sending_account
from makegood.messages.models import Account, Message
from makegood.shops.models import Shop

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=30)
MOST_FAILURES = 8
"""Tries of one step: after four hours it is left out, and the log says so."""


@dataclass
class _Customer:
    """What is due of one customer, and what they are to be told of it."""

    runs: list[Run] = field(default_factory=list)
    letters: list[Due] = field(default_factory=list)


def go_on(limit: int = 100, shop: Shop | None = None) -> int:
    """Take up to `limit` due runs, of one shop or of all, a step or more further; how many were taken."""
    with transaction.atomic():
        runs = _claimed(limit, shop)
        if not runs:
            return 0
        world = _World(runs)
        for customer in _by_customer(runs):
            _go_on_for(customer, world)
    return len(runs)


def _claimed(limit: int, shop: Shop | None) -> list[Run]:
    """What is due, and with it whatever else is due of the same customers, so that they hear of it at once."""
    due = Run.objects.filter(ended_at=None, due_at__lte=clock.now())
    if shop is not None:
        due = due.filter(flow__shop=shop)
    claim = due.select_for_update(skip_locked=True, no_key=True, of=("self",))
    related = claim.select_related("flow__shop", "version", "order", "case__shop", "case__customer")
    first = list(related.order_by("due_at", "pk")[:limit])
    who = {run.order.customer_id for run in first if run.order and run.order.customer_id}
    if not who:
        return first
    beside = related.filter(order__customer__in=who).exclude(pk__in=[run.pk for run in first])
    return first + list(beside.order_by("pk")[:limit])


def _by_customer(runs: Sequence[Run]) -> list[_Customer]:
    """Each shop's apart, in one order everywhere: two workers that tell of the same parcel wait for each other and never embrace."""
    found: dict[str, _Customer] = defaultdict(_Customer)
    for run in sorted(runs, key=lambda one: (str(one.order_id), one.begun_at, one.pk)):
        who = run.order.customer_id if run.order else None
        found[f"{run.flow.shop_id} {who or run.order_id or run.pk}"].runs.append(run)
    return [found[key] for key in sorted(found)]


class _World:
    """Everything the runs of a batch are decided on, read once for all of them."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.now = clock.now()
        ids = {run.order_id for run in runs if run.order_id}
        self.orders = {order.pk: order for order in orders_with_all(ids)}
        self.journeys = journeys(self.orders.values())
        self.told = told_of_orders(ids)
        rows = QuietHours.objects.filter(shop__in={run.flow.shop_id for run in runs})
        self._accounts: dict[UUID, Account] = {}
        self._quiet = {row.shop_id: row.read for row in rows}

    def journey(self, run: Run) -> Journey:
        if run.order_id in self.journeys:
            return self.journeys[run.order_id]
        case = run.case
        reader = reader_of(case.customer, case.shop) if case else reader_of(None, run.flow.shop)
        return Journey(str(run.key), "", run.begun_at, reader=reader)

    def quiet(self, shop: Shop) -> Quiet:
        return self._quiet.get(shop.pk, Quiet())

    def account(self, shop: Shop) -> Account:
        """Where the shop's letters leave; asked once for all of a batch."""
        if shop.pk not in self._accounts:
            self._accounts[shop.pk] = sending_account(shop)
        return self._accounts[shop.pk]

    def scene(self, run: Run) -> Scene:
        told = self.told.setdefault(run.order_id, {}) if run.order_id else {}
        return Scene(
            self.journey(run),
            str(run.parcel_id or ""),
            run.begun_at,
            self.now,
            told,
            self.quiet(run.flow.shop),
            str(run.case_id or ""),
        )


def _go_on_for(customer: _Customer, world: _World) -> None:
    try:
        with transaction.atomic():
            for run in customer.runs:
                _walk(run, customer, world)
            if customer.letters:
                account = world.account(customer.runs[0].flow.shop)
                send_letters(customer.letters, world.now, account)
    except Exception:
        log.exception("runs of flows broke", extra={"runs": [str(r.pk) for r in customer.runs]})
        _put_off(customer.runs, world.now)


def _put_off(runs: Sequence[Run], now: datetime) -> None:
    """What broke is tried again later, as it was before; what breaks for hours is given up."""
    for run in runs:
        fresh = Run.objects.filter(pk=run.pk, ended_at=None)
        if run.failures + 1 >= MOST_FAILURES:
            fresh.update(due_at=None, ended_at=now, reason="broke")
        else:
            fresh.update(due_at=now + AGAIN_AFTER, failures=run.failures + 1, reason="broke")


def _walk(run: Run, customer: _Customer, world: _World) -> None:
    """Step by step until it has to wait or has come to its end."""
    if ended := _why_ended(run):
        _end(run, ended, world.now)
        return
    steps = run.version.read.steps
    while run.place < len(steps):
        step = steps[run.place]
        scene = world.scene(run)
        decision = decide(step, scene)
        if decision.do == "wait":
            run.due_at, run.reason, run.failures = decision.until, decision.reason, 0
            run.save(update_fields=["due_at", "reason", "failures", "place", "case"])
            return
        if decision.do == "end":
            _end(run, decision.reason, world.now)
            return
        if decision.do == "skip":
            _note(run, step, decision, world.now)
        else:
            _do(run, step, scene, customer)
        run.place += 1
    _end(run, "done", world.now, notes=False)


def _why_ended(run: Run) -> str:
    """Why it goes no further whatever its step is."""
    if not run.flow.is_on:
        return "switched_off"
    is_gone = run.case_id is None if run.version.read.is_of_case else run.order_id is None
    has_lost_its_parcel = run.parcel_id is None and run.key.startswith("parcel:")
    return "gone" if is_gone or has_lost_its_parcel else ""


def _do(run: Run, step: Step, scene: Scene, customer: _Customer) -> Decision:
    """Carry the step out, and note it; what can't be done says why."""
    match step.do:
        case "tell":
            return _tell(run, step, scene, customer)
        case "case":
            done = open_matter(run, step, scene)
        case "task":
            done = leave_task(run, step, scene)
        case "promise":
            done = promise_on(run, step)
        case "stop":
            done = _stop_others(run, scene.now)
        case _:
            return Decision("act", "done")
    _note(run, step, done, scene.now)
    return done


def _tell(run: Run, step: Step, scene: Scene, customer: _Customer) -> Decision:
    """A letter of its own, or with others that are due; on the case, where the run has one."""
    shop, reader = run.flow.shop, scene.journey.reader
    facts = facts_of(scene.journey, scene.way, shop.name, scene.now)
    words = letter(step, facts, reader.language, shop.main_language)
    done = Decision("act", "told") if words.is_whole else Decision("skip", "no_words")
    takes = bool(run.order_id and step.station)
    if done.do == "act" and takes and not take_station(run, step.station, scene):
        done = Decision("skip", "told_before")
    if done.do == "skip":
        _note(run, step, done, scene.now)
    elif run.case is None:
        entry = _note(run, step, done, scene.now)
        customer.letters.append(Due(run, entry, step.station, scene.journey, words))
    elif message := tell_on_case(run.case, words):
        _note(run, step, done, scene.now, message)
    else:
        if takes:
            leave_station(run, step.station, scene)
        done = Decision("skip", "no_address")
        _note(run, step, done, scene.now)
    return done


def _stop_others(run: Run, now: datetime) -> Decision:
    others = Run.objects.filter(order=run.order, ended_at=None).exclude(pk=run.pk)
    if run.parcel_id:
        others = others.filter(parcel_id=run.parcel_id)
    others.update(due_at=None, ended_at=now, reason="stopped")
    return Decision("act", "stops")


def _note(
    run: Run, step: Step, done: Decision, now: datetime, message: Message | None = None
) -> Entry:
    return Entry.objects.create(
        run=run,
        place=run.place,
        sort=step.do,
        station=step.station,
        do=done.do,
        reason=done.reason,
        at=now,
        message=message,
    )


def _end(run: Run, reason: str, now: datetime, *, notes: bool = True) -> None:
    """The run is over; where a step ended it, the log says which and why."""
    steps = run.version.read.steps
    if notes and run.place < len(steps):
        Entry.objects.get_or_create(
            run=run,
            place=run.place,
            defaults=_ending(steps[run.place], reason, now),
        )
    run.due_at, run.ended_at, run.reason = None, now, reason
    run.save(update_fields=["due_at", "ended_at", "reason", "place", "case"])


def _ending(step: Step, reason: str, now: datetime) -> dict[str, Any]:
    return {
        "sort": step.do,
        "station": step.station,
        "do": Entry.Do.END,
        "reason": reason,
        "at": now,
    }
