"""Imports and the reading of connected shops, carried out by the worker."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from makegood.kernel.errors import Conflict
from makegood.shops.actions.importing import carry_out
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Connection, ImportRun
from makegood.shops.queries import connections_due


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
    """Go on with imports whose process was killed; those under way are left alone."""
    for run in ImportRun.objects.filter(ended_at=None).order_by("started_at")[:5]:
        run_import(str(run.pk))


@app.periodic(cron="* * * * *")
@app.task(name="makegood.shops.tasks.sweep_shops", queue="shops", queueing_lock="sweep_shops")
def sweep_shops(timestamp: int) -> None:
    """Read the shops that are due: each in a job of its own, several at once, each by one."""
    for connection_id in connections_due():
        _ask_for(connection_id)


@app.task(name="makegood.shops.tasks.read_shop", queue="shops")
def read_shop(connection_id: str) -> None:
    """Read on for a while; what is left is the next job's. Under way elsewhere: they go on."""
    try:
        more = sync(UUID(connection_id))
    except (Conflict, Connection.DoesNotExist):
        return
    if more:
        _ask_for(UUID(connection_id))


def _ask_for(connection_id: UUID) -> None:
    task = app.configure_task(
        "makegood.shops.tasks.read_shop", queueing_lock=f"shop:{connection_id}"
    )
    try:
        with transaction.atomic():
            task.defer(connection_id=str(connection_id))
    except AlreadyEnqueued:  # it will be read
        pass
