"""Imports, carried out by the worker."""

from uuid import UUID

from procrastinate.contrib.django import app

from makegood.kernel.errors import Conflict
from makegood.shops.actions.importing import carry_out
from makegood.shops.models import ImportRun


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
