"""Imports and the reading of connected shops, carried out by the worker."""

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from makegood.kernel.errors import Conflict
from makegood.shops.actions.commanding import carry_out as carry_out_command
from makegood.shops.actions.connecting import ask_for_shop
from makegood.shops.actions.documents import empty_old_refusals
from makegood.shops.actions.hinting import ask_for_hints, forget_old_hints, read_hints
from makegood.shops.actions.importing import carry_out
from makegood.shops.actions.looking_after import ask_about, ask_carrier, find_carriers
from makegood.shops.actions.looking_again import look_again
from makegood.shops.actions.looking_up import forget_questions
from makegood.shops.actions.syncing import sync
from makegood.shops.actions.watching import watch
from makegood.shops.models import CarrierAccount, Command, Connection, ImportRun
from makegood.shops.queries import (
    carriers_due,
    commands_due,
    connections_due,
    connections_hinted_at,
    connections_in_use,
)


@app.task(name="makegood.shops.tasks.run_import", queue="imports")
def run_import(run_id: str) -> None:
    """Take the file in; when somebody is at it already, they go on."""
    try:
        carry_out(UUID(run_id))
    except Conflict:
        return


@app.periodic(cron="* * * * *")
@app.task(
    name="makegood.shops.tasks.resume_imports", queue="imports", queueing_lock="resume_imports"
)
def resume_imports(timestamp: int) -> None:
    """Go on with imports whose process was killed; those under way are left alone. Then begin those whose files lie in
    the watched folder: beginning one asks for a job of its own."""
    for run in ImportRun.objects.filter(ended_at=None).order_by("started_at")[:5]:
        run_import(str(run.pk))
    if settings.MAKEGOOD_IMPORT_FOLDER:
        watch(Path(settings.MAKEGOOD_IMPORT_FOLDER))


@app.periodic(cron="41 * * * *")
@app.task(
    name="makegood.shops.tasks.forget_order_questions",
    queue="shops",
    queueing_lock="forget_order_questions",
)
def forget_order_questions(timestamp: int) -> None:
    """Who asked for an order yesterday is nobody's business today."""
    forget_questions()


@app.periodic(cron="* * * * *")
@app.task(name="makegood.shops.tasks.sweep_shops", queue="shops", queueing_lock="sweep_shops")
def sweep_shops(timestamp: int) -> None:
    """Read the shops that are due, and what is left of webhooks: each shop in jobs of its own, several shops at once."""
    for connection_id in connections_due():
        ask_for_shop(connection_id)
    for connection_id in connections_hinted_at():
        ask_for_hints(connection_id)


@app.task(name="makegood.shops.tasks.read_shop", queue="shops")
def read_shop(connection_id: str) -> None:
    """Read on for a while; what is left is the next job's. Under way elsewhere: they go on."""
    try:
        more = sync(UUID(connection_id))
    except (Conflict, Connection.DoesNotExist):
        return
    if more:
        ask_for_shop(UUID(connection_id))


@app.task(name="makegood.shops.tasks.read_hints", queue="shops")
def read_orders_hinted_at(connection_id: str) -> None:
    """Read again what webhooks spoke of."""
    with suppress(Connection.DoesNotExist):
        read_hints(UUID(connection_id))


@app.periodic(cron="* * * * *")
@app.task(name="makegood.shops.tasks.sweep_parcels", queue="shops", queueing_lock="sweep_parcels")
def sweep_parcels(timestamp: int) -> None:
    """Find out who has the parcels that are new, and ask the carriers that are due: each in a job of its own."""
    while find_carriers():
        pass
    for account_id in carriers_due():
        ask_about(account_id)


@app.task(name="makegood.shops.tasks.ask_carrier", queue="shops")
def ask_one_carrier(account_id: str) -> None:
    """Ask for a while; what is left is the next job's."""
    with suppress(CarrierAccount.DoesNotExist):
        if ask_carrier(UUID(account_id)):
            ask_about(UUID(account_id))


@app.periodic(cron="17 * * * *")
@app.task(name="makegood.shops.tasks.look_at_shops", queue="shops", queueing_lock="look_at_shops")
def look_at_shops(timestamp: int) -> None:
    """Look again at orders under way, each shop in a job of its own."""
    for connection_id in connections_in_use():
        task = look_at_shop.configure(queueing_lock=f"look:{connection_id}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            task.defer(connection_id=str(connection_id))


@app.task(name="makegood.shops.tasks.look_at_shop", queue="shops")
def look_at_shop(connection_id: str) -> None:
    with suppress(Connection.DoesNotExist):
        look_again(UUID(connection_id))


@app.periodic(cron="31 4 * * *")
@app.task(name="makegood.shops.tasks.forget_hints", queue="sweeps", queueing_lock="forget_hints")
def forget_hints(timestamp: int) -> None:
    forget_old_hints()
    empty_old_refusals()


@app.periodic(cron="* * * * *")
@app.task(name="makegood.shops.tasks.tell_shops", queue="shops", queueing_lock="tell_shops")
def tell_shops(timestamp: int) -> None:
    """Tell shops what was drafted for them, and find out what became of what is not known."""
    for command_id in commands_due():
        with suppress(Conflict):
            carry_out_command(command_id)


@app.task(name="makegood.shops.tasks.tell_shop", queue="shops")
def tell_shop(command_id: str) -> None:
    """What was just given; somebody else at it, or the order deleted meanwhile: nothing."""
    with suppress(Conflict, Command.DoesNotExist):
        carry_out_command(UUID(command_id))
